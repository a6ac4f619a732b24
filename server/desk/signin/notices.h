// What follows when a way into an account was added or taken away: whoever did it, the person hears of it by mail, and for
// accounts of staff it stands in the audit log.
// Rule of use: in the transaction of the change. People without an address hear nothing.
// Threading: inside one Tx.
#pragma once

#include <string_view>

#include "desk/people/people.h"
#include "platform/api/api.h"

namespace sahay::signin {

enum class Told { totp_on, totp_off, passkey_added, passkey_removed, provider_connected, provider_disconnected, password_set, password_changed, password_removed };
// `name`: of the passkey, as its owner gave it, or of the provider.
void tell(db::Tx& tx, const people::User& user, Told what, std::string_view desk, std::string_view name = {});

// Whose hand it was: a caller of the API, or the person at a page.
struct Hand {
  std::string_view desk;  // its name, for the mail
  api::Context* caller = nullptr;
  const http::Request* request = nullptr;  // of the page
};
// `what`: the name of the provider or passkey.
void note(db::Tx& tx, const Hand& hand, const people::User& user, std::string_view action, std::string_view what = {});

}  // namespace sahay::signin
