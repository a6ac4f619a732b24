#include "platform/mail/forward.h"

namespace sahay::mail {

std::optional<Forwarded> find_forward(std::string_view, std::string_view) { return std::nullopt; }

}  // namespace sahay::mail
