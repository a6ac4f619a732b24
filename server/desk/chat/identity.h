// A visitor whom the hosting site named by a signed token (identity_token.h) is a customer of the desk: one visitor row a
// person, whatever the device, in sessions that end with the token and are given to nobody without one.
// Rule of use: identify() at each hello that brings a token, forget() when the site signs the visitor out. Never a member of
// staff, never by an address that the site has not confirmed, never an account that bears another name of the site.
// Threading: inside one Tx.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "desk/chat/chat.h"
#include "desk/chat/identity_token.h"
#include "platform/files/sealed_box.h"

namespace sahay::chat {

using WidgetKeyId = Id<struct WidgetKeyTag>;
struct WidgetKey {
  WidgetKeyId id;
  std::int64_t brand_id = 0;  // 0: every brand
  std::string prefix;         // stands before the names that the site gives to people
  std::string secret;         // sealed
  std::string hint;           // its last letters
  Time created_at, last_used_at;
};
BOOST_DESCRIBE_STRUCT(WidgetKey, (), (id, brand_id, prefix, secret, hint, created_at, last_used_at))

inline constexpr std::size_t kMostKeys = 2;  // of one brand: the one in use and its successor

struct NewKey {
  WidgetKey key;
  std::string clear;  // shown once
};
// Errors: invalid (brand_id, prefix: of another brand), conflict (two are there).
Result<NewKey> create_key(db::Tx& tx, const files::SealedBox& box, std::int64_t brand, std::string_view prefix);
std::vector<WidgetKey> widget_keys(db::Tx& tx);
void remove_key(db::Tx& tx, WidgetKeyId id);
// Those that count under the name by which the desk was called ("https://help.example.org").
std::vector<SigningKey> keys_at(db::Tx& tx, const files::SealedBox& box, std::string_view base_url);

struct Identified {
  std::string session;  // of this person, until the token ends
  VisitorId visitor;
};
struct Introduction {
  std::string_view token, session, base_url, session_secret;
  Side side;
};
// What was said in the session before becomes the person's. Errors: forbidden with "chat.identity.*".
Result<Identified> identify(db::Tx& tx, const files::SealedBox& box, const Introduction& given, const Wake& wake);
Time identified_until(db::Tx& tx, std::string_view session);  // unset: nobody is named in it
// The session opens nothing any more, nor does the token that it was made for, nor what else was opened with that.
void forget(db::Tx& tx, std::string_view session);
void forget_ended_identities(db::Tx& tx);  // hourly housekeeping

}  // namespace sahay::chat
