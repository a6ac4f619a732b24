// The door of care: the mood of people and organizations, and what is withheld while it is not calm.
//
// Events out: mood.changed (subject_id = the ticket that led to it, else 0) with {"user_id","organization_id","was",
// "mood","source","reason","version"}; mood.noticed (subject_id = the ticket): a complaint, or the end of a ticket whose
// customer is not calm.
// Rule of use: whoever sells, recommends, sends to many or asks for a rating asks withheld() first; no screen decides it.
// A ticket's mood is the worse one of its requester and its organization.
// Threading: inside one Tx.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "desk/care/mood.h"
#include "desk/channels/notice.h"
#include "desk/tickets/tickets.h"

namespace sahay::care {

// Of whom: a person, or an organization when there is no person.
struct Subject {
  UserId user{};
  OrganizationId organization{};
};

std::optional<Mood> find_mood(db::Tx& tx, const Subject& subject);
std::vector<MoodChange> history_of(db::Tx& tx, const Mood& mood);  // newest first, at most 50
// "calm" where nothing else is known.
std::string mood_of(db::Tx& tx, const Subject& person_and_organization);
std::string mood_of(const std::optional<Mood>& person, const std::optional<Mood>& organization);
std::string mood_of_ticket(db::Tx& tx, const tickets::Ticket& ticket);

struct NewMood {
  std::string mood;
  std::string reason{};                     // at most 500 code points; a person must give one
  std::string source = "agent";
  TicketId ticket{};
  std::optional<std::int64_t> version{};    // that the writer has seen; another one refuses the change (conflict)
};
// Errors: invalid (mood, reason), conflict, not_found (the rule is switched off).
Result<Mood> set_mood(db::Tx& tx, const tickets::Actor& actor, const Subject& subject, NewMood wanted);
// What the program noticed; nothing is written when it changes nothing. A grave mood is one of the organization too.
void notice(db::Tx& tx, const Subject& person_and_organization, std::string_view signal, TicketId ticket, std::string reason, std::int64_t cause_id = 0);

// Whether an offer of this kind must not reach the customer now.
bool withheld(db::Tx& tx, const tickets::Ticket& ticket, std::string_view kind);
bool withheld(std::string_view mood, std::string_view kind);
// The same where the work goes on without it: a yes is kept for the figures (in a write transaction).
bool withhold(db::Tx& tx, const tickets::Ticket& ticket, std::string_view kind);
// The error for it, with the customer's name and the mood: care.error.withheld.
Error withheld_error(db::Tx& tx, const tickets::Ticket& ticket);
// A mail to one person that they do not need (campaign, recommendation, survey): queued, or withheld; true when queued.
bool queue_offer(db::Tx& tx, const people::User& receiver, std::string_view kind, const channels::Notice& notice);

// What nobody asked care for: heard inside the transaction of the ticket's change, by what stands in its event alone, so
// that a ticket without complaint, anger or end costs no query.
void watch_change(db::Tx& tx, const events::Event& event, const tickets::Ticket& ticket);
void customer_spoke(db::Tx& tx, const tickets::Ticket& ticket, const tickets::Comment& comment, const events::Event& event);
// Consumer "care" of heard_events(): misses of clocks, news for the manager, the follow-up after solving.
const std::vector<std::string>& heard_events();
void hear(db::Tx& tx, const events::Event& event);

// Whether a ticket is a complaint beside its tag "complaint": by the kind of request. Set by app.
inline std::function<bool(db::Tx&, const tickets::Ticket&)> is_complaint;
// Whether another open ticket of its requester is one by its kind. Set by app.
inline std::function<bool(db::Tx&, const tickets::Ticket&)> complains_by_kind;

struct Settings {
  std::vector<std::int64_t> manager_ids;  // empty: the administrators
  std::int64_t follow_up_hours = 48;      // 0: no follow-up after solving
  bool watch_words = true;
};
BOOST_DESCRIBE_STRUCT(Settings, (), (manager_ids, follow_up_hours, watch_words))
Settings settings_of(db::Tx& tx);
void save_settings(db::Tx& tx, const Settings& settings);
std::vector<people::User> managers(db::Tx& tx, const Settings& settings);

// Conditions "mood" and action "set_mood", and the mark of what sells ("marked_as").
void add_care_rules();
inline constexpr char kMark[] = "marked_as";
// Whether actions as they are stored carry the mark.
bool is_marked(std::string_view stored_actions);
// Refuses an agent's answer that carries a mark ({"comment":{"marked_as":"sales"}}) while it is withheld.
Result<void> check_answer(db::Tx& tx, const tickets::Ticket& ticket, const JsonObject& in);

}  // namespace sahay::care
