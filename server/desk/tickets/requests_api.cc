// Routes of /requests: the end user's view of tickets.
#include <algorithm>

#include "base/text.h"
#include "desk/people/face.h"
#include "desk/people/people_api.h"
#include "desk/tickets/own_keys.h"
#include "desk/tickets/request.h"
#include "desk/tickets/ticket_field.h"
#include "desk/tickets/ticket_form.h"
#include "desk/tickets/unsent.h"

namespace sahay::tickets {
namespace {

using api::Access;
using api::Context;
using api::Reply;

// People as customers may know them: no address, no notes.
void write_people(JsonWriter& w, const Context& c, db::Tx& tx, std::vector<std::int64_t> ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  w.key("users").begin_array();
  for (const people::User& user : people::find_users(tx, ids)) {
    w.begin_object().field("id", user.id).field("name", user.alias.empty() ? user.name : user.alias).key("photo");
    if (user.staff()) people::write_photo(w, user, c.site_url);
    else w.null();
    w.field("agent", user.staff()).field("organization_id", user.organization_id).end_object();
  }
  w.end_array();
}

void write_authors(JsonWriter& w, const Context& c, db::Tx& tx, const std::vector<Comment>& comments) {
  std::vector<std::int64_t> ids;
  for (const Comment& comment : comments) ids.push_back(comment.author_id.value);
  write_people(w, c, tx, std::move(ids));
}

// What include= asks for beside requests.
void write_beside(JsonWriter& w, Context& c, db::Tx& tx, const std::vector<Ticket>& rows) {
  if (c.includes("users")) {
    std::vector<std::int64_t> ids;
    for (const Ticket& t : rows) {
      for (const UserId id : {t.requester_id, t.assignee_id})
        if (id) ids.push_back(id.value);
      ids.insert(ids.end(), t.collaborator_ids.begin(), t.collaborator_ids.end());
    }
    write_people(w, c, tx, std::move(ids));
  }
  if (c.includes("organizations")) {
    std::vector<std::int64_t> ids;
    for (const Ticket& t : rows) ids.push_back(t.organization_id.value);
    people::write_organizations(c, tx, std::move(ids), w);
  }
}

std::string body_of(Context& c, db::Tx& tx, const Ticket& ticket) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("request");
  RequestWriter(tx).write(w, c, ticket);
  write_beside(w, c, tx, {ticket});
  w.end_object();
  return out;
}

Result<Reply> list(Context& c, db::Tx& tx, api::Where where) {
  where.add("t.deleted_at is null");
  if (const auto statuses = c.parameter("status")) {
    std::vector<std::string> wanted;
    for (auto status : text::split(*statuses, ',')) wanted.emplace_back(text::trim(status));
    where.add_in("t.status", wanted);
  }
  const api::Page page = TRY(api::page_of(c));
  const api::ListQuery query{"t.*", "tickets t", std::move(where), api::sort_of(c, {{"created_at", {"t.created_at"}}, {"updated_at", {"t.updated_at"}}}, {"t.id"})};
  std::vector<Ticket> rows;
  std::optional<db::RowReader<Ticket>> reader;
  const api::PageState state = TRY(api::run_page(tx, query, page, [&](const db::Cursor& row) {
    if (!reader) reader.emplace(row);
    rows.push_back(reader->read(row));
  }));
  const RequestWriter writer(tx);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("requests").begin_array();
  for (const Ticket& ticket : rows) writer.write(w, c, ticket);
  w.end_array();
  write_beside(w, c, tx, rows);
  api::write_page(w, c, page, state);
  w.end_object();
  return Reply::ok(std::move(out));
}

// The caller's requests, narrowed: condition and how many times it takes the caller's id.
api::Handler own(std::string condition, int ids) {
  return [condition = std::move(condition), ids](Context& c, db::Tx& tx) -> Result<Reply> {
    api::Where where;
    scope_requests(c.caller, where);
    where.add_values(condition, std::vector<db::Value>(std::size_t(ids), db::Value(c.caller.id)));
    return list(c, tx, std::move(where));
  };
}

// The caller's requests in whose subject or description all words of `query` stand.
Result<Reply> search_requests(Context& c, db::Tx& tx) {
  const std::string words(text::trim(c.parameter("query").value_or("")));
  if (words.empty()) return invalid("query", "BlankValue", "error.field.blank");
  api::Where where;
  scope_requests(c.caller, where);
  for (const auto word : text::split(words, ' ')) {
    if (word.empty()) continue;
    std::string pattern = text::replace_all(text::replace_all(text::replace_all(word, "\\", "\\\\"), "%", "\\%"), "_", "\\_");
    pattern = "%" + pattern + "%";
    where.add("lower(t.subject) like lower(?) escape '\\' or lower(t.description) like lower(?) escape '\\'", db::Value(pattern), db::Value(pattern));
  }
  return list(c, tx, std::move(where));
}

// Everything that the caller may see of one user or organization, which they must see too.
template <class T>
api::Handler of(const api::Resource<T>& (*resource)(), std::string condition) {
  return [resource, condition = std::move(condition)](Context& c, db::Tx& tx) -> Result<Reply> {
    TRY(resource().find(c, tx, c.id()));
    api::Where where;
    if (c.caller.staff()) scope_tickets(c.caller, where);
    else scope_requests(c.caller, where);
    where.add("t.is_public = 1");
    where.add(condition, db::Value(c.id()));
    return list(c, tx, std::move(where));
  };
}

// --- comments ---

Result<Reply> list_comments(Context& c, db::Tx& tx) {
  const Ticket ticket = TRY(find_request(c, tx, c.id()));
  const api::Page page = TRY(api::page_of(c));
  api::ListQuery query{"t.*", "comments t", {}, {"t.id", c.parameter("sort_order").value_or("asc") == "desc"}};
  query.where.add("t.ticket_id = ? and t.is_public = 1", db::Value(ticket.id.value));
  for (const CommentId held : held_comments(tx, ticket)) query.where.add("t.id <> ?", db::Value(held.value));
  std::vector<Comment> rows;
  std::optional<db::RowReader<Comment>> reader;
  const api::PageState state = TRY(api::run_page(tx, query, page, [&](const db::Cursor& row) {
    if (!reader) reader.emplace(row);
    rows.push_back(reader->read(row));
  }));
  const auto files = attachments_of_ticket(tx, ticket.id);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("comments").begin_array();
  for (const Comment& comment : rows) write_comment_json(w, c, comment, files);
  w.end_array();
  write_authors(w, c, tx, rows);
  api::write_page(w, c, page, state);
  w.end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> show_comment(Context& c, db::Tx& tx) {
  const Ticket ticket = TRY(find_request(c, tx, c.id()));
  const auto comment = find_comment(tx, CommentId(c.id("comment")));
  if (!comment || comment->ticket_id != ticket.id || !comment->is_public || held_until(tx, ticket, *comment)) return not_found();
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("comment");
  write_comment_json(w, c, *comment, attachments_of_comment(tx, comment->id));
  w.end_object();
  return Reply::ok(std::move(out));
}

// --- writing ---

// Customers may fill the fields that the portal lets them; what else they send is left out.
void keep_portal_fields(db::Tx& tx, JsonObject& values) {
  for (const TicketField& field : ticket_fields(tx))
    if (!field.visible_in_portal || !field.editable_in_portal) values.erase(std::to_string(field.id.value));
}

// Somebody without a session: known by the address that they give, which proves nothing.
Result<people::User> anonymous_requester(Context& c, db::Tx& tx, const JsonObject& in) {
  const JsonObject* given = object_at(in, "requester");
  const std::string email = given ? string_at(*given, "email").value_or("") : "";
  if (!people::is_address(people::address_key(email))) return invalid("requester", "InvalidValue", "error.field.bad_address");
  if (!may_ask_anonymously(tx, c.request->remote_address)) return Error{ErrorCode::too_many, "error.too_many_anonymous"};
  const people::User user = TRY(people::find_or_create(tx, email, string_at(*given, "name").value_or(""), string_at(*given, "locale").value_or("en-US")));
  if (!user.active || user.suspended) return forbidden("suspended requester");
  if (user.staff()) return Error{ErrorCode::unauthenticated, "error.unauthenticated"};
  return user;
}

Result<Reply> create_request(Context& c, db::Tx& tx) {
  JsonObject in = *TRY(c.wrapped("request"));
  const bool anonymous = !c.caller.id;
  std::optional<people::User> requester;
  if (anonymous) requester = TRY(anonymous_requester(c, tx, in));
  // Only what is a customer's to say; the rest is the desk's.
  JsonObject said;
  for (const char* key : {"subject", "comment", "description", "priority", "type", "custom_fields", "fields", "collaborators", "collaborator_ids", "email_ccs", "due_at", "ticket_form_id", "recipient", "via_followup_source_id"})
    if (const auto* value = in.if_contains(key)) said[key] = *value;
  if (anonymous)
    for (const char* key : {"collaborators", "collaborator_ids", "email_ccs", "via_followup_source_id"}) said.erase(key);
  if (JsonObject* comment = said.contains("comment") && said["comment"].is_object() ? &said["comment"].get_object() : nullptr)
    for (const char* key : {"public", "author_id"}) comment->erase(key);
  NewTicket wanted = TRY(read_new_ticket(c, tx, said));
  if (wanted.followup_of) TRY(find_request(c, tx, wanted.followup_of.value));
  if (wanted.ticket_form_id) {
    const auto form = find_form(tx, wanted.ticket_form_id);
    if (!form || !form->active || !form->end_user_visible) return invalid("ticket_form_id", "InvalidValue", "error.field.no_form");
  }
  keep_portal_fields(tx, wanted.custom_fields);
  wanted.requester = wanted.submitter = wanted.comment.author = anonymous ? requester->id : UserId(c.caller.id);
  wanted.comment.is_public = true;
  wanted.comment.trust = anonymous ? "unverified" : "verified";
  wanted.channel = wanted.comment.channel = c.caller.via == "web" || anonymous ? "web" : "api";
  Actor actor = actor_of(c);
  actor.id = wanted.requester;
  const Outcome made = TRY(create(tx, actor, std::move(wanted)));
  TRY(check_customer_fields(tx, made.ticket));
  JsonObject own;
  for (const char* key : {"request_kind", "asset_serial", "class_answers", "priority_class", "class_reason"})
    if (const auto* value = in.if_contains(key); value && (!anonymous || std::string_view(key) == "request_kind")) own[key] = *value;
  if (!own.empty()) TRY(take_own_keys(c, tx, made.ticket, own));
  if (anonymous) note_anonymous(tx, made.ticket.id, c.request->remote_address);
  return Reply::created(body_of(c, tx, made.ticket), c.url("/requests/" + std::to_string(made.ticket.id.value) + ".json"));
}

Result<Reply> update_request(Context& c, db::Tx& tx) {
  const JsonObject* in = TRY(c.wrapped("request"));
  const Ticket ticket = TRY(find_request(c, tx, c.id()));
  const bool own = ticket.requester_id.value == c.caller.id;
  JsonObject own_words;
  for (const char* key : {"class_answers", "priority_class", "class_reason"})
    if (const auto* value = in->if_contains(key)) own_words[key] = *value;
  if (!own_words.empty()) TRY(take_own_keys(c, tx, ticket, own_words));
  Change change;
  if (const Json* comment = sahay::find(*in, "comment")) {
    Json words = *comment;
    if (words.is_object())
      for (const char* key : {"public", "author_id"}) words.get_object().erase(key);
    change.comment = TRY(read_comment(c, tx, words));
    change.comment->trust = "verified";
    // Whoever asks for themselves is a customer, whatever else they are.
    if (own) change.comment->is_public = true;
    if (own || !c.caller.staff())
      if (auto next = status_after_customer(ticket.status)) change.status = std::move(next);
  }
  if (bool_at(*in, "solved").value_or(false)) {
    if (!can_solve(c.caller, ticket)) return invalid("solved", "InvalidValue", "error.field.not_yours_to_solve");
    change.status = "solved";
  }
  if (const JsonArray* people = array_at(*in, "additional_collaborators")) {
    const JsonObject list{{"additional_collaborators", *people}};
    change.collaborators = TRY(read_change(c, tx, ticket, list)).collaborators;
  }
  // A word about a message that was split finds its part.
  if (ticket.case_id && change.comment && (own || !c.caller.staff()) && !change.collaborators && !bool_at(*in, "solved").value_or(false)) {
    TRY(receive(tx, actor_of(c), ticket.id, std::move(*change.comment)));
    return Reply::ok(body_of(c, tx, *find(tx, ticket.id)));
  }
  const Outcome done = TRY(update(tx, actor_of(c), ticket.id, std::move(change)));
  return Reply::ok(body_of(c, tx, done.ticket));
}

void describe_request(api::Api& api) {
  std::vector<api::KeyInfo> keys;
  for (const auto& [name, type] : std::initializer_list<std::pair<const char*, const char*>>{
           {"id", "integer"}, {"url", "string"}, {"status", "string"}, {"custom_status_id", "integer"}, {"priority", "string"}, {"type", "string"},
           {"subject", "string"}, {"description", "string"}, {"organization_id", "integer"}, {"via", "object"}, {"custom_fields", "array"},
           {"fields", "array"}, {"requester_id", "integer"}, {"collaborator_ids", "array"}, {"email_cc_ids", "array"}, {"is_public", "boolean"},
           {"due_at", "date-time"}, {"can_be_solved_by_me", "boolean"}, {"assignee_id", "integer"}, {"group_id", "integer"},
           {"ticket_form_id", "integer"}, {"recipient", "string"}, {"followup_source_id", "integer"}, {"created_at", "date-time"}, {"updated_at", "date-time"}})
    keys.push_back({name, type, false, true});
  api.describe("request", std::move(keys));
}

}  // namespace

void add_request_routes(api::Api& api) {
  describe_request(api);
  api.read("GET", "/requests", Access::customer, own("t.requester_id = ?", 1));
  api.read("GET", "/requests/show_many", Access::customer, [](Context& c, db::Tx& tx) -> Result<Reply> {
    api::Where where;
    scope_requests(c.caller, where);
    where.add_in("t.id", TRY(api::ids_parameter(c)));
    return list(c, tx, std::move(where));
  });
  api.read("GET", "/requests/search", Access::customer, search_requests);
  api.read("GET", "/requests/open", Access::customer, own("t.requester_id = ? and t.status_rank < 4", 1));
  api.read("GET", "/requests/solved", Access::customer, own("t.requester_id = ? and t.status_rank >= 4", 1));
  api.read("GET", "/requests/ccd", Access::customer, own("t.id in (select ticket_id from ticket_people where user_id = ? and kind <> 'follower')", 1));
  api.read("GET", "/users/{id}/requests", Access::customer, of(people::user_resource, "t.requester_id = ?"));
  api.read("GET", "/organizations/{id}/requests", Access::customer, of(people::organization_resource, "t.organization_id = ?"));
  api.read("GET", "/requests/{id}", Access::customer, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return Reply::ok(body_of(c, tx, TRY(find_request(c, tx, c.id()))));
  });
  // Older clients ask below "portal" when nobody is signed in.
  for (const char* path : {"/requests", "/portal/requests"}) api.write("POST", path, api::Right(Access::anonymous, api::kAnyStaff), create_request);
  api.write("PUT", "/requests/{id}", api::Right(Access::customer, api::kAnyStaff), update_request);
  api.read("GET", "/requests/{id}/comments", Access::customer, list_comments);
  api.read("GET", "/requests/{id}/comments/{comment}", Access::customer, show_comment);
}

}  // namespace sahay::tickets
