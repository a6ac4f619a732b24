// Plain language in the demonstration: a policy for all groups that warns and blocks nothing, and words of one's own.
// Rule of use: once; a desk that has a policy already is left as it is. Threading: inside one Tx.
#pragma once

#include "platform/db/store.h"

namespace sahay::wording {

void seed(db::Tx& tx);

}  // namespace sahay::wording
