// What rules know and do of usual times (C2): condition "usual_time", action "tell_usual_time". Working time is no column, so views
// cannot ask: a request costs a handful of queries.
#include "desk/promises/eta.h"
#include "desk/promises/promise_store.h"
#include "desk/promises/when_words.h"
#include "desk/promises/wording.h"
#include "desk/tickets/tell_once.h"

namespace sahay::promises {
namespace {

constexpr std::string_view kBeside[] = {"within", "longer", "unknown"};
constexpr char kTell[] = "tell_usual_time", kTold[] = "told_usual_time";

// "" when nothing is known, or what is usual has passed.
std::string usual_in_words(const Eta& eta, Time now, i18n::Language language, const std::string& zone) {
  std::string out;
  const auto add = [&](const std::optional<Expected>& figure, const char* key) {
    if (!figure || figure->p80_at <= now) return;
    out += (out.empty() ? "" : " ") + i18n::text(language, key, {{"when", when_words(language, figure->p80_at, now, zone)}, {"n", std::to_string(figure->figure.sample)}});
  };
  add(eta.first_answer, "promises.usual.answer");
  add(eta.solution, "promises.usual.solution");
  return out;
}

}  // namespace

std::string_view beside_usual(const Eta& eta, Time now) {
  if (eta.analysis || !eta.solution) return "unknown";
  return eta.solution->p80_at && eta.solution->p80_at < now ? "longer" : "within";
}

void add_usual_time_rules() {
  tickets::ConditionField field{"usual_time", "ticket", tickets::kTriggers | tickets::kAutomations, {"is", "is_not"}, "list"};
  field.choices = [](db::Tx&) {
    std::vector<tickets::Choice> out;
    for (const std::string_view each : kBeside) out.push_back({std::string(each), "promises.usual." + std::string(each)});
    return out;
  };
  field.holds = [](tickets::Facts& facts, const tickets::Condition& c) {
    return (beside_usual(eta_of(facts.tx(), facts.ticket()), facts.now()) == tickets::value_text(c.value)) == (c.op == "is");
  };
  tickets::add_condition_field(std::move(field));

  tickets::ActionKind kind = tickets::once_kind(kTell, "comment");
  kind.apply = [](tickets::Applying& a, const tickets::Action&) -> Result<void> {
    if (!tickets::may_tell(a, kTell, kTold)) return {};
    const auto& customer = a.facts.requester();
    const std::string words = usual_in_words(eta_of(a.tx(), a.ticket()), a.facts.now(), language_of_customer(a.tx(), a.ticket()), zone_of(customer ? &*customer : nullptr));
    if (!words.empty()) tickets::tell(a, kTell, kTold, words);
    return {};
  };
  tickets::add_action_kind(std::move(kind));
}

}  // namespace sahay::promises
