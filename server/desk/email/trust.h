// Trust: what a receiver that we trust found out about the sender (Authentication-Results, RFC 8601).
// Rule of use: only headers whose authserv-id is configured count; without one everything is unknown.
// Threading: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/mail/message.h"

namespace sahay::email {

enum class Trust { unknown, verified, forged };

// verified: DMARC passed; forged: DMARC failed under a policy of quarantine or reject.
Trust trust_of(const mail::Message& message, const std::vector<std::string>& trusted_authserv_ids);

}  // namespace sahay::email
