#include "desk/wording/wording.h"

namespace sahay::wording {

bool in_force() { return true; }

}  // namespace sahay::wording
