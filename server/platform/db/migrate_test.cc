#include "platform/db/migrate.h"

#include <gtest/gtest.h>

#include "platform/db/dialect.h"
#include "platform/db/testing/temp_store.h"

namespace sahay::db {
namespace {

const std::vector<Migration> kTwo = {
    {1, "first", "aa", "create table a (id bigint primary key);"},
    {20, "second", "bb", "-- words; in a comment\ncreate table b (id bigint, words text default 'x;y');\n"
                         "insert into b values (1, 'it''s; done');"},
};

class MigrateTest : public testing::TestWithParam<Engine> {
 protected:
  MigrateTest()
      : store(false, GetParam() == Engine::postgres && TestPostgres::available()
                         ? TestPostgres::shared().fresh_database()
                         : Options{}) {}
  void SetUp() override {
    if (GetParam() == Engine::postgres && !TestPostgres::available()) GTEST_SKIP() << TestPostgres::why_not();
  }
  TempStore store;
};

TEST_P(MigrateTest, applies_what_is_missing_in_the_order_of_numbers_and_then_nothing) {
  EXPECT_EQ(schema_version(*store).value(), 0);
  EXPECT_EQ(migrate(*store, {kTwo[0]}).value(), 1);
  EXPECT_EQ(migrate(*store, kTwo).value(), 1);
  EXPECT_EQ(migrate(*store, kTwo).value(), 0);
  EXPECT_EQ(schema_version(*store).value(), 20);
  const auto words = store->read([](Tx& tx) { return tx.scalar<std::string>(std::string("select words from b")); });
  EXPECT_EQ(words, "it's; done");
}

TEST_P(MigrateTest, a_changed_text_of_an_applied_migration_is_an_error) {
  ASSERT_TRUE(migrate(*store, kTwo).ok());
  auto changed = kTwo;
  changed[0].checksum = "cc";
  const auto result = migrate(*store, changed);
  ASSERT_FALSE(result.ok());
  EXPECT_NE(result.error().detail.find("0001_first was changed"), std::string::npos);
}

TEST_P(MigrateTest, a_database_newer_than_the_program_is_refused) {
  ASSERT_TRUE(migrate(*store, kTwo).ok());
  const auto result = migrate(*store, {kTwo[0]});
  ASSERT_FALSE(result.ok());
  EXPECT_NE(result.error().detail.find("newer than this program"), std::string::npos);
}

TEST_P(MigrateTest, a_failing_migration_leaves_nothing_behind) {
  auto broken = kTwo;
  broken.push_back({30, "third", "dd", "create table c (id bigint); insert into nowhere values (1);"});
  const auto result = migrate(*store, broken);
  ASSERT_FALSE(result.ok());
  EXPECT_NE(result.error().detail.find("0030_third"), std::string::npos);
  EXPECT_EQ(schema_version(*store).value(), 20);
  EXPECT_THROW(store->read([](Tx& tx) { tx.scalar<int>(std::string("select count(*) from c")); }), Failure);
}

INSTANTIATE_TEST_SUITE_P(Engines, MigrateTest, testing::Values(Engine::sqlite, Engine::postgres),
                         [](const auto& engine) { return engine.param == Engine::sqlite ? "sqlite" : "postgres"; });

TEST(Dialect, sqlite_gets_strict_tables_and_postgres_wide_integers) {
  const std::string text =
      "create table t (id bigint primary key, n integer, r double precision, s text) without rowid;\n"
      "-- [sqlite]\npragma optimize;\n-- [postgres]\nselect 1;\n-- [both]\nupdate t set s = 'integer';";
  EXPECT_EQ(statements_for(Engine::sqlite, text),
            (std::vector<std::string>{
                "create table t (id integer primary key, n integer, r real , s text) without rowid, strict",
                "pragma optimize", "update t set s = 'integer'"}));
  EXPECT_EQ(statements_for(Engine::postgres, text),
            (std::vector<std::string>{
                "create table t (id bigint primary key, n bigint, r double precision, s text) ", "select 1",
                "update t set s = 'integer'"}));
}

}  // namespace
}  // namespace sahay::db
