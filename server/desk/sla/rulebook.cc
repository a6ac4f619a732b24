#include "desk/sla/rulebook.h"

#include <algorithm>

#include "desk/sla/clock_sql.h"
#include "desk/sla/holidays.h"
#include "desk/tickets/announced.h"
#include "platform/jobs/jobs.h"
#include "platform/api/rule_switch.h"

namespace sahay::sla {
namespace {

struct PolicyVersion {
  std::int64_t id = 0, policy_id = 0;
  std::string body;
};
BOOST_DESCRIBE_STRUCT(PolicyVersion, (), (id, policy_id, body))

struct ScheduleVersion {
  std::int64_t id = 0, schedule_id = 0;
  Time from_at;
  std::string body;
};
BOOST_DESCRIBE_STRUCT(ScheduleVersion, (), (id, schedule_id, from_at, body))

std::string write_schedule(const calendar::Schedule& schedule) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().field("time_zone", schedule.time_zone).key("weekly").begin_array();
  for (const auto& i : schedule.weekly) w.begin_array().value(i.from).value(i.to).end_array();
  w.end_array().key("closed").begin_array();
  for (const auto& c : schedule.closed) w.begin_array().value(c.from).value(c.to).value(c.name).end_array();
  w.end_array().end_object();
  return out;
}

calendar::Schedule parse_schedule(std::string_view stored) {
  calendar::Schedule schedule;
  const auto parsed = parse_json(stored);
  if (!parsed.ok() || !parsed->is_object()) return schedule;
  const JsonObject& in = parsed->get_object();
  schedule.time_zone = string_at(in, "time_zone").value_or("UTC");
  for (const Json& i : *array_at(in, "weekly")) schedule.weekly.push_back({int(i.at(0).as_int64()), int(i.at(1).as_int64())});
  for (const Json& c : *array_at(in, "closed")) schedule.closed.push_back({std::string(c.at(2).as_string()), c.at(0).as_int64(), c.at(1).as_int64()});
  return schedule;
}

// The triage of desk/promises puts it on a ticket whose solution nobody can date yet.
constexpr char kAnalysisTag[] = "in_analysis";

bool is_of_solution(Metric metric) { return metric == Metric::requester_wait || metric == Metric::agent_work || metric == Metric::total_resolution; }

bool has(const std::vector<std::int64_t>& ids, std::int64_t id) { return id && std::find(ids.begin(), ids.end(), id) != ids.end(); }

}  // namespace

std::vector<Holiday> holidays_of(const ScheduleRow& row) {
  std::vector<Holiday> out;
  const auto holidays = parse_json(row.holidays.text);
  if (!holidays.ok() || !holidays->is_array()) return out;
  for (const Json& each : holidays->get_array()) {
    const JsonObject& h = each.get_object();
    const auto first = calendar::parse_date(string_at(h, "start_date").value_or("")), last = calendar::parse_date(string_at(h, "end_date").value_or(""));
    if (!first || !last) continue;
    Holiday holiday{string_at(h, "name").value_or(""), {}, *first * 1440 + integer_at(h, "start_minute").value_or(0), *last * 1440 + integer_at(h, "end_minute").value_or(1440)};
    if (const JsonObject* names = object_at(h, "names"))
      for (const auto& [language, name] : *names)
        if (name.is_string()) holiday.names.emplace(language, std::string(name.as_string()));
    out.push_back(std::move(holiday));
  }
  return out;
}

calendar::Schedule schedule_of(const ScheduleRow& row) {
  calendar::Schedule out;
  out.time_zone = row.time_zone;
  const auto intervals = parse_json(row.intervals.text);
  if (intervals.ok() && intervals->is_array())
    for (const Json& each : intervals->get_array())
      out.weekly.push_back({int(integer_at(each.get_object(), "start_time").value_or(0)), int(integer_at(each.get_object(), "end_time").value_or(0))});
  for (Holiday& each : holidays_of(row)) out.closed.push_back({std::move(each.name), each.from, each.to});
  return out;
}

std::vector<std::int64_t> groups_in(const RawJson& filter) {
  std::vector<std::int64_t> out;
  const auto parsed = parse_json(filter.text);
  const JsonArray* all = parsed.ok() && parsed->is_object() ? array_at(parsed->get_object(), "all") : nullptr;
  if (!all) return out;
  for (const Json& each : *all) {
    const JsonArray* named = each.is_object() ? array_at(each.get_object(), "value") : nullptr;
    if (!named) continue;
    for (const Json& id : *named)
      if (const auto group = integer_at(JsonObject{{"v", id}}, "v")) out.push_back(*group);
  }
  return out;
}

void keep_version(db::Tx& tx, const ScheduleRow& row) {
  tx.execute(sql::clock::insert_schedule_version, tx.new_id("schedule_versions"), row.id, tx.now(), write_schedule(schedule_of(row)));
}

