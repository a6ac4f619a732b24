#include "desk/tickets/ticket_case.h"

#include <algorithm>

#include "base/text.h"
#include "desk/tickets/record.h"
#include "desk/tickets/ticket_case_sql.h"
#include "platform/api/rule_switch.h"

namespace sahay::tickets {
namespace {

constexpr std::size_t kLargestCase = 100;

// The ticket's place, with a line in its history.
void place(db::Tx& tx, const Actor& actor, Ticket ticket, std::int64_t case_id) {
  if (ticket.case_id == case_id) return;
  ChangeList changes;
  const auto number = [](std::int64_t id) { return id ? Json(id) : Json(nullptr); };
  changes.add("case_id", number(ticket.case_id), number(case_id));
  ticket.updated_at = tx.now();
  emit_change(tx, "ticket.updated", actor, ticket, changes, nullptr);
  save_ticket(tx, ticket);
  tx.execute(sql::ticket_case::set_case, ticket.id, case_id ? db::Param(case_id) : db::Param(nullptr));
}

void forget_in_case(db::Tx& tx, std::int64_t case_id, TicketId ticket) {
  auto old = find_case(tx, case_id);
  if (!old) return;
  std::erase(old->ticket_ids, ticket.value);
  tx.execute(sql::ticket_case::set_case_tickets, case_id, write_json(old->ticket_ids), tx.now());
}

}  // namespace

std::optional<Case> find_case(db::Tx& tx, std::int64_t id) { return id ? tx.one<Case>(sql::ticket_case::find_case, id) : std::nullopt; }

Result<Case> make_case(db::Tx& tx, const Actor& actor, std::string title, const std::vector<std::int64_t>& ticket_ids) {
  Case made;
  made.id = Id<CaseTag>(tx.new_id("cases"));
  made.title = text::repair_utf8(text::first(text::trim(title), 255));
  made.created_by = actor.id;
  made.created_at = made.updated_at = tx.now();
  tx.execute(sql::ticket_case::insert_case, made.id, made.title, "[]", made.created_by, made.created_at);
  return set_case_tickets(tx, actor, std::move(made), ticket_ids);
}

Result<Case> set_case_tickets(db::Tx& tx, const Actor& actor, Case before, const std::vector<std::int64_t>& ticket_ids) {
  if (ticket_ids.size() > kLargestCase) return invalid("ticket_ids", "TooLong", "error.field.too_many_tickets", {{"max", std::to_string(kLargestCase)}});
  Case now = before;
  now.ticket_ids.clear();
  for (const std::int64_t id : ticket_ids) {
    const auto ticket = find(tx, TicketId(id));
    if (!ticket) return invalid("ticket_ids", "InvalidValue", "error.field.no_ticket");
    if (std::find(now.ticket_ids.begin(), now.ticket_ids.end(), id) != now.ticket_ids.end()) continue;
    now.ticket_ids.push_back(id);
    if (ticket->case_id && ticket->case_id != now.id.value) forget_in_case(tx, ticket->case_id, ticket->id);
    place(tx, actor, *ticket, now.id.value);
  }
  for (const std::int64_t id : before.ticket_ids)
    if (std::find(now.ticket_ids.begin(), now.ticket_ids.end(), id) == now.ticket_ids.end())
      if (const auto ticket = find(tx, TicketId(id)); ticket && ticket->case_id == now.id.value) place(tx, actor, *ticket, 0);
  now.updated_at = tx.now();
  tx.execute(sql::ticket_case::set_case_tickets, now.id, write_json(now.ticket_ids), now.updated_at);
  return now;
}

void remove_case(db::Tx& tx, const Actor& actor, const Case& gone) {
  for (const std::int64_t id : gone.ticket_ids)
    if (const auto ticket = find(tx, TicketId(id)); ticket && ticket->case_id == gone.id.value) place(tx, actor, *ticket, 0);
  tx.execute(sql::ticket_case::forget_words, gone.id);
  tx.execute(sql::ticket_case::remove_case, gone.id);
}

Result<void> settle_case(db::Tx& tx, const Actor& actor, const Ticket& changed) {
  const auto together = find_case(tx, changed.case_id);
  if (!together) return {};
  const int solved = status_rank("solved"), closed = status_rank("closed");
  const auto left = [&](int rank) { return tx.scalar<std::int64_t>(sql::ticket_case::open_members, together->id, together->ticket_id.value, rank).value_or(0); };
  const auto lead = together->ticket_id == changed.id ? std::optional(changed) : find(tx, together->ticket_id);
  // The ticket of the message ends with its parts while it waits for them; with work of its own it goes on.
  const bool waits = lead && lead->id != changed.id && (lead->status == "hold" || lead->status == "solved");
  const bool parts_closed = left(closed) == 0, ends = parts_closed && (!lead || waits || lead->status == "closed");
  if (ends != bool(together->closed_at)) tx.execute(sql::ticket_case::set_closed, together->id, ends ? tx.now() : Time{}, tx.now());
  if (!waits || !api::rule_in_force("A3")) return {};
  const std::int64_t unsolved = left(solved);
  Change change;
  change.forced = true;
  if (parts_closed) change.status = "closed";
  else if (unsolved == 0 && lead->status == "hold") change.status = "solved";
  else if (unsolved > 0 && lead->status == "solved") change.status = "hold";
  if (change.status) TRY(update(tx, {UserId{}, "system", false, actor.cause_id, actor.depth}, lead->id, std::move(change)));
  return {};
}

}  // namespace sahay::tickets
