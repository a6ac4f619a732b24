// What the server of the hosting page says of its visitor: a signed token (JWS of RFC 7515 in the compact form, claims of RFC
// 7519). HS256 alone; nothing in the token chooses how it is checked, and it lives for a day at most.
// Threading: pure functions.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"

namespace sahay::chat {

struct SigningKey {
  std::int64_t id = 0;
  std::string prefix;  // of the names that its site gives to people
  Secret secret;
};

struct Named {
  std::int64_t key_id = 0;
  std::string external_id;      // with the prefix; "" = none
  std::string email, name;      // "" = not said
  bool email_verified = false;  // the site has confirmed the address itself
  bool once = false;            // with a "jti": for one session alone
  std::string proof_hash;       // names this token
  Time expires_at;
};

// Errors: forbidden with a key "chat.identity.*".
Result<Named> read_identity(std::string_view token, std::span<const SigningKey> keys, Time now);
Error refused_identity(std::string_view word);
std::string word_of_refusal(const Error& error);  // "expired", ...: the word for it on the wire

}  // namespace sahay::chat
