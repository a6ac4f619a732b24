// Rulebook: all policies and schedules of the desk, with every version that they had, ready for the fold.
// Rule of use: asked for in each transaction; read again only when something changed.
// Threading: immutable; Shelf from any thread.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "desk/sla/clock.h"
#include "desk/tickets/condition.h"
#include "platform/db/store.h"

namespace sahay::sla {

using PolicyId = Id<struct PolicyTag>;
using ScheduleId = Id<struct ScheduleTag>;

// Kinds of policies: what is promised to customers, and how long a group may have a ticket.
inline constexpr char kOfTickets[] = "ticket", kOfGroups[] = "group";

struct PolicyRow {
  PolicyId id;
  std::string title, description;
  std::int64_t position = 0;
  RawJson filter{"{\"all\":[],\"any\":[]}"}, policy_metrics{"[]"}, pause_rules{"[]"};
  std::int64_t warn_percent = 80, schedule_id = 0, version_id = 0;
  std::string kind = kOfTickets;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(PolicyRow, (), (id, title, description, position, filter, policy_metrics, pause_rules, warn_percent, schedule_id, version_id, kind, created_at, updated_at))

struct ScheduleRow {
  ScheduleId id;
  std::string name, time_zone = "UTC";
  RawJson intervals{"[]"};  // [{"start_time","end_time"}], minutes since Sunday 0:00
  RawJson holidays{"[]"};   // [{"id","name","start_date","end_date"}], or with "start_minute" and "end_minute" of the day
  std::vector<std::int64_t> group_ids, brand_ids;
  bool is_default = false;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(ScheduleRow, (), (id, name, time_zone, intervals, holidays, group_ids, brand_ids, is_default, created_at, updated_at))

// Which policy and schedule hold for a ticket.
struct Assignment {
  std::int64_t event_id = 0;  // from this event of the ticket on
  Time at;                    // unset: with the event itself; else later, because a policy or schedule changed
  std::int64_t version = 0;   // of the policy; 0 = none
  std::int64_t schedule = 0;
  bool analysis = false;      // checkpoints stand in for the target of the solution
  std::int64_t group_version = 0;  // of the group's policy; 0 = none

  bool same_rules(const Assignment& other) const {
    return version == other.version && schedule == other.schedule && analysis == other.analysis && group_version == other.group_version;
  }
};

class Rulebook {
 public:
  static std::shared_ptr<const Rulebook> read(db::Tx& tx, std::int64_t generation);

  std::int64_t generation() const { return generation_; }
  // The first policy whose filter holds, the first of the ticket's group, and the schedule: the policy's, else the
  // group's, the brand's, the default one.
  Assignment assign(db::Tx& tx, const tickets::Ticket& ticket) const;
  Rules rules(const Assignment& assignment) const;
  const calendar::Calendar* calendar_of(std::int64_t schedule) const;
  // Without a policy.
  std::int64_t schedule_of(const tickets::Ticket& ticket) const;
  std::string schedule_name(std::int64_t schedule) const;

 private:
  struct Use {
    std::int64_t version = 0, schedule = 0;
    tickets::Conditions filter;
  };
  struct GroupUse {
    std::int64_t version = 0;
    std::vector<std::int64_t> groups;  // empty: every group
  };
  std::int64_t generation_ = 0;
  std::vector<GroupUse> group_policies_;  // in order
  std::vector<Use> policies_;           // in order
  std::vector<ScheduleRow> schedules_;  // the default one first
  std::map<std::int64_t, Policy> versions_, in_analysis_;  // the same without targets of the solution
  std::map<std::int64_t, calendar::Calendar> calendars_;
};

class Shelf {
 public:
  std::shared_ptr<const Rulebook> rulebook(db::Tx& tx);

 private:
  std::mutex mutex_;
  std::shared_ptr<const Rulebook> last_;
};

// What a schedule's row says, as the calendar takes it.
calendar::Schedule schedule_of(const ScheduleRow& row);
// The groups that the filter of a group's policy names; empty: every group.
std::vector<std::int64_t> groups_in(const RawJson& filter);
// Keeps the content as it is from now on, for the fold.
void keep_version(db::Tx& tx, const ScheduleRow& row);
void keep_version(db::Tx& tx, const PolicyRow& row);
// Makes everybody read the rulebook anew and look at running clocks again (job "sla.reassess").
inline constexpr char kReassess[] = "sla.reassess";
void rules_changed(db::Tx& tx);

}  // namespace sahay::sla
