#include "base/text.h"
#include "desk/people/people.h"
#include "desk/promises/promises.h"
#include "desk/scheduled/scheduled_reply.h"
#include "desk/scheduled/send_times.h"
#include "desk/tickets/reply_gate.h"
#include "desk/tickets/testing/tickets_site.h"

namespace sahay::scheduled {
namespace {

using namespace std::chrono_literals;

class ScheduledTest : public tickets::TicketsSite {
 protected:
  ScheduledTest() : dispatcher_(*temp_), worker_(*temp_, temp_.clock) {
    add_scheduled_routes(api_);
    dispatcher_.add_durable("scheduled", {"ticket.updated", "ticket.deleted", "ticket.erased"}, scheduled::hear);
    dispatcher_.add_live([this](const events::Event& event) { if (event.kind == kHeld) held_.push_back(event); });
    worker_.handle(kSend, [](db::Store& store, const jobs::Job& job) { return ring(store, job); });
    promises::calendar_of = nullptr;
    id_ = make().id;
  }
  ~ScheduledTest() override {
    tickets::reply_gate = nullptr;
    promises::said_away = nullptr;
  }

  std::string at(Duration from_now) const { return to_iso8601(temp_.clock.now() + from_now); }
  Answer later(Duration from_now, const std::string& ticket = R"({"comment":{"html_body":"<p>It is <b>plugged in</b>.</p>"}})", const std::string& more = "", UserId as = {}) {
    return ask(as ? as : cast.sara, "POST", path_of(id_, "/scheduled_replies"), R"({"scheduled_reply":{"send_at":")" + at(from_now) + R"(","ticket":)" + ticket + more + "}}");
  }
  std::string path(const Answer& made, const std::string& more = "") const { return path_of(id_, "/scheduled_replies/" + made.text("scheduled_reply", "id") + more); }
  Answer shown(const Answer& made) { return ask(cast.sara, "GET", path(made)); }
  void after(Duration time) {
    dispatcher_.wait_until_idle();
    temp_.clock.advance(time);
    worker_.run_due();
    dispatcher_.wait_until_idle();
  }
  std::int64_t count(const std::string& sql) {
    return read([&](db::Tx& tx) { return tx.scalar<std::int64_t>(sql).value_or(0); });
  }
  void rina_writes(std::string text = "Any news?") {
    ASSERT_TRUE(hear_word(std::move(text)));
    dispatcher_.wait_until_idle();
  }
  bool hear_word(std::string text) { return TicketsDesk::hear(id_, words(std::move(text))).ok(); }
  std::vector<std::string> said() {
    std::vector<std::string> out;
    for (const auto& comment : comments_of(id_)) out.emplace_back(text::trim(comment.text));
    out.erase(out.begin());
    return out;
  }
  std::vector<std::int64_t> told() const {
    std::vector<std::int64_t> out;
    for (const auto& event : held_) {
      const Json facts = parse_json(event.data.text).value();
      for (const Json& user : facts.at("tell").get_array()) out.push_back(user.get_int64());
    }
    return out;
  }

