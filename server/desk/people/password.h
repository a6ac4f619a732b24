// Passwords: the row, which doors it opens, and the rule of a new one. Hashing is people.h's hash_password().
// Rule of use: the console asks people::password_hash(), which knows only what may open it; the portal asks password_of().
// Threading: inside one Tx; check_password is pure.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "desk/people/user.h"
#include "platform/db/store.h"

namespace sahay::people {

struct Password {
  std::string hash;
  Time changed_at;
  bool as_staff = false;  // set by staff or an administrator: one that a customer set opens no console
};
BOOST_DESCRIBE_STRUCT(Password, (), (hash, changed_at, as_staff))

std::optional<Password> password_of(db::Tx& tx, UserId user);
void keep_password(db::Tx& tx, UserId user, const std::string& hash, bool as_staff);
void forget_password(db::Tx& tx, UserId user);

inline constexpr int kShortestPassword = 8;      // characters
inline constexpr int kLongestPassword = 1'000;  // bytes
// Errors: invalid "password".
Result<void> check_password(std::string_view password);

}  // namespace sahay::people
