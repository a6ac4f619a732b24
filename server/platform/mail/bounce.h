// Delivery reports: DSN by structure (RFC 3464), ARF complaints, and the texts of mail servers that write prose (rule 49).
// Threading: pure.
#pragma once

#include "platform/mail/message.h"
#include "platform/mail/mime_tree.h"

namespace sahay::mail {

Bounce judge_bounce(const MimeTree& tree, const DecodeHints& hints, const Message& message);

}  // namespace sahay::mail
