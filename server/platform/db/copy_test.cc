#include "platform/db/copy.h"

#include <gtest/gtest.h>

#include "platform/db/migrate.h"
#include "platform/db/testing/temp_store.h"
#include "platform/db/testing/test_postgres.h"

namespace sahay::db {
namespace {

constexpr Migration kSchema{1, "pets", "sum",
                            "create table pets(id bigint primary key, name text not null, weight double precision, picture blob);"
                            "create table toys(pet bigint not null, name text not null, primary key (pet, name));"
                            "create table notes(text text not null);"};

void make_schema(Store& store) { ASSERT_EQ(migrate(store, {kSchema}).value(), 1); }

void fill(Store& store, int pets) {
  const auto done = store.write([&](Tx& tx) -> Result<void> {
    const std::string picture("\0\x01\xff", 3);  // bytes that are no text
    for (int id = 1; id <= pets; ++id) {
      tx.execute(std::string("insert into pets(id, name, weight, picture) values ($1,$2,$3,$4)"), id,
                 id % 2 ? "বিড়াল" : "кот's \"name\"", id % 3 ? std::optional<double>(id / 4.0) : std::nullopt, Blob{picture});
      tx.execute(std::string("insert into toys(pet, name) values ($1,$2)"), id / 7, "toy " + std::to_string(id));
    }
    tx.execute(std::string("insert into notes(text) values ($1)"), "");
    return {};
  });
  ASSERT_TRUE(done.ok());
}

std::string digest(Store& store) {
  return store.read([](Tx& tx) {
    std::string out;
    for (const char* sql : {"select id, name, weight, picture from pets order by id", "select pet, name from toys order by pet, name",
                            "select text from notes"}) {
      const auto cursor = tx.run(std::string(sql), {});
      while (cursor->next())
        for (int i = 0; i < cursor->columns(); ++i)
          out += cursor->is_null(i) ? "null|" : std::string(cursor->column_name(i)) == "weight" ? std::to_string(cursor->real(i)) + "|" : std::string(cursor->text(i)) + "|";
    }
    return out;
  });
}

TEST(Copy, everything_arrives_in_a_second_sqlite_file) {
  TempStore from(false), to(false);
  make_schema(*from);
  make_schema(*to);
  fill(*from, 5000);
  const auto copied = copy_rows(*from, *to);
  ASSERT_TRUE(copied.ok()) << copied.error().detail;
  EXPECT_EQ(copied->tables, 3);
  EXPECT_GE(copied->rows, 10'001);
  EXPECT_EQ(digest(*from), digest(*to));
}

TEST(Copy, goes_from_one_engine_to_the_other_and_back) {
  if (!TestPostgres::available()) GTEST_SKIP() << TestPostgres::why_not();
  TempStore from(false), there(false, TestPostgres::shared().fresh_database()), back(false);
  for (Store* store : {&*from, &*there, &*back}) make_schema(*store);
  fill(*from, 4500);
  const auto moved = copy_rows(*from, *there);
  ASSERT_TRUE(moved.ok()) << moved.error().detail;
  EXPECT_EQ(digest(*from), digest(*there));
  const auto returned = copy_rows(*there, *back);
  ASSERT_TRUE(returned.ok()) << returned.error().detail;
  EXPECT_EQ(digest(*from), digest(*back));
}

TEST(Copy, what_migrations_put_there_is_replaced_and_never_mixed) {
  TempStore from(false), to(false);
  make_schema(*from);
  make_schema(*to);
  fill(*from, 10);
  fill(*to, 20);
  ASSERT_TRUE(copy_rows(*from, *to).ok());
  EXPECT_EQ(digest(*from), digest(*to));
}

TEST(Copy, refuses_another_version) {
  TempStore from(false), to(false);
  make_schema(*from);
  const auto copied = copy_rows(*from, *to);
  ASSERT_FALSE(copied.ok());
  EXPECT_EQ(copied.error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace sahay::db
