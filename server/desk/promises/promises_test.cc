#include "desk/promises/promises.h"

#include "desk/promises/call.h"
#include "desk/promises/conduct.h"
#include "desk/promises/eta.h"
#include "desk/promises/promise_store.h"
#include "desk/promises/promises_api.h"
#include "desk/promises/triage.h"
#include "desk/tickets/testing/tickets_site.h"
#include "desk/tickets/undo.h"

namespace sahay::promises {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

class PromisesTest : public tickets::TicketsSite {
 protected:
  PromisesTest() : dispatcher_(*temp_), worker_(*temp_, temp_.clock) {
    register_conduct(conduct_, dispatcher_, worker_);
    add_duty_routes(api_);
    add_promise_routes(api_);
    add_contact_routes(api_);
    add_cadence_routes(api_);
    measured_since = nullptr;
    calendar_of = nullptr;
    desk_zone = "UTC";
  }

  void rest() {
    for (int i = 0; i < 3; ++i) {
      dispatcher_.wait_until_idle();
      worker_.run_due();
    }
    dispatcher_.wait_until_idle();
  }
  void pass(Duration time) {
    temp_.clock.advance(time);
    rest();
  }
  Promise promise(TicketId ticket, Duration in, std::string kind = "answer", UserId by = {}) {
    NewPromise wanted{.due_at = temp_.clock.now() + in};
    wanted.kind = std::move(kind);
    auto made = write([&](db::Tx& tx) { return promises::make(tx, {by ? by : cast.sara}, ticket, wanted); });
    EXPECT_TRUE(made.ok());
    rest();
    return made.ok() ? *made : Promise{};
  }
  Promise now(PromiseId id) {
    return read([&](db::Tx& tx) { return find_promise(tx, id).value_or(Promise{}); });
  }
  std::vector<Promise> owed_of(TicketId id) {
    return read([&](db::Tx& tx) { return owed(tx, id); });
  }
  std::vector<std::string> kinds_of_events(TicketId id) {
    return read([&](db::Tx& tx) {
      std::vector<std::string> out;
      const db::Param params[] = {id.value};
      const auto rows = tx.run("select kind from events where subject_id = $1 and kind like 'promise.%' order by id", params);
      while (rows->next()) out.emplace_back(rows->text(0));
      return out;
    });
  }
  void cadence(const std::string& fields = "") {
    const auto made = ask(cast.admin, "POST", "/update_cadences", R"({"update_cadence":{"title":"Every 4 hours","every_seconds":14400,"analysis_every_seconds":86400)" + fields + "}}");
    EXPECT_EQ(made.status, 201) << made.body;
    rest();
  }
  void away(UserId who, Duration time) {
    const auto set = ask(cast.admin, "PUT", "/users/" + std::to_string(who.value) + "/absence", R"({"absence":{"until_at":")" + to_iso8601(temp_.clock.now() + time) + "\"}}");
    EXPECT_EQ(set.status, 200) << set.body;
  }

  events::Dispatcher dispatcher_;
  jobs::Worker worker_;
  Conduct conduct_;
};

TEST_F(PromisesTest, a_reply_in_time_keeps_what_was_promised_before_it) {
  const auto ticket = make();
  const Promise first = promise(ticket.id, hours(5));
  change(cast.sara, ticket.id, reply("Here is the answer."));
  rest();
  EXPECT_EQ(now(first.id).state, "kept");
  EXPECT_TRUE(now(first.id).settled_at);
}

TEST_F(PromisesTest, a_time_that_is_none_is_a_wrong_form_and_named_by_its_field) {
  const auto ticket = make();
  const Promise given = promise(ticket.id, hours(5));
  const std::string promises = "/promises/" + std::to_string(given.id.value), of_ticket = "/tickets/" + std::to_string(ticket.id.value);
  const std::tuple<const char*, std::string, const char*, const char*> wrong[] = {
      {"POST", of_ticket + "/promises", R"({"promise":{"due_at":"soon"}})", "due_at"},
      {"POST", of_ticket + "/promises", R"({"promise":{"due_at":20300107}})", "due_at"},
      {"PUT", promises, R"({"promise":{"due_at":"next week","reason":"more work"}})", "due_at"},
      {"POST", of_ticket + "/triage", R"({"triage":{"decision":"analysis","checkpoint_at":"later"}})", "checkpoint_at"},
      {"PUT", "/users/" + std::to_string(cast.sara.value) + "/absence", R"({"absence":{"until_at":"Friday"}})", "until_at"}};
  for (const auto& [method, path, body, field] : wrong) {
    const auto refused = ask(cast.admin, method, path, body);
    EXPECT_EQ(refused.status, 422) << path << refused.body;
    EXPECT_NE(refused.body.find("InvalidFormat"), std::string::npos) << path << refused.body;
    EXPECT_FALSE(refused.at("details", field).is_null()) << path << refused.body;
  }
  EXPECT_NE(ask(cast.admin, "POST", of_ticket + "/promises", R"({"promise":{}})").body.find("BlankValue"), std::string::npos);
}

