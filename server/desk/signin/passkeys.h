// Passkeys of people: made while signed in, several a person, each with a name and its last use; they open the console
// for staff and the portal for everybody, without a password.
// Rule of use: verbs inside one Tx. A challenge is random, stored hashed, good for five minutes and once, for one person
// (registration) or for whoever signs in (user 0).
// Threading: any thread.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "desk/people/people.h"
#include "desk/signin/webauthn.h"

namespace sahay::signin {

using PasskeyId = Id<struct PasskeyTag>;
struct Passkey {
  PasskeyId id;
  UserId user_id;
  std::string credential_id;  // base64url
  std::string handle;         // base64url; the name of the person to the authenticator
  std::string rp_id;
  std::string public_key;     // base64 of DER
  std::int64_t algorithm = 0, sign_count = 0;
  std::vector<std::string> transports;
  std::string name;
  Time created_at, last_used_at;
  bool as_staff = false;  // made in the console, where the password is asked: one that a customer made opens no console
};
BOOST_DESCRIBE_STRUCT(Passkey, (), (id, user_id, credential_id, handle, rp_id, public_key, algorithm, sign_count, transports, name, created_at, last_used_at, as_staff))

inline constexpr std::size_t kMostPasskeys = 20;  // of one person

std::vector<Passkey> passkeys_of(db::Tx& tx, UserId user);
// Those that open what this person may enter: of staff, those that were made as staff.
std::vector<Passkey> opening_passkeys(db::Tx& tx, const people::User& user);
void write_passkey(JsonWriter& w, const Passkey& passkey);  // without the key itself

// The options of navigator.credentials.create() and .get() as JSON with base64url for bytes (WebAuthn 5.4, 5.5).
// Errors: too_many (twenty passkeys; or 60 open challenges of one network address).
Result<std::string> creation_options(db::Tx& tx, const RelyingParty& party, const people::User& user, std::string_view desk);
Result<std::string> request_options(db::Tx& tx, const RelyingParty& party, std::string_view source);

// `in`: {"name", "response": {"clientDataJSON", "attestationObject", "transports"}}. Tells the person by mail.
// Errors: forbidden, invalid (taken).
Result<Passkey> add_passkey(db::Tx& tx, const RelyingParty& party, const people::User& user, const JsonObject& in, std::string_view desk);
enum class Entrance { console, portal };
// `in`: {"id", "response": {"clientDataJSON", "authenticatorData", "signature", "userHandle"}}: who signed in.
// Errors: unauthenticated, whatever was wrong; the reason stands in detail.
Result<people::User> sign_in_by_passkey(db::Tx& tx, const RelyingParty& party, const JsonObject& in, Entrance entrance);

// Errors: not_found when it is not this person's.
Result<Passkey> find_passkey(db::Tx& tx, UserId user, std::int64_t id);
Result<Passkey> rename_passkey(db::Tx& tx, UserId user, std::int64_t id, std::string_view name);
Result<void> remove_passkey(db::Tx& tx, const people::User& user, std::int64_t id, std::string_view desk);
void forget_passkeys(db::Tx& tx, UserId user);
void forget_challenges(db::Tx& tx);  // hourly housekeeping

}  // namespace sahay::signin
