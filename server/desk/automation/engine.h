// The engine: asks a rule's conditions, carries its actions out, and writes down what it did and why.
// Rule of use: a rule that fails leaves a record and stops nobody: not the ticket, not the rules after it.
// Threading: inside one Tx.
#pragma once

#include "desk/automation/rule.h"
#include "desk/tickets/action.h"

namespace sahay::automation {

// Events deeper in a chain of causes than this are not answered; the record of the last ticket says so.
inline constexpr int kDeepest = 5;

// A rule ready to be asked.
struct Rule {
  std::string kind;  // trigger, automation, macro
  std::int64_t id = 0;
  std::string title;
  Time since;        // younger than what happened before it was made
  tickets::Conditions conditions;
  std::vector<tickets::Action> actions;
};
Rule rule_of(const Trigger& trigger);
Rule rule_of(const Automation& automation);
Rule rule_of(const Macro& macro);

struct Cause {
  std::int64_t event_id = 0;  // 0: time, or a person
  int depth = 0;  // of that event; a person's own act has -1
};

// One rule on one ticket: `facts` are refreshed, the run is recorded, and given back with the event it made.
struct Applied {
  RuleRun run;
  std::optional<events::Event> event{};
  std::optional<tickets::Ticket> ticket{};
  std::optional<Error> error{};
};
Applied apply(tickets::Facts& facts, const Rule& rule, const tickets::Actor& actor, const Cause& cause);

// Every trigger on one event: in order of place; each at most once; after a change from the first again.
std::vector<RuleRun> run_triggers(db::Tx& tx, const std::vector<Rule>& triggers, const events::Event& event);

std::vector<Rule> active_triggers(db::Tx& tx);
void record(db::Tx& tx, RuleRun& run);

}  // namespace sahay::automation
