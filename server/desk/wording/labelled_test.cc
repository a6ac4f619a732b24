#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "desk/wording/testing/labelled.h"

namespace sahay::wording {
namespace {

using testing::Scores;

struct Scored {
  std::vector<std::pair<std::string, Scores>> columns{{"all", {}}};
  std::string notes;
};

Scored score(const std::string& prefix) {
  Scored out;
  for (const std::string language : {"en", "ru", "bn"}) {
    Scores scores;
    for (const auto& one : testing::read_labelled(std::string(SAHAY_SOURCE_DIR) + "/server/desk/wording/testdata/" +
                                                  prefix + language + ".txt"))
      testing::add_score(one, scores, out.notes);
    for (const auto& [rule, value] : scores) out.columns.front().second[rule] += value;
    out.columns.emplace_back(language, std::move(scores));
  }
  return out;
}

// "held_", "held_2_" and "held_3_" were set apart once; since their score was told they are drafts like the others.
TEST(LabelledDrafts, every_rule_is_right_nine_times_in_ten_and_finds_four_in_five) {
  for (const std::string prefix : {"", "held_", "held_2_", "held_3_"}) {
    const Scored scored = score(prefix);
    std::cout << testing::table_of(scored.columns) << scored.notes;
    for (const auto rule : kRuleNames) {
      const auto found = scored.columns.front().second.find(std::string(rule));
      ASSERT_NE(found, scored.columns.front().second.end()) << rule;
      EXPECT_GE(found->second.precision(), 0.9) << prefix << rule;
      EXPECT_GE(found->second.recall(), 0.8) << prefix << rule;
    }
  }
}

// "dev_": answers beside the point, made hard on purpose: only the rules that they are about.
TEST(LabelledDrafts, answers_beside_the_point_are_no_answers) {
  const Scored scored = score("dev_");
  std::cout << testing::table_of(scored.columns) << scored.notes;
  for (const std::string rule : {"unanswered", "no_next_step", "jargon"}) {
    const testing::Score& found = scored.columns.front().second.at(rule);
    EXPECT_GE(found.precision(), 0.9) << rule;
    EXPECT_GE(found.recall(), 0.8) << rule;
  }
}

// The goals are not reached there; what is reached does not get lost.
TEST(LabelledDrafts, of_strangers_have_their_open_questions_found_three_times_in_four) {
  testing::Score all;
  for (const std::string prefix : {"held_4_", "held_5_", "held_6_", "held_7_"})
    all += score(prefix).columns.front().second.at("unanswered");
  EXPECT_GE(all.precision(), 0.75);
  EXPECT_GE(all.recall(), 0.75);
}

// "held_6_": what was repaired with these drafts stays repaired; jargon and unanswered did not reach the goals on them.
TEST(LabelledDrafts, of_a_sixth_author_are_found_nine_times_in_ten_but_for_two_rules) {
  const Scored scored = score("held_6_");
  std::cout << testing::table_of(scored.columns) << scored.notes;
  for (const auto rule : kRuleNames) {
    if (rule == "jargon" || rule == "unanswered") continue;
    const testing::Score& found = scored.columns.front().second.at(std::string(rule));
    EXPECT_GE(found.precision(), 0.9) << rule;
    EXPECT_GE(found.recall(), 0.8) << rule;
  }
}

TEST(LabelledDrafts, a_good_answer_gives_no_finding) {
  int good = 0;
  for (const std::string language : {"en", "ru", "bn"})
    for (const auto& one :
         testing::read_labelled(std::string(SAHAY_SOURCE_DIR) + "/server/desk/wording/testdata/" + language + ".txt")) {
      if (!one.good) continue;
      ++good;
      EXPECT_TRUE(one.labels.empty()) << one.name;
      for (const Finding& finding : check(one.draft).findings)
        ADD_FAILURE() << one.name << ": " << name_of(finding.rule) << " " << finding.text;
    }
  EXPECT_EQ(good, 42);
}

TEST(LabelledDrafts, there_are_sixty_of_each_language_and_twenty_are_set_apart) {
  for (const std::string language : {"en", "ru", "bn"}) {
    const std::string folder = std::string(SAHAY_SOURCE_DIR) + "/server/desk/wording/testdata/";
    const auto open = testing::read_labelled(folder + language + ".txt").size(),
               held = testing::read_labelled(folder + "held_" + language + ".txt").size();
    EXPECT_GE(open + held, 60u) << language;
    EXPECT_GE(held, 20u) << language;
  }
}

// Scored once, for docs/proofs/plain-language.md; not part of a run, so that nobody tunes a rule on it.
TEST(LabelledDrafts, the_drafts_set_apart_are_scored_on_demand) {
  const char* prefix = std::getenv("SAHAY_SCORE_HELD");
  if (!prefix) GTEST_SKIP() << "SAHAY_SCORE_HELD=held_10_ scores them";
  const Scored scored = score(prefix);
  std::cout << testing::table_of(scored.columns) << scored.notes;
}

}  // namespace
}  // namespace sahay::wording
