// Policy: which targets hold for the tickets that fit its filter: for each metric and priority so much time, of every
// hour or of working hours; when clocks pause beyond the usual; at which share of a target to warn.
// Rule of use: a value of one version; versions never change, so history can be counted again.
// Threading: values.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace sahay::sla {

enum class Metric { first_reply, next_reply, periodic_update, pausable_update, requester_wait, agent_work, total_resolution, group_ownership };

struct Target {
  Metric metric = Metric::first_reply;
  std::string priority;
  std::int64_t seconds = 0;
  bool business_hours = false;
};

// Says for a status (and a custom status as its reason, "" = any) whether a metric ("" = each) pauses.
struct PauseRule {
  std::string metric, status, reason;
  bool pauses = true;
};

struct Policy {
  std::int64_t version = 0;     // of this content
  std::int64_t id = 0;
  std::string title, description;
  std::vector<Target> targets;
  std::vector<PauseRule> pause_rules;
  int warn_percent = 80;        // of a target; 0 = never
  std::int64_t schedule_id = 0;  // 0 = by group, brand, or the default one
};

// A ticket without priority counts as normal.
const Target* target_of(const Policy& policy, Metric metric, std::string_view priority);

// The part of a policy that clocks need, as JSON, and back.
std::string write_policy(const Policy& policy);
Policy parse_policy(std::string_view stored);

}  // namespace sahay::sla
