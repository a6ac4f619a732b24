// Automatic mail: robots, vacations, lists (rules 46, 51). The narrow test says "not a customer's message", the wide one
// (AutoMail::do_not_answer) "answer nothing automatically".
// Threading: pure.
#pragma once

#include "platform/mail/message.h"

namespace sahay::mail {

// Reads headers, subject and bounce of `message`; call after those are filled.
AutoMail judge_auto_mail(const Message& message);

}  // namespace sahay::mail
