#include <algorithm>

#include "base/text.h"
#include "desk/intake/intake.h"
#include "desk/intake/intake_sql.h"
#include "desk/tickets/own_change.h"
#include "desk/tickets/ticket_form.h"
#include "platform/api/rule_switch.h"

namespace sahay::intake {
namespace q = sql::intake;
namespace {

struct CriteriaRow {
  std::int64_t id = 0;
  std::string body;
};
BOOST_DESCRIBE_STRUCT(CriteriaRow, (), (id, body))

Criteria parse(const std::optional<CriteriaRow>& row) {
  if (!row) return shipped_criteria();
  const auto json = parse_json(row->body);
  auto read = json.ok() && json->is_object() ? read_criteria(json->get_object()) : Result<Criteria>(not_found());
  if (!read.ok()) return shipped_criteria();
  read->id = row->id;
  return std::move(*read);
}

Answers answers_of(const Intake& intake) {
  Answers out;
  const auto json = parse_json(intake.answers.text);
  if (json.ok() && json->is_object())
    for (const auto& [key, value] : json->get_object())
      if (value.is_string()) out[std::string(key)] = std::string(value.get_string());
  return out;
}

RawJson json_of(const Answers& answers) {
  JsonObject out;
  for (const auto& [key, value] : answers) out[key] = value;
  return RawJson{to_string(Json(std::move(out)))};
}

void put(db::Tx& tx, const Intake& x) {
  tx.execute(q::put, x.id, x.request_kind, x.asset_id, x.priority_class, x.computed_class, x.answers, x.criteria_id, x.points, x.override_reason, x.overridden_by, x.overridden_at, tx.now());
  desk().used();
}

void count(db::Tx& tx, const tickets::Actor& actor, const tickets::Ticket& ticket, const Intake& now) {
  tx.execute(q::insert_decision, tx.new_id("class_decisions"), ticket.id, now.computed_class, now.priority_class, now.overridden(), now.override_reason, actor.id, ticket.group_id, tx.now());
}

// The group of the class takes the ticket, its people hear of it, and its priority is what plain clients know it by.
Result<void> take_effect(db::Tx& tx, const tickets::Actor& actor, const tickets::Ticket& ticket, const std::string& priority_class) {
  tickets::Change change;
  change.priority = std::string(priority_of(priority_class));
  std::vector<people::User> told;
  for (const PriorityClass& one : classes(tx)) {
    if (one.name != priority_class) continue;
    if (one.group_id && people::find_group(tx, one.group_id)) change.group = one.group_id;
    for (people::User& user : people::find_users(tx, one.notify_user_ids))
      if (user.active && !user.suspended && user.id != actor.id) told.push_back(std::move(user));
  }
  change.forced = true;
  const auto done = TRY(tickets::update(tx, actor, ticket.id, std::move(change)));
  if (!told.empty() && tell_of_class) tell_of_class(tx, done.ticket, priority_class, told);
  return {};
}

// A kind has a form: the ticket gets it when it has none of its own.
Result<void> give_form(db::Tx& tx, const tickets::Actor& actor, const tickets::Ticket& ticket, const std::string& kind) {
  const auto form = tx.scalar<std::int64_t>(q::kind_form, kind);
  if (!form || !*form || ticket.ticket_form_id || !tickets::find_form(tx, *form)) return {};
  tickets::Change change;
  change.ticket_form_id = *form;
  change.forced = true;
  TRY(tickets::update(tx, actor, ticket.id, std::move(change)));
  return {};
}

Result<void> judge_anew(db::Tx& tx, const tickets::Actor& actor, const tickets::Ticket& ticket, const Wish& wish, Intake& now) {
  const Criteria rules = wish.answers || !now.criteria_id ? criteria(tx) : criteria_of(tx, now.criteria_id);
  const Answers answers = wish.answers ? *wish.answers : answers_of(now);
  const Judgement found = judge(rules, answers, entitlement_of(tx, ticket, now).tier);
  now.answers = json_of(answers);
  now.criteria_id = rules.id;
  now.points = found.points;
  now.computed_class = found.priority_class;
  if (wish.priority_class && !wish.priority_class->empty() && *wish.priority_class != now.computed_class) {
    if (text::trim(wish.reason).empty()) return invalid("reason", "BlankValue", "intake.error.reason");
    now.priority_class = *wish.priority_class;
    now.override_reason = text::repair_utf8(text::first(text::trim(wish.reason), 500));
    now.overridden_by = actor.id;
    now.overridden_at = tx.now();
  } else if (wish.priority_class || wish.answers || !now.overridden()) {
    now.priority_class = now.computed_class;
    now.override_reason.clear();
    now.overridden_by = {};
    now.overridden_at = {};
  }
  return {};
}

std::string text_of(std::int64_t id) { return id ? std::to_string(id) : ""; }

struct Classed {
  TicketId id;
  std::string priority_class;
};
BOOST_DESCRIBE_STRUCT(Classed, (), (id, priority_class))

}  // namespace

bool is_kind(std::string_view kind) { return std::find(std::begin(kKinds), std::end(kKinds), kind) != std::end(kKinds); }

Desk& desk() {
  static Desk one;
  return one;
}

bool Desk::in_use(db::Tx& tx) {
  if (used_ < 0 || (used_ == 0 && tx.engine() == db::Engine::postgres)) used_ = tx.scalar<std::int64_t>(q::any) ? 1 : 0;
  return used_ == 1;
}

std::optional<Intake> find_intake(db::Tx& tx, TicketId ticket) { return tx.one<Intake>(q::find, ticket); }
bool complains_elsewhere(db::Tx& tx, const tickets::Ticket& ticket) { return tx.scalar<std::int64_t>(q::complains_elsewhere, ticket.requester_id, ticket.id).has_value(); }

std::string class_of(db::Tx& tx, TicketId ticket) {
  const auto found = desk().in_use(tx) ? find_intake(tx, ticket) : std::nullopt;
  return found ? found->priority_class : std::string{};
}

std::map<TicketId, std::string> classes_between(db::Tx& tx, TicketId first, TicketId last) {
  std::map<TicketId, std::string> out;
  if (desk().in_use(tx))
    for (Classed& row : tx.all<Classed>(q::classes_of_tickets, first, last)) out.emplace(row.id, std::move(row.priority_class));
  return out;
}
Criteria criteria(db::Tx& tx) { return parse(tx.one<CriteriaRow>(q::newest_criteria)); }
Criteria criteria_of(db::Tx& tx, std::int64_t id) { return parse(id ? tx.one<CriteriaRow>(q::find_criteria, id) : std::nullopt); }

std::vector<PriorityClass> classes(db::Tx& tx) {
  const auto stored = tx.all<PriorityClass>(q::classes);
  std::vector<PriorityClass> out;
  for (const std::string_view name : kClasses) {
    const auto found = std::find_if(stored.begin(), stored.end(), [&](const PriorityClass& one) { return one.name == name; });
    if (found != stored.end()) out.push_back(*found);
    else out.push_back({.name = std::string(name), .group_id = {}, .notify_user_ids = {}, .updated_at = {}});
  }
  return out;
}

clients::Entitlement entitlement_of(db::Tx& tx, const tickets::Ticket& ticket, const std::optional<Intake>& intake) {
  return clients::entitlement(tx, intake ? clients::find_asset(tx, intake->asset_id) : std::nullopt, ticket.organization_id);
}

Result<Intake> apply(db::Tx& tx, const tickets::Actor& actor, TicketId id, const Wish& wish) {
  const auto ticket = tickets::find(tx, id);
  if (!ticket) return not_found();
  if (ticket->status == "closed") return invalid("id", "InvalidValue", "error.field.closed");
  const Intake before = find_intake(tx, id).value_or(Intake{.id = id, .request_kind = {}, .asset_id = {}, .priority_class = {}, .computed_class = {}, .override_reason = {}, .overridden_by = {}, .overridden_at = {}, .updated_at = {}});
  Intake now = before;
  if (wish.request_kind) {
    if (!wish.request_kind->empty() && !is_kind(*wish.request_kind)) return invalid("request_kind", "InvalidValue", "error.field.not_allowed", {{"allowed", "question, problem, complaint, request"}});
    now.request_kind = *wish.request_kind;
  }
  if (wish.asset) {
    if (*wish.asset && !clients::find_asset(tx, *wish.asset)) return invalid("asset_id", "InvalidValue", "intake.error.no_asset");
    now.asset_id = *wish.asset;
  }
  if (wish.priority_class && !wish.priority_class->empty() && !is_class(*wish.priority_class))
    return invalid("priority_class", "InvalidValue", "error.field.not_allowed", {{"allowed", "failure, critical, regular, planned"}});
  const bool classes_hold = api::rule_in_force("A2");
  if (classes_hold && (wish.answers || wish.priority_class || (wish.asset && !before.computed_class.empty()))) TRY(judge_anew(tx, actor, *ticket, wish, now));
  put(tx, now);
  const bool judged = wish.answers || wish.priority_class || now.priority_class != before.priority_class;
  if (judged && !now.priority_class.empty()) count(tx, actor, *ticket, now);
  TRY(tickets::note_own_changes(tx, actor, id, {{"request_kind", before.request_kind, now.request_kind}, {"asset_id", text_of(before.asset_id.value), text_of(now.asset_id.value)},
                                                {"priority_class", before.priority_class, now.priority_class}}));
  if (now.request_kind != before.request_kind && !now.request_kind.empty()) TRY(give_form(tx, actor, *ticket, now.request_kind));
  if (now.priority_class != before.priority_class && !now.priority_class.empty()) TRY(take_effect(tx, actor, *ticket, now.priority_class));
  return now;
}

Result<void> priority_was_set(db::Tx& tx, const tickets::Actor& actor, const tickets::Ticket& ticket) {
  if (!api::rule_in_force("A2") || !desk().in_use(tx)) return {};
  auto now = find_intake(tx, ticket.id);
  if (!now || now->computed_class.empty() || priority_of(now->priority_class) == ticket.priority || ticket.priority.empty()) return {};
  const std::string before = now->priority_class;
  now->priority_class = std::string(class_of(ticket.priority));
  if (now->priority_class == now->computed_class) {
    now->override_reason.clear();
    now->overridden_by = {};
    now->overridden_at = {};
  } else {
    now->override_reason = "API";
    now->overridden_by = actor.id;
    now->overridden_at = tx.now();
  }
  put(tx, *now);
  count(tx, actor, ticket, *now);
  TRY(tickets::note_own_changes(tx, actor, ticket.id, {{"priority_class", before, now->priority_class}}));
  return {};
}

}  // namespace sahay::intake
