// Routes of signing in beyond passwords: /users/{id}/totp, /custom_roles/{id}/second_step, /users/{id}/passkeys,
// /session/passkey.
// Threading: called once at start.
#pragma once

#include <memory>

#include "base/live_text.h"
#include "desk/people/sign_in_limit.h"
#include "desk/signin/second_step.h"
#include "platform/api/api.h"
#include "platform/events/events.h"

namespace sahay::signin {

struct Parts {
  const files::SealedBox& box;
  LiveText desk_name;  // what authenticator applications show
};

void add_second_step_routes(api::Api& api, const Parts& parts);  // sets people::second_step too
void add_passkey_routes(api::Api& api, const LiveText& desk);    // and what a merge of two accounts moves
// Consumer of user.erased: nothing that opened the account stays.
void forget_erased(db::Tx& tx, const events::Event& event);

// The person says again who they are before what opens their account is changed: by their password (`password` of the
// body), or, without one, by having signed in a moment ago. Opens transactions of its own.
// Errors: invalid password, too_many, forbidden.
Result<void> say_again_who(api::Context& c, db::Store& store, people::SignInLimit& limit, const JsonObject& in);
// Whether the session of this token is this person's and began within the last quarter of an hour.
bool came_lately(db::Tx& tx, std::string_view token, UserId user);
// Own account, by nobody else's hand and with no narrowed token. Errors: not_found, forbidden.
Result<people::User> own_account(api::Context& c, db::Tx& tx);

}  // namespace sahay::signin
