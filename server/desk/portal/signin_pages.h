// The door of the portal: a link by mail, a password, the buttons of passkey and providers, and signing out.
// Rule of use: by portal::add_pages(). No script is needed; every POST comes from our own page.
// Threading: handlers run on several workers at once.
#pragma once

#include "desk/portal/portal.h"

namespace sahay::portal {

void add_signin_pages(http::Router& router, const Parts& parts);

}  // namespace sahay::portal
