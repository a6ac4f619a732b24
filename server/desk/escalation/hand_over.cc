// From the owner to a specialist: the packet is complete, or nothing moves.
#include <algorithm>

#include "base/text.h"
#include "desk/escalation/escalation_sql.h"
#include "desk/escalation/handover.h"
#include "desk/promises/promise_store.h"
#include "desk/promises/when_words.h"
#include "desk/tickets/packet.h"
#include "desk/tickets/work_gate.h"
#include "platform/api/rule_switch.h"

namespace sahay::escalation {
namespace q = sql::escalation;
namespace {

std::string promised_words(db::Tx& tx, const tickets::Ticket& ticket, const tickets::PacketReader& reader) {
  std::string out;
  for (const promises::Promise& promise : promises::owed(tx, ticket.id)) {
    if (!promise.visible) continue;
    out += (out.empty() ? "" : "\n") + (promise.text.empty() ? i18n::text(reader.language, "promises.kind." + promise.kind) : promise.text) + " – " +
           promises::when_words(reader.language, promise.due_at, tx.now(), reader.time_zone);
  }
  return out;
}

Result<void> check_receiver(db::Tx& tx, UserId to) {
  if (!to) return {};
  const auto user = people::find_user(tx, to);
  if (!user || !user->staff() || !user->active) return invalid("to_id", "InvalidValue", "error.field.no_agent");
  return {};
}

// The group whose ladder the ticket stands on: a specialist who passes it on stands on the ladder of who sent it.
Result<Tier> tier_for(db::Tx& tx, const tickets::Ticket& ticket, const std::optional<Handover>& before, const NewHandover& wanted, UserId actor) {
  const auto tier = find_tier(tx, wanted.tier);
  const GroupId ladder = before && before->from_group_id ? before->from_group_id : ticket.group_id;
  if (!tier || !tier->active || tier->group_id != ladder) return invalid("tier_id", "InvalidValue", "escalation.error.tier");
  if (!may_enter(tx, *tier, ticket, actor)) return invalid("tier_id", "InvalidValue", "escalation.error.entry", {{"title", tier->title}});
  return *tier;
}

// The customer hears from the owner though another one works: what is not promised yet is promised now.
void promise_next_contact(db::Tx& tx, const tickets::Actor& actor, const Handover& h) {
  for (const promises::Promise& promise : promises::owed(tx, h.ticket_id))
    if (promise.visible && promise.due_at <= h.next_contact_at) return;
  promises::NewPromise wanted{.due_at = h.next_contact_at};
  wanted.kind = "update";
  wanted.owner = h.owner_id;
  const auto made = promises::make(tx, actor, h.ticket_id, std::move(wanted));
  (void)made;  // promises are switched off
}

void insert(db::Tx& tx, const Handover& h) {
  tx.execute(q::insert, h.id, h.ticket_id, h.tier_id, h.level, h.from_id, h.from_group_id, h.owner_id, h.to_id, h.to_group_id, h.why, h.problem, h.facts, h.question, h.promised,
             h.next_contact_at, h.may_answer, h.state, h.due_at, h.created_at);
}

}  // namespace

Packet prefilled(db::Tx& tx, const tickets::Ticket& ticket, UserId writer, i18n::Language language) {
  Packet out;
  const auto user = writer ? people::find_user(tx, writer) : std::nullopt;
  const tickets::PacketReader reader{language, promises::zone_of(user ? &*user : nullptr)};
  for (const tickets::PacketLines& lines : tickets::packet_lines)
    for (const std::string& line : lines(tx, ticket, reader)) out.facts += (out.facts.empty() ? "- " : "\n- ") + line;
  out.promised = promised_words(tx, ticket, reader);
  for (const promises::Promise& promise : promises::owed(tx, ticket.id))
    if (promise.visible && promise.due_at > tx.now() && (!out.next_contact_at || promise.due_at < out.next_contact_at)) out.next_contact_at = promise.due_at;
  return out;
}

Result<Handover> hand_over(db::Tx& tx, const tickets::Actor& actor, TicketId id, NewHandover wanted, i18n::Language language) {
  const auto ticket = tickets::find(tx, id);
  if (!ticket || !api::rule_in_force("A7")) return not_found();
  if (ticket->status_rank >= tickets::status_rank("solved")) return Error{ErrorCode::conflict, "escalation.error.solved"};
  TRY(tickets::ask_work_gates(tx, actor, *ticket, tickets::WorkStep::hand_over));
  auto before = running_of(tx, id);
  const Tier tier = TRY(tier_for(tx, *ticket, before, wanted, actor.id));
  if (std::find(std::begin(kReasons), std::end(kReasons), wanted.why) == std::end(kReasons))
    return invalid("why", "InvalidValue", "error.field.not_allowed", {{"allowed", "time, skill, customer, class, other"}});
  const Packet known = prefilled(tx, *ticket, actor.id, language);
  Packet& packet = wanted.packet;
  if (text::trim(packet.facts).empty()) packet.facts = known.facts;
  if (text::trim(packet.promised).empty()) packet.promised = known.promised;
  if (auto missing = missing_in(packet, tx.now()); !missing.empty()) {
    Error error{ErrorCode::invalid, "escalation.error.incomplete"};
    error.fields = std::move(missing);
    return error;
  }
  Handover h;
  h.to_id = wanted.to ? wanted.to : tier.assignee_id;
  TRY(check_receiver(tx, h.to_id));
  // What was filled in and left as it was is told in the words and the zone of who gets it.
  if (const auto reader = h.to_id ? people::find_user(tx, h.to_id) : std::nullopt) {
    const Packet theirs = prefilled(tx, *ticket, reader->id, reader->language());
    if (text::trim(packet.facts) == text::trim(known.facts)) packet.facts = theirs.facts;
    if (text::trim(packet.promised) == text::trim(known.promised)) packet.promised = theirs.promised;
  }
  h.id = HandoverId(tx.new_id("handovers"));
  h.ticket_id = id;
  h.tier_id = tier.id;
  h.level = tier.level;
  h.from_id = actor.id;
  h.from_group_id = before && before->from_group_id ? before->from_group_id : ticket->group_id;
  h.owner_id = ticket->owner_id ? ticket->owner_id : ticket->assignee_id ? ticket->assignee_id : actor.id;
  h.to_group_id = tier.team_id ? tier.team_id : ticket->group_id;
  h.why = wanted.why;
  h.problem = text::repair_utf8(text::trim(packet.problem));
  h.facts = text::repair_utf8(text::trim(packet.facts));
  h.question = text::repair_utf8(text::trim(packet.question));
  h.promised = text::repair_utf8(text::trim(packet.promised));
  h.next_contact_at = packet.next_contact_at;
  h.may_answer = wanted.may_answer;
  h.created_at = tx.now();
  if (tier.target_minutes > 0) h.due_at = after_working(tx, *ticket, tier.target_minutes, tier.business_hours);
  if (before) {
    end(tx, *before, "passed_on", actor.id, *ticket);
    save(tx, *before);
  }
  TRY(move(tx, actor, *ticket, h.to_id, h.to_group_id, packet_words(tx, h, language), "handed_over"));
  insert(tx, h);
  now_in_use();
  if (h.due_at) jobs::set(tx, kTarget, std::to_string(h.id.value), h.due_at, std::to_string(h.id.value));
  tx.execute(q::settle_asks, id, tx.now(), actor.id, "handed_over");
  promise_next_contact(tx, actor, h);
  tell(tx, actor, h, "made");
  if (actor.via != tickets::kImport) write_colleague(tx, h.to_id, actor.id, "handed_over", *ticket, h.level);
  return h;
}

}  // namespace sahay::escalation
