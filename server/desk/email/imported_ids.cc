#include "desk/email/imported_ids.h"

#include "desk/email/inbox.h"
#include "desk/email/raw_mail_sql.h"
#include "desk/email/threading.h"

namespace sahay::email {

void remember_imported(db::Tx& tx, TicketId ticket, CommentId comment, std::string_view message_id) {
  const std::string id = bare_id(message_id);
  if (id.empty()) return;
  for (const Inbox& inbox : inboxes(tx))
    tx.execute(sql::raw_mail::insert_id, tx.new_id("mail_ids"), id, inbox.id, "", ticket, comment, "in", tx.now());
}

}  // namespace sahay::email
