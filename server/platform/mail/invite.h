// What a text/calendar part says (rule 27): the first event, as the invitation card needs it.
// Threading: pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/mail/message.h"

namespace sahay::mail {

std::optional<Invite> read_invite(std::string_view calendar);

}  // namespace sahay::mail
