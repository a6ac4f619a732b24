#include "platform/db/dialect.h"

#include <gtest/gtest.h>

namespace sahay::db {

TEST(Dialect, every_table_of_a_migration_is_strict_on_sqlite_not_only_the_first) {
  const auto statements = statements_for(Engine::sqlite, "create table a(id bigint);\n\ncreate table b(id bigint);\n");
  ASSERT_EQ(statements.size(), 2u);
  EXPECT_TRUE(statements[0].ends_with("strict")) << statements[0];
  EXPECT_TRUE(statements[1].ends_with("strict")) << statements[1];
}

TEST(Dialect, without_rowid_is_kept_for_sqlite_and_left_out_for_postgres) {
  const std::string text = "create index x on y(z);\n\n-- a note\ncreate table a(\n  id bigint primary key\n) without rowid;\n";
  const auto lite = statements_for(Engine::sqlite, text), post = statements_for(Engine::postgres, text);
  ASSERT_EQ(lite.size(), 2u);
  ASSERT_EQ(post.size(), 2u);
  EXPECT_TRUE(lite[1].ends_with("without rowid, strict")) << lite[1];
  EXPECT_EQ(post[1].find("rowid"), std::string::npos) << post[1];
}

}  // namespace sahay::db
