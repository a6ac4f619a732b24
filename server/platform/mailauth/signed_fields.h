// Inside mailauth: the parts that DKIM signatures and ARC seals share.
// Threading: pure.
#pragma once

#include <map>
#include <memory>
#include <optional>

#include "platform/mailauth/dkim.h"
#include "platform/mailauth/tag_list.h"

struct evp_pkey_st;

namespace sahay::mailauth {

struct KeyFree {
  void operator()(evp_pkey_st* key) const;
};
using Key = std::unique_ptr<evp_pkey_st, KeyFree>;

// A key as the DNS publishes it, or why there is none.
struct PublicKey {
  Key key;
  DkimResult trouble = DkimResult::pass;  // temperror, permerror
  std::string reason;
  int bits = 0;
  bool testing = false, same_domain = false;  // t=y, t=s
};
PublicKey public_key(std::string_view selector, std::string_view domain, std::string_view algorithm,
                     net::RecordSource& records);

// Body hashes already made for this message.
class BodyHashes {
 public:
  explicit BodyHashes(std::string_view body) : body_(body) {}
  struct Made {
    std::string hash;
    std::uint64_t length = 0;
  };
  const Made& of(Form form, std::uint64_t most);

 private:
  std::string_view body_;
  std::map<std::pair<Form, std::uint64_t>, Made> made_;
};

// "relaxed/simple": header, body. Nothing for other words.
std::optional<std::pair<Form, Form>> forms_of(std::string_view text);
// The fields that h= names, from below, in their canonical form (RFC 6376 5.4.2).
std::string chosen_fields(const RawMessage& message, std::string_view names, Form form);
// The signature's own field with an empty b=, without CRLF at its end.
std::string own_field(std::string_view raw, Form form);
// Ed25519 signs the SHA-256 of the data (RFC 8463 3).
bool signature_fits(evp_pkey_st* key, std::string_view algorithm, std::string_view data, std::string_view signature);
Result<std::string> make_signature(evp_pkey_st* key, DkimKey::Kind kind, std::string_view data);
Result<Key> read_private_key(const Secret& pem);

}  // namespace sahay::mailauth
