#include "platform/events/events.h"

#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <thread>

#include "platform/db/testing/temp_store.h"
#include "platform/events/batches.h"

namespace sahay::events {
namespace {

using std::chrono::milliseconds;

class EventsTest : public testing::Test {
 protected:
  std::int64_t emit_one(const std::string& kind, std::int64_t subject = 1) {
    return store->write([&](db::Tx& tx) -> Result<std::int64_t> {
      return emit(tx, {.kind = kind, .subject_id = subject, .via = "api", .data = RawJson{"{}"}});
    }).value();
  }
  db::TempStore store;
};

TEST_F(EventsTest, a_durable_consumer_hears_every_event_once_and_in_order) {
  std::vector<std::int64_t> heard;
  Dispatcher dispatcher(*store);
  dispatcher.add_durable("all", {}, [&](db::Tx&, const Event& event) { heard.push_back(event.id); });
  emit_one("before.start");
  dispatcher.start();
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) emit_one("ticket.created");
    });
  for (auto& thread : threads) thread.join();
  dispatcher.wait_until_idle();
  ASSERT_EQ(heard.size(), 201u);
  EXPECT_TRUE(std::is_sorted(heard.begin(), heard.end()));
}

TEST_F(EventsTest, kinds_are_filtered_and_the_cursor_goes_on_after_a_restart) {
  std::vector<std::string> heard;
  const auto hear = [&](db::Tx&, const Event& event) { heard.push_back(event.kind); };
  {
    Dispatcher dispatcher(*store);
    dispatcher.add_durable("sla", {"ticket.solved"}, hear);
    dispatcher.start();
    emit_one("ticket.created");
    emit_one("ticket.solved");
    emit_one("ticket.created");
    dispatcher.wait_until_idle();
    EXPECT_EQ(dispatcher.consumers()[0].cursor, 3);
  }
  Dispatcher dispatcher(*store);
  dispatcher.add_durable("sla", {"ticket.solved"}, hear);
  dispatcher.start();
  emit_one("ticket.solved");
  dispatcher.wait_until_idle();
  EXPECT_EQ(heard, (std::vector<std::string>{"ticket.solved", "ticket.solved"}));
}

TEST_F(EventsTest, a_consumer_that_rests_hears_what_came_meanwhile_together_and_its_neighbours_do_not_wait) {
  std::mutex mutex;
  std::vector<std::size_t> rounds;
  std::atomic<int> neighbour = 0;
  Dispatcher dispatcher(*store);
  dispatcher.add_durable("index", {}, InBatches{[&](db::Tx&, std::span<const Event* const> batch) {
                           const std::lock_guard lock(mutex);
                           rounds.push_back(batch.size());
                         }}, {.rest = std::chrono::hours(1), .events_at_once = 500});
  dispatcher.add_durable("mail", {}, [&](db::Tx&, const Event&) { ++neighbour; });
  dispatcher.start();
  emit_one("ticket.created");
  while (neighbour < 1) std::this_thread::sleep_for(milliseconds(1));  // the first is heard by both at once
  for (int i = 0; i < 200; ++i) emit_one("ticket.created");
  while (neighbour < 201) std::this_thread::sleep_for(milliseconds(1));
  {
    const std::lock_guard lock(mutex);
    EXPECT_EQ(rounds, std::vector<std::size_t>{1});
  }
  dispatcher.wait_until_idle();  // wakes it long before its hour
  EXPECT_EQ(rounds, (std::vector<std::size_t>{1, 200}));
}

TEST_F(EventsTest, a_consumer_that_rests_hears_of_the_last_event_without_another_one_after_it) {
  std::atomic<int> heard = 0;
  Dispatcher dispatcher(*store);
  dispatcher.add_durable("index", {}, [&](db::Tx&, const Event&) { ++heard; }, {.rest = milliseconds(200), .events_at_once = 500});
  dispatcher.add_durable("mail", {}, [](db::Tx&, const Event&) {});
  dispatcher.start();
  emit_one("ticket.created");
  while (heard < 1) std::this_thread::sleep_for(milliseconds(1));
  emit_one("ticket.updated");
  while (heard < 2) std::this_thread::sleep_for(milliseconds(1));  // else this test never ends
}

TEST_F(EventsTest, live_consumers_hear_after_the_commit_and_never_of_rolled_back_work) {
  std::vector<std::int64_t> heard;
  Dispatcher dispatcher(*store);
  dispatcher.add_live([&](const Event& event) { heard.push_back(event.id); });
  const auto first = emit_one("ticket.created");
  EXPECT_EQ(heard, std::vector<std::int64_t>{first});
  (void)store->write([&](db::Tx& tx) -> Result<void> {
    emit(tx, {.kind = "ticket.created"});
    return not_found();
  });
  EXPECT_EQ(heard.size(), 1u);
}

