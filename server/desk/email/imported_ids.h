// Message-IDs of mails that came into a ticket before this desk had it (imports): an answer to them finds the ticket.
// Threading: inside one Tx.
#pragma once

#include <string_view>

#include "base/id.h"
#include "platform/db/store.h"

namespace sahay::email {

// For every inbox of ours: the mail may have gone to any of them.
void remember_imported(db::Tx& tx, TicketId ticket, CommentId comment, std::string_view message_id);

}  // namespace sahay::email
