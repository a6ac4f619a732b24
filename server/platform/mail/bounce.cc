#include "platform/mail/bounce.h"

namespace sahay::mail {

Bounce judge_bounce(const MimeTree&, const DecodeHints&, const Message&) { return {}; }

}  // namespace sahay::mail
