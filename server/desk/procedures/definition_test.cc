#include "desk/procedures/definition.h"

#include <gtest/gtest.h>

namespace sahay::procedures {
namespace {

Result<Definition> read(const std::string& json) { return read_definition(parse_json(json).value().get_object()); }

// a: check; b: mandatory decision, yes leads to d, no to the end; c: optional; d: mandatory, goes on to f; e; f.
const char* const kWay = R"({"title":"Way","steps":[
  {"key":"a","title":"A"},
  {"key":"b","title":"B","type":"decision","mandatory":true,"options":[{"key":"yes","title":"Yes","goto":"d"},{"key":"no","title":"No","goto":"end"},{"key":"perhaps","title":"Perhaps"}]},
  {"key":"c","title":"C"},
  {"key":"d","title":"D","mandatory":true,"next":"f"},
  {"key":"e","title":"E"},
  {"key":"f","title":"F"}]})";

std::string states(std::map<std::string, Given> given) {
  std::string out;
  for (const StepState state : states_of(read(kWay).value(), given)) out += name_of(state).substr(0, 1);  // o, d, s, l, n
  return out;
}

TEST(StatesOf, an_answer_leads_and_what_lies_beside_the_way_is_not_needed) {
  EXPECT_EQ(states({}), "oollll");
  EXPECT_EQ(states({{"b", {false, "yes"}}}), "odnono");
  EXPECT_EQ(states({{"a", {}}, {"b", {false, "no"}}}), "ddnnnn");
  EXPECT_EQ(states({{"b", {false, "perhaps"}}}), "odoono");
  EXPECT_EQ(states({{"b", {true, ""}}}), "osoono") << "a skipped decision goes on to the next step";
  EXPECT_EQ(states({{"b", {false, "yes"}}, {"d", {}}, {"f", {}}, {"a", {true, ""}}}), "sdndnd");
}

TEST(ReadDefinition, steps_lead_forward_only_and_every_wrong_one_is_named) {
  const auto wrong = [](const std::string& steps) {
    const auto result = read(R"({"title":"T","steps":[)" + steps + "]}");
    return result.ok() ? std::string("none") : result.error().fields.front().field;
  };
  EXPECT_EQ(wrong(R"({"key":"a","title":"A","next":"a"})"), "steps.1.next");
  EXPECT_EQ(wrong(R"({"key":"a","title":"A"},{"key":"b","title":"B","options":[{"key":"x","title":"X","goto":"a"}]})"), "steps.2.options");
  EXPECT_EQ(wrong(R"({"key":"a","title":"A"},{"key":"a","title":"B"})"), "steps.2.key");
  EXPECT_EQ(wrong(R"({"key":"a b","title":"A"})"), "steps.1.key");
  EXPECT_EQ(wrong(R"({"key":"a","title":""})"), "steps.1.title");
  EXPECT_EQ(wrong(R"({"key":"a","title":"A","type":"dance"})"), "steps.1.type");
  EXPECT_EQ(wrong(R"({"key":"a","title":"A","type":"decision"})"), "steps.1.options");
  EXPECT_EQ(wrong(R"({"key":"a","title":"A","role":"king"})"), "steps.1.role");
  EXPECT_EQ(wrong(R"({"key":"a","title":"A"})"), "none");
}

TEST(Words, are_told_in_the_readers_language_or_in_english) {
  const auto both = read(R"({"title":{"en":"Way","ru":"Путь"},"steps":[]})").value().title;
  EXPECT_EQ(both.in(i18n::Language::ru), "Путь");
  EXPECT_EQ(both.in(i18n::Language::bn), "Way");
}

TEST(WriteDefinition, what_was_written_is_read_as_it_was) {
  const Definition first = read(kWay).value();
  std::string once, twice;
  JsonWriter w(once);
  write_definition(w, first);
  JsonWriter v(twice);
  write_definition(v, parse_definition(once));
  EXPECT_EQ(once, twice);
}

}  // namespace
}  // namespace sahay::procedures
