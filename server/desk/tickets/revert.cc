#include <algorithm>
#include <set>

#include "base/text.h"
#include "desk/tickets/record.h"
#include "desk/tickets/ticket_sql.h"
#include "desk/tickets/undo.h"
#include "desk/tickets/undo_sql.h"

namespace sahay::tickets {
namespace {

std::string text_of(const Json& value) {
  if (value.is_null()) return "";
  return value.is_string() ? std::string(value.get_string()) : to_string(value);
}
std::int64_t number_of(const Json& value) { return text::to_integer(text_of(value)).value_or(0); }

std::set<std::string> items_of(const Json& list) {
  std::set<std::string> out;
  if (list.is_array())
    for (const Json& item : list.get_array()) out.insert(text_of(item));
  return out;
}

bool is_list(std::string_view field) {
  return field == "tags" || field == "collaborator_ids" || field == "follower_ids" || field == "email_cc_ids";
}

// What later events touched: whole fields, and single items of lists ("tags:vip").
std::set<std::string> touched_since(db::Tx& tx, TicketId id, std::int64_t event_id) {
  std::set<std::string> out;
  for (const events::Event& event : history(tx, id)) {
    if (event.id <= event_id) continue;
    const auto data = parse_json(event.data.text);
    const JsonArray* changes = data.ok() && data->is_object() ? array_at(data->get_object(), "changes") : nullptr;
    if (!changes) continue;
    for (const Json& change : *changes) {
      const std::string field = text_of(change.at("field"));
      if (!is_list(field)) {
        out.insert(field);
        continue;
      }
      const auto from = items_of(change.at("from")), to = items_of(change.at("to"));
      for (const std::string& item : from)
        if (!to.contains(item)) out.insert(field + ":" + item);
      for (const std::string& item : to)
        if (!from.contains(item)) out.insert(field + ":" + item);
    }
  }
  return out;
}

// The list without what the change added and with what it took away, where nobody touched the item since.
std::vector<std::string> list_before(std::vector<std::string> now, const std::string& field, const Json& from, const Json& to,
                                     const std::set<std::string>& touched, std::vector<std::string>& kept) {
  const auto was = items_of(from), became = items_of(to);
  const auto undo = [&](const std::string& item, bool add) {
    const auto at = std::find(now.begin(), now.end(), item);
    if (touched.contains(field + ":" + item)) kept.push_back(field + ":" + item);
    else if (add && at == now.end()) now.push_back(item);
    else if (!add && at != now.end()) now.erase(at);
  };
  for (const std::string& item : became)
    if (!was.contains(item)) undo(item, false);
  for (const std::string& item : was)
    if (!became.contains(item)) undo(item, true);
  return now;
}

void restore_list(Ticket& ticket, const std::string& field, const Json& from, const Json& to, const std::set<std::string>& touched,
                  std::vector<std::string>& kept) {
  if (field == "tags") {
    ticket.tags = list_before(ticket.tags, field, from, to, touched, kept);
    return;
  }
  std::vector<std::int64_t>& ids = field == "collaborator_ids" ? ticket.collaborator_ids : field == "follower_ids" ? ticket.follower_ids : ticket.email_cc_ids;
  std::vector<std::string> texts;
  for (const auto id : ids) texts.push_back(std::to_string(id));
  ids.clear();
  for (const std::string& id : list_before(std::move(texts), field, from, to, touched, kept)) ids.push_back(text::to_integer(id).value_or(0));
}

// Puts one plain field back; false when that value cannot be had any more (an agent who left, a group that is gone).
bool restore_field(db::Tx& tx, Ticket& t, const std::string& field, const Json& from, Time now) {
  const std::int64_t id = number_of(from);
  if (field == "subject") t.subject = text_of(from);
  else if (field == "status") return set_status(t, text_of(from), now).ok();
  else if (field == "priority") return set_priority(t, text_of(from)).ok();
  else if (field == "type") return set_type(t, text_of(from)).ok();
  else if (field == "external_id") t.external_id = text_of(from);
  else if (field == "due_at") t.due_at = parse_iso8601(text_of(from)).value_or(Time{});
  else if (field == "ticket_form_id") t.ticket_form_id = id;
  else if (field == "brand_id") t.brand_id = id;
  else if (field == "custom_status_id") t.custom_status_id = id;
  else if (field == "requester_id") t.requester_id = UserId(id);
  else if (field == "organization_id") t.organization_id = OrganizationId(id);
  else if (field == "problem_id") t.problem_id = TicketId(id);
  else if (field == "group_id") {
    if (id && !people::find_group(tx, GroupId(id))) return false;
    t.group_id = GroupId(id);
  } else if (field == "assignee_id" || field == "owner_id") {
    if (!check_assignee(tx, UserId(id)).ok()) return false;
    (field == "owner_id" ? t.owner_id : t.assignee_id) = UserId(id);
  } else {
    return false;
  }
  return true;
}

// Own fields are named by their number; their stored values go back as they were.
void restore_own_field(Ticket& ticket, const std::string& id, const Json& from, ChangeList& changes) {
  Json stored = parse_json(ticket.custom_fields.text).value();
  const auto* now = stored.get_object().if_contains(id);
  changes.add(id, now ? *now : Json(nullptr), from);
  if (from.is_null()) stored.get_object().erase(id);
  else stored.get_object()[id] = from;
  ticket.custom_fields.text = to_string(stored);
}

}  // namespace

void mark_undone(db::Tx& tx, CommentId id) {
  const auto comment = find_comment(tx, id);
  if (!comment) return;
  auto parsed = parse_json(comment->via.text);
  JsonObject via = parsed.ok() && parsed->is_object() ? parsed->get_object() : JsonObject{};
  via["undone_at"] = to_iso8601(tx.now());
  tx.execute(sql::undo::set_comment_via, id, to_string(Json(std::move(via))));
}

Result<Reverted> revert(db::Tx& tx, const Actor& actor, TicketId id, std::int64_t event_id) {
  const auto before = find(tx, id);
  const auto event = tx.one<events::Event>(sql::ticket::event, event_id);
  if (!before || !event || event->subject_id != id.value) return not_found();
  const Json data = TRY(parse_json(event->data.text));
  Ticket ticket = *before;
  Reverted out;
  ChangeList changes;
  const auto touched = touched_since(tx, id, event_id);
  if (const JsonArray* list = array_at(data.get_object(), "changes"))
    for (const Json& change : *list) {
      const std::string field = text_of(change.at("field"));
      if (is_list(field)) restore_list(ticket, field, change.at("from"), change.at("to"), touched, out.kept);
      else if (touched.contains(field)) out.kept.push_back(field);
      else if (text::to_integer(field)) restore_own_field(ticket, field, change.at("from"), changes);
      else if (!restore_field(tx, ticket, field, change.at("from"), tx.now())) out.kept.push_back(field);
    }
  if (const auto comment = integer_at(data.get_object(), "comment_id")) mark_undone(tx, CommentId(*comment));
  record_changes(*before, ticket, changes);
  out.outcome.ticket = ticket;
  if (changes.empty()) return out;
  out.outcome.ticket.updated_at = tx.now();
  out.outcome.event = emit_change(tx, "ticket.updated", actor, out.outcome.ticket, changes, nullptr, {{"undoes", event_id}});
  out.outcome.event_id = out.outcome.event->id;
  save_ticket(tx, out.outcome.ticket);
  store_lists(tx, *before, out.outcome.ticket);
  return out;
}

}  // namespace sahay::tickets
