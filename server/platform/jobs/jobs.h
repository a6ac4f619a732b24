// Durable jobs and keyed timers, one table. A timer is a job with a key: setting it again replaces it.
// A handler that returns an Error or throws is retried with backoff (30 s doubling to 1 h, with jitter) up to its
// attempts, then the job is dead: kept, listed, run again by hand. Leases: a job of a killed process is taken up again.
// Rule of use: verbs call set/add/cancel inside their transaction; nothing else in the program ticks.
// Threading: set/add/cancel inside a Tx; Worker from any thread; handlers run on its pool.
#pragma once

#include <boost/describe.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "platform/db/store.h"

namespace sahay::jobs {

struct Job {
  std::int64_t id = 0;
  std::string kind;      // "email.intake"
  std::string key;       // "" for plain jobs; unique per kind otherwise
  std::string payload;   // JSON
  int attempt = 0;       // 1 in the first run
  Time due_at;
  std::string error;     // of the last attempt
  bool dead = false;
};
BOOST_DESCRIBE_STRUCT(Job, (), (id, kind, key, payload, attempt, due_at, error, dead))

// Sets or replaces the timer (kind, key).
void set(db::Tx& tx, std::string_view kind, std::string_view key, Time due_at, std::string_view payload);
// Adds a plain job. Jobs with the same non-empty `lane` run one after the other, in order (deliveries of one ticket).
std::int64_t add(db::Tx& tx, std::string_view kind, Time due_at, std::string_view payload, std::string_view lane = {});
void cancel(db::Tx& tx, std::string_view kind, std::string_view key);

struct Policy {
  int attempts = 10;
  int concurrency = 2;      // of this kind at once
  Duration lease = std::chrono::minutes(5);
};

// A handler opens its own transactions; its last one should also call `finish` so that effect and end of the job are
// one commit. When it has not, the worker removes the job afterwards.
using Handler = std::function<Result<void>(db::Store&, const Job&)>;
void finish(db::Tx& tx, const Job& job);
// Several jobs of one kind at once, so that they share transactions; one outcome each, in their order. What it throws
// counts for all of them. Two jobs of one lane are never in one call.
using ManyHandler = std::function<std::vector<Result<void>>(db::Store&, const std::vector<Job>&)>;

class Worker {
 public:
  Worker(db::Store& store, const Clock& clock, int threads = 2);
  ~Worker();
  Worker(const Worker&) = delete;

  void handle(std::string kind, Handler handler, Policy policy = {});
  // Up to `at_once` jobs a call. Only what runs for the first time shares a call: a job that failed, or whose run never
  // came to an end, runs while no other of its kind does, so that what kills the process takes nobody with it twice.
  // `concurrency` counts calls.
  void handle_many(std::string kind, ManyHandler handler, Policy policy = {}, int at_once = 32);
  void start();
  void stop();  // lets running handlers end
  // Runs everything that is due until nothing is (tests, debug hook).
  void run_due();
  std::vector<Job> dead_jobs();
  Result<void> run_again(std::int64_t job_id);
  struct Counts { std::int64_t waiting = 0, running = 0, dead = 0; };
  Counts counts();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sahay::jobs
