// MailDesk: what the verbs of e-mail need beside their transaction: settings, tokens and the files.
// Threading: immutable after start; any thread.
#pragma once

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
};

}  // namespace sahay::email
