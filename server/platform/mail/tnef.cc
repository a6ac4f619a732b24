#include "platform/mail/tnef.h"

namespace sahay::mail {
std::optional<TnefContents> read_tnef(std::string_view, const std::vector<std::string>&) { return std::nullopt; }
}  // namespace sahay::mail
