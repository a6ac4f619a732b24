#include "desk/automation/engine.h"

#include <set>

#include "base/log.h"
#include "desk/automation/rule_sql.h"

namespace sahay::automation {
namespace {

using tickets::Facts;
using tickets::Happening;

// What happened, once more as the words of a trace: {"field","from","to"}.
RawJson changes_of(const std::optional<events::Event>& event) {
  if (!event) return RawJson{"[]"};
  const auto data = parse_json(event->data.text);
  if (!data.ok() || !data->is_object()) return RawJson{"[]"};
  JsonArray out;
  if (const JsonArray* list = array_at(data->get_object(), "changes")) out = *list;
  if (data->get_object().contains("comment_id"))
    out.push_back(JsonObject{{"field", "comment"}, {"from", nullptr}, {"to", data->get_object().at("comment_id")}, {"public", data->get_object().at("public")}});
  return RawJson{to_string(Json(std::move(out)))};
}

RawJson effects_of(const tickets::Applying& applying) {
  JsonArray out;
  for (const tickets::Effect& effect : applying.effects) {
    JsonObject one = effect.shown;
    one["action"] = effect.field;
    out.push_back(std::move(one));
  }
  return RawJson{to_string(Json(std::move(out)))};
}

std::string reason_of(const Error& error) {
  std::string out = error.key;
  for (const FieldError& field : error.fields) out += " " + field.field + ": " + field.key;
  return error.detail.empty() ? out : out + " (" + error.detail + ")";
}

Rule rule_from(std::string kind, std::int64_t id, std::string title, Time since, std::string_view conditions, std::string_view actions) {
  return {std::move(kind), id, std::move(title), since, tickets::parse_conditions(conditions), tickets::parse_actions(actions)};
}

bool writes_to_the_customer(const Rule& rule) {
  bool words = false, internal = false;
  for (const tickets::Action& action : rule.actions) {
    words = words || action.field.starts_with("comment_value") || action.field == "ask_for_report";
    internal = internal || (action.field == "comment_mode_is_public" && tickets::value_text(action.value) == "false");
  }
  return words && !internal;
}

// Does it, or says why not. What the disk or the server of the database does wrong is not the rule's fault: it passes.
Result<tickets::Outcome> attempt(Facts& facts, const Rule& rule, const tickets::Actor& actor, RuleRun& run) {
  try {
    tickets::Placeholders texts(facts);
    if (writes_to_the_customer(rule)) texts.leave_unsent_out();
    tickets::Applying applying{facts, texts, actor};
    TRY(tickets::collect(applying, rule.actions));
    run.effects = effects_of(applying);
    return tickets::carry_out(applying);
  } catch (const db::Failure&) {
    throw;
  } catch (const std::exception& failure) {
    return Error{ErrorCode::internal, "error.internal", failure.what()};
  }
}

// An event that rules made is answered by them no further: its cycle has seen it already.
bool is_own(const events::Event& event) {
  if (event.via != "rule") return false;
  const auto data = parse_json(event.data.text);
  const JsonObject* rule = data.ok() && data->is_object() ? object_at(data->get_object(), "rule") : nullptr;
  return rule && string_at(*rule, "kind") == "trigger";
}

}  // namespace

Rule rule_of(const Trigger& t) { return rule_from("trigger", t.id.value, t.title, t.created_at, t.conditions.text, t.actions.text); }
Rule rule_of(const Automation& a) { return rule_from("automation", a.id.value, a.title, a.created_at, a.conditions.text, a.actions.text); }
Rule rule_of(const Macro& m) { return rule_from("macro", m.id.value, m.title, m.created_at, "{}", m.actions.text); }

std::vector<Rule> active_triggers(db::Tx& tx) {
  std::vector<Rule> out;
  for (const Trigger& trigger : tx.all<Trigger>(sql::rule::active_triggers)) out.push_back(rule_of(trigger));
  return out;
}

void record(db::Tx& tx, RuleRun& run) {
  run.id = Id<struct RuleRunTag>(tx.new_id("rule_runs"));
  run.created_at = tx.now();
  tx.execute(sql::rule::insert_run, run.id, run.ticket_id, run.kind, run.rule_id, run.title, run.outcome, run.reason, run.changes, run.effects, run.cause_event_id,
             run.event_id, run.depth, run.created_at);
}

Applied apply(Facts& facts, const Rule& rule, const tickets::Actor& as, const Cause& cause) {
  Applied out;
  RuleRun& run = out.run;
  run.ticket_id = facts.ticket().id;
  run.kind = rule.kind;
  run.rule_id = rule.id;
  run.title = rule.title;
  run.cause_event_id = cause.event_id;
  run.depth = cause.depth;
  tickets::Actor actor = as;
  actor.cause_id = cause.event_id;
  actor.depth = cause.depth + 1;
  actor.rule = tickets::RuleName{rule.kind, rule.id, rule.title};
  auto done = attempt(facts, rule, actor, run);
  if (done.ok()) {
    run.outcome = done->event_id || run.effects.text != "[]" ? "applied" : "unchanged";
    run.event_id = done->event_id;
    run.changes = changes_of(done->event);
    out.event = std::move(done->event);
    out.ticket = std::move(done->ticket);
  } else if (done.error().key == "care.error.withheld") {
    // Not wrong, only not now.
    run.outcome = "stopped";
    run.reason = done.error().key;
    out.error = done.error();
  } else {
    run.outcome = "failed";
    run.reason = reason_of(done.error());
    out.error = done.error();
    log::warning("rules", "a rule failed", {{"rule", rule.kind + " " + std::to_string(rule.id)}, {"ticket", std::to_string(run.ticket_id.value)}, {"why", run.reason}});
  }
  record(facts.tx(), run);
  return out;
}

std::vector<RuleRun> run_triggers(db::Tx& tx, const std::vector<Rule>& triggers, const events::Event& event) {
  std::vector<RuleRun> runs;
  if (triggers.empty() || is_own(event) || tickets::is_import(event)) return runs;
  auto ticket = tickets::find(tx, TicketId(event.subject_id));
  if (!ticket) return runs;
  Happening happening = tickets::happening_of(tx, event);
  Facts facts(tx, std::move(*ticket), happening.actor, &happening);
  std::set<std::int64_t> done;
  for (bool again = true; again;) {
    again = false;
    for (const Rule& rule : triggers) {
      if (event.created_at < rule.since || done.contains(rule.id) || !tickets::holds(facts, rule.conditions)) continue;
      done.insert(rule.id);
      if (event.depth >= kDeepest) {
        RuleRun stopped;
        stopped.ticket_id = TicketId(event.subject_id);
        stopped.kind = rule.kind;
        stopped.rule_id = rule.id;
        stopped.title = rule.title;
        stopped.outcome = "stopped";
        stopped.reason = "rules.run.too_deep";
        stopped.cause_event_id = event.id;
        stopped.depth = event.depth;
        record(tx, stopped);
        runs.push_back(std::move(stopped));
        continue;
      }
      tickets::Actor actor;
      actor.via = "rule";
      Applied applied = apply(facts, rule, actor, {event.id, event.depth});
      if (applied.event) {
        happening.absorb(tickets::happening_of(tx, *applied.event));
        again = true;
      }
      runs.push_back(std::move(applied.run));
      if (again) break;
    }
  }
  return runs;
}

}  // namespace sahay::automation
