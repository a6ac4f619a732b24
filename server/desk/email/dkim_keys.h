// The keys by which our own mail is signed (DKIM): made by us, one or more for each domain of an inbox. A key signs once
// the DNS was seen to publish it; rsa and ed25519 side by side make two signatures.
// Rule of use: the private key never leaves this folder and lies sealed in the database, as the secrets of mail accounts
// do (decision 0145). Routes: /dkim_keys.
// Threading: inside one Tx; check_key asks the DNS and runs outside.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/id.h"
#include "desk/email/mail_desk.h"
#include "platform/api/controller.h"
#include "platform/db/store.h"
#include "platform/mailauth/dkim.h"

namespace sahay::email {

using SigningKeyId = Id<struct SigningKeyTag>;

struct SigningKey {
  SigningKeyId id;
  std::string domain, selector;
  std::string kind = "rsa";  // rsa, ed25519
  std::string private_key;   // sealed; what is inside is PEM
  std::string state = "waiting";  // waiting (for the DNS), active, off
  std::string finding;            // i18n key of what was wrong at the last look; "" = nothing
  Time checked_at, created_at;
  std::int64_t replaces = 0;  // id of the key that stops signing when this one begins; 0 = none

  // With the private key opened. Errors: forbidden when it was sealed with another key (a backup restored without mail.key).
  Result<mailauth::DkimKey> open(const files::SealedBox& box) const;
};
BOOST_DESCRIBE_STRUCT(SigningKey, (),
                      (id, domain, selector, kind, private_key, state, finding, checked_at, created_at, replaces))

// Seals what an older version stored in the open. Once, at start.
void seal_signing_keys(db::Tx& tx, const files::SealedBox& box);
// The mail with our signatures on top; as it is where its domain has no active key. A key that does not open signs
// nothing, and the log says so: the mail leaves all the same. Errors: internal.
Result<std::string> with_signatures(const MailDesk& desk, db::Tx& tx, std::string_view domain, std::string mail);
void add_dkim_routes(api::Api& api, const MailDesk& desk);

}  // namespace sahay::email
