// Rows of lists that are kept between requests never show an older state, and say the same as rows written anew.
#include "desk/tickets/kept_rows.h"

#include "desk/tickets/console_timeline.h"
#include "desk/tickets/testing/tickets_site.h"

namespace sahay::tickets {
namespace {

class KeptRowsTest : public TicketsSite {
 protected:
  std::string list(std::string_view path) { return ask(cast.sara, "GET", std::string(path)).body; }

  const std::shared_ptr<KeptRows> rows_ = keep_rows(*temp_);
};

TEST_F(KeptRowsTest, a_change_shows_in_the_next_list) {
  const Ticket ticket = make();
  EXPECT_EQ(ask(cast.sara, "GET", "/tickets").text("tickets", 0, "status"), "new");
  EXPECT_EQ(ask(cast.sara, "GET", "/console/tickets").text("rows", 0, "status"), "new");
  set_status_of(ticket.id, "pending");
  EXPECT_EQ(ask(cast.sara, "GET", "/tickets").text("tickets", 0, "status"), "pending");
  EXPECT_EQ(ask(cast.sara, "GET", "/console/tickets").text("rows", 0, "status"), "pending");
}

TEST_F(KeptRowsTest, kept_rows_say_what_rows_written_anew_say) {
  for (int i = 0; i < 3; ++i) make();
  const std::string first = list("/tickets"), again = list("/tickets");
  EXPECT_EQ(first, again);
  const auto one = ask(cast.sara, "GET", "/tickets").at("tickets", 0);
  const auto shown = ask(cast.sara, "GET", path_of(TicketId(one.as_object().at("id").as_int64()))).at("ticket");
  EXPECT_EQ(one, shown);
  EXPECT_EQ(list("/console/tickets"), list("/console/tickets"));
}

TEST_F(KeptRowsTest, every_statement_that_changes_a_ticket_raises_its_version) {
  int seen = 0;
  for (const db::Query& query : db::all_queries())
    for (const std::string_view text : {query.sqlite, query.postgres}) {
      if (text.find("update tickets set") == text.npos) continue;
      ++seen;
      EXPECT_NE(text.find("version = version + 1"), text.npos) << query.name;
    }
  EXPECT_GT(seen, 10);
}

TEST(KeptRowsMemory, another_version_is_not_found_and_an_older_one_replaces_nothing) {
  KeptRows rows;
  const std::int64_t way = rows.number_of({"https://a.example", true, nullptr});
  rows.keep(way, 7, 3, "three");
  ASSERT_TRUE(rows.find(way, 7, 3));
  EXPECT_EQ(*rows.find(way, 7, 3), "three");
  EXPECT_FALSE(rows.find(way, 7, 4));
  rows.keep(way, 7, 2, "two");
  EXPECT_TRUE(rows.find(way, 7, 3));
  EXPECT_FALSE(rows.find(way, 7, 2));
  EXPECT_FALSE(rows.find(rows.number_of({"https://b.example", true, nullptr}), 7, 3));
}

TEST(KeptRowsMemory, is_bounded) {
  KeptRows rows(160'000);
  const std::int64_t way = rows.number_of({});
  for (int ticket = 0; ticket < 1000; ++ticket) rows.keep(way, ticket, 1, std::string(1000, 'x'));
  int kept = 0;
  for (int ticket = 0; ticket < 1000; ++ticket) kept += rows.find(way, ticket, 1) != nullptr;
  EXPECT_GT(kept, 50);
  EXPECT_LE(kept, 160);
}

TEST(KeptRowsMemory, many_ways_to_write_push_out_the_first) {
  KeptRows rows;
  const std::int64_t first = rows.number_of({"https://0.example", true, nullptr});
  EXPECT_EQ(rows.number_of({"https://0.example", true, nullptr}), first);
  for (int i = 1; i <= 40; ++i) rows.number_of({"https://" + std::to_string(i) + ".example", true, nullptr});
  EXPECT_NE(rows.number_of({"https://0.example", true, nullptr}), first);
}

TEST(Timeline, the_changes_of_an_event_are_found_as_they_stand) {
  EXPECT_EQ(changes_in(R"({"at":"x","changes":[{"field":"a","from":"[","to":"\"]"}],"comment_id":3})"), R"([{"field":"a","from":"[","to":"\"]"}])");
  EXPECT_EQ(changes_in(R"({"changes":[]})"), "");
  EXPECT_EQ(changes_in(R"({"rule":{"changes":[1]},"public":true})"), "");
  EXPECT_EQ(changes_in(R"({"public":true,"changes":[1,[2]]})"), "[1,[2]]");
  EXPECT_EQ(changes_in("{}"), "");
  EXPECT_EQ(changes_in(""), "");
  EXPECT_EQ(changes_in(R"({"changes":[{"a")"), R"([{"a")");
}

}  // namespace
}  // namespace sahay::tickets
