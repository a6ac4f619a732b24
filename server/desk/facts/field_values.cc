// Values of mapped ticket fields as facts.
#include <algorithm>

#include "base/text.h"
#include "desk/facts/fact_field.h"
#include "desk/facts/fact_sql.h"
#include "desk/facts/fact_store.h"
#include "desk/tickets/ticket_field.h"
#include "platform/events/facts.h"

namespace sahay::facts {
namespace q = sql::fact;
namespace {

constexpr int kPage = 200;

struct Number {
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Number, (), (id))

std::string name_of_option(const tickets::TicketField& field, std::string_view value) {
  const auto options = parse_json(field.options.text);
  if (options.ok() && options->is_array())
    for (const Json& option : options->get_array())
      if (option.is_object() && string_at(option.get_object(), "value") == value) return string_at(option.get_object(), "name").value_or(std::string(value));
  return std::string(value);
}

// The value as people read it; "" = there is none.
std::string words_of_value(const tickets::TicketField& field, const Json& value) {
  if (value.is_string()) return name_of_option(field, std::string_view(value.get_string()));
  if (value.is_int64()) return std::to_string(value.get_int64());
  if (value.is_double()) return to_string(value);
  if (value.is_bool()) return value.get_bool() ? (field.title_in_portal.empty() ? field.title : field.title_in_portal) : "";
  std::string out;
  if (value.is_array())
    for (const Json& one : value.get_array())
      if (one.is_string()) out += (out.empty() ? "" : ", ") + name_of_option(field, std::string_view(one.get_string()));
  return out;
}

// The value stands as the only fact of its field; what stood there before is withdrawn.
void keep_value(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, const FactField& mapped, const tickets::TicketField& field, const Json& value) {
  const std::string words(text::first(words_of_value(field, value), 1000));
  NewFact wanted{.kind = mapped.kind};
  wanted.text = words;
  wanted.label = mapped.kind == "environment" && !value.is_bool() ? text::first(mapped.label.empty() ? field.title : mapped.label, 100) : "";
  wanted.source = "field";
  wanted.field_id = mapped.ticket_field_id;
  if (mapped.kind == "tried") wanted.done_by = "customer";
  for (const Fact& old : tx.all<Fact>(q::of_field, ticket, mapped.ticket_field_id)) {
    if (old.text == wanted.text && old.label == wanted.label && old.kind == wanted.kind) return;
    (void)withdraw(tx, actor, old.id, words);
  }
  if (!words.empty()) (void)add(tx, actor, ticket, std::move(wanted));
}

void keep_values(db::Tx& tx, const tickets::Actor& actor, const tickets::Ticket& ticket, const std::vector<FactField>& mapped, const std::vector<std::int64_t>* only) {
  const auto values = parse_json(ticket.custom_fields.text);
  if (!values.ok() || !values->is_object()) return;
  std::vector<tickets::TicketField> fields;
  for (const FactField& each : mapped) {
    if (only && std::find(only->begin(), only->end(), each.ticket_field_id) == only->end()) continue;
    if (fields.empty()) fields = tickets::ticket_fields(tx);
    const auto field = std::find_if(fields.begin(), fields.end(), [&](const auto& f) { return f.id.value == each.ticket_field_id; });
    const Json* value = values->get_object().if_contains(std::to_string(each.ticket_field_id));
    if (field != fields.end() && (value || only)) keep_value(tx, actor, ticket.id, each, *field, value ? *value : Json());
  }
}

std::vector<std::int64_t> changed_fields(const events::Event& event) {
  std::vector<std::int64_t> out;
  const auto data = events::facts_of(event);
  const JsonArray* changes = data ? array_at(*data, "changes") : nullptr;
  if (!changes) return out;
  for (const Json& change : *changes)
    if (change.is_object())
      if (const auto field = text::to_integer(string_at(change.get_object(), "field").value_or(""))) out.push_back(*field);
  return out;
}

}  // namespace

bool Fields::in_use(db::Tx& tx) {
  if (used_ < 0 || (used_ == 0 && tx.engine() == db::Engine::postgres)) used_ = tx.scalar<std::int64_t>(q::any_field) ? 1 : 0;
  return used_ == 1;
}

void Fields::changed(db::Tx& tx) {
  used_ = 1;
  jobs::set(tx, kTakeUp, "open", tx.now(), "0");
}

void Fields::hear(db::Tx& tx, const events::Event& event) {
  if ((event.kind != "ticket.created" && event.kind != "ticket.updated") || !in_use(tx) || !in_force()) return;
  const auto changed = changed_fields(event);
  if (event.kind == "ticket.updated" && changed.empty()) return;
  const auto ticket = tickets::find(tx, TicketId(event.subject_id));
  if (!ticket) return;
  const tickets::Actor actor{UserId(event.actor_id), event.via, false, event.id, event.depth + 1};
  keep_values(tx, actor, *ticket, tx.all<FactField>(q::fields), event.kind == "ticket.updated" ? &changed : nullptr);
}

void Fields::forget(db::Tx& tx, const events::Event& event) {
  if (event.kind == "ticket.erased") {
    for (const auto* statement : {&q::forget_facts, &q::forget_changes, &q::forget_reproduction}) tx.execute(*statement, event.subject_id);
    return;
  }
  const auto data = events::facts_of(event);
  const auto comment = data ? integer_at(*data, "redacted_comment_id") : std::nullopt;
  if (event.kind != "ticket.redacted" || !comment) return;
  const auto now = tickets::find_comment(tx, CommentId(*comment));
  for (const Fact& fact : tx.all<Fact>(q::of_comment, *comment))
    if (!now || now->text.find(fact.text) == std::string::npos) tx.execute(q::redact_fact, fact.id, tx.now()), tx.execute(q::redact_changes, fact.id);
}

Result<void> Fields::take_up(db::Store& store, const jobs::Job& job) {
  return store.write([&](db::Tx& tx) -> Result<void> {
    const std::int64_t after = text::to_integer(job.payload).value_or(0);
    jobs::finish(tx, job);
    const auto mapped = tx.all<FactField>(q::fields);
    const auto page = tx.all<Number>(q::open_tickets_after, after, kPage);
    if (mapped.empty() || page.empty()) return {};
    for (const Number& each : page)
      if (const auto ticket = tickets::find(tx, TicketId(each.id))) keep_values(tx, {ticket->requester_id, "system"}, *ticket, mapped, nullptr);
    if (page.size() == std::size_t(kPage)) jobs::set(tx, kTakeUp, "open", tx.now(), std::to_string(page.back().id));
    return {};
  });
}

}  // namespace sahay::facts
