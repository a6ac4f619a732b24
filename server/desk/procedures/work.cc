// The verbs of a run: attach, do, skip, reopen, cancel; and publishing.
#include <algorithm>

#include "base/text.h"
#include "desk/facts/facts.h"
#include "desk/procedures/procedure_sql.h"
#include "desk/procedures/procedure_store.h"
#include "desk/tickets/attachments.h"
#include "desk/tickets/note_work.h"

namespace sahay::procedures {
namespace q = sql::procedure;
namespace {

struct At {
  Run run;
  Definition definition;
  std::size_t index = 0;

  const Step& step() const { return definition.steps[index]; }
};

// The step of an open run. `must_be_open`: nobody has done it yet, and its turn has come.
Result<At> find_step(db::Tx& tx, RunId id, std::string_view key, bool must_be_open) {
  At out;
  const auto run = find_run(tx, id);
  if (!run || !in_force() || !tickets::find(tx, run->ticket_id)) return not_found();
  if (run->state == "cancelled") return Error{ErrorCode::conflict, "procedures.error.ended"};
  out.run = *run;
  out.definition = *definition_of(tx, run->version_id);
  const Step* step = out.definition.find(key);
  if (!step) return invalid("key", "InvalidValue", "procedures.error.no_step");
  out.index = std::size_t(step - out.definition.steps.data());
  if (must_be_open && states_of(out.definition, steps_of(tx, id))[out.index] != StepState::open) return Error{ErrorCode::conflict, "procedures.error.not_open"};
  return out;
}

// What was done, in one line: the chosen answer, the words, the measured value.
std::string result_words(const Step& step, const StepRow& row, i18n::Language language) {
  std::string out;
  for (const Option& option : step.options)
    if (option.key == row.answer) out = option.title.in(language);
  if (!row.amount.empty()) out += (out.empty() ? "" : ", ") + row.amount + (step.unit.empty() ? "" : " " + step.unit);
  if (!row.text.empty()) out += (out.empty() ? "" : ", ") + row.text;
  return out;
}

void note(db::Tx& tx, const tickets::Actor& actor, const At& at, const StepRow& row, std::string_view what, std::string result, i18n::Language language) {
  const auto who = people::find_user(tx, actor.id);
  JsonObject arguments{{"name", who ? who->name : std::string()}, {"step", at.step().title.in(language)}, {"procedure", at.definition.title.in(language)}};
  const std::string key = "procedures.why." + std::string(what) + (what == "done" && result.empty() ? "_plain" : "");
  arguments["result"] = std::move(result);
  JsonObject entry{{"run_id", at.run.id.value}, {"step", row.step_key}, {"state", std::string(what)}};
  // A ticket that went away in this transaction has no history to write in.
  (void)tickets::note_work(tx, actor, at.run.ticket_id, "procedure_step", Json(), Json(std::move(entry)), {{"key", key}, {"arguments", std::move(arguments)}});
}

void note_fact(db::Tx& tx, const tickets::Actor& actor, const At& at, const StepRow& row, i18n::Language language) {
  if (at.step().fact_kind.empty()) return;
  const std::string result = result_words(at.step(), row, language);
  facts::NewFact wanted{.kind = at.step().fact_kind};
  wanted.source = "procedure";
  wanted.step_id = row.id;
  wanted.comment = row.comment_id;
  const bool titled = wanted.kind == "tried" || wanted.kind == "ruled_out";
  wanted.text = text::first(titled ? at.step().title.in(language) : result, 1000);
  if (titled) wanted.detail = text::first(result, 500);
  if (wanted.kind == "tried") wanted.done_by = "us", wanted.happened_at = row.done_at;
  if (wanted.kind == "environment") wanted.label = text::first((at.step().fact_label.empty() ? at.step().title : at.step().fact_label).in(language), 100);
  if (!text::trim(wanted.text).empty()) (void)facts::add(tx, actor, at.run.ticket_id, std::move(wanted));
}

Result<void> check(db::Tx& tx, const At& at, const Doing& doing, StepRow& row) {
  const Step& step = at.step();
  row.answer = doing.answer;
  row.text = text::repair_utf8(text::trim(doing.text));
  row.amount = text::trim(doing.amount);
  if (text::length(row.text) > 2000) return invalid("text", "TooLong", "error.field.too_long", {{"max", "2000"}});
  if (row.amount.size() > 40) return invalid("amount", "TooLong", "error.field.too_long", {{"max", "40"}});
  const bool known = std::any_of(step.options.begin(), step.options.end(), [&](const Option& option) { return option.key == row.answer; });
  if (!row.answer.empty() && !known) return invalid("answer", "InvalidValue", "procedures.error.no_answer");
  if (!step.options.empty() && row.answer.empty()) return invalid("answer", "BlankValue", "error.field.blank");
  if (step.type == "question" && row.answer.empty() && row.text.empty()) return invalid("text", "BlankValue", "error.field.blank");
  if (step.type == "measurement") {
    std::string plain = text::replace_all(row.amount, ",", ".");
    const bool is_number = !plain.empty() && plain.find_first_not_of("0123456789.-") == std::string::npos && plain.find_first_of("0123456789") != std::string::npos;
    if (!is_number) return invalid("amount", "InvalidFormat", "error.field.wrong_type", {{"type", "number"}});
  }
  if (doing.attachment) {
    const auto file = tickets::find_attachment(tx, doing.attachment);
    if (!file || file->ticket_id != at.run.ticket_id || file->deleted) return invalid("attachment_id", "InvalidValue", "error.field.no_file");
    row.attachment_id = file->id;
  }
  if (step.type == "proof" && !row.attachment_id) return invalid("attachment_id", "BlankValue", "error.field.blank");
  if (doing.comment) {
    const auto comment = tickets::find_comment(tx, doing.comment);
    if (!comment || comment->ticket_id != at.run.ticket_id) return invalid("comment_id", "InvalidValue", "error.field.no_comment");
    row.comment_id = comment->id;
  }
  return {};
}

StepRow row_of(db::Tx& tx, const At& at, const tickets::Actor& actor) {
  StepRow row;
  row.id = tx.new_id("procedure_steps");
  row.run_id = at.run.id;
  row.ticket_id = at.run.ticket_id;
  row.procedure_id = at.run.procedure_id;
  row.step_key = at.step().key;
  row.state = "done";
  row.done_by = actor.id;
  row.done_at = tx.now();
  return row;
}

Result<std::string> read_reason(std::string given) {
  std::string reason = text::repair_utf8(text::trim(given));
  if (reason.empty()) return invalid("reason", "BlankValue", "error.field.blank");
  if (text::length(reason) > 500) return invalid("reason", "TooLong", "error.field.too_long", {{"max", "500"}});
  return reason;
}

}  // namespace

Result<Run> attach(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, ProcedureId id) {
  const auto procedure = find_procedure(tx, id);
  if (!procedure || !in_force() || !tickets::find(tx, ticket)) return not_found();
  if (!procedure->version_id) return Error{ErrorCode::conflict, "procedures.error.unpublished"};
  for (const Run& run : runs_of(tx, ticket))
    if (run.procedure_id == id && run.state == "open") return run;
  Run run;
  run.id = RunId(tx.new_id("procedure_runs"));
  run.ticket_id = ticket;
  run.procedure_id = id;
  run.version_id = procedure->version_id;
  run.attached_by = actor.id;
  run.created_at = run.updated_at = tx.now();
  tx.execute(q::insert_run, run.id, run.ticket_id, run.procedure_id, run.version_id, run.attached_by, run.created_at);
  tell(tx, actor, run, "attached");
  return run;
}

Result<Run> do_step(db::Tx& tx, const tickets::Actor& actor, RunId run, const Doing& doing) {
  At at = TRY(find_step(tx, run, doing.step, true));
  StepRow row = row_of(tx, at, actor);
  TRY(check(tx, at, doing, row));
  insert_step(tx, row);
  note(tx, actor, at, row, "done", result_words(at.step(), row, doing.language), doing.language);
  note_fact(tx, actor, at, row, doing.language);
  settle(tx, actor, at.run, at.definition);
  return at.run;
}

Result<Run> skip_step(db::Tx& tx, const tickets::Actor& actor, RunId run, std::string_view step, std::string given, i18n::Language language) {
  At at = TRY(find_step(tx, run, step, true));
  StepRow row = row_of(tx, at, actor);
  row.reason = TRY(read_reason(std::move(given)));
  row.state = "skipped";
  insert_step(tx, row);
  note(tx, actor, at, row, "skipped", row.reason, language);
  settle(tx, actor, at.run, at.definition);
  return at.run;
}

Result<Run> reopen_step(db::Tx& tx, const tickets::Actor& actor, RunId run, std::string_view step, i18n::Language language) {
  At at = TRY(find_step(tx, run, step, false));
  for (const StepRow& row : steps_of(tx, run)) {
    if (row.step_key != step) continue;
    tx.execute(q::remove_step, row.id);
    for (const facts::Fact& fact : facts::of_ticket(tx, row.ticket_id))
      if (fact.step_id == row.id && fact.holds()) (void)facts::withdraw(tx, actor, fact.id, "");
    note(tx, actor, at, row, "reopened", "", language);
  }
  settle(tx, actor, at.run, at.definition);
  return at.run;
}

Result<Run> cancel(db::Tx& tx, const tickets::Actor& actor, RunId id, std::string given, i18n::Language language) {
  auto run = find_run(tx, id);
  if (!run || !in_force()) return not_found();
  if (run->state == "cancelled") return *run;
  run->reason = TRY(read_reason(std::move(given)));
  run->state = "cancelled";
  run->ended_at = tx.now();
  save_run(tx, *run);
  tell(tx, actor, *run, "ended");
  const auto who = people::find_user(tx, actor.id);
  const JsonObject arguments{{"name", who ? who->name : std::string()}, {"procedure", definition_of(tx, run->version_id)->title.in(language)}, {"result", run->reason}};
  TRY(tickets::note_work(tx, actor, run->ticket_id, "procedure_run", Json(), Json(JsonObject{{"run_id", id.value}, {"state", "cancelled"}}),
                         {{"key", "procedures.why.cancelled"}, {"arguments", arguments}}));
  return *run;
}

Result<Version> publish(db::Tx& tx, const tickets::Actor& actor, ProcedureId id) {
  const auto procedure = find_procedure(tx, id);
  if (!procedure) return not_found();
  const Definition definition = parse_definition(procedure->draft.text);
  if (definition.steps.empty()) return invalid("steps", "BlankValue", "procedures.error.no_steps");
  Version version{tx.new_id("procedure_versions"), id, procedure->version + 1, procedure->draft, actor.id, tx.now()};
  tx.execute(q::insert_version, version.id, version.procedure_id, version.number, version.definition, version.published_by, version.created_at);
  tx.execute(q::set_version, id, version.number, version.id, tx.now());
  return version;
}

}  // namespace sahay::procedures
