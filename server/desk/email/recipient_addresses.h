// Routes of /recipient_addresses over the inboxes and mail accounts of the desk.
// Rule of use: added once with the resource of mail accounts, whose checks and secrets stay where they are.
// Threading: called once at start.
#pragma once

#include <memory>

#include "desk/email/account.h"
#include "platform/api/controller.h"

namespace sahay::email {

void add_recipient_address_routes(api::Api& api, const std::shared_ptr<const api::Resource<MailAccount>>& accounts);

}  // namespace sahay::email
