#include "desk/tickets/ticket_form.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "desk/tickets/ticket_form_sql.h"

namespace sahay::tickets {
namespace {

using Fields = std::vector<TicketField>;

const TicketField* field_of(const Fields& fields, std::int64_t id) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& f) { return f.id.value == id; });
  return found == fields.end() ? nullptr : &*found;
}

bool contains(const std::vector<std::int64_t>& ids, std::int64_t id) { return std::find(ids.begin(), ids.end(), id) != ids.end(); }

std::string text_of(const Json& value) {
  if (value.is_null()) return "";
  return value.is_string() ? std::string(value.get_string()) : to_string(value);
}

// The value of any field of a ticket, as conditions compare it; "" is empty.
std::string value_of(const Ticket& ticket, const JsonObject& own, const TicketField& field) {
  if (field.removable) {
    const auto* stored = own.if_contains(std::to_string(field.id.value));
    if (!stored || (stored->is_array() && stored->get_array().empty())) return "";
    return text_of(*stored);
  }
  const auto id_text = [](std::int64_t id) { return id ? std::to_string(id) : std::string(); };
  if (field.type == "subject") return ticket.subject;
  if (field.type == "description") return ticket.description;
  if (field.type == "status") return ticket.status;
  if (field.type == "tickettype") return ticket.type;
  if (field.type == "priority") return ticket.priority;
  if (field.type == "group") return id_text(ticket.group_id.value);
  if (field.type == "assignee") return id_text(ticket.assignee_id.value);
  return "";
}

bool is_empty(const TicketField& field, const std::string& value) {
  return text::trim(value).empty() || (field.type == "checkbox" && value == "false");
}

bool has_value(const TicketField& parent, const std::string& value, const std::string& wanted) {
  if (parent.type != "multiselect") return value == wanted || (parent.type == "checkbox" && wanted == "false" && value.empty());
  const auto list = parse_json(value);
  if (!list.ok() || !list->is_array()) return false;
  const auto& items = list->get_array();
  return std::any_of(items.begin(), items.end(), [&](const Json& item) { return text_of(item) == wanted; });
}

struct Child {
  std::int64_t id = 0;
  bool is_required = false;
  std::string when;  // NO_STATUSES, ALL_STATUSES, SOME_STATUSES; "" = when solved
  std::vector<std::string> statuses;
};
struct Condition {
  std::int64_t parent = 0;
  std::string value;
  std::vector<Child> children;
};

std::vector<Condition> conditions_of(const RawJson& stored) {
  std::vector<Condition> out;
  const auto list = parse_json(stored.text);
  if (!list.ok() || !list->is_array()) return out;
  for (const Json& item : list->get_array()) {
    const JsonObject& in = item.get_object();
    Condition condition{integer_at(in, "parent_field_id").value_or(0), text_of(in.at("value")), {}};
    for (const Json& entry : in.at("child_fields").get_array()) {
      const JsonObject& child_in = entry.get_object();
      Child child{integer_at(child_in, "id").value_or(0), bool_at(child_in, "is_required").value_or(false), "", {}};
      if (const JsonObject* on = object_at(child_in, "required_on_statuses")) {
        child.when = string_at(*on, "type").value_or("");
        if (const JsonArray* statuses = array_at(*on, "statuses"))
          for (const Json& status : *statuses) child.statuses.push_back(text_of(status));
      }
      condition.children.push_back(std::move(child));
    }
    out.push_back(std::move(condition));
  }
  return out;
}

