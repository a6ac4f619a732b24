// Receive: what the listener and the watchers do with a mail before anybody looks into it: bytes, row, job and cursor
// in one commit, then the acknowledgement.
// Threading: any thread; each call is one transaction.
#pragma once

#include <vector>

#include "desk/email/mail_desk.h"
#include "desk/email/raw_mail.h"
#include "platform/mail/imap_watcher.h"
#include "platform/mail/lmtp_server.h"

namespace sahay::email {

// 250 for what is on disk, one verdict for each recipient.
std::vector<mail::Verdict> receive_by_lmtp(const MailDesk& desk, db::Store& store, const mail::ReceivedMail& mail);
// True when the mail and the cursor are on disk.
bool receive_by_imap(const MailDesk& desk, db::Store& store, InboxId inbox, const mail::ImapMessage& message);
// A mail handed over by a pipe or by HTTP. Errors: not_found (no inbox of ours among the recipients), unavailable.
Result<RawMailId> receive_bytes(const MailDesk& desk, db::Store& store, std::string_view sender,
                                const std::vector<std::string>& recipients, std::string_view bytes);

}  // namespace sahay::email