  events::Dispatcher dispatcher_;
  jobs::Worker worker_;
  std::vector<events::Event> held_;
  TicketId id_;
};

TEST_F(ScheduledTest, an_answer_goes_out_at_its_time_once_with_all_that_goes_with_it) {
  const Answer made = later(2h, R"({"comment":{"html_body":"<p>It is <b>plugged in</b>.<script>x()</script></p>"},"status":"pending","priority":"high"})");
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(made.text("scheduled_reply", "state"), "waiting");
  EXPECT_EQ(made.text("scheduled_reply", "html_body"), "<p>It is <b>plugged in</b>.</p>");
  EXPECT_EQ(made.text("scheduled_reply", "changes", "status"), "pending");
  after(2h - 1s);
  EXPECT_TRUE(said().empty());
  EXPECT_EQ(stored(id_).priority, "");
  after(1s);
  EXPECT_EQ(said(), (std::vector<std::string>{"It is plugged in."}));
  EXPECT_EQ(stored(id_).priority, "high");
  EXPECT_EQ(stored(id_).status, "pending");
  EXPECT_EQ(comments_of(id_).back().author_id, cast.sara);
  const Answer sent = shown(made);
  EXPECT_EQ(sent.text("scheduled_reply", "state"), "sent");
  EXPECT_EQ(sent.number("scheduled_reply", "comment_id"), comments_of(id_).back().id.value);
  EXPECT_EQ(sent.text("scheduled_reply", "html_body"), "") << "its words are in the comment alone";
  after(24h);
  EXPECT_EQ(said().size(), 1u);
}

TEST_F(ScheduledTest, a_time_that_is_over_or_far_or_none_is_refused_by_its_field) {
  for (const Duration time : {Duration(-1s), Duration(0s), Duration(kLongest + 1h)}) {
    const Answer refused = later(time);
    EXPECT_EQ(refused.status, 422);
    EXPECT_FALSE(refused.at("details", "send_at").is_null()) << refused.body;
  }
  const Answer none = ask(cast.sara, "POST", path_of(id_, "/scheduled_replies"), R"({"scheduled_reply":{"send_at":"soon","ticket":{"comment":{"body":"x"}}}})");
  EXPECT_NE(none.body.find("InvalidFormat"), none.body.npos) << none.body;
  EXPECT_EQ(none.status, 422);
  EXPECT_EQ(later(1h, R"({"comment":{"body":"x","public":false}})").status, 422);
  EXPECT_EQ(later(1h, R"({"comment":{"html_body":"<p> </p>"}})").status, 422);
  EXPECT_EQ(later(1h, R"({"comment":{"body":"x","uploads":["none"]}})").status, 422);
  EXPECT_EQ(later(1h, R"({"status":"solved"})").status, 422);
  EXPECT_EQ(later(1h, R"({"comment":{"body":"x"}})", R"(,"promises":[{"due_at":")" + at(30min) + R"("}])").status, 422);
  EXPECT_EQ(count("select count(*) from scheduled_replies"), 0);
}

TEST_F(ScheduledTest, a_word_of_the_customer_holds_it_and_its_writer_is_told) {
  const Answer made = later(2h);
  rina_writes();
  EXPECT_EQ(shown(made).text("scheduled_reply", "state"), "held");
  EXPECT_EQ(shown(made).text("scheduled_reply", "reason"), "customer_wrote");
  EXPECT_EQ(told(), (std::vector<std::int64_t>{cast.sara.value}));
  after(3h);
  EXPECT_EQ(said(), (std::vector<std::string>{"Any news?"}));
}

TEST_F(ScheduledTest, what_nobody_heard_of_yet_is_seen_at_the_time_itself) {
  const Answer made = later(2h);
  ASSERT_TRUE(hear_word("Any news?"));
  temp_.clock.advance(2h);
  worker_.run_due();  // before the consumers had their turn
  EXPECT_EQ(shown(made).text("scheduled_reply", "state"), "held");
  EXPECT_EQ(said().size(), 1u);
}

TEST_F(ScheduledTest, notes_automatic_words_and_ones_own_answer_hold_nothing) {
  const Answer made = later(2h);
  ASSERT_TRUE(change(cast.oleg, id_, reply("Look at the fuse.", false)).ok());
  ASSERT_TRUE(change(cast.sara, id_, reply("One thing before.")).ok());
  tickets::NewComment away = words("I am out of the office.");
  away.automatic = true;
  ASSERT_TRUE(TicketsDesk::hear(id_, away).ok());
  after(2h);
  EXPECT_EQ(shown(made).text("scheduled_reply", "state"), "sent") << shown(made).body;
}

TEST_F(ScheduledTest, an_answer_of_somebody_else_or_a_solution_holds_it) {
  const Answer first = later(2h);
  ASSERT_TRUE(change(cast.oleg, id_, reply("I have it.")).ok());
  dispatcher_.wait_until_idle();
  EXPECT_EQ(shown(first).text("scheduled_reply", "reason"), "answered");
  ASSERT_EQ(ask(cast.sara, "DELETE", path(first)).status, 204);
  const Answer second = later(2h);
  set_status_of(id_, "solved");
  dispatcher_.wait_until_idle();
  EXPECT_EQ(shown(second).text("scheduled_reply", "reason"), "solved");
}

TEST_F(ScheduledTest, what_is_written_on_a_solved_ticket_goes_out_although_it_is_solved) {
  set_status_of(id_, "solved");
  const Answer made = later(2h);
  after(2h);
  EXPECT_EQ(shown(made).text("scheduled_reply", "state"), "sent") << shown(made).body;
}

TEST_F(ScheduledTest, a_deleted_or_merged_ticket_holds_it) {
  const Answer made = later(2h);
  ASSERT_EQ(ask(cast.admin, "DELETE", path_of(id_)).status, 204);
  after(3h);
  ASSERT_EQ(count("select count(*) from scheduled_replies where state = 'held' and reason = 'deleted'"), 1);
  EXPECT_EQ(held_.size(), 1u);
  const TicketId other = make().id;
  id_ = make().id;
  const Answer second = later(2h);
  ASSERT_TRUE(write([&](db::Tx& tx) { return tickets::merge(tx, {cast.sara}, {.target = other, .sources = {id_}}); }).ok());
  after(3h);
  EXPECT_EQ(shown(second).text("scheduled_reply", "reason"), "merged");
  EXPECT_EQ(comments_of(other, true).size(), 1u);
}

TEST_F(ScheduledTest, who_was_suspended_sends_nothing_and_the_owner_hears_of_it) {
  ASSERT_TRUE(write([&](db::Tx& tx) -> Result<void> {
    tickets::Change to;
    to.owner = cast.oleg;
    TRY(tickets::update(tx, {cast.admin}, id_, std::move(to)));
    return {};
  }).ok());
  const Answer made = later(2h);
  write([&](db::Tx& tx) -> Result<void> {
    tx.execute(std::string("update users set suspended = 1 where id = $1"), cast.sara);
    people::forget_callers(tx);
    return {};
  }).value();
  after(2h);
  EXPECT_TRUE(said().empty());
  EXPECT_EQ(ask(cast.oleg, "GET", path(made)).text("scheduled_reply", "reason"), "rights");
  EXPECT_EQ(told(), (std::vector<std::int64_t>{cast.sara.value, cast.oleg.value}));
}

TEST_F(ScheduledTest, where_its_writer_is_away_the_owner_is_told_too) {
  tickets::Change to;
  to.owner = cast.oleg;
  ASSERT_TRUE(change(cast.admin, id_, std::move(to)).ok());
  later(2h);
  promises::said_away = [&](db::Tx&, UserId user) { return user == cast.sara; };
  rina_writes();
  EXPECT_EQ(told(), (std::vector<std::int64_t>{cast.sara.value, cast.oleg.value}));
}

TEST_F(ScheduledTest, a_gate_is_asked_now_and_once_more_at_its_time) {
  bool closed = true;
  tickets::reply_gate = [&](api::Context&, db::Tx&, const tickets::Ticket&, const tickets::Change&, const JsonObject&) -> Result<tickets::AfterReply> {
    if (closed) return invalid("comment", "BlockedByRule", "scheduled.error.gone");
    return tickets::AfterReply{};
  };
  EXPECT_EQ(later(2h).status, 422);
  closed = false;
  const Answer made = later(2h);
  closed = true;
  after(2h);
  EXPECT_TRUE(said().empty());
  EXPECT_EQ(shown(made).text("scheduled_reply", "reason"), "refused");
  EXPECT_EQ(ask(cast.admin, "GET", path(made)).text("scheduled_reply", "reason_words"), "It could not go out: This answer was sent or cancelled meanwhile.");
  EXPECT_EQ(stored(id_).status, "new") << "nothing of it was written";
}

TEST_F(ScheduledTest, its_time_can_be_changed_and_the_old_one_sends_nothing) {
  const Answer made = later(2h);
  ASSERT_EQ(ask(cast.sara, "PUT", path(made), R"({"scheduled_reply":{"send_at":")" + at(5h) + "\"}}").status, 200);
  after(3h);
  EXPECT_TRUE(said().empty());
  after(2h);
  EXPECT_EQ(said().size(), 1u);
  EXPECT_EQ(ask(cast.sara, "PUT", path(made), R"({"scheduled_reply":{"send_at":")" + at(5h) + "\"}}").status, 409);
  EXPECT_EQ(ask(cast.sara, "DELETE", path(made)).status, 409);
}

