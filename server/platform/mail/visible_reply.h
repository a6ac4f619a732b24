// The reply ranges of a message: HTML structure where the text was made of HTML, text rules else (rules 29-35).
// Threading: pure.
#pragma once

#include "platform/mail/message.h"

namespace sahay::mail {

void fill_visible_reply(const ParseOptions& options, Message& message);

}  // namespace sahay::mail
