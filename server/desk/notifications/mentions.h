// Which colleagues a note calls by "@Name", by the rule of the console's composer (web/console/src/ticket/extras.ts).
// Threading: pure.
#pragma once

#include <string_view>
#include <vector>

#include "desk/people/user.h"

namespace sahay::notifications {

// Longer names first: "@Sara Ahmed" does not also call somebody who is only called Sara. A name ends where no letter or
// digit follows. At most 20 people.
std::vector<UserId> mentioned_in(std::string_view note, std::vector<people::User> staff);

}  // namespace sahay::notifications
