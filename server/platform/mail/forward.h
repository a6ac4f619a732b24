// Forwarded mails (rule 36): header blocks of clients in many languages, "Begin forwarded message", message/rfc822.
// Threading: pure, linear.
#pragma once

#include <optional>
#include <string_view>

#include "platform/mail/message.h"

namespace sahay::mail {

// Finds the forwarded mail in a text. `subject` decides in doubt ("Fwd:").
std::optional<Forwarded> find_forward(std::string_view text, std::string_view subject);

}  // namespace sahay::mail
