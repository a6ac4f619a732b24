// "Signing in" of a customer: their password, their passkeys, and the sign-in by one. The pages work without scripts but for the two acts
// in which the browser itself must speak to the authenticator.
// Threading: handlers run on several workers at once.
#pragma once

#include "desk/portal/portal.h"
#include "desk/site/form.h"

namespace sahay::portal {

void add_account_pages(http::Router& router, const Parts& parts);
// The button of the sign-in page; shown by the script where the browser knows passkeys.
site::Markup passkey_button(const site::Visitor& visitor, std::string_view return_to);
// A password as it was typed: blanks at its ends belong to it.
std::string typed_secret(const site::Form& form, std::string_view name);
// The cookie of a customer's session ("" with 0 seconds: taken away).
std::string session_cookie(const http::Request& request, const std::string& value, std::int64_t seconds);

}  // namespace sahay::portal
