#include "desk/procedures/procedure_store.h"

#include <algorithm>
#include <array>

#include "desk/procedures/procedure_sql.h"
#include "platform/api/rule_switch.h"

namespace sahay::procedures {
namespace q = sql::procedure;

bool in_force() { return api::rule_in_force("A5"); }

std::optional<Procedure> find_procedure(db::Tx& tx, ProcedureId id) { return tx.one<Procedure>(q::find, id); }
std::optional<Run> find_run(db::Tx& tx, RunId id) { return tx.one<Run>(q::find_run, id); }
std::vector<Run> runs_of(db::Tx& tx, TicketId ticket) { return tx.all<Run>(q::runs_of_ticket, ticket); }
std::vector<StepRow> steps_of(db::Tx& tx, RunId run) { return tx.all<StepRow>(q::steps_of_run, run); }

std::shared_ptr<const Definition> definition_of(db::Tx& tx, std::int64_t version) {
  struct Known {
    std::string text;
    std::shared_ptr<const Definition> definition;
  };
  thread_local std::array<Known, 16> known;
  const auto found = tx.one<Version>(q::version, version);
  if (!found) return std::make_shared<const Definition>();
  Known& slot = known[std::size_t(version) % known.size()];
  if (!slot.definition || slot.text != found->definition.text)
    slot = {found->definition.text, std::make_shared<const Definition>(parse_definition(found->definition.text))};
  return slot.definition;
}

std::vector<StepState> states_of(const Definition& definition, const std::vector<StepRow>& rows) {
  std::map<std::string, Given> given;
  for (const StepRow& row : rows) given[row.step_key] = {row.state == "skipped", row.answer};
  return states_of(definition, given);
}

void save_run(db::Tx& tx, Run& run) {
  run.updated_at = tx.now();
  tx.execute(q::save_run, run.id, run.state, run.reason, run.solved_step, run.updated_at, run.ended_at);
}

void insert_step(db::Tx& tx, const StepRow& r) {
  tx.execute(q::insert_step, r.id, r.run_id, r.ticket_id, r.procedure_id, r.step_key, r.state, r.answer, r.text, r.amount, r.attachment_id, r.comment_id, r.done_by, r.done_at,
             r.reason);
}

void tell(db::Tx& tx, const tickets::Actor& actor, const Run& run, std::string_view what) {
  events::Event event;
  event.kind = "procedure." + std::string(what);
  event.subject_id = run.ticket_id.value;
  event.actor_id = actor.id.value;
  event.via = actor.via;
  event.cause_id = actor.cause_id;
  event.depth = actor.depth;
  event.data.text = to_string(Json(JsonObject{{"run_id", run.id.value}, {"procedure_id", run.procedure_id.value}, {"state", run.state}}));
  events::emit(tx, std::move(event));
}

void settle(db::Tx& tx, const tickets::Actor& actor, Run& run, const Definition& definition) {
  const auto states = states_of(definition, steps_of(tx, run.id));
  const bool open = std::any_of(states.begin(), states.end(), [](StepState state) { return state == StepState::open || state == StepState::later; });
  const std::string before = run.state;
  run.state = open ? "open" : "done";
  run.ended_at = open ? Time{} : tx.now();
  save_run(tx, run);
  if (run.state != before) tell(tx, actor, run, open ? "reopened" : "ended");
}

std::vector<Step> open_mandatory(db::Tx& tx, TicketId ticket) {
  std::vector<Step> out;
  for (const Run& run : runs_of(tx, ticket)) {
    if (run.state != "open") continue;
    const auto definition = definition_of(tx, run.version_id);
    const auto states = states_of(*definition, steps_of(tx, run.id));
    for (std::size_t i = 0; i < states.size(); ++i)
      if (states[i] == StepState::open && definition->steps[i].mandatory) out.push_back(definition->steps[i]);
  }
  return out;
}

bool may_do(const api::Caller& caller, const Step& step) {
  if (step.role == "admin") return caller.admin();
  if (step.role == "agent") return caller.may("tickets.edit");
  return caller.may("tickets.comment");
}

bool may_skip(const api::Caller& caller, const Step& step) { return may_do(caller, step) && (!step.mandatory || caller.may(kSkip)); }

Result<void> gate(db::Tx& tx, const tickets::Actor& actor, const tickets::Ticket& ticket, tickets::WorkStep step) {
  if (!in_force()) return {};
  const auto open = open_mandatory(tx, ticket.id);
  if (open.empty()) return {};
  const auto who = people::find_user(tx, actor.id);
  std::string names;
  for (const Step& each : open) names += (names.empty() ? "" : "; ") + each.title.in(who ? who->language() : i18n::Language::en);
  return invalid(step == tickets::WorkStep::solve ? "status" : "handover", "OpenSteps", "procedures.error.open_steps", {{"steps", names}});
}

}  // namespace sahay::procedures
