// Twenty and some tickets as a person would explain them. Every amount was worked out by hand from the hours of the desk;
// the story stands in the name, the ledger is what the person would say.
#include <gtest/gtest.h>

#include "desk/sla/ledger.h"

namespace sahay::sla {
namespace {

Time at(std::string_view text) { return *parse_iso8601(text); }

Policy promise(Metric metric, int minutes, bool business, std::string_view priority = "normal") {
  Policy policy;
  policy.id = 1;
  policy.targets.push_back({metric, std::string(priority), minutes * 60, business});
  return policy;
}

class Story {
 public:
  Story(std::string zone, std::string_view hours, Policy policy, std::vector<calendar::Closure> closed = {}) : policy_(std::move(policy)) {
    calendar_.add({}, std::make_shared<calendar::Hours>(calendar::Schedule{std::move(zone), *calendar::parse_hours(hours), std::move(closed)}));
    rules_ = {&policy_, &calendar_};
  }

  Story& hours_become(std::string_view when, std::string zone, std::string_view hours) {
    calendar_.add(at(when), std::make_shared<calendar::Hours>(calendar::Schedule{std::move(zone), *calendar::parse_hours(hours), {}}));
    return *this;
  }
  Story& created(std::string_view when, Voice voice = Voice::customer, std::string_view priority = "normal") {
    Fact fact{.at = at(when), .created = true, .status = "new", .priority = std::string(priority), .group = 1, .voice = voice};
    return tell(fact);
  }
  Story& customer(std::string_view when, std::optional<std::string> status = {}) { return tell({.at = at(when), .status = std::move(status), .voice = Voice::customer}); }
  Story& staff(std::string_view when, std::optional<std::string> status = {}) { return tell({.at = at(when), .status = std::move(status), .voice = Voice::staff}); }
  Story& status(std::string_view when, std::string status, std::string reason = "") { return tell({.at = at(when), .status = std::move(status), .reason = std::move(reason)}); }
  Story& priority(std::string_view when, std::string priority) { return tell({.at = at(when), .priority = std::move(priority)}); }
  Story& group(std::string_view when, std::int64_t group) { return tell({.at = at(when), .group = group}); }
  Story& deleted(std::string_view when, bool is) { return tell({.at = at(when), .deleted = is}); }
  Story& policy(std::string_view when, Policy policy) {
    advance(state_, at(when), rules_, notes_);
    policy_ = std::move(policy);
    apply_rules(state_, rules_, notes_);
    return *this;
  }
  Story& until(std::string_view when) {
    advance(state_, at(when), rules_, notes_);
    return *this;
  }

  std::string told(Metric metric, int instance = 1, i18n::Language language = i18n::Language::en) const {
    for (const Life& life : lives_of(notes_, state_))
      if (life.metric == metric && life.clock.instance == instance) return words(life, language);
    return "never started";
  }
  std::string due(Metric metric) const {
    const auto when = due_at(state_, state_.of(metric), rules_);
    return when ? to_iso8601(*when) : "never";
  }
  const State& state() const { return state_; }
  const std::vector<Note>& notes() const { return notes_; }
  const Rules& rules() const { return rules_; }

 private:
  Story& tell(const Fact& fact) {
    step(state_, fact, rules_, rules_, notes_);
    return *this;
  }

