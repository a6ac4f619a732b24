// Takes due jobs under a lease, runs their handlers and writes down how it went. Knows no threads of its own.
// Threading: any thread; the handlers are added before the first run.
#pragma once

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "platform/db/attached.h"
#include "platform/jobs/jobs.h"
#include "platform/jobs/waiting_room.h"

namespace sahay::jobs {

// Jobs of one kind that one thread runs together; of most kinds always one.
using Call = std::vector<Job>;

// What comes next.
struct Next {
  std::optional<Time> due{};                                        // nothing within Runner::kBelt
  std::optional<std::chrono::steady_clock::time_point> rested{};  // the next kind that rests may go on; its jobs are not in `due`
};

struct Claimed {
  std::vector<Call> calls{};
  std::optional<Next> next{};  // when nothing was due
};

class Runner {
 public:
  Runner(db::Store& store, const Clock& clock) : store_(store), clock_(clock), room_(db::Attached<WaitingRoom>::attach(store)) {}

  void handle(std::string kind, Handler handler, Policy policy);
  void handle_many(std::string kind, ManyHandler handler, Policy policy, int at_once);
  // What is due, leased to us, for up to `limit` threads; respects the concurrency of each kind, and its rest unless hurried.
  // Whoever does not hurry asks again when a rest ends: until then new jobs of that kind do not ring.
  enum class Hurry { no, yes };
  Claimed claim(int limit, Hurry hurry = Hurry::no);
  // Jobs of another process on the same database, a moved clock and leases are seen by looking again after so long.
  static constexpr std::chrono::seconds kBelt{1};
  // When the next job that we could take is due.
  Next next(Hurry hurry = Hurry::no);
  // Runs what was claimed to its end: each job removed, set back for another attempt, or dead.
  void run(const Call& call);
  // Prolongs the leases of what runs here, so that only a dead process loses its jobs.
  void renew_leases() { renew_leases(clock_.now()); }
  // The jobs of a killed process at once, without waiting for its leases; only where no other process runs jobs.
  void take_back();
  // What was claimed and has not ended, also while another thread is about to count it.
  int running() const;

 private:
  struct Kind {
    Handler handler;
    ManyHandler many;
    Policy policy;
    int at_once = 1;
    int running = 0;     // calls
    bool alone = false;  // the one that runs must have no company
    bool waits = false;  // the next one must have none: nothing starts until a call has ended
    std::chrono::steady_clock::time_point rests_until{};  // so that what comes meanwhile shares a call
  };
  struct Lease {
    int attempt = 0;
    Time renew_at;
    Duration length{};
  };
  // What one claim has taken so far, beside what runs.
  struct Round {
    Time now;
    Hurry hurry = Hurry::no;
    std::map<std::string, int> taken;
    std::set<std::string> closed;  // kinds that take no more in this round
  };

  void renew_leases(Time now);
  std::string open_kinds(const Round& round) const;
  std::optional<std::chrono::steady_clock::time_point> next_rested() const;
  // An empty call: the candidate was buried or cannot run now. Nothing: no candidate is left.
  std::optional<Call> claim_call(db::Tx& tx, Round& round);
  void rest_after(Kind& kind, const Call& call, Hurry hurry) const;
  std::vector<Result<void>> call(const Call& jobs);
  void record_ends(const Call& jobs, const std::vector<Result<void>>& results);
  void record_end(db::Tx& tx, const Job& job, const Result<void>& result, bool dies);

  db::Store& store_;
  const Clock& clock_;
  const std::shared_ptr<WaitingRoom> room_;
  std::mutex claims_;         // one claim at a time, until its leases are known here
  mutable std::mutex mutex_;  // running counts and leases
  std::map<std::string, Kind> kinds_;
  std::map<std::int64_t, Lease> leases_;
  std::atomic<int> claiming_{0};  // between the lease in the store and the count of what runs
};

}  // namespace sahay::jobs
