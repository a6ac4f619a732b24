// DKIM (RFC 6376, 8301, 8463): signatures of a message verified, and ours made. rsa-sha256 and ed25519-sha256, both
// canonical forms; the body is hashed once for each pair of form and length.
// Rule of use: what passes is only that the domain `d=` vouches for the signed fields; whose mail it is says DMARC.
// Threading: pure but for the questions to the RecordSource.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"
#include "platform/mailauth/canonical.h"
#include "platform/net/records.h"

namespace sahay::mailauth {

enum class DkimResult { pass, fail, temperror, permerror };
std::string_view word(DkimResult result);

struct DkimSignature {
  DkimResult result = DkimResult::permerror;
  std::string domain, selector, identity;  // d=, s=, i= (or "@d")
  std::string algorithm;                   // "rsa-sha256", "ed25519-sha256"
  std::string reason{};                    // why it did not pass, a few words of English for the log and the header
  int key_bits = 0;
  bool testing = false;       // t=y of the key: to be treated as unsigned
  bool whole_body = true;     // false: l= leaves a part of the body unsigned
};

// At most the first ten signatures, top to bottom.
std::vector<DkimSignature> verify_dkim(std::string_view message, net::RecordSource& records, Time now);

struct DkimKey {
  enum class Kind { rsa, ed25519 } kind = Kind::rsa;
  std::string domain, selector;
  Secret private_key;  // PEM, PKCS#8
};

// A new key: rsa (2,048 bits) or ed25519. Errors: internal when OpenSSL refuses.
Result<Secret> make_dkim_key(DkimKey::Kind kind);
// The text of the TXT record at SELECTOR._domainkey.DOMAIN. Errors: invalid when it is no key.
Result<std::string> dkim_record(const Secret& private_key);
// Does what the DNS publishes fit the key? "" or the reason, in the words of an i18n key: "dkim.check.*".
std::string check_dkim_record(const DkimKey& key, net::RecordSource& records);

// The DKIM-Signature fields (CRLF at the end of each) to put in front of `message`, one for each key. From is signed
// once more than it is there, and so are the other fields that readers see: none can be added later unseen.
Result<std::string> sign_dkim(std::string_view message, const std::vector<DkimKey>& keys, Time now);

}  // namespace sahay::mailauth
