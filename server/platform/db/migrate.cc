#include "platform/db/migrate.h"

#include "base/log.h"
#include "platform/db/dialect.h"

namespace sahay::db {
namespace {

struct Applied {
  int number = 0;
  std::string name;
  std::string checksum;
};
BOOST_DESCRIBE_STRUCT(Applied, (), (number, name, checksum))

Error refused(const std::string& detail) { return Error{ErrorCode::unavailable, "error.unavailable", detail}; }

std::string label(int number, std::string_view name) {
  std::string digits = std::to_string(number);
  digits.insert(0, digits.size() < 4 ? 4 - digits.size() : 0, '0');
  return digits + "_" + std::string(name);
}

// What the common text of queries needs beside the engine's own functions.
constexpr std::string_view kPostgresShims[] = {
    "do $$ begin create domain blob as bytea; exception when duplicate_object then null; end $$",
    "create or replace function json_each(list text) returns table (value text) language sql immutable as "
    "'select jsonb_array_elements_text(list::jsonb)'",
    "do $$ begin create aggregate group_concat(text) (sfunc = textcat, stype = text); "
    "exception when duplicate_function then null; end $$",
};

void run_text(Tx& tx, const std::string& sql) {
  const auto cursor = tx.run(sql, {});
  while (cursor->next()) {
  }
}

void prepare_schema(Tx& tx) {
  if (tx.engine() == Engine::postgres) {
    for (std::string_view shim : kPostgresShims) run_text(tx, std::string(shim));
  }
  for (const std::string& statement : statements_for(
           tx.engine(),
           "create table if not exists schema_migrations "
           "(number bigint primary key, name text not null, checksum text not null, applied_at bigint not null)"))
    run_text(tx, statement);
}

std::vector<Applied> applied(Tx& tx) {
  return tx.all<Applied>(std::string("select number, name, checksum from schema_migrations order by number"));
}

Result<void> check_history(const std::vector<Applied>& history, const std::vector<Migration>& migrations) {
  for (const Applied& done : history) {
    const auto known = std::find_if(migrations.begin(), migrations.end(),
                                    [&](const Migration& m) { return m.number == done.number; });
    if (known == migrations.end())
      return refused("the database is newer than this program: it has migration " + label(done.number, done.name));
    if (known->checksum != done.checksum)
      return refused("migration " + label(done.number, done.name) + " was changed after it was applied");
  }
  return {};
}

void apply(Tx& tx, const Migration& migration) {
  for (const std::string& statement : statements_for(tx.engine(), migration.text)) run_text(tx, statement);
  tx.execute(std::string("insert into schema_migrations (number, name, checksum, applied_at) values ($1, $2, $3, $4)"),
             migration.number, migration.name, migration.checksum, tx.now());
}

}  // namespace

Result<int> migrate(Store& store) { return migrate(store, embedded_migrations()); }

Result<int> migrate(Store& store, const std::vector<Migration>& migrations) {
  int count = 0;
  std::string step = "schema_migrations";
  try {
    TRY(store.write([&](Tx& tx) -> Result<void> {
      prepare_schema(tx);
      return check_history(applied(tx), migrations);
    }));
    for (const Migration& migration : migrations) {
      step = label(migration.number, migration.name);
      count += TRY(store.write([&](Tx& tx) -> Result<int> {
        const std::string known = "select number from schema_migrations where number = $1";
        if (tx.one<Applied>(known, migration.number)) return 0;
        apply(tx, migration);
        return 1;
      }));
    }
  } catch (const std::exception& e) {
    return refused("migration " + step + ": " + e.what());
  }
  if (count > 0) log::info("db", "migrated", {{"applied", count}});
  return count;
}

Result<int> schema_version(Store& store) {
  const bool recorded = store.read([](Tx& tx) {
    const std::string table = tx.engine() == Engine::sqlite
                                  ? "select 1 from sqlite_master where name = 'schema_migrations'"
                                  : "select 1 from pg_class where oid = to_regclass('schema_migrations')";
    return tx.scalar<int>(table).has_value();
  });
  if (!recorded) return 0;
  return store.read([](Tx& tx) {
    return tx.scalar<int>(std::string("select max(number) from schema_migrations")).value_or(0);
  });
}

}  // namespace sahay::db
