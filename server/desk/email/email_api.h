// Routes of e-mail: /suspended_tickets (held mails: list, show, recover, delete), the mail as it came behind a comment,
// and /inboxes with their health.
// Threading: called once at start; `desk` outlives the API.
#pragma once

#include "desk/email/mail_desk.h"
#include "platform/api/controller.h"

namespace sahay::email {

void add_email_routes(api::Api& api, const MailDesk& desk);

}  // namespace sahay::email
