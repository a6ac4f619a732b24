#include "desk/search/query.h"

#include <gtest/gtest.h>

namespace sahay::search {
namespace {

// "-status<solved" of a term; phrases stand in quotes, free text has no property.
std::string shown(const Term& term) {
  return (term.negated ? "-" : "") + term.property + term.comparison + (term.phrase ? "\"" + term.value + "\"" : term.value);
}
std::vector<std::string> parsed(std::string_view text) {
  std::vector<std::string> out;
  for (const Term& term : parse_query(text).terms) out.push_back(shown(term));
  return out;
}
using Terms = std::vector<std::string>;

TEST(Query, reads_each_form_of_a_term) {
  const std::pair<const char*, Terms> table[] = {
      {"", {}},
      {"   \t\n ", {}},
      {"printer", {"printer"}},
      {"broken  printer", {"broken", "printer"}},
      {"print*", {"print*"}},
      {"\"broken printer\"", {"\"broken printer\""}},
      {"status:open", {"status:open"}},
      {"STATUS:Open", {"status:Open"}},
      {"status<solved", {"status<solved"}},
      {"priority>normal", {"priority>normal"}},
      {"created>=2024-01-02", {"created>=2024-01-02"}},
      {"created<=2024-01-02T03:04:05Z", {"created<=2024-01-02T03:04:05Z"}},
      {"subject:\"blade is dull\"", {"subject:\"blade is dull\""}},
      {"-status:closed", {"-status:closed"}},
      {"-\"out of office\"", {"-\"out of office\""}},
      {"-printer", {"-printer"}},
      {"custom_field_12:drill", {"custom_field_12:drill"}},
      {"requester:rina@meghna.example", {"requester:rina@meghna.example"}},
      {"status:open tags:vip -tags:spam printer", {"status:open", "tags:vip", "-tags:spam", "printer"}},
      {"ভাঙা ড্রিল", {"ভাঙা", "ড্রিল"}},
      {"сломана дрель", {"сломана", "дрель"}},
      {"\"сломана дрель\" assignee:none", {"\"сломана дрель\"", "assignee:none"}},
      {"a-b c_d", {"a-b", "c_d"}},
      {"- printer", {"-", "printer"}},
      {"\"never closed", {"\"never closed\""}},
      {"status: open", {"open"}},
      {"time 10:30", {"time", "10:30"}}};
  for (const auto& [text, terms] : table) EXPECT_EQ(parsed(text), terms) << text;
}

TEST(Query, takes_type_order_and_sort_out_of_the_terms) {
  const Query query = parse_query("type:ticket TYPE:User printer order_by:Created sort:ASC");
  EXPECT_EQ(query.types, (Terms{"ticket", "user"}));
  EXPECT_EQ(query.order_by, "created");
  EXPECT_EQ(query.sort, "asc");
  ASSERT_EQ(query.terms.size(), 1u);
  EXPECT_EQ(query.terms[0].value, "printer");
}

TEST(Query, stays_small_whatever_comes) {
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += "a:b \" - ";
  EXPECT_LE(parse_query(text).terms.size(), 64u);
  EXPECT_LE(parse_query(std::string(1'000'000, '-')).terms.size(), 64u);
  EXPECT_LE(parse_query(std::string(1'000'000, '"')).terms.size(), 64u);
}

}  // namespace
}  // namespace sahay::search
