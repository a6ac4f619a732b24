// The part of "Signing in" where a customer sets, changes and removes their password. Works without scripts.
// Threading: inside one Tx.
#pragma once

#include <string>
#include <vector>

#include "desk/people/user.h"
#include "desk/site/page.h"

namespace sahay::portal {

// Empty while passwords are switched off and there is none.
site::Markup password_part(const http::Request& request, const site::Visitor& visitor, db::Tx& tx, const std::string& zone, const std::vector<FieldError>& errors);

}  // namespace sahay::portal
