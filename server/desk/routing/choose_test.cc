#include "desk/routing/choose.h"

#include <gtest/gtest.h>

namespace sahay::routing {
namespace {

constexpr UserId kOleg(1), kSara(2);

Candidate agent(UserId id, std::int64_t open = 0, std::int64_t turn = 0) {
  Candidate out;
  out.id = id;
  out.name = id == kOleg ? "Oleg Sokolov" : "Sara Ahmed";
  out.open = open;
  out.turn = turn;
  out.languages = {id == kOleg ? "ru" : "bn"};
  return out;
}

struct Case {
  const char* what;
  GroupRules rules;
  Need need;
  std::vector<Candidate> candidates;
  UserId chosen;
  std::vector<std::string> against;
};

Candidate with(Candidate c, auto change) {
  change(c);
  return c;
}

TEST(Choose, every_question_is_asked_in_its_order) {
  const GroupRules load{Method::load, 0, Match::require, Match::prefer, true};
  const GroupRules turns{Method::round_robin, 0, Match::require, Match::prefer, true};
  const Case cases[] = {
      {"by hand nobody is chosen", {Method::manual, 0, Match::require, Match::prefer, true}, {}, {agent(kOleg)}, {}, {"manual"}},
      {"nobody is in the group", load, {}, {}, {}, {}},
      {"the least busy", load, {}, {agent(kOleg, 3), agent(kSara, 2)}, kSara, {"", ""}},
      {"as busy as each other: who waited longest", load, {}, {agent(kOleg, 2, 7), agent(kSara, 2, 4)}, kSara, {"", ""}},
      {"in turn, however busy", turns, {}, {agent(kOleg, 9, 4), agent(kSara, 0, 7)}, kOleg, {"", ""}},
      {"who never had a turn is first", turns, {}, {agent(kOleg, 0, 4), agent(kSara, 5, 0)}, kSara, {"", ""}},
      {"all the same: the lower number", turns, {}, {agent(kSara), agent(kOleg)}, kOleg, {"", ""}},
      {"the limit of the group", {Method::load, 2, Match::require, Match::prefer, true}, {}, {agent(kOleg, 2), agent(kSara, 3)}, {}, {"full", "full"}},
      {"one place left", {Method::load, 2, Match::require, Match::prefer, true}, {}, {agent(kOleg, 1), agent(kSara, 2)}, kOleg, {"", "full"}},
      {"an own limit comes before the group's", {Method::load, 2, Match::require, Match::prefer, true}, {},
       {with(agent(kOleg, 3), [](Candidate& c) { c.capacity = 5; }), with(agent(kSara, 1), [](Candidate& c) { c.capacity = 1; })}, kOleg, {"", "full"}},
      {"away, offline and on leave are not there", load, {},
       {with(agent(kOleg), [](Candidate& c) { c.presence = "away"; }), with(agent(kSara), [](Candidate& c) { c.presence = "leave"; }),
        with(agent(UserId(3)), [](Candidate& c) { c.presence = "offline"; })}, {}, {"away", "leave", "offline"}},
      {"outside of working hours", load, {}, {with(agent(kOleg), [](Candidate& c) { c.in_hours = false; }), agent(kSara, 8)}, kSara, {"hours", ""}},
      {"hours do not matter when the group says so", {Method::load, 0, Match::require, Match::prefer, false}, {},
       {with(agent(kOleg), [](Candidate& c) { c.in_hours = false; }), agent(kSara, 8)}, kOleg, {"", ""}},
      {"a skill that is asked for must be there", load, {{7}, ""}, {agent(kOleg), with(agent(kSara, 5), [](Candidate& c) { c.skill_ids = {6, 7}; })}, kSara, {"skills", ""}},
      {"all skills, not one of them", load, {{6, 7}, ""}, {with(agent(kOleg), [](Candidate& c) { c.skill_ids = {7}; })}, {}, {"skills"}},
      {"a preferred skill goes before little work", {Method::load, 0, Match::prefer, Match::ignore, true}, {{7}, ""},
       {agent(kOleg, 0), with(agent(kSara, 5), [](Candidate& c) { c.skill_ids = {7}; })}, kSara, {"", ""}},
      {"a preferred skill that nobody has stops nothing", {Method::load, 0, Match::prefer, Match::ignore, true}, {{7}, ""}, {agent(kOleg, 4), agent(kSara, 5)}, kOleg, {"", ""}},
      {"the language of the customer is preferred", load, {{}, "bn"}, {agent(kOleg, 0), agent(kSara, 5)}, kSara, {"", ""}},
      {"a language that nobody has stops nothing", load, {{}, "en"}, {agent(kOleg, 4), agent(kSara, 5)}, kOleg, {"", ""}},
      {"unless it is required", {Method::load, 0, Match::require, Match::require, true}, {{}, "en"}, {agent(kOleg, 4)}, {}, {"language"}},
      {"a language that does not matter", {Method::load, 0, Match::require, Match::ignore, true}, {{}, "bn"}, {agent(kOleg, 0), agent(kSara, 5)}, kOleg, {"", ""}},
      {"not the one who just let it go", load, {}, {with(agent(kOleg, 0), [](Candidate& c) { c.let_go = true; }), agent(kSara, 5)}, kSara, {"", ""}},
      {"unless there is nobody else", load, {}, {with(agent(kOleg, 0), [](Candidate& c) { c.let_go = true; })}, kOleg, {""}},
  };
  for (const Case& one : cases) {
    const Choice choice = choose(one.rules, one.need, one.candidates);
    EXPECT_EQ(choice.agent.value, one.chosen.value) << one.what;
    std::vector<std::string> found;
    for (const Verdict& verdict : choice.verdicts) found.push_back(verdict.against);
    EXPECT_EQ(found, one.against) << one.what;
  }
}

TEST(Choose, what_spoke_for_the_agent_is_told) {
  const Choice busy = choose({Method::load, 3, Match::require, Match::prefer, true}, {{7}, "bn"},
                             {agent(kOleg, 0), with(agent(kSara, 1), [](Candidate& c) { c.skill_ids = {7}; })});
  EXPECT_TRUE(busy.only_one && busy.skilled && busy.speaks && busy.least_busy);
  EXPECT_FALSE(busy.next_in_turn);
  EXPECT_EQ(busy.verdicts[1].limit, 3);
  const Choice preferred = choose({Method::load, 0, Match::ignore, Match::prefer, true}, {{}, "bn"}, {agent(kOleg, 0), agent(kSara, 4)});
  EXPECT_EQ(preferred.agent.value, kSara.value);
  EXPECT_FALSE(preferred.least_busy);  // Oleg has less to do
  EXPECT_TRUE(preferred.speaks);
}

TEST(Choose, turns_go_round_evenly) {
  std::vector<Candidate> all{agent(UserId(1)), agent(UserId(2)), agent(UserId(3))};
  std::vector<std::int64_t> given(4);
  for (std::int64_t turn = 1; turn <= 9; ++turn) {
    const UserId chosen = choose({Method::round_robin, 0, Match::require, Match::prefer, true}, {}, all).agent;
    ++given[std::size_t(chosen.value)];
    for (Candidate& each : all)
      if (each.id == chosen) each.turn = turn;
  }
  EXPECT_EQ(given, (std::vector<std::int64_t>{0, 3, 3, 3}));
}

TEST(Choose, words_and_their_meanings_go_both_ways) {
  for (const Method method : {Method::manual, Method::round_robin, Method::load}) EXPECT_EQ(method_named(word_of(method)), method);
  for (const Match match : {Match::ignore, Match::prefer, Match::require}) EXPECT_EQ(match_named(word_of(match)), match);
  EXPECT_EQ(method_named("dice"), Method::manual);
}

}  // namespace
}  // namespace sahay::routing
