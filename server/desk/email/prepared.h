// Prepared: a raw mail read and ready for the decision: parsed, its files stored, its content hashed.
// Threading: prepare() takes its time (parsing, files) and must run outside of a write transaction.
#pragma once

#include "desk/email/mail_desk.h"
#include "desk/email/raw_mail.h"
#include "desk/email/trust.h"
#include "desk/email/verdict.h"
#include "desk/tickets/attachments.h"
#include "platform/mail/message.h"

namespace sahay::email {

struct StoredFile {
  tickets::NewAttachment about;
  std::string sha256;
  std::int64_t size = 0;
};

struct Prepared {
  RawMail raw;
  mail::Message message;
  std::vector<StoredFile> files;
  Verdict verdict{};
  Trust trust = Trust::unknown;
  std::string message_id;    // bare; made of the content when the mail has none
  std::string content_hash;  // of what a person would call the same mail
  std::vector<std::string> returned;  // of a report: our plus addresses anywhere in it
};

// `inbox`: the address of its inbox, where inboxes differ in whom they trust. Asks the DNS about the sender unless the
// raw mail has its verdict already. Errors: too_large or internal when the mail cannot be read; unavailable when files
// cannot be written.
Result<Prepared> prepare(const MailDesk& desk, const RawMail& raw, std::string_view bytes, std::string_view inbox = {});

}  // namespace sahay::email
