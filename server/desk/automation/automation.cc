#include "desk/automation/automation.h"

#include "desk/automation/rule_sql.h"
#include "desk/automation/rules_api.h"
#include "platform/events/batches.h"

namespace sahay::automation {
namespace {

constexpr char kHourly[] = "automation.hourly";
constexpr char kRun[] = "automation.run";
constexpr std::int64_t kHour = 3'600'000'000;
constexpr auto kTraceLife = std::chrono::hours(24) * 90;

struct Stamp {
  std::int64_t newest = 0, count = 0;
};
BOOST_DESCRIBE_STRUCT(Stamp, (), (newest, count))

void set_hourly(db::Tx& tx) {
  const Time next{(tx.now().micros / kHour + 1) * kHour};
  jobs::set(tx, kHourly, "all", next, "{}");
}

Result<void> run_all(db::Store& store) {
  const auto rules = store.read([](db::Tx& tx) {
    std::vector<Rule> out;
    for (const Automation& automation : tx.all<Automation>(sql::rule::active_automations)) out.push_back(rule_of(automation));
    return out;
  });
  for (const Rule& rule : rules) TRY(run_automation(store, rule));
  return {};
}

Result<void> run_one(db::Store& store, std::int64_t id) {
  const auto automation = store.read([&](db::Tx& tx) { return tx.one<Automation>(sql::rule::find_automation, id); });
  if (!automation) return {};
  TRY(run_automation(store, rule_of(*automation)));
  return {};
}

}  // namespace

std::shared_ptr<const std::vector<Rule>> KnownTriggers::current(db::Tx& tx) {
  std::string stamp;
  for (const Stamp& one : tx.all<Stamp>(sql::rule::newest_trigger)) stamp += std::to_string(one.newest) + "/" + std::to_string(one.count) + ";";
  const std::lock_guard lock(mutex_);
  if (rules_ && stamp == stamp_) return rules_;
  rules_ = std::make_shared<const std::vector<Rule>>(active_triggers(tx));
  stamp_ = std::move(stamp);
  return rules_;
}

void Automations::add_routes(api::Api& api, db::Store&) {
  add_trigger_routes(api);
  add_automation_routes(api);
  add_macro_routes(api);
  add_run_routes(api);
  add_macro_words_route(api);
}

void Automations::add_consumers(events::Dispatcher& dispatcher) {
  dispatcher.add_durable("ticket_times", {"ticket.updated", "ticket.erased"}, tickets::keep_times);
  // Whether a rule has changed is asked once a round; the events themselves are gone through one after the other.
  dispatcher.add_durable("triggers", {"ticket.created", "ticket.updated"}, events::InBatches{[this](db::Tx& tx, std::span<const events::Event* const> batch) {
    const auto rules = triggers_.current(tx);
    if (rules->empty()) return;
    for (const events::Event* event : batch) run_triggers(tx, *rules, *event);
  }});
}

void Automations::add_jobs(jobs::Worker& worker) {
  const jobs::Policy one_at_a_time{.attempts = 5, .concurrency = 1, .lease = std::chrono::minutes(15)};
  worker.handle(kHourly, [](db::Store& store, const jobs::Job& job) -> Result<void> {
    TRY(run_all(store));
    return store.write([&](db::Tx& tx) -> Result<void> {
      tx.execute(sql::rule::forget_runs, tx.now() - kTraceLife);
      jobs::finish(tx, job);
      set_hourly(tx);
      return {};
    });
  }, one_at_a_time);
  worker.handle(kRun, [](db::Store& store, const jobs::Job& job) -> Result<void> {
    const auto id = text::to_integer(job.payload);
    return id && *id ? run_one(store, *id) : run_all(store);
  }, one_at_a_time);
}

Result<void> Automations::start(db::Store& store) {
  return store.write([](db::Tx& tx) -> Result<void> {
    set_hourly(tx);
    create_first_rules(tx);
    return {};
  });
}

void run_soon(db::Tx& tx, std::int64_t automation_id) { jobs::add(tx, kRun, tx.now(), std::to_string(automation_id)); }

}  // namespace sahay::automation
