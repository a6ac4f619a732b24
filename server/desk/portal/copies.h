// Who gets copies of a request: added and taken away by its requester and by contact persons of the company, on the page of the
// request. Whoever gets copies may see the request, and may leave; they add nobody.
// Rule of use: verbs take the person who asks; what they may not do answers like a missing request.
// Threading: inside one Tx.
#pragma once

#include <functional>

#include "desk/portal/requests.h"
#include "desk/site/html.h"
#include "desk/site/visitor.h"

namespace sahay::portal {

inline constexpr std::size_t kMostCopies = 10;

// Whether an address belongs to the desk itself: a copy there would come back as a new mail. Set once at start by app/wiring.cc.
inline std::function<bool(std::string_view address)> is_ours;

// Errors: not_found (not theirs to do, closed), invalid (field email: no address, ours, too many).
Result<void> add_copy(db::Tx& tx, UserId by, TicketId id, std::string_view address, const std::string& locale);
// Errors: not_found.
Result<void> remove_copy(db::Tx& tx, UserId by, TicketId id, UserId who);

// The names with their buttons, and the field for one more; "" where there is nothing to see or do.
site::Markup copies_card(const site::Visitor& visitor, db::Tx& tx, const tickets::Ticket& ticket, std::string_view email, const std::vector<FieldError>& errors);

}  // namespace sahay::portal