TEST_F(PromisesTest, the_reply_in_which_it_was_given_does_not_keep_it) {
  const auto ticket = make();
  const auto done = change(cast.sara, ticket.id, reply("I write again tomorrow."));
  const Promise given = promise(ticket.id, hours(24));
  rest();
  EXPECT_EQ(now(given.id).state, "open");
}

TEST_F(PromisesTest, notes_customers_and_machines_keep_nothing) {
  const auto ticket = make();
  const Promise given = promise(ticket.id, hours(5));
  change(cast.sara, ticket.id, reply("A note.", false));
  hear(ticket.id, words("Any news?"));
  auto automatic = reply("We are closed today.");
  automatic.comment->automatic = true;
  change(cast.sara, ticket.id, std::move(automatic));
  rest();
  EXPECT_EQ(now(given.id).state, "open");
}

TEST_F(PromisesTest, a_promise_is_reminded_drafted_and_missed_once_each) {
  const auto ticket = make();
  const Promise given = promise(ticket.id, hours(8));
  pass(hours(6) + minutes(1));
  pass(hours(1));
  pass(hours(1));
  pass(hours(1));
  EXPECT_EQ(kinds_of_events(ticket.id), (std::vector<std::string>{"promise.made", "promise.due_soon", "promise.delay_due", "promise.missed"}));
  EXPECT_EQ(now(given.id).state, "missed");
  EXPECT_FALSE(now(given.id).settled_at);
  change(cast.sara, ticket.id, reply("Late, but here."));
  rest();
  EXPECT_EQ(now(given.id).state, "missed");
  EXPECT_TRUE(now(given.id).settled_at);
}

TEST_F(PromisesTest, alarms_that_are_due_together_ring_once_each_in_a_few_commits) {
  std::vector<TicketId> tickets;
  for (int i = 0; i < 20; ++i) {
    tickets.push_back(make().id);
    promise(tickets.back(), hours(8));
  }
  rest();
  const auto before = temp_->statistics().writes;
  temp_.clock.advance(hours(6) + minutes(1));
  worker_.run_due();
  EXPECT_LT(temp_->statistics().writes - before, 20) << "one by one they take two each";
  for (const auto ticket : tickets) EXPECT_EQ(kinds_of_events(ticket), (std::vector<std::string>{"promise.made", "promise.due_soon"}));
  pass(hours(3));
  for (const auto ticket : tickets) EXPECT_EQ(kinds_of_events(ticket), (std::vector<std::string>{"promise.made", "promise.due_soon", "promise.missed"}));
}

TEST_F(PromisesTest, an_alarm_that_cannot_ring_keeps_no_other_from_ringing) {
  std::vector<TicketId> tickets;
  for (int i = 0; i < 3; ++i) {
    tickets.push_back(make().id);
    promise(tickets.back(), hours(8));
  }
  rest();
  // The job of the second was taken up by somebody else, so this run of it must leave no trace.
  const auto jobs = temp_->write([&](db::Tx& tx) -> Result<std::vector<jobs::Job>> {
    auto found = tx.all<jobs::Job>(std::string("select id, kind, key, payload, attempt, due_at, error, dead from jobs where kind = 'promise.alarm' order by id"));
    tx.execute(std::string("update jobs set attempt = attempt + 1 where id = $1"), found[1].id);
    return found;
  });
  temp_.clock.advance(hours(6) + minutes(1));
  const auto rung = conduct_.ring(*temp_, *jobs);
  ASSERT_EQ(rung.size(), 3u);
  EXPECT_TRUE(rung[0].ok() && !rung[1].ok() && rung[2].ok());
  EXPECT_EQ(kinds_of_events(tickets[0]).size(), 2u);
  EXPECT_EQ(kinds_of_events(tickets[1]).size(), 1u);
  EXPECT_EQ(kinds_of_events(tickets[2]).size(), 2u);
}

