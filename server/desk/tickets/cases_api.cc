// Routes of cases and of the split of a ticket, with undo and re-join.
#include "base/i18n.h"
#include "base/text.h"
#include "desk/tickets/ticket_case.h"
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
        time_field<Case>("updated_at", &Case::updated_at).read_only()};
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

// --- split ---

Result<std::vector<Passage>> read_passages(const Comment& comment, const JsonObject& in) {
  std::vector<Passage> out;
  const auto by_words = [&](std::string_view words) -> Result<void> {
    const auto passage = find_passage(comment, words);
    if (!passage) return invalid("passages", "InvalidValue", "error.field.no_passage");
    out.push_back(*passage);
    return {};
  };
  if (const auto words = string_at(in, "text")) TRY(by_words(*words));
  if (const JsonArray* list = array_at(in, "passages"))
    for (const Json& item : *list) {
      if (!item.is_object()) return invalid("passages", "InvalidFormat", "error.field.wrong_type", {{"type", "array of objects"}});
      const JsonObject& passage = item.get_object();
      const auto begin = integer_at(passage, "begin"), end = integer_at(passage, "end");
      if (const auto words = string_at(passage, "text")) TRY(by_words(*words));
      else if (begin && end) out.push_back({*begin, *end});
      else return invalid("passages", "InvalidValue", "error.field.no_passage");
    }
  if (out.empty()) return invalid("passages", "BlankValue", "error.field.blank");
  return out;
}

Result<SplitOrder> read_order(Context& c, db::Tx& tx, const Ticket& ticket, const JsonObject& in) {
  SplitOrder order;
  order.ticket = ticket.id;
  const auto thread = comments(tx, ticket.id);
  order.comment = CommentId(integer_at(in, "comment_id").value_or(thread.empty() ? 0 : thread.front().id.value));
  order.title = string_at(in, "title").value_or("");
  const auto comment = find_comment(tx, order.comment);
  if (!comment || comment->ticket_id != ticket.id) return invalid("comment_id", "InvalidValue", "error.field.no_comment");
  const JsonArray* parts = array_at(in, "tickets");
  if (!parts) return invalid("tickets", "BlankValue", "error.field.blank");
  for (const Json& item : *parts) {
    if (!item.is_object()) return invalid("tickets", "InvalidFormat", "error.field.wrong_type", {{"type", "array of objects"}});
    SplitPart part;
    part.ticket = TRY(read_new_ticket(c, tx, item.get_object()));
    part.passages = TRY(read_passages(*comment, item.get_object()));
    if (const JsonArray* files = array_at(item.get_object(), "attachment_ids"))
      for (const Json& file : *files) part.attachment_ids.push_back(integer_at(JsonObject{{"id", file}}, "id").value_or(0));
    order.parts.push_back(std::move(part));
  }
  return order;
}

// The one message to the customer: which numbers their words got and who takes care of each.
Result<void> tell_customer(Context& c, db::Tx& tx, const Ticket& original, const std::vector<Ticket>& made) {
  const auto requester = people::find_user(tx, original.requester_id);
  const i18n::Language language = requester ? requester->language() : i18n::Language::en;
  std::string lines;
  for (const Ticket& ticket : made) {
    const auto assignee = people::find_user(tx, ticket.assignee_id);
    const auto group = people::find_group(tx, ticket.group_id);
    lines += "\n" + i18n::text(language, "split.line", {{"ticket", std::to_string(ticket.id.value)}, {"subject", ticket.subject}, {"who", assignee ? assignee->name : group ? group->name : ""}});
  }
  Change change;
  change.comment = NewComment{};
  change.comment->text = i18n::text(language, "split.message", {{"count", std::to_string(made.size())}}) + "\n" + lines;
  TRY(update(tx, actor_of(c), original.id, std::move(change)));
  return {};
}

void write_split(JsonWriter& w, const Split& split) {
  w.begin_object().field("id", split.id).field("case_id", split.case_id).field("ticket_id", split.ticket_id).field("comment_id", split.comment_id);
  w.field("ticket_ids", split.made_ids).field("created_by", split.created_by).field("created_at", split.created_at).field("undone_at", split.undone_at).end_object();
}

Result<Reply> split_ticket(Context& c, db::Tx& tx) {
  const JsonObject* in = TRY(c.wrapped("split"));
  const Ticket ticket = TRY(ticket_resource().find(c, tx, c.id()));
  SplitOrder order = TRY(read_order(c, tx, ticket, *in));
  const SplitOutcome done = TRY(split(tx, actor_of(c), std::move(order)));
  if (bool_at(*in, "notify").value_or(false)) TRY(tell_customer(c, tx, ticket, done.made));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("split");
  write_split(w, done.split);
  w.key("case");
  case_resource().write(w, find_case(tx, done.split.case_id).value_or(Case{}), c);
  w.key("tickets").begin_array();
  for (const Ticket& made : done.made) ticket_resource().write(w, made, c);
  w.end_array().end_object();
  return Reply::created(std::move(out), c.url("/cases/" + std::to_string(done.split.case_id) + ".json"));
}

Result<Split> visible_split(Context& c, db::Tx& tx, std::int64_t id) {
  const auto split = find_split(tx, id);
  if (!split) return not_found();
  TRY(ticket_resource().find(c, tx, split->ticket_id.value));
  return *split;
}

Result<Reply> take_split_back(Context& c, db::Tx& tx) {
  const Split split = TRY(visible_split(c, tx, c.id()));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("split");
  write_split(w, TRY(undo_split(tx, actor_of(c), split.id)));
  w.end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

void add_split_routes(api::Api& api) {
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
  api.write("POST", "/tickets/{id}/split", Access::staff, split_ticket);
  api.read("GET", "/tickets/{id}/splits", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Ticket ticket = TRY(ticket_resource().find(c, tx, c.id()));
    std::string out;
    JsonWriter w(out);
    w.begin_object().key("splits").begin_array();
    for (const Split& split : splits_of(tx, ticket.id)) write_split(w, split);
    w.end_array().end_object();
    return Reply::ok(std::move(out));
  });
  api.write("PUT", "/splits/{id}/undo", Access::staff, take_split_back);
  api.write("PUT", "/tickets/{id}/rejoin", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Ticket ticket = TRY(ticket_resource().find(c, tx, c.id()));
    return Reply::ok(object_body(ticket_resource(), c, tx, TRY(rejoin(tx, actor_of(c), ticket.id))));
  });
}

}  // namespace sahay::tickets
