// Mails that tell a person that a way into their account was added or taken away: whoever did it, the person hears of it.
// Rule of use: in the transaction of the change. People without an address hear nothing.
// Threading: inside one Tx.
#pragma once

#include <string_view>

#include "desk/people/people.h"

namespace sahay::signin {

enum class Told { totp_on, totp_off, passkey_added, passkey_removed, provider_connected, provider_disconnected };
// `name`: of the passkey, as its owner gave it, or of the provider.
void tell(db::Tx& tx, const people::User& user, Told what, std::string_view desk, std::string_view name = {});

}  // namespace sahay::signin
