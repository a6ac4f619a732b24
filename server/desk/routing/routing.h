// The door of routing: hands tickets out, takes back what absent agents hold, marks what stands still or bounces.
//
// Events out: ticket.flagged (subject = ticket, {"flag","on"}), agent.status (subject = user, {"from","to","set_by"}).
// Rule of use: app/wiring.cc makes one Desk; hear() is a durable consumer of kWanted, sweep() and watch() are job
// handlers, console_heard() is told by whoever holds the consoles' sockets. Everything else runs inside one Tx.
// Threading: any thread.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <set>

#include "desk/routing/agent.h"
#include "desk/routing/choose.h"
#include "desk/tickets/tickets.h"
#include "platform/api/api.h"
#include "platform/jobs/jobs.h"

namespace sahay::routing {

// How a group hands out; a group without a row: by hand.
struct GroupRow {
  GroupId group_id;
  std::string method = "manual", skills = "require", language = "prefer";
  std::int64_t capacity = 0;
  bool within_hours = true;
  std::int64_t release_minutes = 0;  // away longer than this: open tickets go back; 0 = never
  bool keep_owner = true;            // the owner stays when the assignee changes
  Time updated_at;

  GroupRules rules() const { return {method_named(method), capacity, match_named(skills), match_named(language), within_hours}; }
};
BOOST_DESCRIBE_STRUCT(GroupRow, (), (group_id, method, skills, language, capacity, within_hours, release_minutes, keep_owner, updated_at))

struct Skill {
  Id<struct SkillTag> id;
  std::string name, name_key, description;
  std::vector<std::string> tags;  // a ticket with one of them asks for the skill
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Skill, (), (id, name, name_key, description, tags, created_at, updated_at))

struct DecisionRow {
  Id<struct RoutingDecisionTag> id;
  TicketId ticket_id;
  GroupId group_id;
  UserId agent_id;
  std::string kind;                       // assigned, waiting (nobody could), released (was absent), returned (by hand)
  RawJson why{"{}"}, verdicts{"[]"};
  std::int64_t event_id = 0;
  Time created_at;
};
BOOST_DESCRIBE_STRUCT(DecisionRow, (), (id, ticket_id, group_id, agent_id, kind, why, verdicts, event_id, created_at))

// Open or closed, and when that ends (unset: not within a month).
struct OpenState {
  bool open = true;
  Time changes_at;
};

inline constexpr char kSweep[] = "routing.sweep";
inline constexpr char kWanted[] = "routing.wanted";
inline constexpr char kWatch[] = "routing.watch";
inline constexpr std::string_view kNodeTopic = "routing";

class Desk {
 public:
  // The working hours of a schedule, or (0) of a group.
  using HoursOf = std::function<OpenState(db::Tx&, std::int64_t schedule, GroupId group)>;
  explicit Desk(HoursOf hours) : hours_(std::move(hours)) {}

  // Told of every change in its own transaction (tickets/change_made.h): emits kWanted where it can matter. While every
  // group hands out by hand only handovers do.
  void watch_change(db::Tx& tx, const events::Event& event);
  void hear(db::Tx& tx, const events::Event& event);
  Result<void> sweep(db::Store& store, const jobs::Job& job);
  Result<void> watch(db::Store& store, const jobs::Job& job);
  Result<void> start(db::Store& store);
  // Groups have changed, here or on another node.
  void reload(db::Tx& tx);
  bool in_use() const { return in_use_; }
  // The console of this agent is open.
  void console_heard(db::Store& store, UserId agent);

  struct Trial {
    GroupRow group;
    Need need;
    Choice choice;
    JsonObject why;       // empty: nobody
    bool closed = false;  // the group's hours
  };
  // Who would get it; changes nothing. `ticket`: none for a ticket that does not exist yet.
  Trial decide(db::Tx& tx, GroupId group, const Need& need, TicketId ticket = {});
  // Gives the ticket to somebody, if it waits for somebody and somebody can take it. Errors: as update().
  Result<std::optional<UserId>> assign(db::Tx& tx, const tickets::Ticket& ticket, std::int64_t cause_id = 0, int depth = 0);

 private:
  void note_return(db::Tx& tx, const tickets::Ticket& ticket, const events::Event& event, std::int64_t from);
  void note_waiting(db::Tx& tx, const tickets::Ticket& ticket, const events::Event& event);
  int release_of_group(db::Tx& tx, const GroupRow& group);
  void assign_waiting(db::Store& store);
  std::optional<Time> next_change(db::Tx& tx);
  OpenState hours(db::Tx& tx, std::int64_t schedule, GroupId group) const { return hours_ ? hours_(tx, schedule, group) : OpenState{}; }
  std::vector<Candidate> candidates(db::Tx& tx, const GroupRow& group, TicketId ticket, OpenState& group_hours);

  const HoursOf hours_;
  std::atomic<bool> in_use_ = false;
  std::mutex seen_mutex_;
  std::map<std::int64_t, Time> seen_;  // agents whose console was written down lately
};

// --- agents ---

AgentState state_of(db::Tx& tx, UserId agent);
void save_state(db::Tx& tx, AgentState state);
// What a person says of an agent. Errors: invalid status.
Result<AgentState> set_status(db::Tx& tx, UserId agent, std::string_view status);
Presence presence_of(db::Tx& tx, UserId agent);
// On leave, or away or offline by their own word; a console that was closed says nothing of the sort.
bool said_away(db::Tx& tx, UserId agent);

// Who is there now and has room for one more ticket.
struct OnShift {
  people::User user;
  std::vector<std::string> languages;  // empty: not said
};
std::vector<OnShift> on_shift(db::Tx& tx);

// --- tickets ---

// What the ticket asks for: its own skills, those of its tags, the language of its requester.
Need need_of(db::Tx& tx, const tickets::Ticket& ticket);
std::vector<std::int64_t> skills_of(db::Tx& tx, TicketId ticket);
void set_skills(db::Tx& tx, TicketId ticket, const std::vector<std::int64_t>& skills);
GroupRow group_row(db::Tx& tx, GroupId group);
// Looks at everything that waits as soon as a worker is free.
void wake(db::Tx& tx);

// --- what calls for attention ---

struct Flag {
  TicketId ticket_id;
  std::string flag;
  Time since, until_at;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(Flag, (), (ticket_id, flag, since, until_at, count))
// Those that hold now: "stuck", "bouncing".
std::vector<std::string> flags_of(db::Tx& tx, TicketId ticket);
bool hands_over(const JsonObject& data);  // of an event: from somebody to somebody else
void note_handover(db::Tx& tx, const events::Event& event, const JsonObject& data);
// Marks and unmarks what stands still; gives how many marks changed.
int mark_stuck(db::Store& store);

// Conditions and actions for rules; before the server starts. `desk` outlives them.
void add_rule_parts(Desk& desk);
void add_routes(api::Api& api, Desk& desk);        // groups, test box, ticket's trace and skills
void add_agent_routes(api::Api& api, Desk& desk);  // availability
void add_skill_routes(api::Api& api);

}  // namespace sahay::routing