void keep_version(db::Tx& tx, const PolicyRow& row) {
  Policy policy;
  policy.id = row.id.value;
  policy.title = row.title;
  policy.description = row.description;
  policy.warn_percent = int(row.warn_percent);
  policy.schedule_id = row.schedule_id;
  const auto targets = parse_json(row.policy_metrics.text), pauses = parse_json(row.pause_rules.text);
  if (targets.ok() && targets->is_array())
    for (const Json& each : targets->get_array()) {
      const JsonObject& t = each.get_object();
      policy.targets.push_back({metric_named(string_at(t, "metric").value_or("")).value_or(Metric::first_reply), string_at(t, "priority").value_or(""),
                                integer_at(t, "target_in_seconds").value_or(0), bool_at(t, "business_hours").value_or(false)});
    }
  if (pauses.ok() && pauses->is_array())
    for (const Json& each : pauses->get_array()) {
      const JsonObject& p = each.get_object();
      policy.pause_rules.push_back({string_at(p, "metric").value_or(""), string_at(p, "status").value_or(""), string_at(p, "reason").value_or(""), bool_at(p, "pauses").value_or(true)});
    }
  tx.execute(sql::clock::insert_policy_version, row.version_id, row.id, write_policy(policy));
}

void rules_changed(db::Tx& tx) {
  tx.execute(sql::clock::next_generation);
  const std::int64_t generation = tx.scalar<std::int64_t>(sql::clock::generation).value_or(0);
  jobs::set(tx, kReassess, std::to_string(generation), tx.now(), "0");
}

std::shared_ptr<const Rulebook> Rulebook::read(db::Tx& tx, std::int64_t generation) {
  auto book = std::make_shared<Rulebook>();
  book->generation_ = generation;
  for (const PolicyRow& row : tx.all<PolicyRow>(sql::clock::policies, kOfGroups)) book->group_policies_.push_back({row.version_id, groups_in(row.filter)});
  for (const PolicyRow& row : tx.all<PolicyRow>(sql::clock::policies, kOfTickets))
    book->policies_.push_back({row.version_id, row.schedule_id, tickets::parse_conditions(row.filter.text)});
  book->schedules_ = tx.all<ScheduleRow>(sql::clock::schedules);
  for (const PolicyVersion& v : tx.all<PolicyVersion>(sql::clock::policy_versions)) {
    Policy policy = parse_policy(v.body);
    policy.version = v.id;
    Policy open_ended = policy;
    std::erase_if(open_ended.targets, [](const Target& t) { return is_of_solution(t.metric); });
    book->in_analysis_.emplace(v.id, std::move(open_ended));
    book->versions_.emplace(v.id, std::move(policy));
  }
  for (const ScheduleVersion& v : tx.all<ScheduleVersion>(sql::clock::schedule_versions))
    book->calendars_[v.schedule_id].add(v.from_at, std::make_shared<calendar::Hours>(parse_schedule(v.body)));
  return book;
}

std::int64_t Rulebook::schedule_of(const tickets::Ticket& ticket) const {
  for (const ScheduleRow& row : schedules_)
    if (has(row.group_ids, ticket.group_id.value)) return row.id.value;
  for (const ScheduleRow& row : schedules_)
    if (has(row.brand_ids, ticket.brand_id)) return row.id.value;
  return schedules_.empty() ? 0 : schedules_.front().id.value;
}

Assignment Rulebook::assign(db::Tx& tx, const tickets::Ticket& ticket) const {
  Assignment out;
  out.schedule = schedule_of(ticket);
  out.analysis = std::find(ticket.tags.begin(), ticket.tags.end(), kAnalysisTag) != ticket.tags.end() && api::rule_in_force("D5");
  if (policies_.empty() && group_policies_.empty()) return out;
  if (tickets::announced && tickets::announced(tx, ticket)) return out;
  for (const GroupUse& use : group_policies_) {
    if (!ticket.group_id || !(use.groups.empty() || has(use.groups, ticket.group_id.value)) || !api::rule_in_force("group_deadlines")) continue;
    out.group_version = use.version;
    break;
  }
  if (policies_.empty()) return out;
  tickets::Facts facts(tx, ticket);
  for (const Use& policy : policies_) {
    if (!tickets::holds(facts, policy.filter)) continue;
    out.version = policy.version;
    if (policy.schedule) out.schedule = policy.schedule;
    break;
  }
  return out;
}

Rules Rulebook::rules(const Assignment& assignment) const {
  Rules rules;
  const auto& versions = assignment.analysis ? in_analysis_ : versions_;
  if (const auto at = versions.find(assignment.version); at != versions.end()) rules.policy = &at->second;
  if (const auto at = versions_.find(assignment.group_version); at != versions_.end()) rules.group_policy = &at->second;
  rules.calendar = calendar_of(assignment.schedule);
  return rules;
}

const calendar::Calendar* Rulebook::calendar_of(std::int64_t schedule) const {
  const auto at = calendars_.find(schedule);
  return at == calendars_.end() ? nullptr : &at->second;
}

std::string Rulebook::schedule_name(std::int64_t schedule) const {
  for (const ScheduleRow& row : schedules_)
    if (row.id.value == schedule) return row.name;
  return {};
}

std::shared_ptr<const Rulebook> Shelf::rulebook(db::Tx& tx) {
  const std::int64_t generation = tx.scalar<std::int64_t>(sql::clock::generation).value_or(0);
  const std::lock_guard lock(mutex_);
  if (!last_ || last_->generation() != generation) last_ = Rulebook::read(tx, generation);
  return last_;
}

}  // namespace sahay::sla
