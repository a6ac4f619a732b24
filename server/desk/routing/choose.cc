#include "desk/routing/choose.h"

#include <algorithm>
#include <tuple>

namespace sahay::routing {
namespace {

constexpr std::string_view kMethods[] = {"manual", "round_robin", "load"};
constexpr std::string_view kMatches[] = {"ignore", "prefer", "require"};

template <class E, std::size_t N>
E named(const std::string_view (&words)[N], std::string_view word) {
  const auto found = std::find(std::begin(words), std::end(words), word);
  return found == std::end(words) ? E{} : E(found - std::begin(words));
}

std::int64_t limit_of(const GroupRules& rules, const Candidate& candidate) { return candidate.capacity > 0 ? candidate.capacity : rules.capacity; }

bool knows(const Need& need, const Candidate& candidate) {
  return std::all_of(need.skill_ids.begin(), need.skill_ids.end(),
                     [&](std::int64_t skill) { return std::find(candidate.skill_ids.begin(), candidate.skill_ids.end(), skill) != candidate.skill_ids.end(); });
}

bool speaks(const Need& need, const Candidate& candidate) {
  return need.language.empty() || std::find(candidate.languages.begin(), candidate.languages.end(), need.language) != candidate.languages.end();
}

std::string against(const GroupRules& rules, const Need& need, const Candidate& candidate) {
  if (rules.method == Method::manual) return "manual";
  if (candidate.presence != "online") return candidate.presence;
  if (rules.within_hours && !candidate.in_hours) return "hours";
  if (const auto limit = limit_of(rules, candidate); limit > 0 && candidate.open >= limit) return "full";
  if (rules.skills == Match::require && !knows(need, candidate)) return "skills";
  if (rules.language == Match::require && !speaks(need, candidate)) return "language";
  return "";
}

}  // namespace

std::string_view word_of(Method method) { return kMethods[std::size_t(method)]; }
std::string_view word_of(Match match) { return kMatches[std::size_t(match)]; }
Method method_named(std::string_view word) { return named<Method>(kMethods, word); }
Match match_named(std::string_view word) { return named<Match>(kMatches, word); }

Choice choose(const GroupRules& rules, const Need& need, const std::vector<Candidate>& candidates) {
  Choice out;
  // Lower is better. How many preferences are missed comes before the method.
  const auto rank = [&](const Candidate& c) {
    const int missed = (rules.skills == Match::prefer && !knows(need, c)) + (rules.language == Match::prefer && !speaks(need, c));
    return std::tuple(missed, c.let_go, rules.method == Method::load ? c.open : 0, c.turn, c.id.value);
  };
  const Candidate* best = nullptr;
  std::size_t able = 0, as_little = 0;
  for (const Candidate& candidate : candidates) {
    Verdict verdict{candidate.id, candidate.name, against(rules, need, candidate), candidate.open, limit_of(rules, candidate)};
    if (verdict.against.empty()) {
      ++able;
      if (!best || rank(candidate) < rank(*best)) best = &candidate;
    }
    out.verdicts.push_back(std::move(verdict));
  }
  if (!best) return out;
  for (std::size_t i = 0; i < candidates.size(); ++i) as_little += out.verdicts[i].against.empty() && candidates[i].open < best->open;
  out.agent = best->id;
  out.only_one = able == 1;
  out.least_busy = rules.method == Method::load && as_little == 0;
  out.next_in_turn = rules.method == Method::round_robin;
  out.skilled = rules.skills != Match::ignore && !need.skill_ids.empty() && knows(need, *best);
  out.speaks = rules.language != Match::ignore && !need.language.empty() && speaks(need, *best);
  return out;
}

}  // namespace sahay::routing
