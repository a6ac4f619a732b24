// The promises of Store, on each engine.
#include "platform/db/store.h"

#include <gtest/gtest.h>

#include <thread>

#include "platform/db/testing/temp_store.h"

namespace sahay::db {
namespace {

struct Note {
  std::int64_t id = 0;
  std::string body;
  std::optional<std::int64_t> stars;
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, body, stars))

const std::string kMake = "create table notes (id bigint primary key, body text not null unique, stars bigint)";
const std::string kInsert = "insert into notes (id, body, stars) values ($1, $2, $3)";
const std::string kAll = "select id, body, stars from notes order by id";
const std::string kCount = "select count(*) from notes";

class StoreTest : public testing::Test {
 protected:
  StoreTest() {
    (void)store->write([](Tx& tx) -> Result<void> {
      tx.execute(kMake);
      return {};
    });
  }
  Result<std::int64_t> add(const std::string& body) {
    return store->write([&](Tx& tx) -> Result<std::int64_t> {
      const auto id = tx.new_id("notes");
      tx.execute(kInsert, id, body, nullptr);
      return id;
    });
  }
  std::int64_t count() {
    return store->read([](Tx& tx) { return tx.scalar<std::int64_t>(kCount).value_or(-1); });
  }
  TempStore store;
};

TEST_F(StoreTest, rows_come_back_as_described_structs) {
  ASSERT_TRUE(add("first").ok());
  ASSERT_TRUE(add("দ্বিতীয়").ok());
  const auto notes = store->read([](Tx& tx) { return tx.all<Note>(kAll); });
  ASSERT_EQ(notes.size(), 2u);
  EXPECT_EQ(notes[0].body, "first");
  EXPECT_EQ(notes[1].body, "দ্বিতীয়");
  EXPECT_FALSE(notes[0].stars.has_value());
}

TEST_F(StoreTest, an_error_rolls_back_its_own_changes_and_drops_its_actions) {
  bool ran = false;
  const auto result = store->write([&](Tx& tx) -> Result<void> {
    tx.execute(kInsert, 1, "gone", 5);
    tx.after_commit([&] { ran = true; });
    return not_found("as the test wants");
  });
  EXPECT_FALSE(result.ok());
  EXPECT_FALSE(ran);
  EXPECT_EQ(count(), 0);
}

TEST_F(StoreTest, a_double_key_is_a_unique_violation) {
  ASSERT_TRUE(add("same").ok());
  try {
    (void)add("same");
    FAIL();
  } catch (const Failure& e) {
    EXPECT_EQ(e.kind, Failure::Kind::unique_violation);
  }
  EXPECT_EQ(count(), 1);
}

TEST_F(StoreTest, nested_calls_are_refused_and_do_not_deadlock) {
  EXPECT_THROW((void)store->write([&](Tx&) -> Result<void> { return store->write([](Tx&) -> Result<void> { return {}; }); }),
               std::logic_error);
  bool refused = false;
  ASSERT_TRUE(store->write([&](Tx& tx) -> Result<void> {
    tx.after_commit([&] {
      try {
        (void)store->write([](Tx&) -> Result<void> { return {}; });
      } catch (const std::logic_error&) {
        refused = true;
      }
    });
    return {};
  }).ok());
  EXPECT_TRUE(refused);
}

TEST_F(StoreTest, many_writers_share_commits_and_one_that_throws_disturbs_nobody) {
  std::vector<std::thread> threads;
  std::atomic<int> thrown = 0;
  for (int t = 0; t < 16; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 50; ++i) {
        const std::string body = std::to_string(t) + "/" + std::to_string(i);
        if (i % 5) {
          EXPECT_TRUE(add(body).ok());
          continue;
        }
        try {
          (void)store->write([&](Tx& tx) -> Result<void> {
            tx.execute(kInsert, tx.new_id("notes"), body, nullptr);
            throw std::runtime_error("as the test wants");
          });
        } catch (const std::runtime_error&) {
          ++thrown;
        }
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(thrown, 160);
  EXPECT_EQ(count(), 640);
  EXPECT_GE(store->statistics().writes, 640);
  EXPECT_EQ(store->statistics().failed, 160);
}

TEST_F(StoreTest, every_embedded_query_can_be_prepared) {
  EXPECT_FALSE(all_queries().empty());
}

}  // namespace
}  // namespace sahay::db
