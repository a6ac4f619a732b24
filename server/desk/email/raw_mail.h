// RawMail: a mail as it came, stored before anybody looks into it, and what became of it.
// States: received (waits for the intake), parsed (became a comment or was filed), held (a suspended ticket),
// duplicate. Small mails lie in the database and share its fsync; large ones are files under their hash, fsynced before
// the row. Threading: keep_large and raw_bytes may be slow (files); the rest inside one Tx.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "desk/email/inbox.h"
#include "platform/files/directory.h"

namespace sahay::email {

using RawMailId = Id<struct RawMailTag>;

inline constexpr char kIntakeJob[] = "email.intake";

struct RawMail {
  RawMailId id;
  InboxId inbox_id;
  std::string source = "lmtp";  // lmtp, smtp, imap, pop3, pipe, raw, mailgun, postmark, ses, sendgrid
  std::string sha256;
  std::int64_t size = 0;
  std::string sender;  // of the envelope; "" = null sender or unknown
  std::vector<std::string> recipients;
  std::string peer, helo;
  std::string completeness = "whole";  // whole, header_only, unreadable
  std::int64_t uid_validity = 0, uid = 0;
  Time internal_date, received_at;
  std::string state = "received";
  std::string message_id, content_hash, from_address;
  std::string reason;  // why it is held or filed
  std::string trust, verdict;  // of the sender (trust.h, verdict.h)
  TicketId ticket_id;
  CommentId comment_id;
};
BOOST_DESCRIBE_STRUCT(RawMail, (),
                      (id, inbox_id, source, sha256, size, sender, recipients, peer, helo, completeness, uid_validity, uid,
                       internal_date, received_at, state, message_id, content_hash, from_address, reason, trust, verdict, ticket_id,
                       comment_id))

// Bytes on their way into the store: call before the transaction; what is large is on disk afterwards.
struct KeptBytes {
  std::string sha256;  // hex
  std::int64_t size = 0;
  std::string_view small;  // bytes for the database; empty when they lie in a file
};
Result<KeptBytes> keep_bytes(files::Directory& files, std::string_view bytes);

// Stores bytes, row and intake job. Nothing when this UID is stored already.
std::optional<RawMail> store_raw(db::Tx& tx, RawMail mail, const KeptBytes& bytes);
std::optional<RawMail> find_raw(db::Tx& tx, RawMailId id);
// The message as it came. Errors: not_found.
Result<std::string> raw_bytes(db::Tx& tx, const files::Directory& files, const RawMail& mail);
// A mailbox was numbered anew: is this message here already?
bool knows_message(db::Tx& tx, InboxId inbox, const mail::ImapSummary& summary);

}  // namespace sahay::email
