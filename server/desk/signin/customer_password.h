// The password of a customer, for the portal alone: signing in by it, and setting, changing and removing it.
// Rule of use: each verb opens transactions of its own, since the hashing between them is slow. Whatever is wrong with a
// sign-in (address, password, an account of staff, which never comes in here: the console asks for its second step) has the
// same answer after the same work. Counted in the limit that the console's door counts in.
// Threading: any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "desk/people/password.h"
#include "desk/people/people.h"
#include "desk/people/sign_in_limit.h"

namespace sahay::signin {

// The administrator's switch. Off: no password opens the portal, none is set; removing goes on.
bool customers_may_use_passwords(db::Tx& tx);

// The door, and whoever stands before it.
struct Doorway {
  db::Store& store;
  people::SignInLimit& limit;
  std::string_view address, user_agent{};  // of the network, of the browser
};

// A new session of the portal. Errors: unauthenticated, too_many, forbidden (switched off).
Result<std::string> sign_in_by_password(const Doorway& door, std::string_view email, const Secret& password, Duration session_life);

struct PasswordChange {
  UserId user{};
  std::string_view session{};       // of this person, and the only one that goes on after a change
  std::string_view previous{};      // needed unless the session began a moment ago
  std::string_view wanted{};
  std::string_view desk{};          // its name, for the mail
};
enum class Changed { set, changed, removed };
// Tells the person by mail. Errors: invalid "password" (too short, too long; SignInAgain where the session is old and there is
// no password yet) and "previous", too_many, forbidden (switched off; staff), conflict (changed meanwhile).
Result<Changed> change_password(const Doorway& door, const PasswordChange& change);
// Errors: as above, and not_found when there is none.
Result<Changed> remove_password(const Doorway& door, PasswordChange change);

}  // namespace sahay::signin
