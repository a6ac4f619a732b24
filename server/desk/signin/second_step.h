// The second step of signing in to the console: a code of an authenticator, or one of ten recovery codes. Set up by the
// person in their own settings, or at the door when their role needs it: then nobody is in before it is done.
// Rule of use: verbs inside one Tx; a wrong code is counted in that Tx, so it must be committed although it is wrong.
// Secrets lie sealed, recovery codes hashed. After kTries wrong codes in a row each next one waits kWait, over restarts.
// Threading: any thread.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "desk/people/people_api.h"
#include "desk/people/role.h"
#include "desk/signin/totp.h"
#include "platform/files/sealed_box.h"

namespace sahay::signin {

inline constexpr int kTries = 5;
inline constexpr Duration kWait = std::chrono::minutes(15);
inline constexpr Duration kSetupLife = std::chrono::minutes(20);  // a secret that was shown and never confirmed
inline constexpr int kRecoveryCodes = 10;

struct Totp {
  UserId user_id;
  std::string secret;  // sealed
  Time created_at, confirmed_at;
  std::int64_t last_step = 0;
  Time last_used_at;
  std::int64_t failures = 0;
  Time blocked_until;
};
BOOST_DESCRIBE_STRUCT(Totp, (), (user_id, secret, created_at, confirmed_at, last_step, last_used_at, failures, blocked_until))

// The row of this person when they have shown a first code.
std::optional<Totp> totp_of(db::Tx& tx, UserId user);
// Whether the role of this person needs a second step.
bool needs_second_step(db::Tx& tx, const people::User& user);
people::RoleId role_of(const people::User& user);

// What the application is told once. `fresh`: a new secret, whatever was begun before.
struct Setup {
  std::string secret;  // base32
  std::string uri;
  QrCode qr;
};
enum class Begin { anew, or_go_on };
Setup begin_setup(db::Tx& tx, const files::SealedBox& box, const people::User& user, std::string_view desk, Begin how);

enum class Verdict { right, wrong, waits };
// The first code of a setup that was begun: from now on codes are asked for. `wrong` also when nothing was begun.
Verdict confirm_setup(db::Tx& tx, const files::SealedBox& box, UserId user, std::string_view code);
// A code at the door. Digits and letters count, blanks and dashes do not.
Verdict check_code(db::Tx& tx, const files::SealedBox& box, UserId user, std::string_view code);

std::vector<std::string> make_recovery_codes(db::Tx& tx, UserId user);  // the former ones open no more
std::int64_t recovery_codes_left(db::Tx& tx, UserId user);
void forget_second_step(db::Tx& tx, UserId user);

// What people::second_step does.
people::SecondStep ask_second_step(api::Context& c, db::Tx& tx, const files::SealedBox& box, const people::User& user, std::string_view desk,
                                   std::string_view code);

}  // namespace sahay::signin