TEST_F(EventsTest, a_consumer_that_fails_five_times_is_parked_and_the_others_go_on) {
  std::atomic<int> attempts = 0;
  std::set<std::int64_t> others;
  std::atomic<bool> healed = false;
  Dispatcher dispatcher(*store, milliseconds(1));
  dispatcher.add_durable("good", {}, [&](db::Tx&, const Event& event) { others.insert(event.id); });
  dispatcher.add_durable("bad", {}, [&](db::Tx&, const Event& event) {
    if (event.kind == "poison" && !healed) {
      ++attempts;
      throw std::runtime_error("as the test wants");
    }
  });
  dispatcher.start();
  emit_one("fine");
  const auto poison = emit_one("poison");
  emit_one("fine");
  dispatcher.wait_until_idle();
  EXPECT_EQ(attempts, 5);
  EXPECT_EQ(others.size(), 3u);
  auto bad = dispatcher.consumers()[1];
  EXPECT_TRUE(bad.parked);
  EXPECT_EQ(bad.cursor, poison - 1);
  EXPECT_NE(bad.error.find("as the test wants"), std::string::npos);
  healed = true;
  dispatcher.resume("bad");
  dispatcher.wait_until_idle();
  bad = dispatcher.consumers()[1];
  EXPECT_FALSE(bad.parked);
  EXPECT_EQ(bad.cursor, poison + 1);
}

TEST_F(EventsTest, events_that_wait_together_are_heard_together) {
  std::vector<std::vector<std::int64_t>> rounds;
  Dispatcher dispatcher(*store);
  dispatcher.add_durable("together", {"ticket.created"}, InBatches{[&](db::Tx&, std::span<const Event* const> batch) {
    rounds.emplace_back();
    for (const Event* event : batch) rounds.back().push_back(event->id);
  }});
  const auto first = emit_one("ticket.created");
  emit_one("ticket.solved");
  const auto second = emit_one("ticket.created");
  dispatcher.wait_until_idle();
  EXPECT_EQ(rounds, (std::vector<std::vector<std::int64_t>>{{first, second}}));
  EXPECT_EQ(dispatcher.consumers()[0].cursor, second);
}

TEST_F(EventsTest, one_event_of_many_that_fails_is_parked_alone_and_nothing_is_kept_twice) {
  std::atomic<int> attempts_alone = 0;
  std::atomic<bool> healed = false;
  Dispatcher dispatcher(*store, milliseconds(1));
  dispatcher.add_durable("together", {"fine", "poison"}, InBatches{[&](db::Tx& tx, std::span<const Event* const> batch) {
    for (const Event* event : batch) {
      emit(tx, {.kind = "followed", .subject_id = event->id});
      if (event->kind != "poison" || healed) continue;
      attempts_alone += batch.size() == 1;
      throw std::runtime_error("as the test wants");
    }
  }});
  emit_one("fine");
  const auto poison = emit_one("poison");
  emit_one("fine");
  dispatcher.wait_until_idle();
  auto bad = dispatcher.consumers()[0];
  EXPECT_TRUE(bad.parked);
  EXPECT_EQ(attempts_alone, 5);
  EXPECT_EQ(bad.cursor, poison - 1);
  EXPECT_NE(bad.error.find("poison"), std::string::npos);
  healed = true;
  dispatcher.resume("together");
  dispatcher.wait_until_idle();
  const auto followed = store->read([](db::Tx& tx) {
    return tx.scalar<std::string>(std::string("select count(*) || '/' || count(distinct subject_id) from events where kind = 'followed'"));
  });
  EXPECT_EQ(followed, "3/3");
}

TEST_F(EventsTest, a_handlers_changes_and_its_cursor_are_one_commit) {
  int runs = 0;
  Dispatcher dispatcher(*store, milliseconds(1));
  dispatcher.add_durable("chain", {"ticket.created"}, [&](db::Tx& tx, const Event& event) {
    emit(tx, {.kind = "followed", .subject_id = event.subject_id, .cause_id = event.id, .depth = event.depth + 1});
    if (++runs < 3) throw std::runtime_error("as the test wants");
  });
  dispatcher.start();
  emit_one("ticket.created");
  dispatcher.wait_until_idle();
  EXPECT_EQ(runs, 3);
  const auto followed = store->read([](db::Tx& tx) {
    return tx.scalar<int>(std::string("select count(*) from events where kind = 'followed'"));
  });
  EXPECT_EQ(followed, 1);
}

}  // namespace
}  // namespace sahay::events
