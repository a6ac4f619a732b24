#include "desk/tickets/reply_gate.h"

namespace sahay::tickets {

Gate reply_gate;

}  // namespace sahay::tickets
