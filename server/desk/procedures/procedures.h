// The door of procedures: attach one to a ticket, do and skip its steps, what is still open; publish a version.
//
// Each step done or skipped is an entry of the ticket's history and, where it says so, a fact. While a mandatory step is open the
// ticket is neither solved nor handed over (gate(), in tickets::work_gates).
// Events out (subject_id = ticket): procedure.attached, procedure.ended; steps are "ticket.updated" with the field
// procedure_step.
// Rule of use: whether a person may do or skip a step is asked at the edge (may_do, may_skip).
// Threading: inside one Tx.
#pragma once

#include <optional>
#include <vector>

#include "desk/procedures/definition.h"
#include "desk/procedures/procedure.h"
#include "desk/tickets/work_gate.h"
#include "platform/api/caller.h"

namespace sahay::procedures {

// Takes the newest version; an open run of the same procedure is given back. Errors: not_found, conflict (nothing published).
Result<Run> attach(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, ProcedureId procedure);

struct Doing {
  std::string step;
  std::string answer{}, text{}, amount{};
  AttachmentId attachment{};
  CommentId comment{};
  i18n::Language language = i18n::Language::en;  // of the words in the history
};
// Errors: not_found, conflict (the run has ended, the step is not open), invalid (answer, text, amount, attachment_id).
Result<Run> do_step(db::Tx& tx, const tickets::Actor& actor, RunId run, const Doing& doing);
// Errors: as above; invalid reason (empty).
Result<Run> skip_step(db::Tx& tx, const tickets::Actor& actor, RunId run, std::string_view step, std::string reason, i18n::Language language);
// The step is open again, its fact withdrawn. Errors: not_found.
Result<Run> reopen_step(db::Tx& tx, const tickets::Actor& actor, RunId run, std::string_view step, i18n::Language language);
Result<Run> cancel(db::Tx& tx, const tickets::Actor& actor, RunId run, std::string reason, i18n::Language language);

// The draft becomes version + 1. Errors: not_found, invalid (no steps).
Result<Version> publish(db::Tx& tx, const tickets::Actor& actor, ProcedureId procedure);

std::optional<Procedure> find_procedure(db::Tx& tx, ProcedureId id);
std::optional<Run> find_run(db::Tx& tx, RunId id);
std::vector<Run> runs_of(db::Tx& tx, TicketId ticket);
std::vector<StepRow> steps_of(db::Tx& tx, RunId run);
// Of a published version, which never changes; empty when there is none. Each thread remembers what it has read last: the
// steps of a run are looked at with every look at its ticket.
std::shared_ptr<const Definition> definition_of(db::Tx& tx, std::int64_t version);
std::vector<StepState> states_of(const Definition& definition, const std::vector<StepRow>& rows);
// Mandatory steps of open runs that are neither done nor skipped.
std::vector<Step> open_mandatory(db::Tx& tx, TicketId ticket);

inline constexpr char kSkip[] = "procedures.skip";  // the permission
bool may_do(const api::Caller& caller, const Step& step);
bool may_skip(const api::Caller& caller, const Step& step);

Result<void> gate(db::Tx& tx, const tickets::Actor& actor, const tickets::Ticket& ticket, tickets::WorkStep step);

// Rule A5 (platform/api/rule_switch.h).
bool in_force();

}  // namespace sahay::procedures
