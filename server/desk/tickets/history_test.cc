// Imports, redaction, spam, and the history over all tickets.
#include "desk/tickets/testing/tickets_site.h"

namespace sahay::tickets {
namespace {

class HistoryTest : public TicketsSite {
 protected:
  Answer import(const std::string& ticket) { return ask(cast.admin, "POST", "/imports/tickets.json", "{\"ticket\":" + ticket + "}"); }
  static std::string n(UserId id) { return std::to_string(id.value); }
};

TEST_F(HistoryTest, an_import_keeps_times_and_authors_and_is_marked_as_past) {
  const Answer made = import(R"({"subject":"Old","requester_id":)" + n(cast.rina) + R"(,"created_at":"2019-03-01T10:00:00Z","updated_at":"2019-03-02T10:00:00Z","solved_at":"2019-03-02T10:00:00Z","status":"closed","comments":[{"author_id":)" + n(cast.rina) +
                             R"(,"value":"first","created_at":"2019-03-01T10:00:00Z"},{"author_id":)" + n(cast.oleg) + R"(,"value":"note","public":false,"created_at":"2019-03-02T09:30:00Z"}]})");
  ASSERT_EQ(made.status, 201) << made.body;
  const Ticket ticket = stored(TicketId(made.number("ticket", "id")));
  EXPECT_EQ(to_iso8601(ticket.created_at), "2019-03-01T10:00:00Z");
  EXPECT_EQ(to_iso8601(ticket.updated_at), "2019-03-02T10:00:00Z");
  EXPECT_EQ(to_iso8601(ticket.solved_at), "2019-03-02T10:00:00Z");
  const auto thread = comments_of(ticket.id);
  ASSERT_EQ(thread.size(), 2u);
  EXPECT_EQ(thread[1].author_id, cast.oleg);
  EXPECT_FALSE(thread[1].is_public);
  for (const auto& event : events_of(ticket.id)) EXPECT_TRUE(is_import(event));
  const Answer audits = ask(cast.sara, "GET", path_of(ticket.id, "/audits"));
  EXPECT_EQ(audits.text("audits", 0, "created_at"), "2019-03-01T10:00:00Z");
  EXPECT_EQ(audits.text("audits", 1, "created_at"), "2019-03-02T09:30:00Z");
}

TEST_F(HistoryTest, an_import_from_the_future_or_without_words_is_refused) {
  EXPECT_EQ(import(R"({"subject":"X","created_at":"2999-01-01T00:00:00Z","comments":[{"value":"x"}]})").status, 422);
  EXPECT_EQ(import(R"({"subject":"X","created_at":"soon","comments":[{"value":"x"}]})").status, 422);
  EXPECT_EQ(import(R"({"subject":"X"})").status, 422);
  EXPECT_EQ(ask(cast.sara, "POST", "/imports/tickets.json", R"({"ticket":{"subject":"X","comments":[{"value":"x"}]}})").status, 403);
}

TEST_F(HistoryTest, a_redacted_number_is_gone_everywhere) {
  const Ticket ticket = make(about("Card 4111-1111", "my card 4111-1111 please"));
  const auto comment = std::to_string(comments_of(ticket.id)[0].id.value);
  const std::string path = path_of(ticket.id, "/comments/" + comment + "/redact");
  EXPECT_EQ(ask(cast.sara, "PUT", path, R"({"text":"9999"})").status, 422);
  ASSERT_EQ(ask(cast.sara, "PUT", path, R"({"text":"4111-1111"})").status, 200);
  for (const char* more : {"", "/comments", "/audits"})
    EXPECT_EQ(ask(cast.sara, "GET", path_of(ticket.id, more)).body.find("4111"), std::string::npos) << more;
  EXPECT_EQ(comments_of(ticket.id)[0].text, "my card ▇▇▇▇▇▇▇▇▇ please");
  EXPECT_EQ(stored(ticket.id).snippet.find("4111"), std::string::npos);
}

TEST_F(HistoryTest, words_that_run_across_markup_are_redacted_too) {
  NewTicket wanted = about("Card");
  wanted.comment.text.clear();
  wanted.comment.html = "<p>my card 41<b>11</b> &amp; pin</p>";
  const Ticket ticket = make(std::move(wanted));
  const auto comment = std::to_string(comments_of(ticket.id)[0].id.value);
  ASSERT_EQ(ask(cast.sara, "PUT", path_of(ticket.id, "/comments/" + comment + "/redact"), R"({"text":"4111"})").status, 200);
  EXPECT_EQ(comments_of(ticket.id)[0].html.find("11"), std::string::npos) << comments_of(ticket.id)[0].html;
}

TEST_F(HistoryTest, a_comment_made_private_leaves_the_audit_of_its_writing_alone) {
  const Ticket ticket = make();
  ASSERT_TRUE(change(cast.sara, ticket.id, reply("Oops, the wrong customer")).ok());
  const auto comment = std::to_string(comments_of(ticket.id)[1].id.value);
  const Answer before = ask(cast.sara, "GET", path_of(ticket.id, "/audits"));
  ASSERT_EQ(ask(cast.sara, "PUT", path_of(ticket.id, "/comments/" + comment + "/make_private"), "{}").status, 200);
  EXPECT_EQ(ask(cast.rina, "GET", "/requests/" + std::to_string(ticket.id.value) + "/comments").number("count"), 1);
  const Answer after = ask(cast.sara, "GET", path_of(ticket.id, "/audits"));
  for (int i = 0; i < 2; ++i) EXPECT_EQ(sahay::to_string(before.at("audits", i)), sahay::to_string(after.at("audits", i)));
  EXPECT_EQ(after.text("audits", 2, "events", 0, "type"), "CommentPrivacyChange");
}

TEST_F(HistoryTest, spam_goes_to_the_bin_and_its_sender_is_suspended) {
  const Ticket ticket = make();
  ASSERT_EQ(ask(cast.sara, "PUT", path_of(ticket.id, "/mark_as_spam"), "{}").status, 200);
  EXPECT_TRUE(stored(ticket.id).deleted_at);
  EXPECT_TRUE(read([&](db::Tx& tx) { return people::find_user(tx, cast.rina)->suspended; }));
  NewTicket own = about("By staff");
  own.requester = cast.oleg;
  const auto staffs = try_create(cast.oleg, own)->ticket.id;
  ASSERT_EQ(ask(cast.sara, "PUT", path_of(staffs, "/mark_as_spam"), "{}").status, 200);
  EXPECT_FALSE(read([&](db::Tx& tx) { return people::find_user(tx, cast.oleg)->suspended; }));
}

TEST_F(HistoryTest, all_audits_are_listed_once_newest_first) {
  for (int i = 0; i < 7; ++i) make();
  std::vector<std::int64_t> seen;
  std::string path = "/ticket_audits.json?limit=3";
  for (int page = 0; page < 10; ++page) {
    const Answer answer = ask(cast.admin, "GET", path);
    for (const auto id : answer.ids("audits")) seen.push_back(id);
    if (answer.at("after_cursor").is_null()) break;
    path = "/ticket_audits.json?limit=3&cursor=" + answer.text("after_cursor");
  }
  EXPECT_EQ(seen.size(), 7u);
  EXPECT_TRUE(std::is_sorted(seen.rbegin(), seen.rend()));
}

TEST_F(HistoryTest, the_export_of_events_tells_changes_and_comments_of_whole_seconds) {
  const Ticket ticket = make();
  const std::int64_t start = temp_.clock.now().seconds();
  ASSERT_TRUE(change(cast.sara, ticket.id, reply("On our way")).ok());
  set_status_of(ticket.id, "pending");
  temp_.clock.advance(std::chrono::seconds(5));
  set_status_of(ticket.id, "solved");
  const Answer page = ask(cast.admin, "GET", "/incremental/ticket_events.json?include=comment_events&start_time=" + std::to_string(start));
  ASSERT_EQ(page.status, 200) << page.body;
  EXPECT_EQ(page.number("count"), 4);
  EXPECT_NE(page.body.find("On our way"), std::string::npos);
  EXPECT_EQ(page.text("ticket_events", 2, "child_events", 0, "status"), "pending");
  EXPECT_EQ(page.text("ticket_events", 2, "child_events", 0, "previous_value"), "open");
  EXPECT_EQ(ask(cast.admin, "GET", "/incremental/ticket_events.json?per_page=1&start_time=" + std::to_string(start)).number("count"), 3) << "one second stays together";
  EXPECT_EQ(ask(cast.admin, "GET", "/incremental/ticket_events.json?start_time=" + std::to_string(start + 5)).number("count"), 1);
}

TEST_F(HistoryTest, a_follow_up_names_the_closed_ticket_it_continues) {
  const Ticket closed = make();
  const std::string body = R"({"ticket":{"subject":"Again","comment":{"body":"x"},"via_followup_source_id":)" + std::to_string(closed.id.value) + "}}";
  EXPECT_EQ(ask(cast.sara, "POST", "/tickets.json", body).status, 422);
  set_status_of(closed.id, "closed");
  const Answer made = ask(cast.sara, "POST", "/tickets.json", body);
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(ask(cast.sara, "GET", path_of(TicketId(made.number("ticket", "id")), "/related")).number("ticket_related", "followup_source_ids", 0), closed.id.value);
}

}  // namespace
}  // namespace sahay::tickets
