#include "platform/jobs/runner.h"

#include <algorithm>
#include <random>

#include "base/log.h"
#include "platform/jobs/job_sql.h"

namespace sahay::jobs {
namespace {

using namespace std::chrono_literals;

struct Candidate {
  std::int64_t id = 0;
  std::string kind;
  int attempt = 0;
};
BOOST_DESCRIBE_STRUCT(Candidate, (), (id, kind, attempt))

// 30 s doubling to 1 h, a fifth more or less so that what failed together does not return together.
Duration pause_after(int attempt) {
  const Duration base = std::min<Duration>(1h, 30s * (std::int64_t{1} << std::min(attempt - 1, 10)));
  thread_local std::minstd_rand random(std::random_device{}());
  return Duration(std::int64_t(double(base.count()) * std::uniform_real_distribution(0.8, 1.2)(random)));
}

std::string words_of(const Error& error) { return error.detail.empty() ? error.key : error.detail; }

}  // namespace

void Runner::handle(std::string kind, Handler handler, Policy policy) {
  const std::lock_guard lock(mutex_);
  kinds_[std::move(kind)] = Kind{std::move(handler), policy};
}

// The kinds that may start one more run, as JSON.
std::string Runner::open_kinds(const std::map<std::string, int>& taken) const {
  std::vector<std::string> open;
  const std::lock_guard lock(mutex_);
  for (const auto& [name, kind] : kinds_) {
    const auto more = taken.find(name);
    if (kind.running + (more == taken.end() ? 0 : more->second) < kind.policy.concurrency) open.push_back(name);
  }
  return write_json(open);
}

std::vector<Job> Runner::claim(int limit) {
  const std::int64_t now = clock_.now().micros;
  const auto due = next_due();
  if (!due || due->micros > now) return {};
  struct Claiming {
    std::atomic<int>& count;
    explicit Claiming(std::atomic<int>& c) : count(c) { ++count; }
    ~Claiming() { --count; }
  } const claiming(claiming_);
  auto claimed = store_.write([&](db::Tx& tx) -> Result<std::vector<Job>> {
    std::vector<Job> jobs;
    std::map<std::string, int> taken;
    while (int(jobs.size()) < limit) {
      const auto job = claim_one(tx, open_kinds(taken));
      if (!job) break;
      if (job->dead) continue;
      ++taken[job->kind];
      jobs.push_back(*job);
    }
    return jobs;
  });
  if (!claimed.ok()) return {};
  const std::lock_guard lock(mutex_);
  for (const Job& job : *claimed) {
    Kind& kind = kinds_.at(job.kind);
    ++kind.running;
    leases_[job.id] = {job.attempt, clock_.now() + kind.policy.lease / 2, kind.policy.lease};
  }
  return std::move(claimed).value();
}

std::optional<Job> Runner::claim_one(db::Tx& tx, const std::string& kinds) {
  const auto candidate = tx.one<Candidate>(sql::job::candidate, kinds, clock_.now());
  if (!candidate) return std::nullopt;
  Policy policy;
  {
    const std::lock_guard lock(mutex_);
    policy = kinds_.at(candidate->kind).policy;
  }
  if (candidate->attempt >= policy.attempts) {
    // Its last run never came to an end: a job that kills its process must not do so for ever.
    tx.execute(sql::job::bury, candidate->id, candidate->attempt, "the process ended during the last attempt");
    Job dead;
    dead.dead = true;
    return dead;
  }
  return tx.one<Job>(sql::job::lease, candidate->id, clock_.now() + policy.lease);
}

std::optional<Time> Runner::next_due() {
  const std::string kinds = open_kinds({});
  return store_.read([&](db::Tx& tx) { return tx.scalar<Time>(sql::job::next_available, kinds); });
}

Result<void> Runner::call(const Job& job) {
  Handler handler;
  {
    const std::lock_guard lock(mutex_);
    handler = kinds_.at(job.kind).handler;
  }
  try {
    return handler(store_, job);
  } catch (const std::exception& e) {
    return Error{ErrorCode::internal, "error.internal", e.what()};
  } catch (...) {
    return Error{ErrorCode::internal, "error.internal", "an unknown exception"};
  }
}

void Runner::run(const Job& job) {
  const Result<void> result = call(job);
  try {
    record_end(job, result);
  } catch (const std::exception& e) {
    // The lease runs out and the job is taken up again.
    log::error("jobs", "the end of a job could not be recorded",
               {{"job", job.id}, {"kind", job.kind}, {"what", e.what()}});
  }
  const std::lock_guard lock(mutex_);
  --kinds_.at(job.kind).running;
  const auto lease = leases_.find(job.id);
  if (lease != leases_.end() && lease->second.attempt == job.attempt) leases_.erase(lease);
}

void Runner::record_end(const Job& job, const Result<void>& result) {
  const auto attempt = store_.read([&](db::Tx& tx) { return tx.scalar<int>(sql::job::attempt_of, job.id); });
  if (attempt != job.attempt) return;  // its handler finished it, or it was cancelled, replaced or taken over
  Policy policy;
  {
    const std::lock_guard lock(mutex_);
    policy = kinds_.at(job.kind).policy;
  }
  const bool dies = !result.ok() && job.attempt >= policy.attempts;
  (void)store_.write([&](db::Tx& tx) -> Result<void> {
    if (result.ok()) tx.execute(sql::job::delete_run, job.id, job.attempt);
    else if (dies) tx.execute(sql::job::bury, job.id, job.attempt, words_of(result.error()));
    else
      tx.execute(sql::job::retry, job.id, job.attempt, clock_.now() + pause_after(job.attempt),
                 words_of(result.error()));
    return {};
  });
  if (result.ok()) return;
  log::write(dies ? log::Level::error : log::Level::warning, "jobs", dies ? "a job is dead" : "a job failed",
             {{"job", job.id}, {"kind", job.kind}, {"attempt", job.attempt}, {"what", words_of(result.error())}});
}

void Runner::take_back() {
  (void)store_.write([&](db::Tx& tx) -> Result<void> {
    tx.execute(sql::job::take_back, clock_.now());
    return {};
  });
}

void Runner::renew_leases() {
  std::vector<std::pair<std::int64_t, Lease>> due;
  {
    const std::lock_guard lock(mutex_);
    for (auto& [id, lease] : leases_) {
      if (lease.renew_at > clock_.now()) continue;
      lease.renew_at = clock_.now() + lease.length / 2;
      due.emplace_back(id, lease);
    }
  }
  if (due.empty()) return;
  (void)store_.write([&](db::Tx& tx) -> Result<void> {
    for (const auto& [id, lease] : due) tx.execute(sql::job::renew, id, lease.attempt, clock_.now() + lease.length);
    return {};
  });
}

int Runner::running() const {
  const std::lock_guard lock(mutex_);
  int sum = claiming_;
  for (const auto& [name, kind] : kinds_) sum += kind.running;
  return sum;
}

}  // namespace sahay::jobs
