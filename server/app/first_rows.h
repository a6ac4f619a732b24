// What every help desk has from its first moment: one group that new tickets go to, the built-in ticket
// fields, and a key of its own.
// Threading: inside one Tx.
#pragma once

#include <string_view>

#include "base/id.h"
#include "base/log.h"
#include "base/result.h"
#include "platform/db/store.h"

namespace sahay::app {

bool has_first_rows(db::Tx& tx);
Result<void> create_first_rows(db::Tx& tx);
// The key of this installation, made with the first rows and never changed: open reply addresses hang on it.
Secret installation_key(db::Tx& tx);

// Groups and organizations made by the program itself (first start, demonstration).
GroupId create_group(db::Tx& tx, std::string_view name, std::string_view description, bool is_default);
OrganizationId create_organization(db::Tx& tx, std::string_view name, std::string_view domain);

}  // namespace sahay::app
