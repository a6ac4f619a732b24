// Composite reads of the console: start, list, one ticket; drafts and read marks (docs/api.md).
#include <algorithm>
#include <set>

#include "base/text.h"
#include "desk/people/people_api.h"
#include "desk/tickets/console_row.h"
#include "desk/tickets/console_sql.h"
#include "desk/tickets/ticket_sql.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::tickets {
namespace {

using api::Access;
using api::Context;
using api::Reply;

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
  w.end_array().key("settings").begin_object().field("desk_name", settings.desk_name).key("locales").value(std::vector<std::string>{"en", "bn", "ru"});
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

Result<Reply> list_rows(Context& c, db::Tx& tx) {
  api::ListQuery query = console_rows(viewer(c));
  TRY(add_view(c.parameter("view").value_or("all"), viewer(c), query.where));
  scope_tickets(c.caller, query.where);
  if (const auto requester = text::to_integer(c.parameter("requester_id").value_or(""))) query.where.add("t.requester_id = ?", db::Value(*requester));
  if (const auto words = c.parameter("q")) TRY(add_words(c, tx, *words, query.where));
  api::Page page;
  page.by_cursor = true;
  page.size = int(std::clamp<std::int64_t>(text::to_integer(c.parameter("limit").value_or("50")).value_or(50), 1, 200));
  page.after = c.parameter("cursor").value_or("");
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("rows").begin_array();
  std::optional<db::RowReader<ConsoleRow>> reader;
  const api::PageState state = TRY(api::run_page(tx, query, page, [&](const db::Cursor& row) {
    if (!reader) reader.emplace(row);
    write_console_row(w, reader->read(row));
  }));
  w.end_array().key("next_cursor");
  if (state.has_more) w.value(state.last_cursor); else w.null();
  if (page.after.empty()) w.field("count", api::count_rows(tx, query));
  w.key("counts");
  write_counts(w, tx, c.caller);
  w.field("event_seq", last_event_id(tx)).end_object();
  return Reply::ok(std::move(out));
}

// Who wrote to whom, as the mail said, and where its raw bytes are.
void write_mail_head(JsonWriter& w, const Comment& comment) {
  w.begin_object().field("message_id", comment.message_id).field("raw_url", "/api/v2/comments/" + std::to_string(comment.id.value) + "/raw");
  const auto via = parse_json(comment.via.text);
  if (const JsonObject* mail = via.ok() && via->is_object() ? object_at(via->get_object(), "mail") : nullptr)
    for (const char* key : {"from", "to", "cc", "verdict"})
      if (const Json* value = sahay::find(*mail, key)) w.field(key, *value);
  w.end_object();
}

void write_timeline_comment(JsonWriter& w, const Context& c, const Comment& comment, const std::vector<Attachment>& files, const DeliveryStates& deliveries) {
  w.begin_object().field("kind", "comment").field("id", comment.id).field("at", comment.created_at).field("author_id", comment.author_id);
  w.field("author_role", comment.author_role).field("public", comment.is_public).field("channel", comment.channel).field("html", comment.html);
  w.field("text", comment.text).field("visible_begin", comment.visible_begin).field("visible_end", comment.visible_end).key("quote_html");
  if (comment.quote_html.empty()) w.null(); else w.value(comment.quote_html);
  w.key("attachments").begin_array();
  for (const Attachment& file : files)
    if (file.comment_id == comment.id) write_attachment_json(w, c, file);
  w.end_array().field("via", comment.via).field("event_id", comment.event_id);
  w.key("delivery");
  const auto delivery = deliveries.find(comment.id.value);
  if (delivery == deliveries.end()) w.null(); else w.value(delivery->second);
  w.key("mail");
  if (comment.raw_mail_id) write_mail_head(w, comment);
  else w.null();
  w.field("trust", comment.trust.empty() ? "unknown" : comment.trust).field("automatic", comment.automatic).end_object();
}

// Changes without a comment of their own, and beside one all but the words: oldest first, merged with the comments.
void write_timeline(JsonWriter& w, const Context& c, db::Tx& tx, const Ticket& ticket, std::set<std::int64_t>& people_seen) {
  const auto all = comments(tx, ticket.id);
  const auto files = attachments_of_ticket(tx, ticket.id);
  const DeliveryStates deliveries = delivery_states ? delivery_states(tx, ticket.id) : DeliveryStates{};
  std::size_t next = 0;
  const auto write_until = [&](std::int64_t event_id) {
    for (; next < all.size() && all[next].event_id <= event_id; ++next) {
      people_seen.insert(all[next].author_id.value);
      write_timeline_comment(w, c, all[next], files, deliveries);
    }
  };
  w.key("timeline").begin_array();
  for (const auto& event : history(tx, ticket.id)) {
    write_until(event.id);
    const Json data = parse_json(event.data.text).value();
    const JsonArray* changes = array_at(data.get_object(), "changes");
    if (!changes || changes->empty() || event.kind == "ticket.created") continue;
    people_seen.insert(event.actor_id);
    w.begin_object().field("kind", "event").field("id", event.id).field("at", event.created_at).field("actor_id", event.actor_id);
    w.field("via", event.via).field("changes", Json(*changes)).end_object();
  }
  write_until(INT64_MAX);
  w.end_array();
}

Result<Reply> show(Context& c, db::Tx& tx) {
  const Ticket ticket = TRY(ticket_resource().find(c, tx, c.id()));
  std::set<std::int64_t> ids{ticket.requester_id.value, ticket.assignee_id.value, ticket.owner_id.value, ticket.submitter_id.value};
  for (const auto* list : {&ticket.collaborator_ids, &ticket.follower_ids, &ticket.email_cc_ids}) ids.insert(list->begin(), list->end());
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("ticket");
  ticket_resource().write(w, ticket, c);
  w.field("locale", ticket.locale);
  write_timeline(w, c, tx, ticket, ids);
  w.key("users").begin_object();
  for (const auto& user : people::find_users(tx, {ids.begin(), ids.end()})) {
    w.key(std::to_string(user.id.value));
    write_person(w, user);
  }
  w.end_object().key("organization");
  const auto organization = people::find_organization(tx, ticket.organization_id);
  if (organization) people::organization_resource().write(w, *organization, c);
  else w.null();
  w.key("requester_tickets").begin_array();
  for (const auto& other : of_requester(tx, ticket.requester_id, 6))
    if (other.id != ticket.id)
      if (const auto row = console_row(tx, other.id, c.caller)) write_console_row(w, *row);
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
