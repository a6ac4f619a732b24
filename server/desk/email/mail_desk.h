// MailDesk: what the verbs of e-mail need beside their transaction: settings, tokens, the files, and the accounts that
// the console may change at any time.
// Threading: immutable after start but for the AccountBook, which guards itself; any thread.
#pragma once

#include "desk/email/account_book.h"
#include "desk/email/settings.h"
#include "desk/email/tokens.h"
#include "platform/files/directory.h"

namespace sahay::email {

struct MailDesk {
  MailDesk(EmailSettings s, files::Directory& f);
  // Of the installation and of the inbox with this address.
  std::vector<std::string> trusted_authserv_ids(std::string_view inbox) const;
  bool inboxes_differ_in_trust() const;

  EmailSettings settings;
  Tokens tokens;
  files::Directory& files;
  const std::unique_ptr<AccountBook> accounts;

  // Every address of ours, lower case.
  std::vector<std::string> own_addresses() const;
  // Mail of this inbox has a way out: an account of its own, or the one of the configuration.
  bool can_send(InboxId inbox) const;
};

}  // namespace sahay::email
