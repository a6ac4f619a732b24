// Own keys of a ticket on the wire that siblings keep beside its row ("request_kind", "asset_id"): taken in the same
// transaction when a ticket is made, changed or split off.
// Rule of use: filled once at start by app/wiring.cc; each looks for its keys first and costs nothing when none is there.
// Threading: the list is filled once at start, everything else inside one Tx.
#pragma once

#include <functional>
#include <vector>

#include "desk/tickets/tickets.h"
#include "platform/api/api.h"

namespace sahay::tickets {

// `in` is the ticket object of the request. Errors go to the caller as they are. Answers whether it took any: then the ticket's row may be another now.
using TakeKeys = std::function<Result<bool>(api::Context&, db::Tx&, const Ticket&, const JsonObject& in)>;
inline std::vector<TakeKeys> own_keys;

inline Result<bool> take_own_keys(api::Context& context, db::Tx& tx, const Ticket& ticket, const JsonObject& in) {
  bool taken = false;
  for (const TakeKeys& take : own_keys) taken = TRY(take(context, tx, ticket, in)) || taken;
  return taken;
}

}  // namespace sahay::tickets