TEST_F(PromisesTest, who_is_away_has_the_delay_told_by_the_desk_and_twice_at_most) {
  const auto ticket = make();
  promise(ticket.id, hours(8));
  away(cast.sara, hours(24 * 20));
  pass(hours(7) + minutes(1));
  auto told = comments_of(ticket.id, true);
  ASSERT_EQ(told.size(), 2u);
  EXPECT_TRUE(told.back().automatic);
  EXPECT_EQ(told.back().author_id, cast.sara);
  ASSERT_EQ(owed_of(ticket.id).size(), 1u);
  EXPECT_EQ(owed_of(ticket.id).front().due_at, db::kTestStart + hours(16));
  for (int i = 0; i < 10; ++i) pass(hours(8));
  EXPECT_EQ(comments_of(ticket.id, true).size(), 3u);
  EXPECT_EQ(owed_of(ticket.id).front().state, "missed");
}

TEST_F(PromisesTest, a_new_time_needs_a_reason_and_tells_the_customer) {
  const auto ticket = make();
  const Promise given = promise(ticket.id, hours(8));
  const std::string path = "/promises/" + std::to_string(given.id.value);
  const std::string due = to_iso8601(temp_.clock.now() + hours(30));
  EXPECT_EQ(ask(cast.sara, "PUT", path, R"({"promise":{"due_at":")" + due + "\"}}").status, 422);
  const auto moved = ask(cast.sara, "PUT", path, R"({"promise":{"due_at":")" + due + R"(","reason":"The part is on its way"}})");
  EXPECT_EQ(moved.status, 200) << moved.body;
  EXPECT_EQ(now(given.id).state, "renegotiated");
  EXPECT_EQ(moved.number("promise", "replaces_id"), given.id.value);
  EXPECT_NE(comments_of(ticket.id, true).back().text.find("The part is on its way"), std::string::npos);
  EXPECT_EQ(ask(cast.sara, "PUT", path, R"({"promise":{"due_at":")" + due + R"(","reason":"x"}})").status, 409);
}

TEST_F(PromisesTest, a_time_that_has_passed_is_refused) {
  const auto ticket = make();
  for (const char* due : {"2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z", "soon"})
    EXPECT_EQ(ask(cast.sara, "POST", path_of(ticket.id, "/promises"), R"({"promise":{"due_at":")" + std::string(due) + "\"}}").status, 422) << due;
}

TEST_F(PromisesTest, the_cadence_promises_an_update_and_the_next_one_after_each) {
  const auto ticket = make();
  cadence();
  auto open = owed_of(ticket.id);
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open.front().source, "cadence");
  EXPECT_EQ(open.front().due_at, temp_.clock.now() + hours(4));
  pass(hours(1));
  const auto sent = ask(cast.sara, "POST", "/promises/" + std::to_string(open.front().id.value) + "/send", "{}");
  EXPECT_EQ(sent.status, 200) << sent.body;
  rest();
  open = owed_of(ticket.id);
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open.front().due_at, temp_.clock.now() + hours(4));
  EXPECT_EQ(comments_of(ticket.id, true).back().author_id, cast.sara);
}

TEST_F(PromisesTest, nothing_is_owed_while_the_customer_is_awaited_or_the_ticket_is_solved) {
  const auto ticket = make();
  cadence();
  set_status_of(ticket.id, "pending");
  rest();
  EXPECT_TRUE(owed_of(ticket.id).empty());
  hear(ticket.id, words("Here it is."));
  rest();
  EXPECT_EQ(owed_of(ticket.id).size(), 1u);
  set_status_of(ticket.id, "solved");
  rest();
  EXPECT_TRUE(owed_of(ticket.id).empty());
}

TEST_F(PromisesTest, three_calls_in_vain_begin_the_closing_sequence_and_a_word_of_the_customer_ends_it) {
  const auto ticket = make();
  const auto call = [&](const char* outcome) { return ask(cast.sara, "POST", path_of(ticket.id, "/calls"), R"({"call":{"outcome":")" + std::string(outcome) + R"(","phone":"+880255667788"}})"); };
  EXPECT_EQ(call("no_answer").status, 201);
  EXPECT_EQ(call("voicemail").status, 201);
  EXPECT_EQ(comments_of(ticket.id, true).size(), 1u);
  EXPECT_EQ(call("wrong_number").status, 201);
  rest();
  EXPECT_EQ(stored(ticket.id).status, "pending");
  EXPECT_EQ(comments_of(ticket.id, true).size(), 2u);
  hear(ticket.id, words("I am here!"));
  rest();
  pass(hours(24 * 8));
  EXPECT_EQ(stored(ticket.id).status, "open");
}

