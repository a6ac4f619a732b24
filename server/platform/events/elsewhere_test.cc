// Two processes on one PostgreSQL database, as two stores.
#include "platform/events/elsewhere.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <set>
#include <tuple>

#include "platform/db/nodes.h"
#include "platform/db/testing/temp_store.h"

namespace sahay::events {
namespace {

using namespace std::chrono_literals;

// What live consumers heard.
class Ear {
 public:
  void hear(std::int64_t id) {
    const std::lock_guard lock(mutex_);
    heard_.push_back(id);
    came_.notify_all();
  }
  bool wait_for(std::int64_t id) {
    std::unique_lock lock(mutex_);
    return came_.wait_for(lock, 10s, [&] { return std::find(heard_.begin(), heard_.end(), id) != heard_.end(); });
  }
  std::vector<std::int64_t> heard() {
    const std::lock_guard lock(mutex_);
    return heard_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::vector<std::int64_t> heard_;
};

std::int64_t happen(db::Store& store, const std::string& kind) {
  return *store.write([&](db::Tx& tx) -> Result<std::int64_t> { return emit(tx, {.kind = kind}); });
}

// A process: a store, its live consumer, and its line to the others.
struct Node {
  Node(db::Store& s, const std::string& conninfo)
      : store(s), dispatcher(s), elsewhere(s), listener(s, conninfo, [this](std::string_view topic, std::int64_t id) {
          if (topic == "chat") chats.hear(id);
          else elsewhere.look(), looks.hear(0);
        }) {
    dispatcher.add_live([this](const Event& event) { live.hear(event.id); });
    dispatcher.start();
    listener.start();
    EXPECT_TRUE(looks.wait_for(0));  // from here on it hears
  }
  ~Node() {
    listener.stop();
    dispatcher.stop();
  }
  db::Store& store;
  Ear live, chats, looks;
  Dispatcher dispatcher;
  Elsewhere elsewhere;
  db::NodeListener listener;
};

TEST(Elsewhere, events_of_one_process_are_heard_in_the_other_once_and_none_of_its_own_is_missed) {
  if (!db::TestPostgres::available()) GTEST_SKIP() << db::TestPostgres::why_not();
  const db::Options options = db::TestPostgres::shared().fresh_database();
  db::TempStore here(true, options), there(false, options);
  Node one(*here, options.path), two(*there, options.path);
  const auto first = happen(*here, "told"), second = happen(*there, "answered");
  EXPECT_TRUE(two.live.wait_for(first));
  EXPECT_TRUE(one.live.wait_for(second));
  EXPECT_TRUE(one.live.wait_for(first));
  EXPECT_TRUE(two.live.wait_for(second));
  // An own one may come twice: see Elsewhere::look.
  for (const auto& [node, own, foreign] : {std::tuple{&one, first, second}, std::tuple{&two, second, first}}) {
    const auto heard = node->live.heard();
    EXPECT_EQ(std::count(heard.begin(), heard.end(), foreign), 1);
    EXPECT_EQ(std::set<std::int64_t>(heard.begin(), heard.end()), (std::set<std::int64_t>{first, second}));
    EXPECT_LE(std::count(heard.begin(), heard.end(), own), 2);
  }
}

TEST(Elsewhere, a_word_to_the_nodes_reaches_the_others_only_and_only_when_committed) {
  if (!db::TestPostgres::available()) GTEST_SKIP() << db::TestPostgres::why_not();
  const db::Options options = db::TestPostgres::shared().fresh_database();
  db::TempStore here(true, options), there(false, options);
  Node one(*here, options.path), two(*there, options.path);
  const auto tell = [&](std::int64_t id, bool keep) {
    (void)here->write([&](db::Tx& tx) -> Result<void> {
      db::tell_nodes(tx, "chat", id);
      return keep ? Result<void>() : Result<void>(not_found());
    });
  };
  tell(7, false);
  tell(8, true);
  EXPECT_TRUE(two.chats.wait_for(8));
  EXPECT_EQ(two.chats.heard(), (std::vector<std::int64_t>{8}));
  EXPECT_TRUE(one.chats.heard().empty());
}

}  // namespace
}  // namespace sahay::events
