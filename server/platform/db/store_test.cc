// The promises of Store, on each engine.
#include "platform/db/store.h"

#include <gtest/gtest.h>

#include <thread>

#include "platform/db/dialect.h"
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

Options options_of(Engine engine) {
  return engine == Engine::postgres && TestPostgres::available() ? TestPostgres::shared().fresh_database() : Options{};
}

class StoreTest : public testing::TestWithParam<Engine> {
 protected:
  StoreTest() : store(true, options_of(GetParam())) {
    (void)store->write([](Tx& tx) -> Result<void> {
      tx.execute(kMake);
      return {};
    });
  }
  void SetUp() override {
    if (GetParam() == Engine::postgres && !TestPostgres::available()) GTEST_SKIP() << TestPostgres::why_not();
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

TEST_P(StoreTest, rows_come_back_as_described_structs) {
  ASSERT_TRUE(add("first").ok());
  ASSERT_TRUE(add("দ্বিতীয়").ok());
  const auto notes = store->read([](Tx& tx) { return tx.all<Note>(kAll); });
  ASSERT_EQ(notes.size(), 2u);
  EXPECT_EQ(notes[0].body, "first");
  EXPECT_EQ(notes[1].body, "দ্বিতীয়");
  EXPECT_FALSE(notes[0].stars.has_value());
}

TEST_P(StoreTest, an_error_rolls_back_its_own_changes_and_drops_its_actions) {
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

TEST_P(StoreTest, a_double_key_is_a_unique_violation) {
  ASSERT_TRUE(add("same").ok());
  try {
    (void)add("same");
    FAIL();
  } catch (const Failure& e) {
    EXPECT_EQ(e.kind, Failure::Kind::unique_violation);
  }
  EXPECT_EQ(count(), 1);
}

TEST_P(StoreTest, nested_calls_are_refused_and_do_not_deadlock) {
  const auto nothing = [](Tx&) -> Result<void> { return {}; };
  EXPECT_THROW((void)store->write([&](Tx&) -> Result<void> { return store->write(nothing); }), std::logic_error);
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

TEST_P(StoreTest, many_writers_share_commits_and_one_that_throws_disturbs_nobody) {
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

TEST_P(StoreTest, a_failed_statement_leaves_the_rest_of_the_group_alone) {
  std::vector<std::thread> threads;
  std::atomic<int> doubles = 0, kept = 0;
  for (int t = 0; t < 16; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) {
        try {
          if (add(t % 4 ? std::to_string(t) + "/" + std::to_string(i) : "the same").ok()) ++kept;
        } catch (const Failure& e) {
          EXPECT_EQ(e.kind, Failure::Kind::unique_violation);
          ++doubles;
        }
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(kept, 12 * 20 + 1);
  EXPECT_EQ(doubles, 4 * 20 - 1);
  EXPECT_EQ(count(), 12 * 20 + 1);
}

TEST_P(StoreTest, a_write_that_fails_after_more_statements_than_are_kept_leaves_nothing_open) {
  ASSERT_TRUE(add("the same").ok());
  const auto many = [&](int from) {
    return store->write([&](Tx& tx) -> Result<void> {
      for (int i = from; i < from + 600; ++i) tx.run("select " + std::to_string(i), {});
      return {};
    });
  };
  for (int round = 0; round < 3; ++round) {
    ASSERT_TRUE(many(600 * round).ok());
    try {
      (void)add("the same");
      ADD_FAILURE() << "a double was taken";
    } catch (const Failure& e) {
      EXPECT_EQ(e.kind, Failure::Kind::unique_violation) << e.what();
    }
    EXPECT_TRUE(add("after " + std::to_string(round)).ok());
  }
  EXPECT_EQ(count(), 4);
}

TEST_P(StoreTest, a_posted_change_that_fails_fails_its_own_write_only) {
  static constexpr Query kPosted{"insert", "insert into notes (id, body, stars) values ($1, $2, $3)",
                                 "insert into notes (id, body, stars) values ($1, $2, $3)"};
  std::vector<std::thread> threads;
  std::atomic<int> doubles = 0, kept = 0;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) {
        try {
          const std::string body = t % 4 ? std::to_string(t) + "/" + std::to_string(i) : "the same";
          const auto done = store->write([&](Tx& tx) -> Result<void> {
            tx.post(kPosted, tx.new_id("notes"), body, nullptr);
            return {};
          });
          if (done.ok()) ++kept;
        } catch (const Failure& e) {
          EXPECT_EQ(e.kind, Failure::Kind::unique_violation) << e.what();
          ++doubles;
        }
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(kept, 6 * 20 + 1);
  EXPECT_EQ(doubles, 2 * 20 - 1);
  EXPECT_EQ(count(), 6 * 20 + 1);
}

TEST_P(StoreTest, keys_start_at_one_and_go_on_after_a_restart) {
  EXPECT_EQ(add("one").value(), 1);
  EXPECT_EQ(add("two").value(), 2);
  store.reopen();
  EXPECT_EQ(add("three").value(), 3);
}

TEST_P(StoreTest, values_survive_the_round_trip) {
  ASSERT_TRUE(store->write([](Tx& tx) -> Result<void> {
    const char* make = "create table kinds (id bigint primary key, flag integer, ratio real, bytes blob, at bigint)";
    for (const std::string& statement : statements_for(tx.engine(), make)) tx.execute(statement);
    const Blob bytes{std::string("\0\xff\x01 ok", 6)};
    tx.execute(std::string("insert into kinds values ($1, $2, $3, $4, $5)"), 1, true, 0.1, bytes, Time{});
    return {};
  }).ok());
  store->read([](Tx& tx) {
    const auto cursor = tx.run(std::string("select flag, ratio, bytes, at from kinds"), {});
    ASSERT_TRUE(cursor->next());
    EXPECT_EQ(cursor->integer(0), 1);
    EXPECT_EQ(cursor->real(1), 0.1);
    EXPECT_EQ(cursor->text(2), std::string_view("\0\xff\x01 ok", 6));
    EXPECT_TRUE(cursor->is_null(3));
    EXPECT_FALSE(cursor->next());
  });
}

TEST_P(StoreTest, a_read_sees_one_moment_and_may_not_write) {
  ASSERT_TRUE(add("first").ok());
  std::thread other;
  store->read([&](Tx& tx) {
    EXPECT_EQ(tx.scalar<int>(kCount), 1);
    other = std::thread([&] { EXPECT_TRUE(add("second").ok()); });
    other.join();
    EXPECT_EQ(tx.scalar<int>(kCount), 1);
  });
  EXPECT_EQ(count(), 2);
  EXPECT_THROW(store->read([](Tx& tx) { tx.execute(kInsert, 9, "x", nullptr); }), Failure);
  EXPECT_THROW(store->read([](Tx& tx) { tx.new_id("notes"); }), std::logic_error);
  EXPECT_EQ(count(), 2);
}

TEST_P(StoreTest, the_wrong_number_of_parameters_is_refused) {
  EXPECT_THROW(store->read([](Tx& tx) { tx.scalar<int>(std::string("select $1 + 1")); }), Failure);
  EXPECT_THROW(store->read([](Tx& tx) { tx.scalar<int>(kCount, 1); }), Failure);
}

TEST_P(StoreTest, the_words_that_differ_between_the_engines_work_in_both) {
  ASSERT_TRUE(add("first").ok());
  ASSERT_TRUE(add("second").ok());
  store->read([](Tx& tx) {
    EXPECT_EQ(tx.scalar<int>(std::string("select greatest(1, null, 3) - least(2, null)")), 1);
    EXPECT_EQ(tx.scalar<int>(std::string("select count(*) from notes where body in "
                                         "(select value from json_each(cast($1 as text)))"), "[\"first\",\"x\"]"), 1);
    EXPECT_EQ(tx.scalar<int>(std::string("select count(*) from notes where id in "
                                         "(select cast(value as bigint) from json_each(cast($1 as text)))"), "[2,3]"),
              1);
    EXPECT_EQ(tx.scalar<std::string>(std::string("select cast(body as text) from notes where body like $1"), "f%"),
              "first");
  });
}

INSTANTIATE_TEST_SUITE_P(Engines, StoreTest, testing::Values(Engine::sqlite, Engine::postgres),
                         [](const auto& engine) { return engine.param == Engine::sqlite ? "sqlite" : "postgres"; });

}  // namespace
}  // namespace sahay::db
