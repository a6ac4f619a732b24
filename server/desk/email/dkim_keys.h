// The keys by which our own mail is signed (DKIM): made by us, one or more for each domain of an inbox. A key signs once
// the DNS was seen to publish it; rsa and ed25519 side by side make two signatures.
// Rule of use: the private key never leaves this folder. Routes: /dkim_keys.
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
  std::string private_key;   // PEM
  std::string state = "waiting";  // waiting (for the DNS), active, off
  std::string finding;            // i18n key of what was wrong at the last look; "" = nothing
  Time checked_at, created_at;

  mailauth::DkimKey key() const;
};
BOOST_DESCRIBE_STRUCT(SigningKey, (), (id, domain, selector, kind, private_key, state, finding, checked_at, created_at))

// The mail with our signatures on top; as it is where its domain has no active key. Errors: internal.
Result<std::string> with_signatures(db::Tx& tx, std::string_view domain, std::string mail);
void add_dkim_routes(api::Api& api, const MailDesk& desk);

}  // namespace sahay::email
