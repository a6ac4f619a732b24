// The contact card of the demonstration: a phone beside what is built in, and what each way is best for.
// Rule of use: once; a desk that describes its ways already is left as it is. Threading: inside one Tx.
#pragma once

#include "platform/db/store.h"

namespace sahay::reach {

void seed(db::Tx& tx);

}  // namespace sahay::reach
