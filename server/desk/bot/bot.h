// The door of the bot (C11): who speaks first in a ticket, what it says, and how it hands over to a person.
//
// The bot speaks only while the ticket's speaker is the bot at the version that it read (tickets/speaker.h). A hand-off is
// any move of the speaker from the bot, or by a customer's wish, to a person who has not answered yet: a line to the
// customer, a packet for the group, a notice, a clock; an unanswered one escalates.
// Events out (subject = ticket): handoff.opened, handoff.answered, handoff.escalated, {"handoff_id","reason","level"}.
// Rule of use: app/wiring.cc makes one Desk, sets its doors, and calls it from tickets::first_speaker and change_made; turn()
// and ring() are job handlers. Where no bot is on and nobody waits, a change of a ticket costs no query.
// Threading: Desk from any thread; the rest inside one Tx.
#pragma once

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>

#include "base/live_text.h"
#include "desk/bot/conversation.h"
#include "desk/tickets/tickets.h"
#include "platform/api/api.h"
#include "platform/jobs/jobs.h"

namespace sahay::bot {

inline constexpr char kTurn[] = "bot.turn";     // key: the ticket
inline constexpr char kAlarm[] = "bot.handoff";  // key: the hand-off
inline constexpr std::string_view kNodeTopic = "bot";
inline constexpr std::string_view kChannels[] = {"chat", "web", "email"};
inline constexpr std::string_view kHours[] = {"always", "open", "closed"};
inline constexpr int kMostLevels = 3;  // so often an unanswered hand-off is told anew

struct Settings {
  Id<struct BotSettingsTag> id;
  Id<struct BotBrandTag> brand_id;     // none: every brand without an own row
  bool active = false;
  std::vector<std::string> channels{"chat"};
  std::string hours = "always";        // when it speaks: always, open (while somebody is there), closed (while nobody is)
  std::string greeting_en, greeting_bn, greeting_ru;  // "": ours
  RawJson questions{"[]"};             // [{"en","bn","ru"}]
  std::int64_t most_answers = 2;       // times it looks for articles before it asks
  std::int64_t answer_minutes = 5;     // a person answers a hand-off within
  GroupId escalation_group_id;         // the next tier; none: the ticket stays where it is
  Time created_at, updated_at;

  std::vector<Question> question_list() const;
  const std::string& greeting(i18n::Language language) const;
};
BOOST_DESCRIBE_STRUCT(Settings, (), (id, brand_id, active, channels, hours, greeting_en, greeting_bn, greeting_ru, questions, most_answers, answer_minutes, escalation_group_id, created_at, updated_at))

struct Handoff {
  Id<struct HandoffTag> id;
  TicketId ticket_id;
  GroupId group_id;
  std::string reason;              // asked, intake, customer, agent, rule
  std::string state = "open";      // open, answered, closed
  std::int64_t level = 0;
  RawJson packet{"{}"};
  Time started_at, due_at, escalated_at, ended_at;
  UserId answered_by;
};
BOOST_DESCRIBE_STRUCT(Handoff, (), (id, ticket_id, group_id, reason, state, level, packet, started_at, due_at, escalated_at, ended_at, answered_by))

// Whether somebody is there for a group, and when that changes (unset: not within a month).
struct Presence {
  bool open = true;
  Time changes_at;
};

// What siblings give; set by app before anything runs.
struct Doors {
  std::function<std::vector<Article>(db::Tx&, std::string_view words, i18n::Language, int limit)> find_articles{};
  std::function<Presence(db::Tx&, GroupId)> presence{};
  LiveText desk_name = "Sahay", time_zone = "UTC";
  std::string site_url;  // "": links are paths of this site
};

class Desk {
 public:
  explicit Desk(Doors doors) : doors_(std::move(doors)) {}

  // tickets::first_speaker: from memory.
  bool begins(db::Tx& tx, const tickets::Ticket& ticket) const;
  // tickets::change_made.
  void watch_change(db::Tx& tx, const events::Event& event, const tickets::Ticket& ticket);
  Result<void> turn(db::Store& store, const jobs::Job& job);   // the bot's next word
  Result<void> ring(db::Store& store, const jobs::Job& job);   // a hand-off that nobody answered
  // What the database holds; inside write() it takes effect with the commit.
  void load(db::Tx& tx, bool after_commit);
  void add_routes(api::Api& api);
  void add_rule_parts();
  void add_console_parts();

  std::optional<Settings> settings_for(std::int64_t brand) const;
  // Gives the word to the bot by an act of staff. Errors: conflict (a person has answered by mail; no bot is on).
  Result<tickets::Outcome> give_to_bot(db::Tx& tx, const tickets::Actor& actor, const tickets::Ticket& ticket);
  // Opens a hand-off for a ticket whose speaker has become a person. `told`: the customer has read the line already.
  void open_handoff(db::Tx& tx, const tickets::Ticket& ticket, std::string_view reason, std::int64_t cause_id, bool told);
  // "A person was asked to answer. …": what happens next, for the customer.
  std::string expectation(db::Tx& tx, const tickets::Ticket& ticket, i18n::Language language) const;

 private:
  struct State {
    std::vector<Settings> settings;
  };
  struct Plan;
  std::shared_ptr<const State> state() const;
  Plan plan(db::Tx& tx, TicketId ticket);
  Result<void> speak(db::Tx& tx, Plan& plan);
  void settle(db::Tx& tx, const tickets::Ticket& ticket, std::string_view state, UserId by);
  void hear_event(db::Tx& tx, const events::Event& event, const tickets::Ticket& ticket);
  Time due(db::Tx& tx, const tickets::Ticket& ticket) const;
  Result<void> announce(db::Tx& tx, const Handoff& handoff, const tickets::Ticket& ticket, bool told);
  Result<void> escalate(db::Tx& tx, Handoff handoff, const tickets::Ticket& ticket);
  void tell_staff(db::Tx& tx, const Handoff& handoff, const tickets::Ticket& ticket);

  const Doors doors_;
  mutable std::mutex mutex_;
  std::shared_ptr<const State> state_ = std::make_shared<const State>();
  std::atomic<bool> on_ = false, waiting_ = true;  // waiting_: a hand-off may be open
};

// --- queries ---
std::optional<Talk> talk_of(db::Tx& tx, TicketId ticket);
std::optional<Handoff> handoff_of(db::Tx& tx, TicketId ticket);  // the newest

}  // namespace sahay::bot
