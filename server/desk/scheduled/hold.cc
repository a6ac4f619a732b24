#include <algorithm>

#include "desk/people/people.h"
#include "desk/promises/promises.h"
#include "desk/scheduled/scheduled_reply.h"
#include "desk/scheduled/scheduled_reply_sql.h"

namespace sahay::scheduled {
namespace q = sql::scheduled_reply;
namespace {

bool may_send(db::Tx& tx, const ScheduledReply& reply) {
  const auto caller = people::caller_of(tx, reply.author_id);
  return caller.ok() && caller->may("tickets.comment_public") && tickets::may_see(tx, *caller, reply.ticket_id);
}

// Its writer; where they are away or cannot answer any more, also who has the ticket, else its group.
std::vector<UserId> to_tell(db::Tx& tx, const ScheduledReply& reply) {
  std::vector<UserId> out{reply.author_id};
  const bool there = may_send(tx, reply) && !(promises::said_away && promises::said_away(tx, reply.author_id));
  const auto ticket = tickets::find_even_deleted(tx, reply.ticket_id);
  if (there || !ticket) return out;
  const auto add = [&](UserId user) {
    if (user && std::find(out.begin(), out.end(), user) == out.end()) out.push_back(user);
  };
  add(ticket->owner_id);
  add(ticket->assignee_id);
  if (out.size() > 1) return out;
  for (const people::GroupMembership& each : people::group_memberships(tx))
    if (ticket->group_id && each.group_id == ticket->group_id) add(each.user_id);
  return out;
}

}  // namespace

std::string obstacle(db::Tx& tx, const ScheduledReply& reply) {
  const auto ticket = tickets::find_even_deleted(tx, reply.ticket_id);
  if (!ticket || ticket->deleted_at) return "deleted";
  if (ticket->merged_into) return "merged";
  if (ticket->status == "closed") return "closed";
  if (const auto role = tx.scalar<std::string>(q::word_since, reply.ticket_id, reply.seen_event_id, reply.author_id))
    return *role == "end-user" ? "customer_wrote" : "answered";
  if (ticket->status == "solved" && !reply.was_solved) return "solved";
  return may_send(tx, reply) ? "" : "rights";
}

void hold(db::Tx& tx, ScheduledReply reply, std::string reason, RawJson why) {
  reply.state = "held";
  reply.reason = std::move(reason);
  reply.why = std::move(why);
  save(tx, reply);
  note(tx, {.via = "system"}, reply, "held_" + reply.reason);
  events::Event event;
  event.kind = kHeld;
  event.subject_id = reply.ticket_id.value;
  event.via = "system";
  JsonArray tell;
  for (const UserId user : to_tell(tx, reply)) tell.push_back(user.value);
  event.data.text = to_string(Json(JsonObject{{"scheduled_reply_id", reply.id.value}, {"reason", reply.reason}, {"tell", std::move(tell)}}));
  events::emit(tx, std::move(event));
}

// Looks into the text first: most changes of tickets concern no answer that waits.
void hear(db::Tx& tx, const events::Event& event) {
  const TicketId ticket(event.subject_id);
  if (event.kind == "ticket.erased") {
    for (const ScheduledReply& reply : tx.all<ScheduledReply>(q::waiting_of_ticket, ticket)) jobs::cancel(tx, kSend, std::to_string(reply.id.value));
    tx.execute(q::forget_ticket, ticket);
    return;
  }
  const std::string& data = event.data.text;
  const bool concerns = event.kind == "ticket.deleted" ||
                        (event.kind == "ticket.updated" && (data.find("\"public\":true") != data.npos || data.find("\"field\":\"status\"") != data.npos));
  if (!concerns) return;
  for (ScheduledReply& reply : tx.all<ScheduledReply>(q::waiting_of_ticket, ticket))
    if (std::string reason = obstacle(tx, reply); !reason.empty() && reason != "rights") hold(tx, std::move(reply), std::move(reason));
}

}  // namespace sahay::scheduled
