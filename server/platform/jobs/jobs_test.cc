#include "platform/jobs/jobs.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <thread>

#include "platform/db/attached.h"
#include "platform/db/testing/temp_store.h"
#include "platform/jobs/runner.h"
#include "platform/jobs/waiting_room.h"

namespace sahay::jobs {
namespace {

using namespace std::chrono_literals;

class JobsTest : public testing::Test {
 protected:
  template <class F>
  void write(F f) {
    ASSERT_TRUE(store->write([&](db::Tx& tx) -> Result<void> {
      f(tx);
      return {};
    }).ok());
  }
  Handler note(std::vector<std::string>& into) {
    return [&into](db::Store&, const Job& job) -> Result<void> {
      into.push_back(job.payload);
      return {};
    };
  }
  db::TempStore store;
  Worker worker{*store, store.clock};
  std::vector<std::string> ran;
};

TEST_F(JobsTest, a_timer_set_again_replaces_itself_and_a_cancelled_one_never_runs) {
  worker.handle("sla", note(ran));
  write([&](db::Tx& tx) {
    set(tx, "sla", "7", tx.now() + 1h, "old");
    set(tx, "sla", "7", tx.now() + 2h, "new");
    set(tx, "sla", "8", tx.now() + 1h, "cancelled");
    cancel(tx, "sla", "8");
  });
  store.clock.advance(90min);
  worker.run_due();
  EXPECT_TRUE(ran.empty());
  store.clock.advance(31min);
  worker.run_due();
  EXPECT_EQ(ran, std::vector<std::string>{"new"});
  EXPECT_EQ(worker.counts().waiting, 0);
}

TEST_F(JobsTest, jobs_of_one_lane_run_in_order_even_when_the_first_must_wait) {
  int failures = 1;
  worker.handle("deliver", [&](db::Store&, const Job& job) -> Result<void> {
    if (job.payload == "1" && failures-- > 0) return Error{ErrorCode::unavailable, "error.unavailable", "no route"};
    ran.push_back(job.payload);
    return {};
  });
  write([&](db::Tx& tx) {
    add(tx, "deliver", tx.now(), "1", "ticket 5");
    add(tx, "deliver", tx.now(), "2", "ticket 5");
    add(tx, "deliver", tx.now(), "other", "ticket 6");
  });
  worker.run_due();
  EXPECT_EQ(ran, std::vector<std::string>{"other"});
  store.clock.advance(1min);
  worker.run_due();
  EXPECT_EQ(ran, (std::vector<std::string>{"other", "1", "2"}));
}

TEST_F(JobsTest, who_waits_in_a_lane_is_looked_at_only_after_the_one_before_has_ended_or_died) {
  const auto free_to_run = [&] {
    std::vector<std::string> out;
    for (Job& job : store->read([](db::Tx& tx) {
           return tx.all<Job>(std::string("select id, kind, key, payload, attempt, due_at, error, dead from jobs where held = 0 and dead = 0 order by id"));
         }))
      out.push_back(std::move(job.payload));
    return out;
  };
  bool broken = true;
  worker.handle("deliver", [&](db::Store& s, const Job& job) -> Result<void> {
    if (job.payload == "1" && broken) return Error{ErrorCode::unavailable, "error.unavailable", "no route"};
    ran.push_back(job.payload);
    if (job.payload != "2") return {};
    return s.write([&](db::Tx& tx) -> Result<void> {
      add(tx, "deliver", tx.now(), "added by 2", "ticket 5");
      finish(tx, job);
      return {};
    });
  }, {.attempts = 2});
  write([&](db::Tx& tx) {
    for (const char* payload : {"1", "2", "3"}) add(tx, "deliver", tx.now(), payload, "ticket 5");
    add(tx, "deliver", tx.now() + 1h, "other", "ticket 6");
  });
  EXPECT_EQ(free_to_run(), (std::vector<std::string>{"1", "other"}));
  worker.run_due();
  EXPECT_EQ(free_to_run(), (std::vector<std::string>{"1", "other"})) << "a failed one still holds its lane";
  store.clock.advance(2min);
  worker.run_due();
  EXPECT_EQ(ran, (std::vector<std::string>{"2", "3", "added by 2"})) << "a dead one does not";
  broken = false;
  ASSERT_TRUE(worker.run_again(worker.dead_jobs().at(0).id).ok());
  worker.run_due();
  write([&](db::Tx& tx) { add(tx, "deliver", tx.now(), "late", "ticket 5"); });
  worker.run_due();
  EXPECT_EQ(ran, (std::vector<std::string>{"2", "3", "added by 2", "1", "late"}));
  EXPECT_EQ(free_to_run(), std::vector<std::string>{"other"});
}

TEST_F(JobsTest, a_job_that_always_fails_is_dead_after_its_attempts_and_can_be_run_again) {
  bool broken = true;
  worker.handle("fetch", [&](db::Store&, const Job& job) -> Result<void> {
    if (broken) throw std::runtime_error("as the test wants");
    ran.push_back(job.payload);
    return {};
  }, {.attempts = 3});
  write([&](db::Tx& tx) { add(tx, "fetch", tx.now(), "x"); });
  for (int i = 0; i < 5; ++i) {
    worker.run_due();
    store.clock.advance(2h);
  }
  const auto dead = worker.dead_jobs();
  ASSERT_EQ(dead.size(), 1u);
  EXPECT_EQ(dead[0].attempt, 3);
  EXPECT_EQ(dead[0].error, "as the test wants");
  broken = false;
  ASSERT_TRUE(worker.run_again(dead[0].id).ok());
  EXPECT_FALSE(worker.run_again(dead[0].id).ok());
  worker.run_due();
  EXPECT_EQ(ran.size(), 1u);
  EXPECT_EQ(worker.counts().dead, 0);
}

TEST_F(JobsTest, the_job_of_a_killed_process_is_taken_up_when_its_lease_ends) {
  write([&](db::Tx& tx) {
    add(tx, "fetch", tx.now(), "x");
    // As a process left it that died during its first attempt.
    tx.execute(std::string("update jobs set attempt = 1, leased = 1, available_at = $1"), tx.now() + 5min);
  });
  int attempt = 0;
  worker.handle("fetch", [&](db::Store&, const Job& job) -> Result<void> {
    attempt = job.attempt;
    return {};
  });
  worker.run_due();
  EXPECT_EQ(attempt, 0);
  store.clock.advance(6min);
  worker.run_due();
  EXPECT_EQ(attempt, 2);
}

TEST_F(JobsTest, what_was_at_work_when_the_process_was_killed_twice_waits_ten_seconds_and_a_third_time_for_its_lease) {
  if (store->engine() != db::Engine::sqlite) GTEST_SKIP() << "leases may belong to another process";
  write([&](db::Tx& tx) {
    add(tx, "send", tx.now(), "second");
    add(tx, "send", tx.now(), "third");
    tx.execute(std::string("update jobs set leased = 1, available_at = $1, attempt = case when payload = 'second' then 2 else 3 end"), tx.now() + 5min);
  });
  std::mutex mutex;
  std::vector<std::string> ran;
  Worker fresh(*store, store.clock);
  fresh.handle("send", [&](db::Store&, const Job& job) -> Result<void> {
    const std::lock_guard lock(mutex);
    ran.push_back(job.payload);
    return {};
  }, {});
  fresh.start();
  fresh.stop();
  const auto after = [&](Duration time) {
    store.clock.advance(time);
    fresh.run_due();
    return ran;
  };
  EXPECT_EQ(after(9s), std::vector<std::string>{});
  EXPECT_EQ(after(2s), std::vector<std::string>{"second"});
  EXPECT_EQ(after(5min), (std::vector<std::string>{"second", "third"}));
}

TEST_F(JobsTest, what_runs_is_not_taken_again_by_the_same_process_however_far_the_clock_jumps) {
  std::atomic<int> runs = 0;
  std::atomic<bool> end = false;
  worker.handle("send", [&](db::Store&, const Job&) -> Result<void> {
    ++runs;
    while (!end) std::this_thread::sleep_for(1ms);
    return {};
  }, {.concurrency = 2});
  write([&](db::Tx& tx) { add(tx, "send", tx.now(), "x"); });
  worker.start();
  while (runs == 0) std::this_thread::sleep_for(1ms);
  store.clock.advance(1h);
  std::jthread claims([&] { worker.run_due(); });  // it waits for what runs
  std::this_thread::sleep_for(50ms);
  end = true;
  claims.join();
  worker.stop();
  EXPECT_EQ(runs, 1);
}

TEST_F(JobsTest, the_first_attempt_of_a_killed_process_is_taken_up_at_the_start) {
  if (store->engine() != db::Engine::sqlite) GTEST_SKIP() << "other processes may run jobs of this database";
  write([&](db::Tx& tx) {
    add(tx, "fetch", tx.now(), "x");
    tx.execute(std::string("update jobs set attempt = 1, leased = 1, available_at = $1"), tx.now() + 5min);
  });
  std::atomic<int> attempt = 0;
  worker.handle("fetch", [&](db::Store&, const Job& job) -> Result<void> {
    attempt = job.attempt;
    return {};
  });
  worker.start();
  for (int i = 0; i < 500 && attempt == 0; ++i) std::this_thread::sleep_for(10ms);
  worker.stop();
  EXPECT_EQ(attempt, 2);
}

TEST_F(JobsTest, jobs_that_run_for_the_first_time_share_a_call_and_each_has_its_own_outcome) {
  std::vector<std::size_t> calls;
  worker.handle_many("intake", [&](db::Store&, const std::vector<Job>& jobs) {
    calls.push_back(jobs.size());
    std::vector<Result<void>> out;
    for (const Job& job : jobs) {
      ran.push_back(job.payload);
      if (job.payload == "2" && job.attempt == 1) out.push_back(Error{ErrorCode::unavailable, "error.unavailable", "not yet"});
      else out.push_back(Result<void>());
    }
    return out;
  }, {}, 3);
  write([&](db::Tx& tx) {
    for (const char* payload : {"1", "2", "3", "4"}) add(tx, "intake", tx.now(), payload);
    add(tx, "intake", tx.now(), "5", "lane");
    add(tx, "intake", tx.now(), "6", "lane");
  });
  worker.run_due();
  EXPECT_EQ(calls, (std::vector<std::size_t>{3, 2, 1})) << "two of one lane are never together";
  store.clock.advance(1min);
  worker.run_due();
  EXPECT_EQ(ran, (std::vector<std::string>{"1", "2", "3", "4", "5", "6", "2"}));
  EXPECT_EQ(worker.counts().waiting + worker.counts().dead, 0);
}

TEST_F(JobsTest, a_job_whose_run_never_ended_runs_without_company) {
  std::vector<std::vector<std::string>> calls;
  worker.handle_many("intake", [&](db::Store&, const std::vector<Job>& jobs) {
    calls.emplace_back();
    for (const Job& job : jobs) calls.back().push_back(job.payload);
    return std::vector<Result<void>>(jobs.size());
  });
  write([&](db::Tx& tx) {
    for (const char* payload : {"1", "2", "3", "4"}) add(tx, "intake", tx.now(), payload);
    // As a process left them that died in a call of both.
    tx.execute(std::string("update jobs set attempt = 1 where payload in ('2', '3')"));
  });
  worker.run_due();
  EXPECT_EQ(calls, (std::vector<std::vector<std::string>>{{"1", "4"}, {"2"}, {"3"}}));
}

TEST_F(JobsTest, what_runs_without_company_waits_for_those_that_run_and_they_for_it) {
  std::mutex mutex;
  int now = 0, most_beside = 0, done = 0;
  std::condition_variable changed;
  Worker busy(*store, store.clock, 4);
  busy.handle_many("intake", [&](db::Store&, const std::vector<Job>& jobs) {
    {
      const std::lock_guard lock(mutex);
      ++now;
      if (jobs.front().attempt > 1) most_beside = std::max(most_beside, now - 1);
    }
    std::this_thread::sleep_for(2ms);
    const std::lock_guard lock(mutex);
    --now;
    done += int(jobs.size());
    changed.notify_all();
    return std::vector<Result<void>>(jobs.size());
  }, {.concurrency = 4}, 2);
  write([&](db::Tx& tx) {
    for (int i = 0; i < 40; ++i) add(tx, "intake", tx.now(), "x");
    tx.execute(std::string("update jobs set attempt = 1 where id % 8 = 0"));
  });
  busy.start();
  std::unique_lock lock(mutex);
  EXPECT_TRUE(changed.wait_for(lock, 20s, [&] { return done == 40; }));
  EXPECT_EQ(most_beside, 0);
  lock.unlock();
  busy.stop();
}

TEST_F(JobsTest, after_a_call_that_jobs_can_share_its_kind_rests_for_those_that_come_meanwhile) {
  Runner runner(*store, store.clock);
  runner.handle_many("intake", [](db::Store&, const std::vector<Job>& jobs) { return std::vector<Result<void>>(jobs.size()); }, {}, 3);
  bool seen = false;
  for (int tries = 0; tries < 50 && !seen; ++tries) {  // a machine that stands still for long shows nothing
    const auto begun = std::chrono::steady_clock::now();
    write([&](db::Tx& tx) { add(tx, "intake", tx.now(), "1"); });
    const auto first = runner.claim(4, Runner::Hurry::yes).calls;
    ASSERT_EQ(first.size(), 1u);
    runner.run(first.front());
    write([&](db::Tx& tx) { add(tx, "intake", tx.now(), "2"); });
    const Claimed resting = runner.claim(4);
    seen = std::chrono::steady_clock::now() - begun < 40ms;
    if (seen) {
      EXPECT_TRUE(resting.calls.empty());
      EXPECT_TRUE(resting.next && resting.next->rested && !resting.next->due);
    }
    write([&](db::Tx& tx) { add(tx, "intake", tx.now(), "3"); });
    std::vector<Call> then = runner.claim(4, Runner::Hurry::yes).calls;
    if (seen) {
      ASSERT_EQ(then.size(), 1u) << "who hurries waits for nothing";
      EXPECT_EQ(then.front().size(), 2u) << "both share a call";
    }
    then.insert(then.end(), resting.calls.begin(), resting.calls.end());
    for (const Call& call : then) runner.run(call);
  }
  EXPECT_TRUE(seen);
}

TEST_F(JobsTest, a_job_of_a_kind_that_rests_wakes_nobody_and_one_of_another_kind_does) {
  const auto room = db::Attached<WaitingRoom>::attach(*store);
  const auto rings_for = [&](const char* kind) {
    const auto before = room->bell.wait(0, 0ns);
    write([&](db::Tx& tx) { add(tx, kind, tx.now(), "x"); });
    return room->bell.wait(0, 0ns) > before;
  };
  Runner runner(*store, store.clock);
  runner.handle_many("intake", [](db::Store&, const std::vector<Job>& jobs) { return std::vector<Result<void>>(jobs.size()); }, {}, 3);
  bool seen = false;
  for (int tries = 0; tries < 50 && !seen; ++tries) {  // a machine that stands still for long shows nothing
    EXPECT_TRUE(rings_for("intake")) << "it does not rest";
    const auto begun = std::chrono::steady_clock::now();
    const auto calls = runner.claim(4).calls;
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_TRUE(rings_for("other"));
    const bool woke = rings_for("intake");
    seen = std::chrono::steady_clock::now() - begun < 40ms;
    if (seen) EXPECT_FALSE(woke);
    runner.run(calls.front());
    for (const Call& call : runner.claim(4, Runner::Hurry::yes).calls) runner.run(call);
    std::this_thread::sleep_for(60ms);
  }
  EXPECT_TRUE(seen);
}

TEST_F(JobsTest, a_kind_whose_jobs_wait_already_does_not_rest) {
  Runner runner(*store, store.clock);
  runner.handle_many("intake", [](db::Store&, const std::vector<Job>& jobs) { return std::vector<Result<void>>(jobs.size()); }, {}, 3);
  write([&](db::Tx& tx) {
    for (const char* payload : {"1", "2", "3"}) add(tx, "intake", tx.now(), payload, "mailbox");
  });
  store.clock.advance(1s);
  for (int i = 0; i < 3; ++i) {
    const auto calls = runner.claim(4).calls;
    ASSERT_EQ(calls.size(), 1u) << i;
    runner.run(calls.front());
  }
  EXPECT_EQ(worker.counts().waiting, 0);
}

TEST_F(JobsTest, a_run_that_lost_its_lease_cannot_commit_its_effect) {
  worker.handle("send", [&](db::Store& s, const Job& job) -> Result<void> {
    (void)s.write([&](db::Tx& tx) -> Result<void> {
      tx.execute(std::string("update jobs set attempt = attempt + 1"));  // somebody else has taken it
      return {};
    });
    return s.write([&](db::Tx& tx) -> Result<void> {
      add(tx, "effect", tx.now(), "");
      finish(tx, job);
      return {};
    });
  });
  write([&](db::Tx& tx) { add(tx, "send", tx.now(), "x"); });
  worker.run_due();
  EXPECT_EQ(worker.counts().waiting, 0);
  EXPECT_EQ(worker.counts().running, 1);
}

TEST_F(JobsTest, a_handler_may_set_its_own_timer_again) {
  int runs = 0;
  worker.handle("poll", [&](db::Store& s, const Job& job) -> Result<void> {
    ++runs;
    return s.write([&](db::Tx& tx) -> Result<void> {
      set(tx, "poll", job.key, tx.now() + 1min, job.payload);
      finish(tx, job);
      return {};
    });
  });
  write([&](db::Tx& tx) { set(tx, "poll", "inbox", tx.now(), "p"); });
  worker.run_due();
  store.clock.advance(61s);
  worker.run_due();
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(worker.counts().waiting, 1);
}

TEST_F(JobsTest, a_started_worker_is_woken_by_the_commit_and_keeps_to_the_concurrency_of_a_kind) {
  std::mutex mutex;
  std::condition_variable changed;
  int done = 0, now = 0, most = 0;
  Worker busy(*store, store.clock, 4);
  busy.handle("index", [&](db::Store&, const Job&) -> Result<void> {
    {
      const std::lock_guard lock(mutex);
      most = std::max(most, ++now);
    }
    std::this_thread::sleep_for(2ms);
    const std::lock_guard lock(mutex);
    --now;
    ++done;
    changed.notify_all();
    return {};
  }, {.concurrency = 2});
  busy.start();
  const auto begun = std::chrono::steady_clock::now();
  for (int i = 0; i < 20; ++i) write([&](db::Tx& tx) { add(tx, "index", tx.now(), "x"); });
  std::unique_lock lock(mutex);
  ASSERT_TRUE(changed.wait_for(lock, 20s, [&] { return done == 20; }));
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 10s);
  EXPECT_LE(most, 2);
  lock.unlock();
  busy.stop();
  EXPECT_EQ(busy.counts().running, 0);
}

}  // namespace
}  // namespace sahay::jobs
