#include "desk/wording/wording.h"
#include "platform/api/rule_switch.h"

namespace sahay::wording {

bool in_force() { return api::rule_in_force("C6"); }

}  // namespace sahay::wording
