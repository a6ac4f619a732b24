// What must not reach a customer who is not calm (C12): the one place that decides it.
#include "desk/care/care.h"
#include "desk/care/care_sql.h"
#include "platform/api/rule_switch.h"

namespace sahay::care {
namespace q = sql::care;
namespace {

// "" when nothing holds it back, else the mood.
std::string held_back(db::Tx& tx, const Subject& both, std::string_view kind) {
  if (!api::rule_in_force("C12") || !is_offer(kind)) return "";
  const std::string mood = mood_of(tx, both);
  return withheld(mood, kind) ? mood : "";
}

bool hold_back(db::Tx& tx, const Subject& both, std::string_view kind, TicketId ticket) {
  const std::string mood = held_back(tx, both, kind);
  // A rule that meets the same request at each of its changes withheld one thing, not many.
  const bool counted = !mood.empty() && ticket && tx.scalar<std::int64_t>(q::withheld_before, both.user, kind, ticket);
  if (!mood.empty() && !counted) tx.execute(q::insert_withheld, tx.new_id("withheld"), kind, ticket, both.user, UserId{}, mood, tx.now());
  return !mood.empty();
}

}  // namespace

bool withheld(std::string_view mood, std::string_view kind) { return api::rule_in_force("C12") && is_offer(kind) && mood != "calm"; }

bool withheld(db::Tx& tx, const tickets::Ticket& ticket, std::string_view kind) {
  return !held_back(tx, {ticket.requester_id, ticket.organization_id}, kind).empty();
}

bool withhold(db::Tx& tx, const tickets::Ticket& ticket, std::string_view kind) {
  return hold_back(tx, {ticket.requester_id, ticket.organization_id}, kind, ticket.id);
}

Error withheld_error(db::Tx& tx, const tickets::Ticket& ticket) {
  const auto customer = people::find_user(tx, ticket.requester_id);
  return Error{ErrorCode::conflict, "care.error.withheld", {}, {}, {{"name", customer ? customer->name : ""}, {"mood", mood_of_ticket(tx, ticket)}}};
}

bool queue_offer(db::Tx& tx, const people::User& receiver, std::string_view kind, const channels::Notice& notice) {
  if (hold_back(tx, {receiver.id, receiver.organization_id}, kind, {})) return false;
  channels::queue_notice(tx, notice);
  return true;
}

Result<void> check_answer(db::Tx& tx, const tickets::Ticket& ticket, const JsonObject& in) {
  const JsonObject* comment = object_at(in, "comment");
  const auto mark = comment ? string_at(*comment, kMark) : std::nullopt;
  if (!mark || mark->empty()) return {};
  if (!is_offer(*mark)) return invalid("marked_as", "InvalidValue", "error.field.not_allowed", {{"allowed", "sales, recommendation, campaign, survey"}});
  if (withheld(tx, ticket, *mark)) return withheld_error(tx, ticket);
  return {};
}

bool is_marked(std::string_view stored_actions) { return stored_actions.find("\"marked_as\"") != stored_actions.npos; }

}  // namespace sahay::care