TEST_F(PromisesTest, who_never_answers_is_warned_and_closed_after_a_week) {
  const auto ticket = make();
  for (int i = 0; i < 3; ++i) ask(cast.sara, "POST", path_of(ticket.id, "/calls"), R"({"call":{"outcome":"no_answer"}})");
  rest();
  pass(hours(24 * 4 + 1));
  EXPECT_EQ(comments_of(ticket.id, true).size(), 3u);
  EXPECT_EQ(stored(ticket.id).status, "pending");
  pass(hours(24 * 3));
  EXPECT_EQ(comments_of(ticket.id, true).size(), 4u);
  EXPECT_EQ(stored(ticket.id).status, "solved");
}

TEST_F(PromisesTest, a_talk_keeps_a_promised_call_and_its_length_is_active_time) {
  const auto ticket = make();
  const Promise given = promise(ticket.id, hours(5), "call");
  change(cast.sara, ticket.id, reply("A reply is no call."));
  rest();
  EXPECT_EQ(now(given.id).state, "open");
  ask(cast.sara, "POST", path_of(ticket.id, "/calls"), R"({"call":{"outcome":"reached","seconds":240}})");
  EXPECT_EQ(now(given.id).state, "kept");
  EXPECT_EQ(ask(cast.sara, "GET", path_of(ticket.id, "/active_time")).number("active_time", "seconds"), 240);
  EXPECT_TRUE(comments_of(ticket.id, false).back().text.starts_with("ফোন: "));
}

TEST_F(PromisesTest, analysis_promises_the_checkpoint_and_tells_the_customer) {
  const auto ticket = make();
  cadence();
  const std::string at = to_iso8601(temp_.clock.now() + hours(48));
  const auto decided = ask(cast.sara, "POST", path_of(ticket.id, "/triage"), R"({"triage":{"decision":"analysis","checkpoint_at":")" + at + "\"}}");
  EXPECT_EQ(decided.status, 200) << decided.body;
  rest();
  const auto open = owed_of(ticket.id);
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open.front().source, "analysis");
  EXPECT_EQ(to_iso8601(open.front().due_at), at);
  EXPECT_EQ(comments_of(ticket.id, true).size(), 2u);
  EXPECT_EQ(stored(ticket.id).tags, std::vector<std::string>{"in_analysis"});
  // After the checkpoint the cadence of analysis goes on.
  pass(hours(47));
  change(cast.sara, ticket.id, reply("Still looking."));
  rest();
  ASSERT_EQ(owed_of(ticket.id).size(), 1u);
  EXPECT_EQ(owed_of(ticket.id).front().due_at, temp_.clock.now() + hours(24));
}

TEST_F(PromisesTest, a_wrong_triage_is_counted) {
  const auto late = make(), turned = make(), quick = make();
  const auto decide_on = [&](TicketId id, const std::string& what) { EXPECT_EQ(ask(cast.sara, "POST", path_of(id, "/triage"), what).status, 200); };
  const std::string at = to_iso8601(temp_.clock.now() + hours(48));
  for (const auto& ticket : {late, turned, quick}) decide_on(ticket.id, R"({"triage":{"decision":"instant","target_minutes":15}})");
  pass(minutes(10));
  change(cast.sara, quick.id, reply("Click here."));
  decide_on(turned.id, R"({"triage":{"decision":"analysis","checkpoint_at":")" + at + "\"}}");
  pass(minutes(10));
  change(cast.sara, late.id, reply("Click here."));
  rest();
  const auto report = ask(cast.admin, "GET", "/promises/triage_report?end_time=" + std::to_string(temp_.clock.now().seconds() + 1));
  EXPECT_NE(report.body.find(R"({"decision":"instant","verdict":"right","number":1})"), std::string::npos) << report.body;
  EXPECT_NE(report.body.find(R"({"decision":"instant","verdict":"wrong","number":2})"), std::string::npos) << report.body;
}

