// Clocks in a store: kept beside the ticket, derived again from its history, rung once.
#include "desk/sla/clocks.h"

#include "desk/sla/clock_sql.h"
#include "desk/sla/state_json.h"
#include "desk/tickets/testing/tickets_desk.h"
#include "platform/events/batches.h"

namespace sahay::sla {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

class ClocksTest : public tickets::TicketsDesk {
 protected:
  ClocksTest() { restart(); }

  // The program is started anew; what it knows is in the store.
  void restart() {
    worker_.reset();
    dispatcher_.reset();
    clocks_ = std::make_unique<Clocks>();
    dispatcher_ = std::make_unique<events::Dispatcher>(*temp_);
    dispatcher_->add_durable("clocks", heard_events(), events::InBatches{[this](db::Tx& tx, std::span<const events::Event* const> batch) { clocks_->hear(tx, batch); }});
    worker_ = std::make_unique<jobs::Worker>(*temp_, temp_.clock);
    worker_->handle_many(kClock, [this](db::Store& store, const std::vector<jobs::Job>& jobs) { return clocks_->ring(store, jobs); }, {}, 16);
    worker_->handle(kReassess, [this](db::Store& store, const jobs::Job& job) { return clocks_->reassess(store, job); });
  }
  void settle() {
    dispatcher_->wait_until_idle();
    worker_->run_due();
    dispatcher_->wait_until_idle();
  }
  void wait(Duration time) {
    temp_.clock.advance(time);
    settle();
  }

  void seed(std::string_view hours) {
    (void)write([&](db::Tx& tx) -> Result<void> { seed_schedule(tx, "Opening hours", "UTC", hours); return {}; });
  }
  void promise(std::int64_t id, std::string_view metric, int target_minutes, bool business, std::string_view filter = R"({"all":[],"any":[]})") {
    (void)write([&](db::Tx& tx) -> Result<void> {
      PolicyRow row;
      row.id = PolicyId(id);
      row.title = "Promise";
      row.position = id;
      row.filter.text = filter;
      row.policy_metrics.text = R"([{"priority":"normal","metric":")" + std::string(metric) + R"(","target_in_seconds":)" + std::to_string(target_minutes * 60) +
                                R"(,"business_hours":)" + (business ? "true" : "false") + "}]";
      row.version_id = tx.new_id("sla_policy_versions");
      row.created_at = row.updated_at = tx.now();
      tx.execute("delete from sla_policies where id = $1", row.id);
      tx.execute(std::string("insert into sla_policies(id, title, description, position, filter, policy_metrics, pause_rules, warn_percent, schedule_id, version_id, created_at, updated_at) "
                             "values ($1, $2, '', $3, $4, $5, '[]', 80, 0, $6, $7, $7)"),
                 row.id, row.title, row.position, row.filter, row.policy_metrics, row.version_id, tx.now());
      keep_version(tx, row);
      rules_changed(tx);
      return {};
    });
    settle();
  }

  std::string told(TicketId id, Metric metric, int instance = 1) {
    return read([&](db::Tx& tx) -> std::string {
      const auto derived = clocks_->derive(tx, *tickets::find_even_deleted(tx, id), tx.now());
      if (!derived) return "not heard of";
      for (const Life& life : lives_of(derived->notes, derived->state))
        if (life.metric == metric && life.clock.instance == instance) return sla::words(life, i18n::Language::en);
      return "never started";
    });
  }
  // The state that is kept and the one derived from the whole history, both brought to the same moment.
  void expect_same(TicketId id) {
    const auto [kept, derived] = read([&](db::Tx& tx) {
      const auto state = clocks_->kept_state(tx, id);
      const auto again = clocks_->derive(tx, *tickets::find_even_deleted(tx, id), state->at);
      State told_again = again->state;
      // Alarms that were given are no part of the history.
      for (std::size_t i = 0; i < told_again.clocks.size(); ++i) told_again.clocks[i].warned = state->clocks[i].warned;
      told_again.misses = state->misses;
      return std::pair(write_state(*state), write_state(told_again));
    });
    EXPECT_EQ(kept, derived);
  }
  int alarms(std::string kind, TicketId id) {
    return read([&](db::Tx& tx) { return int(tx.scalar<std::int64_t>(std::string("select count(*) from events where kind = $1 and subject_id = $2"), kind, id).value_or(0)); });
  }

