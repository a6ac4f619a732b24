// Inside the intake: a mail as a comment, as a new ticket, and the ids that thread what follows.
// Threading: inside one Tx.
#pragma once

#include "desk/email/prepared.h"
#include "desk/tickets/correct.h"
#include "desk/tickets/tickets.h"

namespace sahay::email {

enum class Automatic { no, yes };

// Somebody who only says to be one of us. What they write never speaks for us: no copies, nothing in public when it is
// let into a ticket (rule 44).
bool unproven_staff(const people::User& author, Trust trust);

// The comment of a mail: text, HTML, visible part, files, where it came from.
// What a mail says, as a comment holds it.
tickets::CommentTexts texts_of(const mail::Message& message);
tickets::NewComment comment_of(db::Tx& tx, const Prepared& mail, const Inbox& inbox, UserId author, Trust trust, Automatic automatic);
Result<tickets::Outcome> write_ticket(db::Tx& tx, const Prepared& mail, const people::User& author,
                                      tickets::NewComment comment, const Inbox& inbox, const tickets::Ticket* follows);
// Ends the raw mail and makes its id known.
void end_as_comment(db::Tx& tx, const Prepared& mail, TicketId ticket, CommentId comment);
// Says to the customer that the first mail has arrived, within the budgets.
void acknowledge(db::Tx& tx, const MailDesk& desk, const tickets::Outcome& made, const people::User& customer);

}  // namespace sahay::email