  Policy policy_;
  calendar::Calendar calendar_;
  Rules rules_;
  State state_;
  std::vector<Note> notes_;
};

constexpr char kOffice[] = "mon-fri 09:00-17:00";

calendar::Closure holiday(std::string_view date) {
  const std::int64_t day = *calendar::parse_date(date);
  return {"", day * 1440, (day + 1) * 1440};
}

TEST(Ledger, case_01_answered_within_two_hours) {
  Story s("UTC", kOffice, promise(Metric::first_reply, 240, true));
  s.created("2024-01-02T10:00:00Z").staff("2024-01-02T12:10:00Z").until("2024-01-05T00:00:00Z");
  EXPECT_EQ(s.told(Metric::first_reply), "ran 2 h 10 min, then answered");
}

TEST(Ledger, case_02_a_night_does_not_count) {
  Story s("UTC", kOffice, promise(Metric::first_reply, 240, true));
  s.created("2024-01-02T16:00:00Z");
  EXPECT_EQ(s.due(Metric::first_reply), "2024-01-03T12:00:00Z");
  s.staff("2024-01-03T10:00:00Z");
  EXPECT_EQ(s.told(Metric::first_reply), "ran 2 h, then answered");
}

TEST(Ledger, case_03_three_days_of_waiting_for_the_customer_in_three_languages) {
  Story s("UTC", kOffice, promise(Metric::requester_wait, 600, false));
  s.created("2024-01-02T09:00:00Z").staff("2024-01-02T11:10:00Z", "pending").customer("2024-01-05T11:10:00Z", "open").until("2024-01-05T12:00:00Z");
  EXPECT_EQ(s.told(Metric::requester_wait), "ran 2 h 10 min, paused 3 d waiting for the customer, ran 50 min");
  EXPECT_EQ(s.told(Metric::requester_wait, 1, i18n::Language::ru), "шли 2 ч 10 мин, стояли 3 дн. в ожидании клиента, шли 50 мин");
  EXPECT_EQ(s.told(Metric::requester_wait, 1, i18n::Language::bn), "২ ঘণ্টা ১০ মিনিট চলেছে, গ্রাহকের অপেক্ষায় ৩ দিন থেমে ছিল, ৫০ মিনিট চলেছে");
}

TEST(Ledger, case_04_a_sunday_in_berlin_that_loses_an_hour) {
  Story s("Europe/Berlin", "sun 00:00-24:00", promise(Metric::total_resolution, 6000, true));
  s.created("2024-03-30T12:00:00Z").until("2024-04-01T12:00:00Z");
  EXPECT_EQ(s.told(Metric::total_resolution), "ran 23 h");
}

TEST(Ledger, case_05_a_sunday_in_new_york_that_gains_an_hour) {
  Story s("America/New_York", "sun 00:00-24:00", promise(Metric::total_resolution, 6000, true));
  s.created("2024-11-02T12:00:00Z").until("2024-11-04T12:00:00Z");
  EXPECT_EQ(s.told(Metric::total_resolution), "ran 25 h");
}

TEST(Ledger, case_06_a_weekend_in_dhaka_where_clocks_never_change) {
  Story s("Asia/Dhaka", "sun-thu 09:00-18:00", promise(Metric::first_reply, 120, true));
  s.created("2024-02-15T11:30:00Z");  // Thursday 17:30
  EXPECT_EQ(s.due(Metric::first_reply), "2024-02-18T04:30:00Z");  // Sunday 10:30
  s.staff("2024-02-18T03:30:00Z");
  EXPECT_EQ(s.told(Metric::first_reply), "ran 1 h, then answered");
}

TEST(Ledger, case_07_lord_howe_moves_by_half_an_hour) {
  Story s("Australia/Lord_Howe", "sun 00:00-06:00", promise(Metric::total_resolution, 6000, true));
  s.created("2024-04-06T10:00:00Z").until("2024-04-07T10:00:00Z");
  EXPECT_EQ(s.told(Metric::total_resolution), "ran 6 h 30 min");
}

TEST(Ledger, case_08_language_movement_day_is_a_holiday) {
  Story s("Asia/Dhaka", "sun-thu 09:00-18:00", promise(Metric::first_reply, 240, true), {holiday("2024-02-21")});
  s.created("2024-02-20T11:00:00Z").staff("2024-02-22T04:00:00Z");
  EXPECT_EQ(s.told(Metric::first_reply), "ran 2 h, then answered");
}

TEST(Ledger, case_09_reopened_after_a_day) {
  Story s("UTC", kOffice, promise(Metric::total_resolution, 600, false));
  s.created("2024-01-02T09:00:00Z").staff("2024-01-02T11:00:00Z", "solved").customer("2024-01-03T11:00:00Z", "open").until("2024-01-03T12:30:00Z");
  EXPECT_EQ(s.told(Metric::total_resolution), "ran 2 h, paused 1 d while it was solved, ran 1 h 30 min");
  EXPECT_EQ(s.state().measures.reopens, 1);
}

TEST(Ledger, case_10_status_ping_pong) {
  Story s("UTC", "", promise(Metric::agent_work, 600, false));
  s.created("2024-01-08T09:00:00Z").status("2024-01-08T09:30:00Z", "pending").status("2024-01-08T10:00:00Z", "open").status("2024-01-08T10:20:00Z", "hold");
  s.status("2024-01-08T11:00:00Z", "open").status("2024-01-08T11:05:00Z", "pending").status("2024-01-08T12:00:00Z", "open").until("2024-01-08T12:30:00Z");
  EXPECT_EQ(s.told(Metric::agent_work),
            "ran 30 min, paused 30 min waiting for the customer, ran 20 min, paused 40 min on hold, ran 5 min, "
            "paused 55 min waiting for the customer, ran 30 min");
}

TEST(Ledger, case_11_made_urgent_half_way) {
  Policy policy = promise(Metric::first_reply, 240, true);
  policy.targets.push_back({Metric::first_reply, "urgent", 3600, true});
  Story s("UTC", kOffice, policy);
  s.created("2024-01-02T09:00:00Z").priority("2024-01-02T09:40:00Z", "urgent");
  EXPECT_EQ(s.due(Metric::first_reply), "2024-01-02T10:00:00Z");
  s.staff("2024-01-02T10:30:00Z");
  EXPECT_EQ(s.told(Metric::first_reply), "ran 40 min, the target became 1 h, ran 20 min, the target of 1 h passed, ran 30 min, then answered");
}

TEST(Ledger, case_12_another_policy_half_way_keeps_what_was_counted) {
  Story s("UTC", kOffice, promise(Metric::first_reply, 480, true));
  s.created("2024-01-02T09:00:00Z").policy("2024-01-02T10:00:00Z", promise(Metric::first_reply, 120, true));
  EXPECT_EQ(s.due(Metric::first_reply), "2024-01-02T11:00:00Z");
  s.staff("2024-01-02T10:45:00Z");
  EXPECT_EQ(s.told(Metric::first_reply), "ran 1 h, the target became 2 h, ran 45 min, then answered");
}

TEST(Ledger, case_13_from_working_hours_to_all_hours) {
  Story s("UTC", kOffice, promise(Metric::first_reply, 240, true));
  s.created("2024-01-02T16:00:00Z").policy("2024-01-02T20:00:00Z", promise(Metric::first_reply, 240, false));
  EXPECT_EQ(s.due(Metric::first_reply), "2024-01-02T23:00:00Z");
  s.staff("2024-01-02T22:00:00Z");
  EXPECT_EQ(s.told(Metric::first_reply), "ran 1 h, the target became 4 h, ran 2 h, then answered");
}

TEST(Ledger, case_14_shorter_hours_from_noon_on) {
  Story s("UTC", kOffice, promise(Metric::first_reply, 360, true));
  s.hours_become("2024-01-02T12:00:00Z", "UTC", "mon-fri 09:00-13:00");
  s.created("2024-01-02T09:00:00Z");
  EXPECT_EQ(s.due(Metric::first_reply), "2024-01-03T11:00:00Z");
  s.staff("2024-01-03T10:00:00Z");
  EXPECT_EQ(s.told(Metric::first_reply), "ran 5 h, then answered");
}

TEST(Ledger, case_15_low_priority_has_no_target) {
  Story s("UTC", kOffice, promise(Metric::first_reply, 240, true));
  s.created("2024-01-02T09:00:00Z").priority("2024-01-02T10:00:00Z", "low");
  EXPECT_EQ(s.due(Metric::first_reply), "never");
  s.staff("2024-01-02T11:00:00Z");
  EXPECT_EQ(s.told(Metric::first_reply), "ran 1 h, the target was taken away, ran 1 h, then answered");
}

TEST(Ledger, case_16_the_next_reply_counts_from_the_oldest_open_question) {
  Story s("UTC", kOffice, promise(Metric::next_reply, 240, true));
  s.created("2024-01-02T09:00:00Z").staff("2024-01-02T09:30:00Z").customer("2024-01-02T10:00:00Z").customer("2024-01-02T10:20:00Z").staff("2024-01-02T11:00:00Z");
  EXPECT_EQ(s.told(Metric::first_reply), "ran 30 min, then answered");
  EXPECT_EQ(s.told(Metric::next_reply), "ran 1 h, then answered");
  EXPECT_EQ(s.told(Metric::next_reply, 2), "never started");
}

TEST(Ledger, case_17_each_update_starts_the_next) {
  Story s("UTC", kOffice, promise(Metric::periodic_update, 240, true));
  s.created("2024-01-02T09:00:00Z").staff("2024-01-02T09:30:00Z", "hold").staff("2024-01-02T11:30:00Z").until("2024-01-02T12:00:00Z");
  EXPECT_EQ(s.told(Metric::periodic_update), "ran 2 h, then told the customer");
  EXPECT_EQ(s.told(Metric::periodic_update, 2), "ran 30 min");
}

TEST(Ledger, case_18_handed_over_to_another_group) {
  Story s("UTC", kOffice, promise(Metric::group_ownership, 60, true));
  s.created("2024-01-02T09:00:00Z").group("2024-01-02T10:15:00Z", 2).until("2024-01-02T10:45:00Z");
  EXPECT_EQ(s.told(Metric::group_ownership), "ran 1 h, the target of 1 h passed, ran 15 min, then handed over");
  EXPECT_EQ(s.told(Metric::group_ownership, 2), "ran 30 min");
}

TEST(Ledger, case_19_we_wrote_first) {
  Story s("UTC", kOffice, promise(Metric::next_reply, 240, true));
  s.created("2024-01-02T09:00:00Z", Voice::staff).customer("2024-01-02T10:00:00Z").staff("2024-01-02T10:30:00Z");
  EXPECT_EQ(s.told(Metric::first_reply), "never started");
  EXPECT_EQ(s.told(Metric::next_reply), "ran 30 min, then answered");
  EXPECT_EQ(s.told(Metric::periodic_update), "ran 1 h 30 min, then told the customer");
}

TEST(Ledger, case_20_missed_after_the_weekend) {
  Story s("UTC", kOffice, promise(Metric::first_reply, 120, true));
  s.created("2024-01-05T16:00:00Z");  // Friday
  EXPECT_EQ(s.due(Metric::first_reply), "2024-01-08T10:00:00Z");
  s.until("2024-01-08T12:00:00Z");
  EXPECT_EQ(s.told(Metric::first_reply), "ran 2 h, the target of 2 h passed, ran 2 h");
}

TEST(Ledger, case_21_due_at_the_closing_hour_means_by_the_closing_hour) {
  Story s("UTC", kOffice, promise(Metric::first_reply, 120, true));
  s.created("2024-01-05T15:00:00Z");
  EXPECT_EQ(s.due(Metric::first_reply), "2024-01-05T17:00:00Z");
  s.staff("2024-01-05T20:00:00Z");
  EXPECT_EQ(s.told(Metric::first_reply), "ran 2 h, the target of 2 h passed, then answered");
}

TEST(Ledger, case_22_waiting_for_a_supplier_goes_on_counting_where_the_policy_says_so) {
  Policy policy = promise(Metric::agent_work, 600, false);
  policy.pause_rules.push_back({"agent_work_time", "hold", "7", false});
  Story s("UTC", "", policy);
  s.created("2024-01-08T09:00:00Z").status("2024-01-08T10:00:00Z", "hold", "7").status("2024-01-08T11:00:00Z", "hold", "8").until("2024-01-08T11:30:00Z");
  EXPECT_EQ(s.told(Metric::agent_work), "ran 2 h, paused 30 min on hold");
}

TEST(Ledger, case_23_deleted_by_mistake_and_restored) {
  Story s("UTC", "", promise(Metric::total_resolution, 600, false));
  s.created("2024-01-08T09:00:00Z").deleted("2024-01-08T10:00:00Z", true).deleted("2024-01-08T10:20:00Z", false).until("2024-01-08T11:00:00Z");
  EXPECT_EQ(s.told(Metric::total_resolution), "ran 1 h, paused 20 min while it was deleted, ran 40 min");
}

TEST(Clock, that_gets_its_first_target_later_counts_from_its_start) {
  Story s("UTC", kOffice, Policy{});
  s.created("2024-01-02T09:00:00Z").policy("2024-01-02T11:00:00Z", promise(Metric::first_reply, 180, true));
  EXPECT_EQ(s.due(Metric::first_reply), "2024-01-02T12:00:00Z");
}

TEST(Clock, of_a_ticket_without_priority_has_the_target_of_normal) {
  Story s("UTC", kOffice, promise(Metric::first_reply, 60, true));
  s.created("2024-01-02T09:00:00Z", Voice::customer, "");
  EXPECT_EQ(s.due(Metric::first_reply), "2024-01-02T10:00:00Z");
}

TEST(Clock, warns_at_a_share_of_the_target_and_only_in_working_hours) {
  Story s("UTC", kOffice, promise(Metric::first_reply, 300, true));  // 80 % of 5 h is 4 h
  s.created("2024-01-02T15:00:00Z");
  const auto when = warn_at(s.state(), s.state().of(Metric::first_reply), s.rules());
  ASSERT_TRUE(when);
  EXPECT_EQ(to_iso8601(*when), "2024-01-03T11:00:00Z");
}

TEST(Clock, of_imported_history_never_starts) {
  Policy policy = promise(Metric::first_reply, 60, true);
  const Rules rules{&policy, nullptr};
  State state;
  std::vector<Note> notes;
  step(state, {.at = at("2021-01-02T09:00:00Z"), .created = true, .silent = true, .status = "open", .voice = Voice::customer}, rules, rules, notes);
  EXPECT_TRUE(notes.empty());
  // The customer's next word is news, and an answer to it is owed.
  step(state, {.at = at("2024-01-02T09:00:00Z"), .voice = Voice::customer}, rules, rules, notes);
  EXPECT_TRUE(state.of(Metric::next_reply).live());
  EXPECT_FALSE(state.of(Metric::first_reply).live());
}

TEST(Clock, of_history_that_came_solved_knows_when_that_was) {
  State state;
  std::vector<Note> notes;
  const Rules none;
  step(state, {.at = at("2021-01-02T09:00:00Z"), .created = true, .silent = true, .status = "closed", .voice = Voice::customer, .solved_at = at("2021-01-03T10:30:00Z")}, none, none, notes);
  step(state, {.at = at("2021-01-02T09:20:00Z"), .silent = true, .voice = Voice::staff}, none, none, notes);
  ASSERT_TRUE(state.measures.full_resolution && state.measures.reply);
  EXPECT_EQ(state.measures.full_resolution->calendar, std::chrono::minutes(25 * 60 + 30));
  EXPECT_EQ(state.measures.reply->calendar, std::chrono::minutes(20));
  EXPECT_EQ(to_iso8601(state.measures.solved_at), "2021-01-03T10:30:00Z");
}

TEST(Clock, that_was_missed_is_missed_once) {
  Story s("UTC", kOffice, promise(Metric::first_reply, 60, true));
  s.created("2024-01-02T09:00:00Z").until("2024-01-02T11:00:00Z").until("2024-01-02T12:00:00Z").priority("2024-01-02T13:00:00Z", "low").priority("2024-01-02T14:00:00Z", "normal").staff("2024-01-03T09:30:00Z");
  int missed = 0;
  for (const Note& note : s.notes()) missed += note.what == What::breach;
  EXPECT_EQ(missed, 1);
  EXPECT_EQ(s.state().misses.size(), 1u);
}

Policy of_group(std::int64_t id, int minutes, int warn_percent = 80) {
  Policy policy = promise(Metric::group_ownership, minutes, false);
  policy.id = id;
  policy.warn_percent = warn_percent;
  return policy;
}

TEST(GroupDeadline, stands_beside_the_promise_to_the_customer_and_alone_decides_for_the_group) {
  Policy promised = promise(Metric::total_resolution, 600, false);
  promised.targets.push_back({Metric::group_ownership, "normal", 10 * 60, false});
  const Policy inside = of_group(7, 120, 50);
  const Rules rules{&promised, nullptr, &inside};
  State state;
  std::vector<Note> notes;
  step(state, {.at = at("2024-01-02T10:00:00Z"), .created = true, .status = "new", .priority = "normal", .group = 1, .voice = Voice::customer}, rules, rules, notes);
  const Clock& group = state.of(Metric::group_ownership);
  EXPECT_EQ(group.policy_id, 7);
  EXPECT_EQ(to_iso8601(*due_at(state, group, rules)), "2024-01-02T12:00:00Z");
  EXPECT_EQ(to_iso8601(*warn_at(state, group, rules)), "2024-01-02T11:00:00Z");  // at half, as its own policy says
  const Clock& solution = state.of(Metric::total_resolution);
  EXPECT_EQ(solution.policy_id, 1);
  EXPECT_EQ(to_iso8601(*due_at(state, solution, rules)), "2024-01-02T20:00:00Z");
  EXPECT_EQ(to_iso8601(*warn_at(state, solution, rules)), "2024-01-02T18:00:00Z");
}

TEST(GroupDeadline, the_next_group_starts_anew_with_its_own_target_and_waits_with_the_customer) {
  const Policy first = of_group(7, 120), second = of_group(8, 60);
  const Rules one{nullptr, nullptr, &first}, two{nullptr, nullptr, &second};
  State state;
  std::vector<Note> notes;
  step(state, {.at = at("2024-01-02T10:00:00Z"), .created = true, .status = "new", .priority = "normal", .group = 1, .voice = Voice::customer}, one, one, notes);
  step(state, {.at = at("2024-01-02T11:30:00Z"), .group = 2}, one, two, notes);
  EXPECT_FALSE(state.of(Metric::group_ownership).breached);
  EXPECT_EQ(state.of(Metric::group_ownership).group_id, 2);
  EXPECT_EQ(to_iso8601(*due_at(state, state.of(Metric::group_ownership), two)), "2024-01-02T12:30:00Z");
  step(state, {.at = at("2024-01-02T12:00:00Z"), .status = "pending"}, two, two, notes);
  step(state, {.at = at("2024-01-03T12:00:00Z"), .status = "open", .voice = Voice::customer}, two, two, notes);
  EXPECT_EQ(to_iso8601(*due_at(state, state.of(Metric::group_ownership), two)), "2024-01-03T12:30:00Z");
  advance(state, at("2024-01-03T13:00:00Z"), two, notes);
  ASSERT_EQ(state.misses.size(), 1U);
  EXPECT_EQ(state.misses[0].policy_id, 8);
  EXPECT_EQ(state.misses[0].group_id, 2);
}

}  // namespace
}  // namespace sahay::sla
