// Receive: what the listener and the watchers do with a mail before anybody looks into it: bytes, row, job and cursor
// in one commit, then the acknowledgement.
// Threading: any thread; each call is one transaction.
#pragma once

#include <vector>

#include "desk/email/mail_desk.h"
#include "desk/email/raw_mail.h"
#include "platform/mail/imap_watcher.h"
#include "platform/mail/lmtp_server.h"
#include "platform/mail/pop3_watcher.h"

namespace sahay::email {

// 250 for what is on disk, one verdict for each recipient.
std::vector<mail::Verdict> receive_by_lmtp(const MailDesk& desk, db::Store& store, const mail::ReceivedMail& mail,
                                           const std::string& source = "lmtp");
// True when the mail and the cursor are on disk.
bool receive_by_imap(const MailDesk& desk, db::Store& store, InboxId inbox, const mail::ImapMessage& message);
// True when the mail and its UIDL are on disk.
bool receive_by_pop3(const MailDesk& desk, db::Store& store, InboxId inbox, const mail::Pop3Message& message);
// A mail handed over by a pipe. It goes to the inboxes among the recipients, else to the first inbox: nothing that was
// taken is lost for want of an address. Errors: not_found (no inbox at all), unavailable.
Result<RawMailId> receive_bytes(const MailDesk& desk, db::Store& store, std::string_view sender,
                                const std::vector<std::string>& recipients, std::string_view bytes);
// A mail that came by HTTP (hook.h); the same bytes again give the first one's id. Errors: invalid (empty), forbidden
// (its token was used), unavailable.
struct HookMail;
Result<RawMailId> receive_by_hook(const MailDesk& desk, db::Store& store, InboxId inbox, const std::string& source,
                                  const HookMail& mail);
// Mail is taken while 5 % and 1 GB of the disk are free.
bool has_room(const MailDesk& desk);

}  // namespace sahay::email
