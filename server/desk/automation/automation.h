// The door of automation: triggers (on an event), automations (on time), macros (by hand), and the trace of what each did
// to which ticket.
// Rule of use: app/wiring.cc makes one Automation, adds its routes, consumers, jobs and actions, and calls start().
// Threading: made at start; its handlers run on the dispatcher's thread and on workers.
#pragma once

#include <mutex>

#include "desk/automation/engine.h"
#include "platform/api/api.h"
#include "platform/events/events.h"
#include "platform/jobs/jobs.h"

namespace sahay::automation {

// Triggers as the consumer knows them: read again when one has changed.
class KnownTriggers {
 public:
  std::shared_ptr<const std::vector<Rule>> current(db::Tx& tx);

 private:
  std::mutex mutex_;
  std::string stamp_;
  std::shared_ptr<const std::vector<Rule>> rules_;
};

class Automations {
 public:
  void add_routes(api::Api& api, db::Store& store);
  void add_consumers(events::Dispatcher& dispatcher);
  void add_jobs(jobs::Worker& worker);
  Result<void> start(db::Store& store);  // the hourly timer; the first rules of a new desk

 private:
  KnownTriggers triggers_;
};

// Registers notification_user and notification_group; call before the server starts.
void add_notification_actions();
// Who of us answers for a ticket's company: the receiver "account_manager". Set by app; empty: nobody.
inline std::function<std::optional<people::User>(db::Tx&, const tickets::Ticket&)> account_manager;

// Has an automation run by a worker as soon as one is free; 0 = all active ones.
void run_soon(db::Tx& tx, std::int64_t automation_id);
// One pass of one automation over the tickets that it holds for; gives how many it acted on.
Result<int> run_automation(db::Store& store, const Rule& rule);

// Rules that show how it is done, switched off except the saved answers; written once.
void create_first_rules(db::Tx& tx);

// What a rule would do, with everything taken back: to the named tickets, or to the ones changed last.
struct Previewed {
  tickets::Ticket ticket;
  RuleRun run;
};
struct Preview {
  std::vector<Previewed> would_change;
  std::size_t looked_at = 0;
};
Preview preview(db::Store& store, const Rule& rule, const std::vector<std::int64_t>& ticket_ids, const api::Caller& caller);

}  // namespace sahay::automation
