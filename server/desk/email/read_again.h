// ReadAgain: stored mails are read anew, at will: after a better reader came, or when one was held because it could not be
// read. A mail that waits or is held goes through the intake again; one that became a comment corrects its texts.
// Rule of use: queue_* inside a Tx of any process; the server's worker does the reading.
// Threading: inside one Tx; run_read_again on any worker.
#pragma once

#include "desk/email/mail_desk.h"
#include "desk/email/raw_mail.h"
#include "platform/jobs/jobs.h"

namespace sahay::email {

inline constexpr char kReadAgainJob[] = "email.read_again";

std::int64_t queue_reading(db::Tx& tx, RawMailId id);  // 1, or 0 when there is nothing to read again
std::int64_t queue_unread(db::Tx& tx);                 // everything held as "unparsable"; how many
Result<void> run_read_again(const MailDesk& desk, db::Store& store, const jobs::Job& job);

}  // namespace sahay::email
