// Composite reads of the console: start, list, one ticket; drafts and read marks (docs/api.md).
#include <algorithm>
#include <set>

#include "base/text.h"
#include "desk/people/people_api.h"
#include "desk/tickets/condition.h"
#include "desk/tickets/console_row.h"
#include "desk/tickets/console_timeline.h"
#include "desk/tickets/console_sql.h"
#include "desk/tickets/ticket_sql.h"
#include "desk/tickets/tickets_api.h"
#include "desk/tickets/watch.h"

namespace sahay::tickets {
namespace {

using api::Access;
using api::Context;
using api::Reply;

constexpr std::string_view kFilter = "filter:";

UserId viewer(const Context& c) { return UserId(c.caller.id); }

void write_person(JsonWriter& w, const people::User& user) {
  w.begin_object().field("id", user.id).field("name", user.name).field("email", user.email).field("role", user.role);
  w.key("photo_url");
  if (user.photo_url.empty()) w.null(); else w.value(user.photo_url);
  w.field("locale", user.locale).field("time_zone", people::iana_time_zone(user.time_zone)).field("organization_id", user.organization_id).field("phone", user.phone);
  w.end_object();
}

Result<Reply> start(Context& c, db::Tx& tx, const ConsoleSettings& settings) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("me");
  people::user_resource().write(w, TRY(people::user_resource().find(c, tx, c.caller.id)), c);
  w.field("csrf", true).key("groups").begin_array();
  for (const auto& group : people::groups(tx)) people::group_resource().write(w, group, c);
  w.end_array().key("agents").begin_array();
  const auto memberships = people::group_memberships(tx);
  for (const auto& agent : people::staff(tx)) {
    w.begin_object().field("id", agent.id).field("name", agent.name).field("email", agent.email).field("role", agent.role);
    w.key("group_ids").begin_array();
    for (const auto& m : memberships)
      if (m.user_id == agent.id) w.value(m.group_id);
    w.end_array().end_object();
  }
  w.end_array().key("counts");
  write_counts(w, tx, c.caller);
  w.key("views").begin_array();
  for (const char* key : {"mine", "unassigned", "open", "pending", "solved", "all"}) w.begin_object().field("key", key).end_object();
  for (const auto& group : people::groups(tx)) w.begin_object().field("key", "group:" + std::to_string(group.id.value)).end_object();
  w.end_array().key("settings").begin_object().field("desk_name", settings.desk_name.text()).key("locales").value(std::vector<std::string>{"en", "bn", "ru"});
  w.field("undo_send_seconds", settings.undo_send_seconds).end_object().field("event_seq", last_event_id(tx)).end_object();
  return Reply::ok(std::move(out));
}

// Words of the list's search field: the number of a ticket, or what the search makes of them.
Result<void> add_words(Context& c, db::Tx& tx, std::string_view words, api::Where& where) {
  const std::string_view trimmed = text::trim(words);
  if (trimmed.empty()) return {};
  const bool marked = trimmed.starts_with('#');
  const auto number = text::to_integer(marked ? trimmed.substr(1) : trimmed);
  if (find_words && !(marked && number)) return find_words(c, tx, trimmed, where);
  where.add("t.id = ?", db::Value(number.value_or(0)));
  return {};
}

// "filter:" and the conditions of a view that is not stored.
Result<void> add_filter(Context& c, db::Tx& tx, std::string_view written, api::Where& where) {
  const auto parsed = parse_json(written);
  if (!parsed.ok() || !parsed->is_object()) return invalid("view", "InvalidFormat", "error.field.wrong_type", {{"type", "object"}});
  const Conditions conditions = TRY(read_conditions(tx, parsed->get_object(), kViews));
  add_conditions(where, conditions, {viewer(c), c.caller.group_ids, c.now});
  return {};
}

Result<Reply> list_rows(Context& c, db::Tx& tx) {
  api::ListQuery query = console_rows(viewer(c));
  const std::string view = c.parameter("view").value_or("all");
  if (view.starts_with(kFilter)) {
    TRY(add_filter(c, tx, std::string_view(view).substr(kFilter.size()), query.where));
    scope_tickets(c.caller, query.where);
  } else if (const auto saved = view.starts_with("view:") ? text::to_integer(view.substr(5)) : std::nullopt; saved && watched_rows) {
    query.where = TRY(watched_rows(tx, c.caller, *saved));
  } else {
    TRY(add_view(view, viewer(c), query.where));
    scope_tickets(c.caller, query.where);
  }
  if (const auto by = c.parameter("sort")) query.sort = TRY(console_order(*by, c.parameter("order").value_or("asc")));
  if (const auto requester = text::to_integer(c.parameter("requester_id").value_or(""))) query.where.add("t.requester_id = ?", db::Value(*requester));
  if (const auto words = c.parameter("q")) TRY(add_words(c, tx, *words, query.where));
  api::Page page;
  page.by_cursor = true;
  page.size = int(std::clamp<std::int64_t>(text::to_integer(c.parameter("limit").value_or("50")).value_or(50), 1, 200));
  page.after = c.parameter("cursor").value_or("");
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("rows").begin_array();
  const api::PageState state = TRY(write_console_page(out, tx, query, page));
  w.end_array().key("next_cursor");
  if (state.has_more) w.value(state.last_cursor); else w.null();
  query.from = "tickets t";  // what is counted needs no names
  if (page.after.empty()) w.field("count", api::count_rows(tx, query));
  w.key("counts");
  write_counts(w, tx, c.caller);
  w.field("event_seq", last_event_id(tx)).end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> show(Context& c, db::Tx& tx) {
  const Ticket ticket = TRY(ticket_resource().find(c, tx, c.id()));
  std::set<std::int64_t> ids{ticket.requester_id.value, ticket.assignee_id.value, ticket.owner_id.value, ticket.submitter_id.value};
  for (const auto* list : {&ticket.collaborator_ids, &ticket.follower_ids, &ticket.email_cc_ids}) ids.insert(list->begin(), list->end());
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("ticket");
  ticket_resource().write(w, ticket, c);
  RawJson timeline{""};
  write_timeline(timeline.text, c, tx, ticket.id, ids);
  w.field("locale", ticket.locale).field("timeline", timeline).key("users").begin_object();
  for (const auto& user : people::find_users(tx, {ids.begin(), ids.end()})) {
    w.key(std::to_string(user.id.value));
    write_person(w, user);
  }
  w.end_object().key("organization");
  const auto organization = people::find_organization(tx, ticket.organization_id);
  if (organization) people::organization_resource().write(w, *organization, c);
  else w.null();
  w.key("requester_tickets").begin_array();
  write_rows_of_requester(out, tx, c.caller, ticket.requester_id, ticket.id, 6);
  w.end_array().field("suggestions", suggestions ? suggestions(tx, ticket.id) : RawJson{"[]"}).key("presence").begin_array().end_array();
  w.field("clocks", clocks ? clocks(c, tx, ticket) : RawJson{"[]"});
  for (const auto& [key, write] : console_parts) w.field(key, write(c, tx, ticket));
  w.key("drafts").begin_array();
  for (const auto& draft : tx.all<Draft>(sql::console::drafts, ticket.id, c.caller.id)) w.value(draft);
  w.end_array().field("event_seq", ticket.last_event_id).end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> save_draft(Context& c, db::Tx& tx) {
  const Ticket ticket = TRY(ticket_resource().find(c, tx, c.id()));
  const JsonObject* in = TRY(c.wrapped("draft"));
  const std::string mode = string_at(*in, "mode").value_or(""), html = string_at(*in, "html").value_or("");
  if (mode != "reply" && mode != "note") return invalid("mode", "InvalidValue", "error.field.not_allowed", {{"allowed", "reply, note"}});
  if (html.size() > 1'048'576) return invalid("html", "TooLong", "error.field.too_long");
  tx.execute(sql::console::save_draft, ticket.id, c.caller.id, mode, html, tx.now());
  std::string out;
  JsonWriter(out).begin_object().field("draft", Draft{mode, html, tx.now()}).end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

std::function<DeliveryStates(db::Tx&, TicketId)> delivery_states;
std::function<RawJson(db::Tx&, TicketId)> suggestions;
std::function<Result<void>(api::Context&, db::Tx&, std::string_view, api::Where&)> find_words;
std::function<RawJson(api::Context&, db::Tx&, const Ticket&)> clocks;
ConsoleParts console_parts;

void add_console_routes(api::Api& api, ConsoleSettings settings) {
  api.read("GET", "/console/start", Access::staff,
           [settings = std::move(settings)](Context& c, db::Tx& tx) { return start(c, tx, settings); });
  api.read("GET", "/console/tickets", Access::staff, list_rows);
  api.read("GET", "/console/tickets/{id}", Access::staff, show);
  api.write("PUT", "/tickets/{id}/draft", api::Right(Access::staff, "tickets.comment"), save_draft, {.body_limit = 2 << 20});
  api.read("GET", "/tickets/{id}/draft", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Ticket ticket = TRY(ticket_resource().find(c, tx, c.id()));
    std::string out;
    JsonWriter(out).begin_object().field("drafts", tx.all<Draft>(sql::console::drafts, ticket.id, c.caller.id)).end_object();
    return Reply::ok(std::move(out));
  });
  api.write("DELETE", "/tickets/{id}/draft", api::Right(Access::staff, "tickets.comment"), [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Ticket ticket = TRY(ticket_resource().find(c, tx, c.id()));
    tx.execute(sql::console::remove_draft, ticket.id, c.caller.id, c.parameter("mode").value_or("reply"));
    return Reply::no_content();
  });
  api.write("PUT", "/tickets/{id}/read", api::Right(Access::staff, api::kAnyStaff), [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Ticket ticket = TRY(ticket_resource().find(c, tx, c.id()));
    tx.execute(sql::console::mark_read, ticket.id, c.caller.id, ticket.last_event_id, tx.now());
    return Reply::no_content();
  });
}

}  // namespace sahay::tickets
