// What people of a client company see of our agreement: who of us is theirs, who of them speaks for the company; and the
// form with which a contact person says yes or no to a colleague's request.
// Threading: inside one Tx.
#pragma once

#include "desk/site/contact_card.h"
#include "desk/site/html.h"
#include "desk/site/visitor.h"
#include "desk/tickets/tickets.h"

namespace sahay::portal {

site::Markup company_card(const site::Visitor& visitor, db::Tx& tx);
// Whose ways of the contact card are shown: customers', and those of the contract that holds today.
site::Audiences audiences_of(const site::Visitor& visitor, db::Tx& tx);
// Empty unless the request waits for this visitor's yes.
site::Markup approval_form(const site::Visitor& visitor, db::Tx& tx, const tickets::Ticket& ticket);

}  // namespace sahay::portal
