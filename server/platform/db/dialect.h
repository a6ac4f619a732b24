// One text of SQL definitions for two engines. Authors write bigint (or integer), text, double precision (or real) and
// blob; SQLite gets STRICT tables with its own type names, PostgreSQL 64-bit integers and bytea.
// Parts for one engine stand between the lines "-- [sqlite]", "-- [postgres]" and "-- [both]".
// Rule of use: create/alter/drop of tables and indexes and plain changes of rows; no triggers.
// Threading: pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/db/store.h"

namespace sahay::db {

// The statements of a migration in the words of the engine.
std::vector<std::string> statements_for(Engine engine, std::string_view text);

}  // namespace sahay::db