TEST_F(ScheduledTest, sending_a_held_one_shows_first_what_is_new_and_then_sends_it_in_the_name_of_who_decides) {
  const Answer made = later(2h);
  rina_writes();
  const Answer stale = ask(cast.oleg, "POST", path(made, "/send"), "{}");
  ASSERT_EQ(stale.status, 409) << stale.body;
  EXPECT_EQ(stale.text("newer", 0, "plain_body"), "Any news?");
  const Answer sent = ask(cast.oleg, "POST", path(made, "/send"), R"({"last_seen_event":)" + std::to_string(stored(id_).last_event_id) + "}");
  ASSERT_EQ(sent.status, 200) << sent.body;
  EXPECT_EQ(said().back(), "It is plugged in.");
  EXPECT_EQ(comments_of(id_).back().author_id, cast.oleg);
  after(3h);
  EXPECT_EQ(said().size(), 2u);
  EXPECT_EQ(ask(cast.oleg, "POST", path(made, "/send"), "{}").status, 409);
}

TEST_F(ScheduledTest, a_held_one_with_a_new_time_waits_again) {
  const Answer made = later(2h);
  rina_writes();
  const std::string seen = std::to_string(stored(id_).last_event_id);
  ASSERT_EQ(ask(cast.sara, "PUT", path(made), R"({"scheduled_reply":{"last_seen_event":)" + seen + R"(,"send_at":")" + at(4h) + "\"}}").status, 200);
  after(4h);
  EXPECT_EQ(said(), (std::vector<std::string>{"Any news?", "It is plugged in."}));
}

