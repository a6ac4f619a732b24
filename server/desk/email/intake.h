// Intake: from a raw mail to a comment, a ticket, a filed report or a held item. Runs as the job "email.intake", again
// at will: what came twice is known by id and content, and a mail that breaks the reader twice is held as it is.
// Threading: any worker.
#pragma once

#include <functional>
#include <string_view>

#include "desk/email/held.h"
#include "desk/email/matching.h"
#include "desk/email/prepared.h"
#include "platform/jobs/jobs.h"

namespace sahay::email {

// Called with the bytes of a mail before they are read: what a reader that breaks looks like (app/test_hooks.cc). Empty
// otherwise; set before the jobs start.
inline std::function<void(std::string_view bytes)> before_reading;

Result<void> run_intake(const MailDesk& desk, db::Store& store, const jobs::Job& job);
// Several of them: small mails that can be read are taken in one transaction; when one of those is refused, and for all
// other mails, each goes its own way as above.
std::vector<Result<void>> run_intakes(const MailDesk& desk, db::Store& store, const std::vector<jobs::Job>& jobs);

// Decides on a prepared mail and writes the outcome.
Result<void> take(const MailDesk& desk, db::Tx& tx, const Prepared& mail);

// An agent lets a held mail in: into the ticket `into`, or as a new ticket when that is none.
Result<TicketId> release(db::Tx& tx, const Held& held, const Prepared& mail, TicketId into);

// Files a delivery report on the ticket of the mail that it is about; false when it names none of ours.
Result<bool> file_report(const MailDesk& desk, db::Tx& tx, const Prepared& mail);

}  // namespace sahay::email