TEST_F(PromisesTest, an_unanswered_message_becomes_a_promise_before_a_day_is_over) {
  const auto ticket = make(), answered = make();
  change(cast.sara, answered.id, reply("Here you are."));
  write([&](db::Tx& tx) -> Result<void> {
    conduct_.start(tx);
    return {};
  }).value();
  for (int i = 0; i < 19 * 12; ++i) {
    temp_.clock.advance(minutes(5));
    worker_.run_due();
  }
  EXPECT_TRUE(owed_of(ticket.id).empty());
  for (int i = 0; i < 14; ++i) {
    temp_.clock.advance(minutes(5));
    worker_.run_due();
  }
  ASSERT_EQ(owed_of(ticket.id).size(), 1u);
  EXPECT_EQ(owed_of(ticket.id).front().source, "desk");
  EXPECT_EQ(owed_of(ticket.id).front().due_at, db::kTestStart + hours(24));
  EXPECT_TRUE(owed_of(answered.id).empty());
}

TEST_F(PromisesTest, eta_needs_a_least_sample_and_is_unknown_in_analysis) {
  const auto ticket = make();
  std::vector<Measured> lately;
  for (int i = 1; i <= 9; ++i) lately.push_back({"normal", "", "", i * 10, i * 100});
  measured_since = [&](db::Tx&, Time, int) { return lately; };
  const auto count = [&] {
    write([&](db::Tx& tx) -> Result<void> {
      count_figures(tx);
      return {};
    }).value();
    const auto now = stored(ticket.id);
    return read([&](db::Tx& tx) { return eta_of(tx, now); });
  };
  EXPECT_FALSE(count().first_answer);
  lately.push_back({"normal", "", "", 100, 1000});
  const Eta eta = count();
  ASSERT_TRUE(eta.first_answer && eta.solution);
  EXPECT_EQ(eta.first_answer->figure.median, 50 * 60);
  EXPECT_EQ(eta.first_answer->figure.p80, 80 * 60);
  EXPECT_EQ(eta.first_answer->basis, "priority");
  EXPECT_EQ(eta.first_answer->p80_at, ticket.created_at + minutes(80));
  tickets::Change into_analysis;
  into_analysis.add_tags = {kAnalysisTag};
  change(cast.sara, ticket.id, std::move(into_analysis));
  EXPECT_FALSE(count().solution);
  EXPECT_TRUE(count().analysis);
}

TEST_F(PromisesTest, eta_comes_from_requests_of_the_same_class_before_those_of_the_same_priority) {
  const auto ticket = make();
  std::vector<Measured> lately;
  for (int i = 0; i < 10; ++i) {
    lately.push_back({"normal", "", "failure", 20, 40});
    lately.push_back({"normal", "", "", 200, 400});
  }
  measured_since = [&](db::Tx&, Time, int) { return lately; };
  std::string of_ticket = "failure";
  work_class_of = [&](db::Tx&, const tickets::Ticket&) { return of_ticket; };
  const auto usual = [&] {
    write([&](db::Tx& tx) -> Result<void> {
      count_figures(tx);
      return {};
    }).value();
    const auto now = stored(ticket.id);
    return read([&](db::Tx& tx) { return eta_of(tx, now).first_answer.value(); });
  };
  EXPECT_EQ(usual().basis, "class");
  EXPECT_EQ(usual().figure.median, 20 * 60);
  of_ticket = "critical";  // nothing of that class lately
  EXPECT_EQ(usual().basis, "priority");
  EXPECT_EQ(usual().figure.sample, 20);
  work_class_of = nullptr;
  measured_since = nullptr;
}

TEST_F(PromisesTest, what_was_promised_goes_along_with_a_merge_and_comes_back_with_its_undo) {
  const auto one = make(), other = make();
  const Promise given = promise(one.id, hours(5));
  write([&](db::Tx& tx) { return tickets::merge(tx, {cast.sara}, {.target = other.id, .sources = {one.id}}); }).value();
  rest();
  ASSERT_EQ(owed_of(other.id).size(), 1u);
  EXPECT_EQ(owed_of(other.id).front().id, given.id);
  EXPECT_EQ(owed_of(other.id).front().due_at, given.due_at);
  EXPECT_TRUE(owed_of(one.id).empty());
  write([&](db::Tx& tx) { return tickets::unmerge(tx, {cast.sara}, other.id, {}); }).value();
  rest();
  EXPECT_TRUE(owed_of(other.id).empty());
  ASSERT_EQ(owed_of(one.id).size(), 1u);
  EXPECT_EQ(now(given.id).state, "open");
  // A word of ours on the other request keeps what has gone along; its undo leaves that so.
  write([&](db::Tx& tx) { return tickets::merge(tx, {cast.sara}, {.target = other.id, .sources = {one.id}}); }).value();
  rest();
  pass(minutes(1));
  change(cast.sara, other.id, reply("Here it is."));
  rest();
  EXPECT_EQ(now(given.id).state, "kept");
  write([&](db::Tx& tx) { return tickets::unmerge(tx, {cast.sara}, other.id, {}); }).value();
  rest();
  EXPECT_TRUE(owed_of(one.id).empty());
}

