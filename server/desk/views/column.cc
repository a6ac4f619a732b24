#include "desk/views/column.h"

#include <algorithm>

#include "base/i18n.h"
#include "base/text.h"

namespace sahay::views {
namespace {

using tickets::Ticket;
using Write = std::function<void(JsonWriter&, const Ticket&, const api::Context&)>;

template <class V>
Write key(std::string name, V Ticket::*member) {
  return [name = std::move(name), member](JsonWriter& w, const Ticket& t, const api::Context&) { w.field(name, t.*member); };
}

Write nullable(std::string name, std::string Ticket::*member) {
  return [name = std::move(name), member](JsonWriter& w, const Ticket& t, const api::Context&) {
    w.key(name);
    if ((t.*member).empty()) w.null();
    else w.value(t.*member);
  };
}

std::string kept(const std::string& column) { return "coalesce((select m." + column + " from ticket_times m where m.ticket_id = t.id), t.created_at)"; }

std::string name_of(const std::string& table, const std::string& reference) {
  return "coalesce((select n.name from " + table + " n where n.id = t." + reference + "), '')";
}

std::vector<Column> make_columns() {
  return {{"nice_id", "t.id", false, [](JsonWriter& w, const Ticket& t, const api::Context&) { w.field("nice_id", t.id).field("ticket_id", t.id); }},
          {"subject", "t.subject", true, key("subject", &Ticket::subject)},
          {"description", "t.subject", true, key("description", &Ticket::subject)},
          {"status", "t.status_rank", false, key("status", &Ticket::status)},
          {"type", "t.type", true, nullable("type", &Ticket::type)},
          {"priority", "t.priority_rank", false, nullable("priority", &Ticket::priority)},
          {"requester", name_of("users", "requester_id"), true, key("requester_id", &Ticket::requester_id)},
          {"submitter", name_of("users", "submitter_id"), true, key("submitter_id", &Ticket::submitter_id)},
          {"assignee", name_of("users", "assignee_id"), true, key("assignee_id", &Ticket::assignee_id)},
          {"group", name_of("groups", "group_id"), true, key("group_id", &Ticket::group_id)},
          {"organization", name_of("organizations", "organization_id"), true, key("organization_id", &Ticket::organization_id)},
          {"created", "t.created_at", false, key("created", &Ticket::created_at)},
          {"updated", "t.updated_at", false, key("updated", &Ticket::updated_at)},
          {"updated_requester", kept("requester_at"), false, key("updated_requester", &Ticket::updated_at)},
          {"updated_assignee", kept("assignee_at"), false, key("updated_assignee", &Ticket::updated_at)},
          {"assigned", kept("assigned_at"), false, key("assigned", &Ticket::updated_at)},
          {"solved", "coalesce(t.solved_at, 0)", false, key("solved", &Ticket::solved_at)},
          {"due_date", "coalesce(t.due_at, 0)", false, key("due_date", &Ticket::due_at)},
          {"deadline", "coalesce(t.next_due_at, 9223372036854775807)", false, [](JsonWriter&, const Ticket&, const api::Context&) {}},  // an order alone
          {"locale_id", "t.locale", true, key("locale", &Ticket::locale)},
          {"ticket_form", "t.ticket_form_id", false, key("ticket_form_id", &Ticket::ticket_form_id)},
          {"brand", "t.brand_id", false, key("brand_id", &Ticket::brand_id)},
          {"custom_status_id", "t.custom_status_id", false, key("custom_status_id", &Ticket::custom_status_id)},
          {"channel", "t.channel", true, key("channel", &Ticket::channel)}};
}

std::string_view plain_name(std::string_view name) {
  static constexpr std::pair<std::string_view, std::string_view> others[] = {
      {"created_at", "created"}, {"updated_at", "updated"}, {"id", "nice_id"}, {"ticket_id", "nice_id"}, {"requester_id", "requester"}, {"assignee_id", "assignee"}, {"group_id", "group"},
      {"organization_id", "organization"}, {"submitter_id", "submitter"}, {"due_at", "due_date"}, {"ticket_type", "type"}, {"locale", "locale_id"}, {"solved_at", "solved"},
      {"assigned_at", "assigned"}, {"brand_id", "brand"}, {"ticket_form_id", "ticket_form"}, {"custom_status", "custom_status_id"}, {"via", "channel"}};
  for (const auto& [other, plain] : others)
    if (name == other) return plain;
  return name;
}

std::string title_of(const api::Context& context, std::string_view id, const std::vector<tickets::TicketField>& own) {
  if (const auto number = custom_field_of(id))
    for (const auto& field : own)
      if (field.id.value == number) return field.title;
  const std::string text = "views.column." + std::string(id);
  return i18n::has(text) ? i18n::text(context.caller.language, text) : std::string(id);
}

void write_column(JsonWriter& w, const api::Context& context, const std::string& name, const std::vector<tickets::TicketField>& own, std::string_view order = {}) {
  const auto number = custom_field_of(name);
  const Column* column = find_column(name);
  w.begin_object().key("id");
  w.value(number ? std::to_string(number) : name);
  w.field("title", title_of(context, name, own)).field("filterable", column != nullptr).field("sortable", column && !column->order.empty());
  if (!order.empty()) w.field("order", order);
  if (number) {
    for (const auto& field : own)
      if (field.id.value == number) w.field("type", field.type);
    w.field("url", context.url("/ticket_fields/" + std::to_string(number) + ".json"));
  }
  w.end_object();
}

}  // namespace

const std::vector<Column>& columns() {
  static const std::vector<Column> all = make_columns();
  return all;
}

const Column* find_column(std::string_view name) {
  const std::string_view plain = plain_name(name);
  for (const Column& column : columns())
    if (column.id == plain) return &column;
  return nullptr;
}

std::int64_t custom_field_of(std::string_view name) {
  for (const std::string_view prefix : {"custom_fields_", "ticket_fields_"})
    if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
  const auto number = text::to_integer(name);
  return number && *number > 0 ? *number : 0;
}

api::Sort order_of(std::string_view group_by, std::string_view group_order, std::string_view sort_by, std::string_view sort_order) {
  const Column* sort = find_column(sort_by);
  if (!sort || sort->order.empty()) sort = find_column("nice_id");
  const bool down = sort_order != "asc";
  const Column* group = group_by.empty() ? nullptr : find_column(group_by);
  if (!group || group->is_text || group->id == sort->id) return {sort->order, down, sort->is_text};
  // Numbers of one width compare as texts too, so group and order within it become one key.
  const bool group_down = group_order != "asc";
  const auto wide = [](const std::string& number, bool turned) {
    return "cast(" + (turned ? "1999999999999999999 - (" : std::string("1000000000000000000 + (")) + number + ") as text)";
  };
  if (!sort->is_text) return {wide(group->order, group_down != down) + " || " + wide(sort->order, false), down, true};
  return {wide(group->order, group_down != down) + " || " + sort->order, down, true};
}

void write_columns(JsonWriter& w, const api::Context& context, const RawJson& columns, const std::vector<tickets::TicketField>& own) {
  w.begin_array();
  for (const std::string& name : db::read_string_list(columns.text)) write_column(w, context, name, own);
  w.end_array();
}

void write_execution(JsonWriter& w, const api::Context& context, const Execution& e, const std::vector<tickets::TicketField>& own) {
  const auto names = db::read_string_list(e.columns.text);
  const auto text = [&](const char* key, const std::string& value) {
    w.key(key);
    if (value.empty()) w.null();
    else w.value(value);
  };
  const auto one = [&](const char* key, const std::string& value, const std::string& order) {
    w.key(key);
    if (value.empty()) w.null();
    else write_column(w, context, value, own, order);
  };
  w.begin_object();
  text("group_by", e.group_by);
  w.field("group_order", e.group_order.empty() ? "desc" : e.group_order);
  text("sort_by", e.sort_by);
  w.field("sort_order", e.sort_order.empty() ? "desc" : e.sort_order);
  one("group", e.group_by, e.group_order);
  one("sort", e.sort_by, e.sort_order);
  w.key("columns");
  write_columns(w, context, e.columns, own);
  for (const bool custom : {false, true}) {
    w.key(custom ? "custom_fields" : "fields").begin_array();
    for (const std::string& name : names)
      if ((custom_field_of(name) != 0) == custom) write_column(w, context, name, own);
    w.end_array();
  }
  w.end_object();
}

}  // namespace sahay::views
