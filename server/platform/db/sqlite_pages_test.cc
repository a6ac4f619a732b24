#include "platform/db/sqlite_pages.h"

#include <gtest/gtest.h>

#include <random>

#include "platform/db/sqlite_connection.h"
#include "platform/db/testing/temp_store.h"

namespace sahay::db {
namespace {

TEST(HighestPage, a_page_that_was_parked_far_away_and_came_back_is_not_looked_for) {
  HighestPage pages;
  pages.made(7);
  pages.made(3);
  pages.moved(3, 262145);
  EXPECT_TRUE(pages.may_reach(8));
  pages.moved(7, 3);
  pages.moved(262145, 7);
  EXPECT_FALSE(pages.may_reach(8));
  EXPECT_TRUE(pages.may_reach(7));
}

TEST(HighestPage, what_was_cut_off_is_gone_and_what_comes_later_is_seen) {
  HighestPage pages;
  pages.made(9);
  pages.cut(5);
  EXPECT_FALSE(pages.may_reach(5));
  pages.made(6);
  EXPECT_TRUE(pages.may_reach(6));
  EXPECT_FALSE(pages.may_reach(7));
}

TEST(HighestPage, two_pages_beyond_the_highest_are_both_looked_for) {
  HighestPage pages;
  pages.made(2);
  pages.moved(1, 20);
  pages.moved(2, 30);
  pages.moved(20, 1);
  EXPECT_TRUE(pages.may_reach(30));
  pages.cut(3);
  EXPECT_FALSE(pages.may_reach(3));
}

// Keys in no order put pages in order at almost every commit; a rollback and a vacuum cut pages off.
TEST(SqlitePages, pages_put_in_order_taken_back_and_cut_off_leave_a_whole_database) {
  const TempStore temp(false, {});
  SqliteConnection db({.path = temp.folder() / "pages.db"}, SqliteConnection::Role::writer);
  db.execute("create table t(k text primary key, v blob) without rowid");
  std::minstd_rand random(7);
  const auto add = [&](int rows) {
    for (int i = 0; i < rows; ++i) {
      const std::string key = std::to_string(random()) + std::string(60, 'k'), value(std::size_t(random() % 6000), 'v');
      const Param params[] = {std::string_view(key), BlobView{value}};
      db.run("add", "insert into t values ($1, $2)", params);
    }
  };
  std::int64_t kept = 0;
  for (int round = 0; round < 120; ++round) {
    const bool keeps = round % 5 != 4;
    db.execute("begin immediate");
    add(20);
    db.execute(keeps ? "commit" : "rollback");
    kept += keeps ? 20 : 0;
    if (round == 60) {
      db.execute("delete from t where k > '5'");
      db.execute("vacuum");
      kept = db.integer("select count(*) from t");
    }
  }
  EXPECT_EQ(db.integer("select count(*) from t"), kept);
  EXPECT_EQ(db.integer("select count(*) from pragma_integrity_check where integrity_check = 'ok'"), 1);
}

}  // namespace
}  // namespace sahay::db
