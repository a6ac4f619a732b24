// SealedBox: secrets at rest (passwords of mail accounts, tokens), sealed with a key that lies in a file beside the
// database and not in it: a stolen database or a log of its statements gives none of them (decision 0145).
// Rule of use: `about` names what the secret belongs to ("mail_accounts/7"); sealed text moved to another place does not
// open there. AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce for every sealing.
// Threading: immutable; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/log.h"
#include "base/result.h"

namespace sahay::files {

class SealedBox {
 public:
  // The key in `path`; made (32 random bytes, mode 0600, on disk when this returns) when there is none. "" = a key of
  // this process alone, for tests. Errors: unavailable with the reason in detail.
  static Result<SealedBox> open_key(const std::string& path);

  std::string seal(const Secret& plain, std::string_view about) const;  // base64url
  // Errors: forbidden when it was sealed with another key, for something else, or changed.
  Result<Secret> open(std::string_view sealed, std::string_view about) const;

 private:
  explicit SealedBox(std::string key) : key_(std::move(key)) {}
  Secret key_;
};

}  // namespace sahay::files
