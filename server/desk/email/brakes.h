// Brakes of automatic mail: budgets per name and window, and what is known of addresses that cannot be reached.
// Threading: inside one Tx.
#pragma once

#include <string_view>

#include "platform/db/store.h"

namespace sahay::email {

// Takes one from the budget of `name` ("ack:rina@x"); false when `most` are used in the current window.
bool take_budget(db::Tx& tx, std::string_view name, std::int64_t most, Duration window);

// A hard failure (5.1.x) or the third soft one stops mail to the address, until a mail comes from there.
enum class Failure { hard, soft };
void record_failure(db::Tx& tx, std::string_view address, Failure failure, std::string_view error);
void record_life(db::Tx& tx, std::string_view address);
bool is_dead(db::Tx& tx, std::string_view address);

}  // namespace sahay::email
