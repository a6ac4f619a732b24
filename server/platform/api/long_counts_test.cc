// Counts of long lists come from a thread of their own; short ones are counted in the request.
#include "platform/api/long_counts.h"

#include <gtest/gtest.h>

#include "platform/api/list_query.h"
#include "platform/db/testing/temp_store.h"

namespace sahay::api {
namespace {

class LongCountsTest : public testing::Test {
 protected:
  LongCountsTest() { add(2500); }
  void add(int rows) {
    ASSERT_TRUE(temp_->write([&](db::Tx& tx) -> Result<void> {
      for (int i = 0; i < rows; ++i)
        tx.execute("insert into id_counters(name, next) values ($1, $2)", "n" + std::to_string(next_++), i % 2);
      return {};
    }).ok());
  }
  std::int64_t count(std::int64_t of) {
    return temp_->read([&](db::Tx& tx) {
      ListQuery query{"t.name", "id_counters t", {}, {}};
      query.where.add("t.next = ?", db::Value(of));
      query.where.add("t.name like 'n%'");
      return count_rows(tx, query);
    });
  }
  // What a list says in the end: the thread needs a moment.
  std::int64_t settled(std::int64_t of, std::int64_t wanted) {
    for (int i = 0; i < 2000 && count(of) != wanted; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return count(of);
  }

  db::TempStore temp_;
  int next_ = 0;
};

TEST_F(LongCountsTest, without_them_every_count_is_exact) { EXPECT_EQ(count(0), 1250); }

TEST_F(LongCountsTest, a_long_list_is_counted_beside_and_never_below_the_bound) {
  const auto counts = keep_long_counts(*temp_);
  EXPECT_GT(count(0), kExactCount);
  EXPECT_EQ(settled(0, 1250), 1250);
  add(100);
  EXPECT_EQ(settled(0, 1300), 1300) << "what is old is counted again";
  EXPECT_EQ(settled(1, 1300), 1300) << "each value has its own count";
}

TEST_F(LongCountsTest, a_short_list_is_exact_at_once) {
  const auto counts = keep_long_counts(*temp_);
  EXPECT_EQ(count(7), 0);
  ASSERT_TRUE(temp_->write([&](db::Tx& tx) -> Result<void> {
    tx.execute("insert into id_counters(name, next) values ($1, $2)", "nx", 7);
    return {};
  }).ok());
  EXPECT_EQ(count(7), 1);
}

}  // namespace
}  // namespace sahay::api
