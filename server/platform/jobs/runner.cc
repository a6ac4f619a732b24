#include "platform/jobs/runner.h"

#include <algorithm>
#include <random>

#include "base/log.h"
#include "platform/jobs/end_run.h"
#include "platform/jobs/job_sql.h"

namespace sahay::jobs {
namespace {

using namespace std::chrono_literals;

// After a call that several jobs could have shared its kind rests so long: what comes meanwhile is one call, one look and one
// commit. Not while jobs wait already: a lane gives out one at a time.
constexpr std::chrono::milliseconds kRest{50};
constexpr Duration kPauseAfterTwoDeaths = 10s;
constexpr Duration kWaitsAlready = std::chrono::milliseconds(200);

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
  Kind& entry = kinds_[std::move(kind)];
  entry.handler = std::move(handler);
  entry.policy = policy;
}

void Runner::handle_many(std::string kind, ManyHandler handler, Policy policy, int at_once) {
  const std::lock_guard lock(mutex_);
  Kind& entry = kinds_[std::move(kind)];
  entry.many = std::move(handler);
  entry.policy = policy;
  entry.at_once = std::max(1, at_once);
}

// The kinds that may start one more run, as JSON.
std::string Runner::open_kinds(const Round& round) const {
  std::vector<std::string> open;
  const auto now = std::chrono::steady_clock::now();
  const std::lock_guard lock(mutex_);
  for (const auto& [name, kind] : kinds_) {
    const auto more = round.taken.find(name);
    const int busy = kind.running + (more == round.taken.end() ? 0 : more->second);
    const bool rests = round.hurry == Hurry::no && kind.rests_until > now;
    if (busy < kind.policy.concurrency && !kind.alone && !kind.waits && !rests && !round.closed.contains(name)) open.push_back(name);
  }
  return write_json(open);
}

// Leases are prolonged by the very moment by which is claimed: however far the clock has jumped, what runs here is not taken again.
Claimed Runner::claim(int limit, Hurry hurry) {
  const std::lock_guard one_at_a_time(claims_);
  const Time now = clock_.now();
  renew_leases(now);
  if (const Next seen = next(hurry); !seen.due || *seen.due > now) return {.calls = {}, .next = seen};
  struct Claiming {
    std::atomic<int>& count;
    explicit Claiming(std::atomic<int>& c) : count(c) { ++count; }
    ~Claiming() { --count; }
  } const claiming(claiming_);
  Round round;
  auto claimed = store_.write([&](db::Tx& tx) -> Result<std::vector<Call>> {
    std::vector<Call> calls;
    round = {.now = now, .hurry = hurry, .taken = {}, .closed = {}};
    while (int(calls.size()) < limit) {
      auto call = claim_call(tx, round);
      if (!call) break;
      if (!call->empty()) calls.push_back(std::move(*call));
    }
    return calls;
  });
  const std::lock_guard lock(mutex_);
  for (const std::string& name : round.closed) kinds_.at(name).waits = kinds_.at(name).running > 0;
  if (!claimed.ok()) return {};
  for (const Call& call : *claimed) {
    Kind& kind = kinds_.at(call.front().kind);
    ++kind.running;
    if (kind.many && call.front().attempt > 1) kind.alone = true;
    rest_after(kind, call, hurry);
    for (const Job& job : call) leases_[job.id] = {job.attempt, now + kind.policy.lease / 2, kind.policy.lease};
  }
  return {.calls = std::move(claimed).value()};
}

void Runner::rest_after(Kind& kind, const Call& call, Hurry hurry) const {
  const Time patient = clock_.now() - kWaitsAlready;
  const bool more_wait = int(call.size()) >= kind.at_once || std::any_of(call.begin(), call.end(), [&](const Job& job) { return job.due_at < patient; });
  if (kind.at_once <= 1 || more_wait) return;
  kind.rests_until = std::chrono::steady_clock::now() + kRest;
  if (hurry == Hurry::no) room_->let_rest(call.front().kind, kind.rests_until);
}

std::optional<Call> Runner::claim_call(db::Tx& tx, Round& round) {
  const auto candidate = tx.one<Candidate>(sql::job::candidate, open_kinds(round), round.now);
  if (!candidate) return std::nullopt;
  Policy policy;
  int at_once = 1, busy = 0;
  {
    const std::lock_guard lock(mutex_);
    const Kind& kind = kinds_.at(candidate->kind);
    policy = kind.policy;
    at_once = kind.at_once;
    busy = kind.running + round.taken[candidate->kind];
  }
  if (candidate->attempt >= policy.attempts) {
    // Its last run never came to an end: a job that kills its process must not do so for ever.
    end_run(tx, sql::job::bury, candidate->id, candidate->attempt, "the process ended during the last attempt");
    return Call{};
  }
  std::vector<Candidate> together{*candidate};
  if (at_once > 1 && candidate->attempt == 0) {
    together = tx.all<Candidate>(sql::job::first_runs, candidate->kind, round.now, at_once);
  } else if (at_once > 1) {
    // It waits for those that run, and others wait for it.
    round.closed.insert(candidate->kind);
    if (busy > 0) return Call{};
  }
  ++round.taken[candidate->kind];
  Call call;
  for (const Candidate& one : together)
    if (auto job = tx.one<Job>(sql::job::lease, one.id, round.now + policy.lease)) call.push_back(std::move(*job));
  return call;
}

std::optional<std::chrono::steady_clock::time_point> Runner::next_rested() const {
  std::optional<std::chrono::steady_clock::time_point> next;
  const auto now = std::chrono::steady_clock::now();
  const std::lock_guard lock(mutex_);
  for (const auto& [name, kind] : kinds_)
    if (kind.rests_until > now && (!next || kind.rests_until < *next)) next = kind.rests_until;
  return next;
}

// Rests are looked at first: a kind that has rested meanwhile is among those that are asked for.
Next Runner::next(Hurry hurry) {
  Next out{.due = {}, .rested = hurry == Hurry::no ? next_rested() : std::nullopt};
  const std::string kinds = open_kinds(Round{.now = {}, .hurry = hurry, .taken = {}, .closed = {}});
  out.due = store_.read([&](db::Tx& tx) { return tx.scalar<Time>(sql::job::next_available, kinds, clock_.now() + kBelt); });
  return out;
}

std::vector<Result<void>> Runner::call(const Call& jobs) {
  Handler handler;
  ManyHandler many;
  {
    const std::lock_guard lock(mutex_);
    const Kind& kind = kinds_.at(jobs.front().kind);
    handler = kind.handler;
    many = kind.many;
  }
  const auto all_failed = [&](const char* what) {
    return std::vector<Result<void>>(jobs.size(), Error{ErrorCode::internal, "error.internal", what});
  };
  try {
    if (!many) return {handler(store_, jobs.front())};
    auto results = many(store_, jobs);
    return results.size() == jobs.size() ? results : all_failed("a handler did not answer for each job");
  } catch (const std::exception& e) {
    return all_failed(e.what());
  } catch (...) {
    return all_failed("an unknown exception");
  }
}

void Runner::run(const Call& jobs) {
  const auto results = call(jobs);
  try {
    record_ends(jobs, results);
  } catch (const std::exception& e) {
    // The leases run out and the jobs are taken up again.
    log::error("jobs", "the end of a job could not be recorded",
               {{"job", jobs.front().id}, {"kind", jobs.front().kind}, {"jobs", jobs.size()}, {"what", e.what()}});
  }
  const std::lock_guard lock(mutex_);
  Kind& kind = kinds_.at(jobs.front().kind);
  --kind.running;
  kind.alone = kind.waits = false;
  for (const Job& job : jobs) {
    const auto lease = leases_.find(job.id);
    if (lease != leases_.end() && lease->second.attempt == job.attempt) leases_.erase(lease);
  }
}

void Runner::record_ends(const Call& jobs, const std::vector<Result<void>>& results) {
  std::vector<std::size_t> left;  // the others were finished by their handler, cancelled, replaced or taken over
  store_.read([&](db::Tx& tx) {
    for (std::size_t i = 0; i < jobs.size(); ++i)
      if (tx.scalar<int>(sql::job::attempt_of, jobs[i].id) == jobs[i].attempt) left.push_back(i);
  });
  if (left.empty()) return;
  int attempts = 0;
  {
    const std::lock_guard lock(mutex_);
    attempts = kinds_.at(jobs.front().kind).policy.attempts;
  }
  const auto dies = [&](std::size_t i) { return !results[i].ok() && jobs[i].attempt >= attempts; };
  (void)store_.write([&](db::Tx& tx) -> Result<void> {
    for (const std::size_t i : left) record_end(tx, jobs[i], results[i], dies(i));
    return {};
  });
  for (const std::size_t i : left)
    if (!results[i].ok())
      log::write(dies(i) ? log::Level::error : log::Level::warning, "jobs", dies(i) ? "a job is dead" : "a job failed",
                 {{"job", jobs[i].id}, {"kind", jobs[i].kind}, {"attempt", jobs[i].attempt}, {"what", words_of(results[i].error())}});
}

void Runner::record_end(db::Tx& tx, const Job& job, const Result<void>& result, bool dies) {
  if (result.ok()) end_run(tx, sql::job::delete_run, job.id, job.attempt);
  else if (dies) end_run(tx, sql::job::bury, job.id, job.attempt, words_of(result.error()));
  else
    tx.execute(sql::job::retry, job.id, job.attempt, clock_.now() + pause_after(job.attempt), words_of(result.error()));
}

void Runner::take_back() {
  (void)store_.write([&](db::Tx& tx) -> Result<void> {
    tx.execute(sql::job::take_back, clock_.now(), clock_.now() + kPauseAfterTwoDeaths);
    return {};
  });
}

void Runner::renew_leases(Time now) {
  std::vector<std::pair<std::int64_t, Lease>> due;
  {
    const std::lock_guard lock(mutex_);
    for (auto& [id, lease] : leases_) {
      if (lease.renew_at > now) continue;
      lease.renew_at = now + lease.length / 2;
      due.emplace_back(id, lease);
    }
  }
  if (due.empty()) return;
  (void)store_.write([&](db::Tx& tx) -> Result<void> {
    for (const auto& [id, lease] : due) tx.execute(sql::job::renew, id, lease.attempt, now + lease.length);
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
