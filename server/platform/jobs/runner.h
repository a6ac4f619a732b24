// Takes due jobs under a lease, runs their handlers and writes down how it went. Knows no threads of its own.
// Threading: any thread; the handlers are added before the first run.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "platform/jobs/jobs.h"

namespace sahay::jobs {

class Runner {
 public:
  Runner(db::Store& store, const Clock& clock) : store_(store), clock_(clock) {}

  void handle(std::string kind, Handler handler, Policy policy);
  // Up to `limit` due jobs, leased to us; respects the concurrency of each kind.
  std::vector<Job> claim(int limit);
  // When the next job that we could take is due; nothing when none waits.
  std::optional<Time> next_due();
  // Runs a claimed job to its end: removed, set back for another attempt, or dead.
  void run(const Job& job);
  // Prolongs the leases of what runs here, so that only a dead process loses its jobs.
  void renew_leases();
  // The jobs of a killed process at once, without waiting for its leases; only where no other process runs jobs.
  void take_back();
  // What was claimed and has not ended, also while another thread is about to count it.
  int running() const;

 private:
  struct Kind {
    Handler handler;
    Policy policy;
    int running = 0;
  };
  struct Lease {
    int attempt = 0;
    Time renew_at;
    Duration length{};
  };

  std::string open_kinds(const std::map<std::string, int>& taken) const;
  std::optional<Job> claim_one(db::Tx& tx, const std::string& kinds);
  Result<void> call(const Job& job);
  void record_end(const Job& job, const Result<void>& result);

  db::Store& store_;
  const Clock& clock_;
  mutable std::mutex mutex_;  // running counts and leases
  std::map<std::string, Kind> kinds_;
  std::map<std::int64_t, Lease> leases_;
  std::atomic<int> claiming_{0};  // between the lease in the store and the count of what runs
};

}  // namespace sahay::jobs