TEST_F(ScheduledTest, files_and_promises_go_with_it) {
  upload("log.txt", "upload-9");
  const Answer made = later(2h, R"({"comment":{"body":"See the file.","uploads":["upload-9"]}})", R"(,"promises":[{"due_at":")" + at(9h) + R"(","kind":"update"}])");
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(made.text("scheduled_reply", "attachments", 0, "file_name"), "log.txt");
  EXPECT_EQ(count("select count(*) from promises"), 0);
  after(2h);
  const CommentId sent = comments_of(id_).back().id;
  EXPECT_EQ(read([&](db::Tx& tx) { return tickets::attachments_of_comment(tx, sent).size(); }), 1u);
  EXPECT_EQ(count("select count(*) from promises where kind = 'update'"), 1);
}

TEST_F(ScheduledTest, customers_and_those_who_only_read_and_the_wrong_ticket_get_nothing_of_it) {
  const Answer made = later(2h);
  EXPECT_EQ(ask(cast.rina, "GET", path_of(id_, "/scheduled_replies")).status, 403);
  EXPECT_EQ(later(2h, R"({"comment":{"body":"x"}})", "", cast.rina).status, 403);
  const TicketId other = make().id;
  EXPECT_EQ(ask(cast.sara, "GET", path_of(other, "/scheduled_replies/" + made.text("scheduled_reply", "id"))).status, 404);
  EXPECT_EQ(ask(cast.sara, "GET", path_of(id_, "/scheduled_replies")).number("count"), 1);
  EXPECT_EQ(ask(cast.sara, "GET", path_of(other, "/scheduled_replies")).number("count"), 0);
}

