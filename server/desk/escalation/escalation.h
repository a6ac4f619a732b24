// The door of escalation: the ladder of a group, hand-overs with their packet, who owns a ticket, and customers who ask for
// somebody above.
//
// The owner answers to the customer to the end; the assignee does the current work. A hand-over moves the assignee, never
// the owner. Events out (subject_id = the ticket): handover.made, .accepted, .rejected, .returned, .breached, .asked, and
// handover.owner_changed; data {"handover_id","level","state"} and what is particular.
// Rule of use: folders above change owners by change_owner() only.
// Threading: inside one Tx.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "desk/escalation/packet.h"
#include "desk/promises/promises.h"
#include "desk/tickets/action.h"
#include "desk/tickets/tickets.h"
#include "platform/api/api.h"
#include "platform/events/events.h"
#include "platform/jobs/jobs.h"

namespace sahay::escalation {

using TierId = Id<struct TierTag>;
using HandoverId = Id<struct HandoverTag>;

// Wire words of the closed sets.
inline constexpr std::string_view kLevels[] = {"1", "2", "3", "vendor"};
inline constexpr std::string_view kReasons[] = {"time", "skill", "customer", "class", "other"};
inline constexpr std::string_view kOutcomes[] = {"solved", "workaround", "cause_found", "not_reproduced", "not_ours"};

struct Tier {
  TierId id;
  GroupId group_id;               // whose ladder it is
  std::string level = "2", title;
  RawJson filter{R"({"all":[],"any":[]})"};  // who may go there: conditions as rules have them
  std::int64_t target_minutes = 0;  // internal target; 0: none
  bool business_hours = true;
  GroupId team_id;                // the specialists; none: the ticket stays in its group
  UserId assignee_id;             // who takes it; none: whoever of the team does
  bool active = true;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Tier, (), (id, group_id, level, title, filter, target_minutes, business_hours, team_id, assignee_id, active, created_at, updated_at))

struct Handover {
  HandoverId id;
  TicketId ticket_id;
  TierId tier_id;
  std::string level;
  UserId from_id;
  GroupId from_group_id;
  UserId owner_id, to_id;
  GroupId to_group_id;
  std::string why;                // one of kReasons
  std::string problem, facts, question, promised;
  Time next_contact_at;
  bool may_answer = false;        // the specialist may write to the customer
  std::string state = "open";     // open, accepted, returned, rejected, passed_on
  Time due_at, created_at, accepted_at, ended_at, breached_at;
  std::int64_t seconds = 0;       // working time that it took
  std::string missing;            // what a rejection found missing, names with blanks between
  std::string outcome, result, tell_customer;
  UserId ended_by;

  bool running() const { return !ended_at; }
};
BOOST_DESCRIBE_STRUCT(Handover, (), (id, ticket_id, tier_id, level, from_id, from_group_id, owner_id, to_id, to_group_id, why, problem, facts, question, promised, next_contact_at, may_answer, state, due_at, created_at, accepted_at, ended_at, breached_at, seconds, missing, outcome, result, tell_customer, ended_by))

std::vector<Tier> tiers_of(db::Tx& tx, GroupId group);  // the active ones
std::optional<Tier> find_tier(db::Tx& tx, TierId id);
// Whether a ticket may go there now.
bool may_enter(db::Tx& tx, const Tier& tier, const tickets::Ticket& ticket, UserId actor);
std::optional<Handover> find_handover(db::Tx& tx, HandoverId id);
std::optional<Handover> running_of(db::Tx& tx, TicketId ticket);
std::vector<Handover> of_ticket(db::Tx& tx, TicketId ticket);  // newest first

struct NewHandover {
  TierId tier;
  UserId to{};            // none: as the tier says
  std::string why = "other";
  Packet packet{};        // facts and promised left blank are taken from what the ticket holds
  bool may_answer = false;
};
// What can be filled in from the ticket: what is known of it, and what is owed to the customer, in this language and in the
// writer's zone.
Packet prefilled(db::Tx& tx, const tickets::Ticket& ticket, UserId writer, i18n::Language language);
// Errors: not_found, invalid (tier_id, to_id, why, or every field of the packet that is missing), conflict (solved).
Result<Handover> hand_over(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, NewHandover wanted, i18n::Language language);
Result<Handover> accept(db::Tx& tx, const tickets::Actor& actor, HandoverId id);
// The packet does not say enough: back to who sent it, counted. Errors: invalid (missing, reason), conflict (ended).
Result<Handover> reject(db::Tx& tx, const tickets::Actor& actor, HandoverId id, const std::vector<std::string>& missing, std::string reason, i18n::Language language);
struct Return {
  std::string outcome, result, tell_customer;  // all three
};
// Back to the owner with what came of it. Errors: invalid (each field), conflict (ended).
Result<Handover> give_back(db::Tx& tx, const tickets::Actor& actor, HandoverId id, Return wanted, i18n::Language language);
// The owner lets the specialist write to the customer, or no more. Errors: forbidden (not the owner).
Result<Handover> allow_answer(db::Tx& tx, const tickets::Actor& actor, HandoverId id, bool allowed);

// One owner to the end: a change has a reason and tells the customer who is responsible now, once. Errors: invalid
// (owner_id, reason), not_found.
struct NewOwner {
  UserId to;
  std::string reason{};
  bool tell = true;
};
Result<tickets::Outcome> change_owner(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, NewOwner wanted);
// The gates of plain changes: an owner_id without owner_reason, a specialist's answer that the owner did not allow.
Result<std::function<void(db::Tx&, const tickets::Outcome&)>> owner_gate(api::Context& context, db::Tx& tx, const tickets::Ticket& ticket, const tickets::Change& change, const JsonObject& in);
Result<void> answer_gate(db::Tx& tx, const tickets::Ticket& ticket, const tickets::Change& change, UserId writer);

struct Ask {
  Id<struct AskTag> id;
  TicketId ticket_id;
  UserId user_id;
  std::string reason;
  Time created_at, answered_at;
  UserId answered_by;
  std::string answer;
};
BOOST_DESCRIBE_STRUCT(Ask, (), (id, ticket_id, user_id, reason, created_at, answered_at, answered_by, answer))
// A customer wants somebody above to look: written into the thread, owner and managers hear, an answer is promised. Asking
// again while nobody has answered gives the same. Errors: not_found, forbidden (closed), invalid (reason too long).
Result<Ask> ask(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, std::string reason);
std::optional<Ask> open_ask(db::Tx& tx, TicketId ticket);
Result<Ask> settle_ask(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, std::string answer);

inline constexpr char kTarget[] = "escalation.target";  // key: the hand-over
Result<void> ring(db::Store& store, const jobs::Job& job);
// A ticket that is solved or gone ends its hand-over; told inside the transaction of its change.
void watch_change(db::Tx& tx, const events::Event& event, const tickets::Ticket& ticket);

// Consumer "escalation" of ticket.erased.
void forget(db::Tx& tx, const events::Event& event);

// Conditions "tier" and "escalation_asked", action "ask_escalation".
void add_escalation_rules();
void add_escalation_routes(api::Api& api);
void add_console_parts();  // key "handover"

}  // namespace sahay::escalation
