// Routes of /mail_accounts: the accounts that mail comes and goes by, their health, a check-up, the servers of an address,
// the consent of a provider, and the token of raw POST. For administrators and who may manage channels.
// Rule of use: secrets go in and never come out; a changed host or user forgets the password that was for the old one.
// Threading: called once at start; `desk` and `store` outlive the API.
#pragma once

#include "desk/email/mail_desk.h"
#include "platform/api/controller.h"

namespace sahay::email {

void add_mail_account_routes(api::Api& api, http::Router& router, const MailDesk& desk, db::Store& store);

// What is known of an inbox's mail, for the console and for doctor. `receiving` and `sending`: good, new, bad, off.
struct MailHealth {
  std::string receiving, sending;
  std::string receive_error, receive_detail, send_error, send_detail;  // keys and the other side's words
  Time changed_at, received_at, last_mail_at, sent_at, failed_at;
};
MailHealth health_of(const MailDesk& desk, db::Tx& tx, const Inbox& inbox);
// The i18n key of what to do about an error: "mail.advice.certificate"; "" = nothing special.
std::string advice_for(std::string_view error);

}  // namespace sahay::email
