// The bot in the demonstration: intake questions in three languages, switched off until somebody turns it on.
// Rule of use: once; a desk that has settings already is left as it is. Threading: inside one Tx.
#pragma once

#include "platform/db/store.h"

namespace sahay::bot {

void seed(db::Tx& tx);

}  // namespace sahay::bot