// What holds for one ticket: which fields are shown, and the children of the conditions that are met.
struct Shown {
  std::set<std::int64_t> hidden;
  std::vector<const Child*> children;
};
Shown evaluate(const Ticket& ticket, const JsonObject& own, const Fields& fields, const std::vector<Condition>& conditions) {
  Shown out;
  for (const Condition& condition : conditions)
    for (const Child& child : condition.children) out.hidden.insert(child.id);
  // A hidden parent shows nothing; each round shows at least one more field, so the rounds end.
  for (std::size_t round = 0; round <= conditions.size(); ++round) {
    const std::size_t before = out.hidden.size();
    for (const Condition& condition : conditions) {
      const TicketField* parent = field_of(fields, condition.parent);
      if (!parent || out.hidden.contains(condition.parent)) continue;
      if (!has_value(*parent, value_of(ticket, own, *parent), condition.value)) continue;
      for (const Child& child : condition.children) out.hidden.erase(child.id);
    }
    if (out.hidden.size() == before) break;
  }
  for (const Condition& condition : conditions) {
    const TicketField* parent = field_of(fields, condition.parent);
    if (!parent || out.hidden.contains(condition.parent) || !has_value(*parent, value_of(ticket, own, *parent), condition.value)) continue;
    for (const Child& child : condition.children) out.children.push_back(&child);
  }
  return out;
}

bool required_now(const Child& child, const Ticket& now, bool solving) {
  if (child.when == "ALL_STATUSES") return true;
  if (child.when == "SOME_STATUSES") return std::find(child.statuses.begin(), child.statuses.end(), now.status) != child.statuses.end();
  return child.when.empty() && child.is_required && solving;
}

// The fields of a ticket: those of its form; without a form those of the default form and those that no form has.
std::vector<const TicketField*> fields_of(const std::optional<TicketForm>& form, const std::vector<TicketForm>& forms, const Fields& fields) {
  std::vector<const TicketField*> out;
  for (const TicketField& field : fields) {
    if (!field.active) continue;
    bool belongs = form ? contains(form->ticket_field_ids, field.id.value) : true;
    if (!form)
      for (const TicketForm& other : forms) {
        if (!contains(other.ticket_field_ids, field.id.value)) continue;
        belongs = other.is_default;
        if (belongs) break;
      }
    if (belongs) out.push_back(&field);
  }
  return out;
}

JsonObject own_values(const Ticket& ticket) {
  const auto parsed = parse_json(ticket.custom_fields.text);
  return parsed.ok() && parsed->is_object() ? parsed->get_object() : JsonObject{};
}

FieldError missing(const TicketField& field, const char* key) {
  return {"base", "BlankValue", key, {{"title", field.title}, {"field_key", std::to_string(field.id.value)}}};
}

}  // namespace

void create_default_form(db::Tx& tx) {
  if (!ticket_forms(tx).empty()) return;
  std::vector<std::int64_t> ids;
  for (const TicketField& field : ticket_fields(tx))
    if (!field.removable) ids.push_back(field.id.value);
  tx.execute(sql::ticket_form::insert_default, tx.new_id("ticket_forms"), write_json(ids), tx.now());
}

std::vector<TicketForm> ticket_forms(db::Tx& tx) { return tx.all<TicketForm>(sql::ticket_form::all); }
std::optional<TicketForm> find_form(db::Tx& tx, std::int64_t id) { return tx.one<TicketForm>(sql::ticket_form::find, id); }

