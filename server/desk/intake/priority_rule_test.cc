#include "desk/intake/priority_rule.h"

#include <gtest/gtest.h>

namespace sahay::intake {
namespace {

struct Row {
  const char* what;
  Answers answers;
  const char* tier;
  const char* wanted;
  std::int64_t points;
};

TEST(PriorityRule, the_shipped_criteria_say_which_class_a_request_has) {
  const Row rows[] = {
      {"nothing is answered", {}, "gold", "", 2},
      {"one person, work goes on", {{"people", "one"}, {"business", "runs"}, {"harm", "none"}, {"time", "week"}}, "", "regular", 0},
      {"the whole company stands still", {{"people", "company"}, {"business", "stopped"}, {"harm", "none"}, {"time", "week"}}, "", "failure", 15},
      {"one point below", {{"people", "department"}, {"business", "stopped"}, {"harm", "none"}, {"time", "week"}}, "silver", "critical", 14},
      {"the contract lifts it over the line", {{"people", "department"}, {"business", "stopped"}, {"harm", "none"}, {"time", "week"}}, "gold", "failure", 15},
      {"one person stands still", {{"people", "one"}, {"business", "stopped"}}, "", "critical", 9},
      {"seven points are regular", {{"people", "several"}, {"business", "slower"}, {"time", "today"}}, "", "regular", 7},
      {"eight points are critical", {{"people", "several"}, {"business", "slower"}, {"time", "hours"}}, "", "critical", 8},
      {"somebody may get hurt", {{"harm", "safety"}}, "", "failure", 15},
      {"planned stays planned", {{"people", "company"}, {"business", "stopped"}, {"time", "planned"}}, "gold", "planned", 17},
      {"planned, though somebody may get hurt", {{"harm", "safety"}, {"time", "planned"}}, "", "planned", 15},
      {"a tier that nobody knows counts nothing", {{"people", "one"}}, "bronze", "regular", 0},
      {"a value that nobody knows counts nothing", {{"people", "nobody"}, {"business", "slower"}}, "", "regular", 3},
  };
  for (const Row& row : rows) {
    const Judgement found = judge(shipped_criteria(), row.answers, row.tier);
    EXPECT_EQ(found.priority_class, row.wanted) << row.what;
    EXPECT_EQ(found.points, row.points) << row.what;
  }
}

TEST(PriorityRule, names_what_is_still_to_be_asked_and_never_asks_for_the_contract) {
  EXPECT_EQ(judge(shipped_criteria(), {{"people", "one"}}, "").open, (std::vector<std::string>{"business", "harm", "time"}));
}

TEST(PriorityRule, classes_and_priorities_stand_for_each_other) {
  for (const std::string_view name : kClasses) EXPECT_EQ(class_of(priority_of(name)), name);
  EXPECT_EQ(class_of(""), "regular");
}

TEST(PriorityRule, criteria_survive_the_wire) {
  std::string out;
  JsonWriter w(out);
  write_criteria(w, shipped_criteria());
  const auto read = read_criteria(parse_json(out)->get_object());
  ASSERT_TRUE(read.ok());
  std::string again;
  JsonWriter second(again);
  write_criteria(second, *read);
  EXPECT_EQ(out, again);
}

TEST(PriorityRule, wrong_criteria_are_refused) {
  const std::string yes = R"({"key":"a","title":"A","answers":[{"value":"x","title":"X"},{"value":"y","title":"Y"}]})";
  const auto with = [&](std::string questions, std::string more = "") { return "{\"questions\":[" + questions + "]" + more + "}"; };
  const auto named = [](std::string key) { return "{\"key\":\"" + key + R"(","title":"A","answers":[{"value":"x","title":"X"},{"value":"y","title":"Y"}]})"; };
  const std::string three = named("a") + "," + named("b") + "," + named("c");
  EXPECT_TRUE(read_criteria(parse_json(with(three))->get_object()).ok());
  for (const std::string& wrong :
       {with(yes), with(three + "," + named("a")), with(three + "," + named("d") + "," + named("e") + "," + named("f") + "," + named("g")),
        with(named("a") + "," + named("b") + R"(,{"key":"c","title":"C","answers":[{"value":"x","title":"X"}]})"),
        with(named("a") + "," + named("b") + R"(,{"key":"c","title":"","answers":[{"value":"x","title":"X"},{"value":"y","title":"Y"}]})"),
        with(named("a") + "," + named("b") + R"(,{"key":"c","title":"C","weight":11,"answers":[{"value":"x","title":"X"},{"value":"y","title":"Y"}]})"),
        with(named("a") + "," + named("b") + R"(,{"key":"c","title":"C","answers":[{"value":"x","title":"X"},{"value":"x","title":"Y"}]})"),
        with(three, R"(,"failure_points":3,"critical_points":9)"), with(three, R"(,"critical_points":0)")})
    EXPECT_FALSE(read_criteria(parse_json(wrong)->get_object()).ok()) << wrong;
}

}  // namespace
}  // namespace sahay::intake
