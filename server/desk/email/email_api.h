// Routes of e-mail: /suspended_tickets (held mails: list, show, recover, delete), the mail as it came behind a comment,
// /inboxes with their health, /dkim_keys that sign our mail, and /mail_addresses that do not take it.
// Threading: called once at start; `desk` outlives the API.
#pragma once

#include "desk/email/mail_desk.h"
#include "platform/api/controller.h"

namespace sahay::email {

void add_email_routes(api::Api& api, const MailDesk& desk);
void add_address_routes(api::Api& api);
// The condition "sender_trust" of triggers. Once, before the server starts.
void add_trust_condition();

}  // namespace sahay::email
