// What the filters of policies can be made of, in the words of the field's clients: {"definitions":{"all":[...],"any"}}.
// Threading: inside one Tx.
#pragma once

#include <string>

#include "desk/tickets/condition.h"

namespace sahay::tickets {

std::string filter_definitions_body(const api::Context& context, db::Tx& tx, Use use);

}  // namespace sahay::tickets
