#include "desk/tickets/reply_gate.h"

namespace sahay::tickets {

std::function<Result<AfterReply>(api::Context&, db::Tx&, const Ticket&, const Change&, const JsonObject&)> reply_gate;

}  // namespace sahay::tickets