  std::unique_ptr<Clocks> clocks_;
  std::unique_ptr<events::Dispatcher> dispatcher_;
  std::unique_ptr<jobs::Worker> worker_;
};

TEST_F(ClocksTest, the_usual_hours_follow_the_configuration_until_somebody_sets_them) {
  const auto hours = [&] { return read([](db::Tx& tx) { return tx.scalar<std::string>("select intervals from schedules").value_or(""); }); };
  seed("mon 09:00-10:00");
  EXPECT_EQ(hours(), R"([{"start_time":1980,"end_time":2040}])");
  seed("mon 09:00-11:00");
  EXPECT_EQ(hours(), R"([{"start_time":1980,"end_time":2100}])");
  (void)write([](db::Tx& tx) -> Result<void> { tx.execute("update schedules set updated_at = created_at + 1"); return {}; });
  seed("mon 09:00-12:00");
  EXPECT_EQ(hours(), R"([{"start_time":1980,"end_time":2100}])");
}

TEST_F(ClocksTest, tell_what_happened_to_a_ticket) {
  seed("");
  promise(1, "requester_wait_time", 600, false);
  const auto id = make().id;
  wait(minutes(130));
  auto answer = reply("Have you tried the other socket?");
  answer.status = "pending";
  ASSERT_TRUE(change(cast.sara, id, answer).ok());
  wait(hours(72));
  ASSERT_TRUE(hear(id, words("Yes, the same.")).ok());
  wait(minutes(50));
  EXPECT_EQ(told(id, Metric::requester_wait), "ran 2 h 10 min, paused 3 d waiting for the customer, ran 50 min");
  EXPECT_EQ(told(id, Metric::first_reply), "ran 2 h 10 min, then answered");
  EXPECT_EQ(told(id, Metric::next_reply), "ran 50 min");
  expect_same(id);
}

TEST_F(ClocksTest, kept_step_by_step_are_those_derived_from_the_whole_history) {
  seed("mon-fri 09:00-17:00");
  promise(1, "agent_work_time", 300, true);
  const auto id = make().id;
  const char* const statuses[] = {"pending", "open", "hold", "solved", "open", "pending", "open"};
  for (int i = 0; i < 24; ++i) {
    wait(minutes(37 + 53 * i % 400));
    tickets::Change wanted;
    if (i % 3 == 0) wanted = reply("Word " + std::to_string(i));
    if (i % 2 == 0) wanted.status = statuses[i / 2 % 7];
    if (i % 5 == 4) wanted.priority = i % 10 == 4 ? "urgent" : "normal";
    ASSERT_TRUE(change(i % 4 == 3 ? cast.oleg : cast.sara, id, wanted).ok());
    if (i == 9) promise(1, "agent_work_time", 120, true);
    if (i == 15) promise(2, "next_reply_time", 60, false);
    settle();
    if (i == 12) restart();
    expect_same(id);
  }
}

TEST_F(ClocksTest, warn_once_and_ring_once) {
  seed("");
  promise(1, "first_reply_time", 60, false);
  const auto id = make().id;
  wait(minutes(47));
  EXPECT_EQ(alarms("clock.warned", id), 0);
  wait(minutes(1));
  EXPECT_EQ(alarms("clock.warned", id), 1);
  EXPECT_EQ(alarms("clock.breached", id), 0);
  wait(minutes(13));
  EXPECT_EQ(alarms("clock.breached", id), 1);
  restart();
  wait(hours(5));
  ASSERT_TRUE(change(cast.sara, id, reply("Sorry for the wait.")).ok());
  wait(hours(5));
  EXPECT_EQ(alarms("clock.warned", id), 1);
  EXPECT_EQ(alarms("clock.breached", id), 1);
  expect_same(id);
}

TEST_F(ClocksTest, that_are_due_together_ring_once_each_in_a_few_commits) {
  seed("");
  promise(1, "first_reply_time", 60, false);
  std::vector<TicketId> tickets;
  for (int i = 0; i < 20; ++i) tickets.push_back(make().id);
  settle();
  temp_.clock.advance(minutes(61));
  const auto before = temp_->statistics().writes;
  worker_->run_due();
  EXPECT_LT(temp_->statistics().writes - before, 20) << "one by one they take two each";
  settle();
  for (const auto ticket : tickets) EXPECT_EQ(alarms("clock.breached", ticket), 1);
}

TEST_F(ClocksTest, that_passed_while_the_program_was_down_ring_at_the_next_opening) {
  seed("mon-fri 09:00-17:00");
  promise(1, "first_reply_time", 120, true);
  temp_.clock.set(*parse_iso8601("2024-01-02T14:00:00Z"));
  const auto id = make().id;
  settle();
  temp_.clock.set(*parse_iso8601("2024-01-02T23:00:00Z"));
  restart();
  settle();
  EXPECT_EQ(alarms("clock.breached", id), 0);
  temp_.clock.set(*parse_iso8601("2024-01-03T09:00:00Z"));
  settle();
  EXPECT_EQ(alarms("clock.breached", id), 1);
  EXPECT_EQ(alarms("clock.warned", id), 0);
}

TEST_F(ClocksTest, follow_the_first_policy_that_fits) {
  seed("");
  promise(1, "first_reply_time", 30, false, R"({"all":[{"field":"priority","operator":"is","value":"urgent"}],"any":[]})");
  promise(2, "first_reply_time", 90, false);
  auto wanted = about("Urgent drill");
  wanted.priority = "normal";
  const auto id = make(wanted).id;
  settle();
  const auto target = [&] { return read([&](db::Tx& tx) { return clocks_->kept_state(tx, id)->of(Metric::first_reply).target_seconds; }); };
  EXPECT_EQ(target(), 90 * 60);
  promise(2, "first_reply_time", 45, false);
  EXPECT_EQ(target(), 45 * 60);
}

TEST_F(ClocksTest, of_an_erased_ticket_are_gone_with_it) {
  seed("");
  promise(1, "first_reply_time", 60, false);
  const auto id = make().id;
  settle();
  ASSERT_TRUE(write([&](db::Tx& tx) { return tickets::remove(tx, {cast.sara}, id); }).ok());
  wait(hours(2));
  EXPECT_EQ(alarms("clock.breached", id), 0);
  ASSERT_TRUE(write([&](db::Tx& tx) { return tickets::erase(tx, {cast.sara}, id); }).ok());
  settle();
  EXPECT_FALSE(read([&](db::Tx& tx) { return clocks_->kept_state(tx, id).has_value(); }));
}

TEST(State, comes_back_from_its_column_as_it_was) {
  State state;
  state.at = Time::from_seconds(1'700'000'000);
  state.status = "hold";
  state.reason = "7";
  state.group = 3, state.answered = true;
  state.of(Metric::agent_work) = {.instance = 2, .run = Run::paused, .started_at = state.at, .calendar = minutes(5), .spent = minutes(4), .target_seconds = 60, .mode = 1, .breached = true, .breached_at = state.at};
  state.misses.push_back({Metric::agent_work, 2, state.at, 60, 1, 0, true});
  state.measures.reply = Both{minutes(9), minutes(8)};
  EXPECT_EQ(write_state(parse_state(write_state(state))), write_state(state));
  EXPECT_EQ(parse_state(write_state(state)).of(Metric::agent_work).mode, 1);
  EXPECT_EQ(parse_state(write_state(state)).measures.reply->business, Duration(minutes(8)));
  EXPECT_FALSE(parse_state(write_state(state)).measures.first_resolution);
}

TEST(Targets, say_what_became_of_the_reply_and_of_the_solution) {
  State state;
  EXPECT_EQ(targets_of(state), 0);
  Clock& reply = state.of(Metric::first_reply);
  reply.target_seconds = 60;
  reply.run = Run::running;
  EXPECT_EQ(targets_of(state), 0);
  reply.run = Run::done;
  EXPECT_EQ(targets_of(state), kReplyInTime);
  reply.breached = true;
  state.of(Metric::agent_work).target_seconds = 60;
  EXPECT_EQ(targets_of(state), kReplyLate | kSolutionHasTarget);
  state.of(Metric::total_resolution).breached = true;  // without a target nothing is late
  EXPECT_EQ(targets_of(state), kReplyLate | kSolutionHasTarget);
  state.of(Metric::agent_work).breached = true;
  EXPECT_EQ(targets_of(state), kReplyLate | kSolutionHasTarget | kSolutionLate);
}

TEST_F(ClocksTest, the_target_of_a_group_follows_the_ticket_from_group_to_group) {
  seed("");
  const GroupId bench = *write([](db::Tx& tx) -> Result<GroupId> {
    auto context = people::context_as(api::Access::admin);
    return people::group_resource().create(context, tx, {{"name", "Bench"}})->id;
  });
  promise(1, "group_ownership_time", 60, false, R"({"all":[{"field":"group_id","operator":"includes","value":[)" + std::to_string(bench.value) + "]}],\"any\":[]}");
  (void)write([](db::Tx& tx) -> Result<void> {
    tx.execute("update sla_policies set kind = 'group' where id = 1");
    rules_changed(tx);
    return {};
  });
  settle();
  const auto id = make().id;
  settle();
  const auto target = [&] { return read([&](db::Tx& tx) { return clocks_->kept_state(tx, id)->of(Metric::group_ownership).target_seconds; }); };
  EXPECT_EQ(target(), 0);
  wait(minutes(10));
  tickets::Change to_bench;
  to_bench.group = bench;
  ASSERT_TRUE(change(cast.sara, id, to_bench).ok());
  settle();
  EXPECT_EQ(target(), 3600);
  expect_same(id);
  wait(minutes(61));
  EXPECT_EQ(alarms("clock.breached", id), 1);
  restart();
  wait(minutes(61));
  EXPECT_EQ(alarms("clock.breached", id), 1);
  expect_same(id);
}

}  // namespace
}  // namespace sahay::sla
