// Whom a ticket goes to: the pure rule, with a verdict on every agent of the group.
// Order of the questions: is the agent there, within working hours, below the limit, skilled, of the language. Of those
// who pass: who fits more of what is preferred, who did not just let the ticket go, then the method: least busy, or
// longest without a ticket.
// Threading: pure.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/json.h"

namespace sahay::routing {

enum class Method { manual, round_robin, load };
enum class Match { ignore, prefer, require };

std::string_view word_of(Method method);
std::string_view word_of(Match match);
Method method_named(std::string_view word);  // unknown: manual
Match match_named(std::string_view word);    // unknown: ignore

struct GroupRules {
  Method method = Method::manual;
  std::int64_t capacity = 0;  // open tickets of one agent at once; 0 = no limit
  Match skills = Match::require, language = Match::prefer;
  bool within_hours = true;
};

struct Need {
  std::vector<std::int64_t> skill_ids;
  std::string language;  // "bn", "" = any
};

struct Candidate {
  UserId id;
  std::string name;
  std::string presence = "online";  // online, away, offline, leave
  bool in_hours = true;
  std::int64_t open = 0;            // new and open tickets in their hands
  std::int64_t capacity = 0;        // own limit; 0 = the group's
  std::vector<std::string> languages;
  std::vector<std::int64_t> skill_ids;
  std::int64_t turn = 0;            // of the last ticket that they were given; 0 = never
  bool let_go = false;              // they, or their absence, just gave this ticket back
};

// Why not, or "" for those who could take it: leave, away, offline, hours, full, skills, language. "manual" for all when
// the group hands out by hand.
struct Verdict {
  UserId id;
  std::string name, against;
  std::int64_t open = 0, limit = 0;
};

struct Choice {
  UserId agent;  // none: nobody can take it now
  std::vector<Verdict> verdicts;  // in the order of the candidates
  // What spoke for the agent.
  bool least_busy = false, next_in_turn = false, only_one = false, skilled = false, speaks = false;
};

Choice choose(const GroupRules& rules, const Need& need, const std::vector<Candidate>& candidates);

}  // namespace sahay::routing
