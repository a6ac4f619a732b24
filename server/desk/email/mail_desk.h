// MailDesk: what the verbs of e-mail need beside their transaction: settings, tokens and the files.
// Threading: immutable after start; any thread.
#pragma once

#include "desk/email/settings.h"
#include "desk/email/tokens.h"
#include "platform/files/directory.h"

namespace sahay::email {

struct MailDesk {
  MailDesk(EmailSettings s, files::Directory& f);

  EmailSettings settings;
  Tokens tokens;
  files::Directory& files;
};

}  // namespace sahay::email