TEST_F(ScheduledTest, the_list_of_tickets_and_the_history_say_so) {
  const auto mark = [&] { return ask(cast.sara, "GET", "/console/tickets?q=%23" + std::to_string(id_.value)).text("rows", 0, "scheduled"); };
  EXPECT_NE(mark(), "waiting");
  later(2h);
  EXPECT_EQ(mark(), "waiting");
  rina_writes();
  EXPECT_EQ(mark(), "held");
  const Answer audits = ask(cast.sara, "GET", path_of(id_, "/audits"));
  EXPECT_NE(audits.body.find("scheduled_reply"), std::string::npos);
}

TEST_F(ScheduledTest, an_erased_ticket_takes_it_along) {
  later(2h);
  ASSERT_EQ(ask(cast.admin, "DELETE", path_of(id_)).status, 204);
  ASSERT_TRUE(write([&](db::Tx& tx) { return tickets::erase(tx, {cast.admin}, id_); }).ok());
  dispatcher_.wait_until_idle();
  EXPECT_EQ(count("select count(*) from scheduled_replies"), 0);
  EXPECT_EQ(count("select count(*) from jobs where kind = 'scheduled_reply.send'"), 0);
}

std::vector<std::string> offered(const char* now, const std::string& zone, const calendar::Calendar& hours = {}) {
  std::vector<std::string> out;
  for (const SendTime& one : send_times(*parse_iso8601(now), zone, hours)) out.push_back(one.key + " " + to_iso8601(one.at));
  return out;
}

TEST(SendTimes, nine_is_nine_on_the_customers_clock) {
  // A Monday. Dhaka is six hours ahead of UTC: there it is 20:00.
  EXPECT_EQ(offered("2026-11-23T14:00:00Z", "Asia/Dhaka"), (std::vector<std::string>{"tomorrow 2026-11-24T03:00:00Z", "monday 2026-11-30T03:00:00Z"}));
  // 23:00 UTC is Tuesday in Dhaka already.
  EXPECT_EQ(offered("2026-11-23T23:00:00Z", "Asia/Dhaka"), (std::vector<std::string>{"tomorrow 2026-11-25T03:00:00Z", "monday 2026-11-30T03:00:00Z"}));
}

TEST(SendTimes, on_sunday_tomorrow_is_monday_and_offered_once) {
  EXPECT_EQ(offered("2026-11-22T10:00:00Z", "Europe/Moscow"), (std::vector<std::string>{"tomorrow 2026-11-23T06:00:00Z"}));
}

TEST(SendTimes, when_the_desk_is_closed_its_next_opening_comes_first) {
  calendar::Calendar hours;
  hours.add(Time{}, std::make_shared<calendar::Hours>(calendar::Schedule{.time_zone = "Asia/Dhaka", .weekly = *calendar::parse_hours("sun-thu 10:00-18:00")}));
  EXPECT_EQ(offered("2026-11-23T14:00:00Z", "Asia/Dhaka", hours), (std::vector<std::string>{"opening 2026-11-24T04:00:00Z", "tomorrow 2026-11-24T03:00:00Z", "monday 2026-11-30T03:00:00Z"}));
  EXPECT_EQ(offered("2026-11-23T06:00:00Z", "Asia/Dhaka", hours).size(), 2u);
}

TEST(SendTimes, a_clock_that_is_put_back_still_shows_nine) {
  // On Sunday 25 October 2026 the clocks of Berlin go back.
  EXPECT_EQ(offered("2026-10-24T12:00:00Z", "Europe/Berlin").front(), "tomorrow 2026-10-25T08:00:00Z");
}

}  // namespace
}  // namespace sahay::scheduled
