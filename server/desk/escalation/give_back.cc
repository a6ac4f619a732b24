// What the specialist does with a hand-over: accept it, reject an incomplete packet, give it back with what came of it.
#include <algorithm>

#include "base/text.h"
#include "desk/escalation/escalation_sql.h"
#include "desk/escalation/handover.h"

namespace sahay::escalation {
namespace {

struct Running {
  Handover handover;
  tickets::Ticket ticket;
};
Result<Running> running(db::Tx& tx, HandoverId id) {
  auto handover = find_handover(tx, id);
  if (!handover) return not_found();
  auto ticket = tickets::find(tx, handover->ticket_id);
  if (!ticket) return not_found();
  if (!handover->running()) return Error{ErrorCode::conflict, "escalation.error.ended"};
  return Running{std::move(*handover), std::move(*ticket)};
}

// Who gets the ticket back: a person who is still there, else nobody and the group sees it.
UserId still_there(db::Tx& tx, UserId user) {
  const auto found = user ? people::find_user(tx, user) : std::nullopt;
  return found && found->active && found->staff() ? user : UserId{};
}

void need(Error& error, const char* field, std::string_view text) {
  if (text::trim(text).empty()) error.fields.push_back({field, "BlankValue", std::string("escalation.missing.") + field, {}});
  else if (text::length(text) > 10'000) error.fields.push_back({field, "TooLong", "error.field.too_long", {{"max", "10000"}}});
}

std::string names_of(const std::vector<std::string>& fields, i18n::Language language) {
  std::string out;
  for (const std::string& field : fields) out += (out.empty() ? "" : ", ") + i18n::text(language, "escalation.field." + field);
  return out;
}

}  // namespace

Result<Handover> accept(db::Tx& tx, const tickets::Actor& actor, HandoverId id) {
  auto [h, ticket] = TRY(running(tx, id));
  if (h.state == "accepted" && h.to_id == actor.id) return std::move(h);
  h.state = "accepted";
  h.accepted_at = tx.now();
  h.to_id = actor.id;
  if (ticket.assignee_id != actor.id) {
    tickets::Change change;
    change.assignee = actor.id;
    TRY(tickets::update(tx, actor, ticket.id, std::move(change)));
  }
  save(tx, h);
  tell(tx, actor, h, "accepted");
  return std::move(h);
}

Result<Handover> reject(db::Tx& tx, const tickets::Actor& actor, HandoverId id, const std::vector<std::string>& missing, std::string reason, i18n::Language language) {
  auto [h, ticket] = TRY(running(tx, id));
  Error error{ErrorCode::invalid, "error.invalid"};
  if (missing.empty() || !std::all_of(missing.begin(), missing.end(), [](const std::string& field) { return is_packet_field(field); }))
    error.fields.push_back({"missing", "InvalidValue", "error.field.not_allowed", {{"allowed", "problem, facts, question, promised, next_contact_at"}}});
  need(error, "reason", reason);
  if (!error.fields.empty()) return error;
  h.missing.clear();
  for (const std::string& field : missing) h.missing += (h.missing.empty() ? "" : " ") + field;
  h.result = text::repair_utf8(text::trim(reason));
  end(tx, h, "rejected", actor.id, ticket);
  const std::string note = i18n::text(language, "escalation.rejected", {{"fields", names_of(missing, language)}}) + "\n\n" + h.result;
  TRY(move(tx, actor, ticket, still_there(tx, h.from_id), h.from_group_id, note, "rejected"));
  save(tx, h);
  tell(tx, actor, h, "rejected");
  write_colleague(tx, h.from_id, actor.id, "rejected", ticket, h.level);
  return std::move(h);
}

Result<Handover> give_back(db::Tx& tx, const tickets::Actor& actor, HandoverId id, Return wanted, i18n::Language language) {
  auto [h, ticket] = TRY(running(tx, id));
  Error error{ErrorCode::invalid, "escalation.error.incomplete"};
  if (std::find(std::begin(kOutcomes), std::end(kOutcomes), wanted.outcome) == std::end(kOutcomes))
    error.fields.push_back({"outcome", "InvalidValue", "error.field.not_allowed", {{"allowed", "solved, workaround, cause_found, not_reproduced, not_ours"}}});
  need(error, "result", wanted.result);
  need(error, "tell_customer", wanted.tell_customer);
  if (!error.fields.empty()) return error;
  h.outcome = wanted.outcome;
  h.result = text::repair_utf8(text::trim(wanted.result));
  h.tell_customer = text::repair_utf8(text::trim(wanted.tell_customer));
  end(tx, h, "returned", actor.id, ticket);
  const UserId owner = ticket.owner_id ? ticket.owner_id : h.owner_id;
  const std::string note = i18n::text(language, "escalation.returned", {{"outcome", i18n::text(language, "escalation.outcome." + h.outcome)}}) + "\n\n" + h.result + "\n\n" +
                           i18n::text(language, "escalation.field.tell_customer") + "\n" + h.tell_customer;
  TRY(move(tx, actor, ticket, still_there(tx, owner), h.from_group_id, note, "returned"));
  save(tx, h);
  tell(tx, actor, h, "returned");
  write_colleague(tx, owner, actor.id, "returned", ticket, h.level);
  return std::move(h);
}

Result<Handover> allow_answer(db::Tx& tx, const tickets::Actor& actor, HandoverId id, bool allowed) {
  auto [h, ticket] = TRY(running(tx, id));
  if (actor.id != (ticket.owner_id ? ticket.owner_id : h.owner_id)) return Error{ErrorCode::forbidden, "escalation.error.only_owner"};
  h.may_answer = allowed;
  save(tx, h);
  return std::move(h);
}

Result<void> ring(db::Store& store, const jobs::Job& job) {
  return store.write([&](db::Tx& tx) -> Result<void> {
    jobs::finish(tx, job);
    auto h = find_handover(tx, HandoverId(text::to_integer(job.payload).value_or(0)));
    const auto ticket = h ? tickets::find(tx, h->ticket_id) : std::nullopt;
    if (!ticket || !h->running() || h->breached_at) return {};
    h->breached_at = tx.now();
    save(tx, *h);
    tell(tx, {UserId{}, "system"}, *h, "breached");
    write_colleague(tx, h->to_id, {}, "late", *ticket, h->level);
    if (ticket->owner_id != h->to_id) write_colleague(tx, ticket->owner_id, {}, "late", *ticket, h->level);
    return {};
  });
}

void watch_change(db::Tx& tx, const events::Event& event, const tickets::Ticket& ticket) {
  if (event.kind == "ticket.created") return;  // nobody has it in hand yet
  const std::string& data = event.data.text;
  const bool ends = event.kind == "ticket.deleted" || data.find("\"to\":\"solved\"") != data.npos || data.find("\"to\":\"closed\"") != data.npos;
  if (!ends || !in_use(tx)) return;
  auto h = running_of(tx, ticket.id);
  if (!h) return;
  end(tx, *h, "returned", UserId(event.actor_id), ticket);
  h->outcome = event.kind == "ticket.deleted" ? "not_ours" : "solved";
  save(tx, *h);
}

void forget(db::Tx& tx, const events::Event& event) {
  for (const Handover& h : of_ticket(tx, TicketId(event.subject_id))) jobs::cancel(tx, kTarget, std::to_string(h.id.value));
  for (const auto* statement : {&sql::escalation::erase_handovers, &sql::escalation::erase_asks, &sql::escalation::erase_owner_changes}) tx.execute(*statement, event.subject_id);
}

}  // namespace sahay::escalation