TEST_F(PromisesTest, who_said_that_they_are_away_is_absent) {
  write([&](db::Tx& tx) -> Result<void> {
    EXPECT_FALSE(is_absent(tx, cast.sara));
    said_away = [&](db::Tx&, UserId user) { return user == cast.sara; };
    EXPECT_TRUE(is_absent(tx, cast.sara));
    EXPECT_FALSE(is_absent(tx, cast.oleg));
    said_away = nullptr;
    return {};
  }).value();
}

TEST_F(PromisesTest, customers_see_their_own_visible_promises_only) {
  const auto ticket = make();
  promise(ticket.id, hours(5));
  NewPromise hidden{.due_at = temp_.clock.now() + hours(2)};
  hidden.visible = false;
  write([&](db::Tx& tx) { return promises::make(tx, {cast.sara}, ticket.id, hidden); }).value();
  const auto seen = ask(cast.rina, "GET", "/requests/" + std::to_string(ticket.id.value) + "/promises");
  EXPECT_EQ(seen.number("count"), 1) << seen.body;
  EXPECT_NE(seen.body.find("Sara Ahmed"), std::string::npos);
  EXPECT_EQ(ask(cast.boris, "GET", "/requests/" + std::to_string(ticket.id.value) + "/promises").status, 404);
  EXPECT_EQ(ask(cast.rina, "GET", "/promises/today").status, 403);
}

TEST_F(PromisesTest, the_list_of_today_reaches_over_midnight_for_two_hours) {
  const std::int64_t day = 86'400;
  const std::int64_t now_s = temp_.clock.now().seconds();
  temp_.clock.advance(std::chrono::seconds((now_s / day + 1) * day - now_s) - minutes(10));  // 23:50 in UTC, the zone of the desk
  const auto ticket = make();
  promise(ticket.id, minutes(5));
  promise(ticket.id, minutes(60));
  promise(ticket.id, hours(3));
  EXPECT_EQ(ask(cast.sara, "GET", "/promises/today").number("count"), 2);
  pass(minutes(20));
  EXPECT_EQ(ask(cast.sara, "GET", "/promises/today").number("count"), 3) << "it is the next day";
}

TEST_F(PromisesTest, active_time_adds_up_and_is_corrected_by_its_owner) {
  const auto ticket = make();
  const auto tell = [&](const char* method, const std::string& body) { return ask(cast.sara, method, path_of(ticket.id, "/active_time"), body); };
  tell("POST", R"({"active_time":{"kind":"focus","seconds":30}})");
  tell("POST", R"({"active_time":{"kind":"typing","seconds":45}})");
  EXPECT_EQ(tell("POST", R"({"active_time":{"kind":"focus","seconds":3000}})").status, 422);
  EXPECT_EQ(tell("GET", "").number("active_time", "seconds"), 75);
  EXPECT_EQ(tell("PUT", R"({"active_time":{"seconds":20,"note":"I was at lunch"}})").number("active_time", "seconds"), 20);
  EXPECT_EQ(ask(cast.rina, "GET", path_of(ticket.id, "/active_time")).status, 403);
}

TEST_F(PromisesTest, an_undone_reply_owes_again) {
  const auto ticket = make();
  const Promise given = promise(ticket.id, hours(5));
  const auto done = change(cast.sara, ticket.id, reply("Too quick."));
  rest();
  EXPECT_EQ(now(given.id).state, "kept");
  events::Event taken;
  taken.kind = "ticket.updated";
  taken.subject_id = ticket.id.value;
  taken.data.text = R"({"changes":[],"taken_back_comment_id":)" + std::to_string(done->comment_id.value) + "}";
  write([&](db::Tx& tx) -> Result<void> {
    events::emit(tx, taken);
    return {};
  }).value();
  rest();
  EXPECT_EQ(now(given.id).state, "open");
}

}  // namespace
}  // namespace sahay::promises
