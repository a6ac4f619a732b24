// Every statement of every .sql file, prepared on both engines after all migrations.
// Linked with the registrations of all folders.
#include <gtest/gtest.h>

#include "platform/db/testing/temp_store.h"

namespace sahay::db {
namespace {

// Preparing needs no values, so the statements are explained: SQLite and PostgreSQL both plan them without running.
void prepare_all(TempStore& store) {
  ASSERT_FALSE(all_queries().empty());
  for (const Query& query : all_queries()) {
    const std::string text(store->engine() == Engine::sqlite ? query.sqlite : query.postgres);
    std::size_t parameters = 0;
    for (std::size_t n = 1; text.find("$" + std::to_string(n)) != text.npos; ++n) parameters = n;
    const std::vector<Param> nothing(parameters, nullptr);
    try {
      (void)store->write([&](Tx& tx) -> Result<void> {
        const auto cursor = tx.run("explain " + text, nothing);
        while (cursor->next()) {
        }
        return not_found("nothing is kept");
      });
    } catch (const std::exception& e) {
      ADD_FAILURE() << query.name << ": " << e.what();
    }
  }
}

TEST(EveryQuery, prepares_on_sqlite) {
  TempStore store(true, Options{});
  prepare_all(store);
}

TEST(EveryQuery, prepares_on_postgres) {
  if (!TestPostgres::available()) GTEST_SKIP() << TestPostgres::why_not();
  TempStore store(true, TestPostgres::shared().fresh_database());
  prepare_all(store);
}

}  // namespace
}  // namespace sahay::db
