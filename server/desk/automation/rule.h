// Trigger, Automation, Macro: what stands in their tables. A trigger acts on an event, an automation on time, a macro by
// hand. RuleRun: what one rule did to one ticket, and why.
// Threading: values.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"

namespace sahay::automation {

struct TriggerCategory {
  Id<struct TriggerCategoryTag> id;
  std::string name;
  std::int64_t position = 0;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(TriggerCategory, (), (id, name, position, created_at, updated_at))

struct Trigger {
  Id<struct TriggerTag> id;
  std::string title, description;
  bool active = true;
  std::int64_t position = 0;
  Id<struct TriggerCategoryTag> category_id;
  RawJson conditions{R"({"all":[],"any":[]})"}, actions{"[]"};  // as tickets::write_conditions and write_actions wrote them
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Trigger, (), (id, title, description, active, position, category_id, conditions, actions, created_at, updated_at))

struct Automation {
  Id<struct AutomationTag> id;
  std::string title;
  bool active = true;
  std::int64_t position = 0;
  RawJson conditions{R"({"all":[],"any":[]})"}, actions{"[]"};
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Automation, (), (id, title, active, position, conditions, actions, created_at, updated_at))

struct Macro {
  Id<struct MacroTag> id;
  std::string title, description;
  bool active = true;
  std::int64_t position = 0;
  RawJson actions{"[]"}, restriction{"null"};  // see tickets/restriction.h
  std::string audience;
  UserId created_by;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Macro, (), (id, title, description, active, position, actions, restriction, audience, created_by, created_at, updated_at))

struct RuleRun {
  Id<struct RuleRunTag> id;
  TicketId ticket_id;
  std::string kind;     // trigger, automation, macro
  std::int64_t rule_id = 0;
  std::string title;    // of the rule at that time
  std::string outcome;  // applied, unchanged, failed, stopped
  std::string reason;   // of failed and stopped: an i18n key or the error
  RawJson changes{"[]"}, effects{"[]"};
  std::int64_t cause_event_id = 0;  // the event it answered to
  std::int64_t event_id = 0;        // the event it made
  int depth = 0;
  Time created_at;
};
BOOST_DESCRIBE_STRUCT(RuleRun, (), (id, ticket_id, kind, rule_id, title, outcome, reason, changes, effects, cause_event_id, event_id, depth, created_at))

}  // namespace sahay::automation
