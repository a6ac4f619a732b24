// Who sent it (rule 10): the first usable of From, Reply-To, Sender and Return-Path, and whose words it carries where a
// list or a group rewrote From.
// Threading: pure.
#pragma once

#include "platform/mail/message.h"

namespace sahay::mail {

void choose_sender(Message& message, const ParseOptions& options);

}  // namespace sahay::mail
