// Answers that are remembered by what they tell of instead of by their text: a handler whose answer can be told again from
// rows that stay (a ticket and one of its events) adds the header kTellsOf, "ticket 12 34", and a request that comes again
// with the same Idempotency-Key is answered by the teller of that name. What the rows say now is told.
// A plain handler that changes something does so in write_once.
// Rule of use: a handler adds the header only for a request that has a key; tellers are added before the server starts.
// Threading: as Api's handlers.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "platform/api/api.h"

namespace sahay::api {

// Never leaves the server.
inline constexpr char kTellsOf[] = "x-sahay-tells-of";

// Given what follows the name; the body. Errors: not_found when the rows are gone.
using Teller = std::function<Result<std::string>(Context&, db::Tx&, std::string_view)>;
inline std::map<std::string, Teller, std::less<>> tellers;

// The one transaction in which a plain handler does what it was asked for, together with the record of its answer where the
// request has a key: whoever asks again, even after a crash, finds both or neither.
Result<Reply> write_once(Context& context, db::Store& store, const Handler& effect);

}  // namespace sahay::api
