// Routes of cases: the rows, the page of one, words of a customer that wait to be put to a request.
#include <algorithm>

#include "base/text.h"
#include "desk/tickets/case_words.h"
#include "desk/tickets/split_api.h"
#include "desk/tickets/split_message.h"
#include "desk/tickets/tickets_api.h"
#include "desk/tickets/visible.h"

namespace sahay::tickets {
namespace {

using api::Access;
using api::Context;
using api::Reply;

// A case is seen by whoever sees one of its tickets.
void scope_cases(const api::Caller& caller, api::Where& where) { add_of_visible_tickets(caller, where, "t.id", "t.case_id"); }

Result<std::vector<std::int64_t>> read_ids(Context& c, db::Tx& tx, const JsonArray& list) {
  std::vector<std::int64_t> out;
  for (const Json& item : list) {
    const auto id = integer_at(JsonObject{{"id", item}}, "id").value_or(0);
    if (!ticket_resource().find(c, tx, id).ok()) return invalid("ticket_ids", "InvalidValue", "error.field.no_ticket");
    out.push_back(id);
  }
  return out;
}

const api::Resource<Case>& case_resource() {
  static const api::Resource<Case> resource = [] {
    using namespace api;
    Resource<Case> r;
    r.name = "case";
    r.plural = "cases";
    r.path = "/cases";
    r.table = "cases";
    r.see = r.change = Access::staff;
    r.scope = scope_cases;
    r.sorts = {{"id", {"t.id"}}, {"created_at", {"t.created_at"}}, {"updated_at", {"t.updated_at"}}};
    r.creates = r.updates = r.deletes = r.many = false;
    r.fields = {
        computed<Case>("id", "integer", [](JsonWriter& w, const Case& k, const Context&) { w.value(k.id); }),
        text_field<Case>("title", &Case::title).max(255),
        computed<Case>("ticket_ids", "array", [](JsonWriter& w, const Case& k, const Context&) { w.value(k.ticket_ids); }),
        reference<Case>("created_by", &Case::created_by).read_only(),
        time_field<Case>("created_at", &Case::created_at).read_only(),
        time_field<Case>("updated_at", &Case::updated_at).read_only(),
        reference<Case>("ticket_id", &Case::ticket_id).read_only(),
        time_field<Case>("closed_at", &Case::closed_at).read_only()};
    return r;
  }();
  return resource;
}

Result<Reply> create_case(Context& c, db::Tx& tx) {
  const JsonObject* in = TRY(c.wrapped("case"));
  const JsonArray* ids = array_at(*in, "ticket_ids");
  if (!ids || ids->empty()) return invalid("ticket_ids", "BlankValue", "error.field.blank");
  const auto tickets = TRY(read_ids(c, tx, *ids));
  std::string title = string_at(*in, "title").value_or("");
  if (text::trim(title).empty()) title = find(tx, TicketId(tickets.front()))->subject;
  const Case made = TRY(make_case(tx, actor_of(c), title, tickets));
  return Reply::created(object_body(case_resource(), c, tx, made), case_resource().url(c, made));
}

Result<Reply> update_case(Context& c, db::Tx& tx) {
  const JsonObject* in = TRY(c.wrapped("case"));
  Case now = TRY(case_resource().find(c, tx, c.id()));
  TRY(case_resource().apply(c, now, *in, false));
  now.updated_at = tx.now();
  case_resource().save(tx, now);
  if (const JsonArray* ids = array_at(*in, "ticket_ids")) {
    const auto members = TRY(read_ids(c, tx, *ids));
    now = TRY(set_case_tickets(tx, actor_of(c), now, members));
  }
  return Reply::ok(object_body(case_resource(), c, tx, now));
}

// --- the page of a case ---

void write_member(JsonWriter& w, db::Tx& tx, const Context& c, const Ticket& ticket) {
  const auto assignee = people::find_user(tx, ticket.assignee_id ? ticket.assignee_id : ticket.owner_id);
  const auto group = people::find_group(tx, ticket.group_id);
  w.begin_object().field("id", ticket.id).field("subject", ticket.subject).field("description", ticket.description).field("status", ticket.status);
  w.key("priority");
  if (ticket.priority.empty()) w.null(); else w.value(ticket.priority);
  w.field("type", ticket.type).key("who");
  if (assignee) w.value(assignee->name); else w.null();
  w.key("group");
  if (group) w.value(group->name); else w.null();
  w.field("received_at", ticket.received()).field("created_at", ticket.created_at).field("updated_at", ticket.updated_at);
  w.field("comment_count", ticket.comment_count).field("expected", expected_of ? expected_of(tx, ticket, c.caller.language) : std::string());
  w.field("clocks", clocks ? clocks(const_cast<Context&>(c), tx, ticket) : RawJson{"[]"}).end_object();
}

void write_words(JsonWriter& w, db::Tx& tx, std::int64_t case_id) {
  w.key("waiting").begin_array();
  for (const CaseWord& word : waiting_words(tx, case_id)) {
    const auto comment = find_comment(tx, CommentId(word.id));
    if (!comment) continue;
    w.begin_object().field("comment_id", word.id).field("ticket_id", word.ticket_id).field("text", snippet_of(comment->text)).field("created_at", comment->created_at).end_object();
  }
  w.end_array();
}

std::vector<Ticket> members_seen(Context& c, db::Tx& tx, std::int64_t case_id) {
  api::Where where = ticket_resource().visible(c.caller);
  where.add("t.case_id = ?", db::Value(case_id));
  return ticket_resource().select(tx, where, " order by t.id");
}

Result<Reply> show_page(Context& c, db::Tx& tx) {
  const Case found = TRY(case_resource().find(c, tx, c.id()));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("case");
  case_resource().write(w, found, c);
  w.key("tickets").begin_array();
  for (const Ticket& ticket : members_seen(c, tx, found.id.value)) write_member(w, tx, c, ticket);
  w.end_array();
  write_words(w, tx, found.id.value);
  w.end_object();
  return Reply::ok(std::move(out));
}

// What the console shows of the case beside one of its tickets.
RawJson case_of_ticket(Context& c, db::Tx& tx, const Ticket& ticket) {
  const auto found = find_case(tx, ticket.case_id);
  if (!found) return RawJson{"null"};
  RawJson out{""};
  JsonWriter w(out.text);
  w.begin_object().field("id", found->id).field("title", found->title).field("ticket_id", found->ticket_id).field("closed_at", found->closed_at).key("tickets").begin_array();
  for (const Ticket& one : members_seen(c, tx, found->id.value))
    w.begin_object().field("id", one.id).field("subject", one.subject).field("status", one.status).end_object();
  w.end_array();
  write_words(w, tx, found->id.value);
  w.end_object();
  return out;
}

Result<Reply> say_where(Context& c, db::Tx& tx) {
  const Case found = TRY(case_resource().find(c, tx, c.id()));
  const JsonObject* in = TRY(c.wrapped("word"));
  const auto comment = integer_at(*in, "comment_id"), ticket = integer_at(*in, "ticket_id");
  if (!comment) return invalid("comment_id", "BlankValue", "error.field.blank");
  if (!ticket) return invalid("ticket_id", "BlankValue", "error.field.blank");
  if (!ticket_resource().find(c, tx, *ticket).ok()) return invalid("ticket_id", "InvalidValue", "error.field.no_ticket");
  const auto words = waiting_words(tx, found.id.value);
  const bool known = std::any_of(words.begin(), words.end(), [&](const CaseWord& word) { return word.id == *comment; });
  if (!known) return Error{ErrorCode::conflict, "error.word_decided"};
  const CaseWord done = TRY(assign_word(tx, actor_of(c), CommentId(*comment), TicketId(*ticket)));
  std::string out;
  JsonWriter(out).begin_object().key("word").begin_object().field("comment_id", done.id).field("state", done.state).field("ticket_id", done.assigned_to).end_object().end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

const api::Resource<Case>& case_rows() { return case_resource(); }

void add_case_routes(api::Api& api) {
  console_parts["case"] = case_of_ticket;
  add_resource(api, case_resource());
  api.write("POST", "/cases", Access::staff, create_case);
  api.write("PUT", "/cases/{id}", Access::staff, update_case);
  api.write("DELETE", "/cases/{id}", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    remove_case(tx, actor_of(c), TRY(case_resource().find(c, tx, c.id())));
    return Reply::no_content();
  });
  api.read("GET", "/cases/{id}/tickets", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Case found = TRY(case_resource().find(c, tx, c.id()));
    api::Where where = ticket_resource().visible(c.caller);
    where.add("t.case_id = ?", db::Value(found.id.value));
    return list_reply(ticket_resource(), c, tx, std::move(where), {"t.id"});
  });
  api.read("GET", "/console/cases/{id}", Access::staff, show_page);
  api.write("POST", "/cases/{id}/words", Access::staff, say_where);
}

}  // namespace sahay::tickets
