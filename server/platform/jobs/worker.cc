// One scheduler thread sleeps until the earliest due job and hands what it claims to a few running threads.
#include <condition_variable>
#include <deque>
#include <thread>

#include "base/log.h"
#include "platform/db/attached.h"
#include "platform/jobs/job_sql.h"
#include "platform/jobs/runner.h"
#include "platform/jobs/waiting_room.h"

namespace sahay::jobs {
namespace {

struct CountRow {
  std::int64_t waiting = 0, running = 0, dead = 0;
};
BOOST_DESCRIBE_STRUCT(CountRow, (), (waiting, running, dead))

constexpr std::chrono::nanoseconds kShortest = std::chrono::milliseconds(1);

}  // namespace

struct Worker::State {
  State(db::Store& s, const Clock& c, int count)
      : store(s), clock(c), room(db::Attached<WaitingRoom>::attach(s)), runner(s, c),
        thread_count(std::max(1, count)) {}

  void schedule();
  std::chrono::nanoseconds claim_and_hand_out();
  std::chrono::nanoseconds until_next();
  std::chrono::nanoseconds until(const Next& next) const;
  void work();

  db::Store& store;
  const Clock& clock;
  const std::shared_ptr<WaitingRoom> room;
  Runner runner;
  const int thread_count;
  std::mutex mutex;  // ready, free, stopping
  std::condition_variable handed_out;
  std::deque<Call> ready;
  int free = 0;
  bool stopping = false;
  bool started = false;
  std::thread scheduler;
  std::vector<std::thread> threads;
};

void Worker::State::schedule() {
  std::uint64_t seen = 0;
  std::chrono::nanoseconds patience{0};
  while (true) {
    seen = room->bell.wait(seen, patience);
    {
      const std::lock_guard lock(mutex);
      if (stopping) return;
    }
    try {
      runner.renew_leases();
      patience = claim_and_hand_out();
    } catch (const std::exception& e) {
      log::error("jobs", "the store does not answer; the worker tries again", {{"what", e.what()}});
      patience = Runner::kBelt;
    }
  }
}

// How long there is nothing to claim.
std::chrono::nanoseconds Worker::State::claim_and_hand_out() {
  int room_for = 0;
  {
    const std::lock_guard lock(mutex);
    room_for = free - int(ready.size());
  }
  if (room_for <= 0) return Runner::kBelt;  // the end of a run rings
  Claimed claimed = runner.claim(room_for);
  if (claimed.next) return until(*claimed.next);
  {
    const std::lock_guard lock(mutex);
    for (Call& call : claimed.calls) ready.push_back(std::move(call));
  }
  handed_out.notify_all();
  return until_next();
}

std::chrono::nanoseconds Worker::State::until_next() {
  {
    const std::lock_guard lock(mutex);
    if (free - int(ready.size()) <= 0) return Runner::kBelt;  // the end of a run rings
  }
  return until(runner.next());
}

std::chrono::nanoseconds Worker::State::until(const Next& next) const {
  std::chrono::nanoseconds out = Runner::kBelt;
  if (next.due) out = *next.due - clock.now();
  if (next.rested) out = std::min<std::chrono::nanoseconds>(out, *next.rested - std::chrono::steady_clock::now());
  return std::clamp<std::chrono::nanoseconds>(out, kShortest, Runner::kBelt);
}

void Worker::State::work() {
  while (true) {
    Call call;
    {
      std::unique_lock lock(mutex);
      handed_out.wait(lock, [&] { return stopping || !ready.empty(); });
      if (ready.empty()) return;
      call = std::move(ready.front());
      ready.pop_front();
      --free;
    }
    runner.run(call);
    {
      const std::lock_guard lock(mutex);
      ++free;
    }
    room->bell.ring();
  }
}

Worker::Worker(db::Store& store, const Clock& clock, int threads)
    : state_(std::make_unique<State>(store, clock, threads)) {}

Worker::~Worker() { stop(); }

void Worker::handle(std::string kind, Handler handler, Policy policy) {
  state_->runner.handle(std::move(kind), std::move(handler), policy);
}

void Worker::handle_many(std::string kind, ManyHandler handler, Policy policy, int at_once) {
  state_->runner.handle_many(std::move(kind), std::move(handler), policy, at_once);
}

void Worker::start() {
  if (state_->started) return;
  // One process serves a SQLite file, so what is leased there belongs to one that died.
  if (state_->store.engine() == db::Engine::sqlite) state_->runner.take_back();
  state_->started = true;
  state_->stopping = false;
  state_->free = state_->thread_count;
  for (int i = 0; i < state_->thread_count; ++i) state_->threads.emplace_back([this] { state_->work(); });
  state_->scheduler = std::thread([this] { state_->schedule(); });
}

// The scheduler ends first, so everything it has claimed still finds a running thread.
void Worker::stop() {
  if (!state_->started) return;
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
  }
  state_->room->bell.ring();
  state_->scheduler.join();
  state_->handed_out.notify_all();
  for (std::thread& thread : state_->threads) thread.join();
  state_->threads.clear();
  state_->started = false;
}

void Worker::run_due() {
  // Quiet twice in a row: what the pool ended between looking and asking may have set free what waited behind it.
  for (int quiet = 0; quiet < 2;) {
    const auto calls = state_->runner.claim(1, Runner::Hurry::yes).calls;
    for (const Call& call : calls) state_->runner.run(call);
    const bool at_work = !calls.empty() || state_->runner.running() > 0;
    quiet = at_work ? 0 : quiet + 1;
    if (at_work && calls.empty()) std::this_thread::sleep_for(kShortest);
  }
}

std::vector<Job> Worker::dead_jobs() {
  return state_->store.read([](db::Tx& tx) { return tx.all<Job>(sql::job::dead_jobs); });
}

Result<void> Worker::run_again(std::int64_t job_id) {
  TRY(state_->store.write([&](db::Tx& tx) -> Result<void> {
    if (tx.execute(sql::job::revive, job_id, tx.now()) == 0) return not_found("dead job " + std::to_string(job_id));
    return {};
  }));
  state_->room->bell.ring();
  return {};
}

Worker::Counts Worker::counts() {
  const auto row = state_->store.read([](db::Tx& tx) { return tx.one<CountRow>(sql::job::count_jobs); });
  return row ? Counts{row->waiting, row->running, row->dead} : Counts{};
}

}  // namespace sahay::jobs
