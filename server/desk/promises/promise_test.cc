#include "desk/promises/promise.h"

#include <gtest/gtest.h>

#include "desk/promises/eta.h"

namespace sahay::promises {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Time kMade = Time::from_seconds(1'704'164'400);

Promise due_in(Duration whole) {
  Promise promise;
  promise.created_at = kMade;
  promise.due_at = kMade + whole;
  return promise;
}

TEST(Promise, what_keeps_which_kind) {
  struct Line {
    const char* what;
    Word word;
    const char* kept;  // kinds, separated by blanks
  };
  const Line table[] = {
      {"a reply", {.reply = true}, "answer update"},
      {"a reply with a file", {.reply = true, .files = true}, "answer update document"},
      {"a talk by phone", {.reached = true}, "answer update call"},
      {"solving without a word", {.solved = true}, "fix"},
      {"a reply that solves", {.reply = true, .solved = true}, "answer update fix"},
      {"nothing", {}, ""},
  };
  for (const Line& line : table) {
    std::string kept;
    for (const std::string_view kind : kKinds)
      if (keeps(line.word, kind)) kept += " " + std::string(kind);
    std::string wanted;
    for (const std::string_view kind : kKinds)
      if ((" " + std::string(line.kept) + " ").find(" " + std::string(kind) + " ") != std::string::npos) wanted += " " + std::string(kind);
    EXPECT_EQ(kept, wanted) << line.what;
  }
}

TEST(Promise, leads_grow_with_the_time_that_a_promise_has) {
  struct Line {
    Duration whole, remind, delay;
  };
  const Line table[] = {
      {minutes(10), minutes(5), minutes(2)}, {hours(1), minutes(15), Duration(minutes(450)) / 60}, {hours(8), hours(2), hours(1)}, {hours(24 * 30), hours(4), hours(1)},
  };
  for (const Line& line : table) {
    const Promise promise = due_in(line.whole);
    const Alarms alarms = alarms_of(promise);
    EXPECT_EQ((promise.due_at - alarms.remind).count(), line.remind.count());
    EXPECT_EQ((promise.due_at - alarms.delay).count(), line.delay.count());
  }
}

TEST(Promise, alarms_come_one_after_the_other_and_end_with_the_miss) {
  Promise promise = due_in(hours(8));
  EXPECT_EQ(next_alarm(promise), kMade + hours(6));
  promise.reminded_at = kMade + hours(6);
  EXPECT_EQ(next_alarm(promise), kMade + hours(7));
  promise.delay_told_at = kMade + hours(7);
  EXPECT_EQ(next_alarm(promise), kMade + hours(8) + Duration(1));
  promise.missed_at = promise.due_at;
  EXPECT_FALSE(next_alarm(promise));
}

TEST(Promise, what_is_settled_rings_no_more) {
  Promise promise = due_in(hours(8));
  promise.settled_at = kMade + hours(1);
  EXPECT_FALSE(next_alarm(promise));
}

TEST(Eta, percentiles_are_those_of_the_nearest_rank) {
  EXPECT_EQ(percentile({7}, 50), 7);
  EXPECT_EQ(percentile({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 50), 5);
  EXPECT_EQ(percentile({10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, 80), 8);
  EXPECT_EQ(percentile({1, 1, 1, 100}, 80), 100);
}

TEST(BesideUsual, a_request_is_longer_open_than_usual_when_four_of_five_took_less) {
  const Time nine = *parse_iso8601("2030-01-07T09:00:00Z"), ten = *parse_iso8601("2030-01-07T10:00:00Z"), eleven = *parse_iso8601("2030-01-07T11:00:00Z");
  Eta unknown, known, analysis;
  known.solution = Expected{};
  known.solution->median_at = nine;
  known.solution->p80_at = ten;
  analysis = known;
  analysis.analysis = true;
  unknown.first_answer = known.solution;
  EXPECT_EQ(beside_usual(unknown, eleven), "unknown") << "a usual answer is no usual solution";
  EXPECT_EQ(beside_usual(analysis, eleven), "unknown");
  EXPECT_EQ(beside_usual(known, nine), "within");
  EXPECT_EQ(beside_usual(known, ten), "within");
  EXPECT_EQ(beside_usual(known, eleven), "longer");
  known.solution->p80_at = {};
  EXPECT_EQ(beside_usual(known, eleven), "within") << "not within ten years is not past";
}

}  // namespace
}  // namespace sahay::promises
