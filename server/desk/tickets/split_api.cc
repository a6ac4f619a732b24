// Routes of the split sheet: one comment or several become tickets under a case in one step, with its preview, undo and
// re-join.
#include "desk/tickets/split_api.h"

#include <algorithm>

#include "desk/tickets/own_keys.h"
#include "desk/tickets/split_message.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::tickets {
namespace {

using api::Access;
using api::Context;
using api::Reply;

struct SheetLine {
  JsonObject said;  // own keys of siblings stand beside those of the ticket
  Time due_at;      // when the customer hears of it, promised with the split
};
struct Sheet {
  SplitOrder order;
  std::vector<SheetLine> lines;
};

Result<void> add_passage(std::vector<Passage>& out, const std::vector<Comment>& thread, CommentId comment_id, const JsonObject& in) {
  if (const auto id = integer_at(in, "comment_id")) comment_id = CommentId(*id);
  const auto comment = std::find_if(thread.begin(), thread.end(), [&](const Comment& one) { return one.id == comment_id; });
  if (comment == thread.end()) return invalid("comment_id", "InvalidValue", "error.field.no_comment");
  const auto begin = integer_at(in, "begin"), end = integer_at(in, "end");
  if (const auto words = string_at(in, "text")) {
    const auto passage = find_passage(*comment, *words);
    if (!passage) return invalid("passages", "InvalidValue", "error.field.no_passage");
    out.push_back(*passage);
  } else if (begin && end) {
    out.push_back({*begin, *end, comment_id});
  } else {
    return invalid("passages", "InvalidValue", "error.field.no_passage");
  }
  return {};
}

Result<std::vector<Passage>> read_passages(const std::vector<Comment>& thread, CommentId comment, const JsonObject& in) {
  std::vector<Passage> out;
  if (in.contains("text")) TRY(add_passage(out, thread, comment, {{"text", in.at("text")}}));
  if (const JsonArray* list = array_at(in, "passages"))
    for (const Json& item : *list) {
      if (!item.is_object()) return invalid("passages", "InvalidFormat", "error.field.wrong_type", {{"type", "array of objects"}});
      TRY(add_passage(out, thread, comment, item.get_object()));
    }
  if (out.empty()) return invalid("passages", "BlankValue", "error.field.blank");
  return out;
}

Result<Time> read_due(const Context& c, const JsonObject& in) {
  const auto due = string_at(in, "promise_due_at");
  if (!due || due->empty()) return Time{};
  const auto at = parse_iso8601(*due);
  if (!at) return invalid("promise_due_at", "InvalidFormat", "error.field.wrong_type", {{"type", "date-time"}});
  if (*at <= c.now) return invalid("promise_due_at", "InvalidValue", "error.field.past");
  return *at;
}

Result<Sheet> read_sheet(Context& c, db::Tx& tx, const Ticket& ticket, const std::vector<Comment>& thread, const JsonObject& in) {
  Sheet sheet;
  sheet.order.ticket = ticket.id;
  sheet.order.comment = CommentId(integer_at(in, "comment_id").value_or(thread.empty() ? 0 : thread.front().id.value));
  sheet.order.title = string_at(in, "title").value_or("");
  sheet.order.wait = bool_at(in, "wait").value_or(true);
  const JsonArray* parts = array_at(in, "tickets");
  if (!parts) return invalid("tickets", "BlankValue", "error.field.blank");
  for (const Json& item : *parts) {
    if (!item.is_object()) return invalid("tickets", "InvalidFormat", "error.field.wrong_type", {{"type", "array of objects"}});
    const JsonObject& line = item.get_object();
    SplitPart part;
    part.ticket = TRY(read_new_ticket(c, tx, line));
    part.passages = TRY(read_passages(thread, sheet.order.comment, line));
    if (const JsonArray* files = array_at(line, "attachment_ids"))
      for (const Json& file : *files) part.attachment_ids.push_back(integer_at(JsonObject{{"id", file}}, "id").value_or(0));
    sheet.order.parts.push_back(std::move(part));
    sheet.lines.push_back({line, TRY(read_due(c, line))});
  }
  return sheet;
}

void write_split(JsonWriter& w, const Split& split) {
  w.begin_object().field("id", split.id).field("case_id", split.case_id).field("ticket_id", split.ticket_id).field("comment_id", split.comment_id);
  w.field("ticket_ids", split.made_ids).field("created_by", split.created_by).field("created_at", split.created_at).field("undone_at", split.undone_at);
  w.field("message_id", split.message_id).end_object();
}

Result<Reply> split_ticket(Context& c, db::Tx& tx) {
  const JsonObject* in = TRY(c.wrapped("split"));
  const Ticket ticket = TRY(ticket_resource().find(c, tx, c.id()));
  if (ticket.status == "closed") return invalid("id", "InvalidValue", "error.field.closed");
  const bool notify = bool_at(*in, "notify").value_or(false);
  if (notify && !c.caller.may("tickets.comment_public")) return forbidden("notify");
  Sheet sheet = TRY(read_sheet(c, tx, ticket, comments(tx, ticket.id), *in));
  const Actor actor = actor_of(c);
  SplitOutcome done = TRY(split(tx, actor, std::move(sheet.order)));
  for (std::size_t i = 0; i < done.made.size(); ++i) {
    TRY(take_own_keys(c, tx, done.made[i], sheet.lines[i].said));
    if (sheet.lines[i].due_at && promise_part) TRY(promise_part(tx, actor, done.made[i].id, sheet.lines[i].due_at));
    done.made[i] = *find(tx, done.made[i].id);
  }
  if (notify) {
    Change change;
    change.comment = NewComment{};
    change.comment->text = split_message(tx, ticket, done.made);
    note_message(tx, done.split, TRY(update(tx, actor, ticket.id, std::move(change))).comment_id);
  }
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("split");
  write_split(w, done.split);
  w.key("case");
  case_rows().write(w, find_case(tx, done.split.case_id).value_or(Case{}), c);
  w.key("tickets").begin_array();
  for (const Ticket& made : done.made) ticket_resource().write(w, made, c);
  w.end_array().end_object();
  return Reply::created(std::move(out), c.url("/cases/" + std::to_string(done.split.case_id) + ".json"));
}

// The message as the customer would get it; the numbers are not known yet.
Result<Reply> preview(Context& c, db::Tx& tx) {
  const JsonObject* in = TRY(c.wrapped("split"));
  const Ticket original = TRY(ticket_resource().find(c, tx, c.id()));
  std::vector<Ticket> made;
  if (const JsonArray* parts = array_at(*in, "tickets"))
    for (const Json& item : *parts)
      if (item.is_object() && made.size() < 20) made.push_back(part_to_be(tx, original, TRY(read_new_ticket(c, tx, item.get_object()))));
  std::vector<Time> due;
  if (const JsonArray* parts = array_at(*in, "tickets"))
    for (const Json& item : *parts)
      if (item.is_object()) due.push_back(TRY(read_due(c, item.get_object())));
  std::string out;
  JsonWriter(out).begin_object().key("preview").begin_object().field("message", split_message(tx, original, made, due)).field("language", i18n::code(language_of_customer(tx, original))).end_object().end_object();
  return Reply::ok(std::move(out));
}

Result<Split> visible_split(Context& c, db::Tx& tx, std::int64_t id) {
  const auto split = find_split(tx, id);
  if (!split) return not_found();
  TRY(ticket_resource().find(c, tx, split->ticket_id.value));
  return *split;
}

// A message that has left the desk already is followed by one that takes it back.
Result<void> unsay(Context& c, db::Tx& tx, const Split& split) {
  const auto message = split.message_id ? find_comment(tx, split.message_id) : std::nullopt;
  const auto ticket = message ? find(tx, split.ticket_id) : std::nullopt;
  if (!ticket || ticket->status == "closed") return {};
  if (take_message_back && take_message_back(tx, actor_of(c), *ticket, *message)) return {};
  Change change;
  change.comment = NewComment{};
  change.comment->text = rejoined_message(tx, *ticket);
  TRY(update(tx, actor_of(c), ticket->id, std::move(change)));
  return {};
}

Result<Reply> take_split_back(Context& c, db::Tx& tx) {
  const Split split = TRY(visible_split(c, tx, c.id()));
  const Split undone = TRY(undo_split(tx, actor_of(c), split.id));
  TRY(unsay(c, tx, undone));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("split");
  write_split(w, undone);
  w.end_object();
  return Reply::ok(std::move(out));
}

// Every part that is not closed goes back into the ticket of the message.
Result<Reply> rejoin_case(Context& c, db::Tx& tx) {
  const Case together = TRY(case_rows().find(c, tx, c.id()));
  if (!together.ticket_id) return invalid("id", "InvalidValue", "error.field.no_split");
  const Ticket lead = TRY(ticket_resource().find(c, tx, together.ticket_id.value));
  for (const std::int64_t id : together.ticket_ids) {
    const auto part = find(tx, TicketId(id));
    if (!part || part->id == lead.id || part->status == "closed") continue;
    TRY(ticket_resource().find(c, tx, id));
    TRY(rejoin(tx, actor_of(c), part->id));
  }
  return Reply::ok(object_body(ticket_resource(), c, tx, *find(tx, lead.id)));
}

}  // namespace

void add_split_routes(api::Api& api) {
  add_case_routes(api);
  api.write("POST", "/tickets/{id}/split", Access::staff, split_ticket);
  api.read("POST", "/tickets/{id}/split/preview", api::Right(Access::staff, "tickets.edit"), preview);
  api.write("PUT", "/cases/{id}/rejoin", Access::staff, rejoin_case);
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