Result<std::string> read_conditions(std::string_view key, const JsonArray& in, const TicketForm& form, const Fields& fields) {
  const std::string name(key);
  const auto wrong = [&] { return invalid(name, "InvalidValue", "error.field.form_condition"); };
  const auto usable = [&](std::int64_t id) { return contains(form.ticket_field_ids, id) && field_of(fields, id); };
  JsonArray out;
  for (const Json& item : in) {
    if (!item.is_object()) return wrong();
    const JsonObject& object = item.get_object();
    const auto parent = integer_at(object, "parent_field_id");
    const Json* value = sahay::find(object, "value");
    const JsonArray* children = array_at(object, "child_fields");
    if (!parent || !usable(*parent) || !value || value->is_object() || value->is_array() || !children || children->empty()) return wrong();
    JsonObject condition{{"parent_field_id", *parent}, {"parent_field_type", field_of(fields, *parent)->type}, {"value", text_of(*value)}};
    JsonArray kept;
    for (const Json& entry : *children) {
      const auto child = entry.is_object() ? integer_at(entry.get_object(), "id") : std::nullopt;
      if (!child || !usable(*child) || *child == *parent) return wrong();
      JsonObject field{{"id", *child}, {"is_required", bool_at(entry.get_object(), "is_required").value_or(false)}};
      if (const JsonObject* on = object_at(entry.get_object(), "required_on_statuses")) {
        const std::string type = string_at(*on, "type").value_or("");
        if (type != "NO_STATUSES" && type != "ALL_STATUSES" && type != "SOME_STATUSES") return wrong();
        JsonArray statuses;
        if (const JsonArray* list = array_at(*on, "statuses"))
          for (const Json& status : *list) {
            if (!status.is_string() || status_rank(std::string_view(status.get_string())) < 0) return wrong();
            statuses.push_back(status);
          }
        field["required_on_statuses"] = JsonObject{{"type", type}, {"statuses", std::move(statuses)}};
      }
      kept.push_back(std::move(field));
    }
    condition["child_fields"] = std::move(kept);
    out.push_back(std::move(condition));
  }
  return to_string(Json(std::move(out)));
}

Result<void> check_staff_fields(db::Tx& tx, const Ticket* before, const Ticket& now) {
  const int solved = status_rank("solved");
  const bool solving = now.status_rank >= solved && (!before || before->status_rank < solved);
  if (!solving && !now.ticket_form_id) return {};
  const auto form = now.ticket_form_id ? find_form(tx, now.ticket_form_id) : std::nullopt;
  const std::vector<Condition> conditions = form ? conditions_of(form->agent_conditions) : std::vector<Condition>{};
  if (!solving && conditions.empty()) return {};
  const Fields fields = ticket_fields(tx);
  const JsonObject own = own_values(now);
  const Shown shown = evaluate(now, own, fields, conditions);
  Error error{ErrorCode::invalid, "error.invalid"};
  std::set<std::int64_t> required;
  for (const Child* child : shown.children)
    if (required_now(*child, now, solving)) required.insert(child->id);
  if (solving)
    for (const TicketField* field : fields_of(form, form ? std::vector<TicketForm>{} : ticket_forms(tx), fields))
      if (field->required && field->removable && !shown.hidden.contains(field->id.value)) required.insert(field->id.value);
  for (const TicketField& field : fields)
    if (field.active && required.contains(field.id.value) && is_empty(field, value_of(now, own, field)))
      error.fields.push_back(missing(field, solving ? "error.field.required_to_solve" : "error.field.required"));
  if (!error.fields.empty()) return error;
  return {};
}

Result<void> check_customer_fields(db::Tx& tx, const Ticket& now) {
  const auto form = now.ticket_form_id ? find_form(tx, now.ticket_form_id) : std::nullopt;
  const std::vector<Condition> conditions = form ? conditions_of(form->end_user_conditions) : std::vector<Condition>{};
  const Fields fields = ticket_fields(tx);
  const JsonObject own = own_values(now);
  const Shown shown = evaluate(now, own, fields, conditions);
  std::set<std::int64_t> required;
  for (const Child* child : shown.children)
    if (child->is_required) required.insert(child->id);
  Error error{ErrorCode::invalid, "error.invalid"};
  for (const TicketField* field : fields_of(form, form ? std::vector<TicketForm>{} : ticket_forms(tx), fields)) {
    if (!field->removable || !field->visible_in_portal || !field->editable_in_portal || shown.hidden.contains(field->id.value)) continue;
    if ((field->required_in_portal || required.contains(field->id.value)) && is_empty(*field, value_of(now, own, *field)))
      error.fields.push_back(missing(*field, "error.field.required"));
  }
  if (!error.fields.empty()) return error;
  return {};
}

}  // namespace sahay::tickets
