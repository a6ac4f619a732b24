// Identities as lists of users carry them (include=identities).
// Threading: inside one Tx.
#pragma once

#include <vector>

#include "desk/people/people.h"
#include "platform/api/api.h"

namespace sahay::people {

void write_identities(api::Context& context, db::Tx& tx, const std::vector<User>& users, JsonWriter& writer);

}  // namespace sahay::people
