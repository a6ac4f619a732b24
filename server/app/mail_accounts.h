// From [mail], [[inbox]], [smtp] and [[imap]] to the settings of desk/email: accounts with their passwords read from
// their files. An [[imap]] account feeds the inbox whose address is its user, otherwise the desk's own address.
// Threading: at start.
#pragma once

#include <string>

#include "app/config.h"
#include "base/log.h"
#include "base/result.h"
#include "desk/email/settings.h"

namespace sahay::app {

// The password in a file of the configuration: its first line. Errors: unavailable with the sentence in detail.
Result<Secret> read_password_file(const std::string& path);

Result<mail::SmtpAccount> smtp_account(const SmtpConfig& config);
Result<mail::ImapAccount> imap_account(const ImapConfig& config);
// `secret` signs reply addresses; it belongs to the installation. `site` is shown in links.
Result<email::EmailSettings> email_settings(const Config& config, Secret secret, const std::string& site);

}  // namespace sahay::app
