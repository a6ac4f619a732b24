#include "desk/email/trust.h"

#include <algorithm>

#include "base/text.h"

namespace sahay::email {
namespace {

// The value of "dmarc=" in one Authentication-Results field without comments, "" when absent.
Trust judge(std::string_view value) {
  const std::string lower = text::lower_ascii(value);
  for (const auto part : text::split(lower, ';')) {
    const std::string_view result = text::trim(part);
    if (!result.starts_with("dmarc=")) continue;
    if (result.substr(6).starts_with("pass")) return Trust::verified;
    const bool strict = result.find("p=reject") != result.npos || result.find("p=quarantine") != result.npos ||
                        result.find("dis=reject") != result.npos || result.find("dis=quarantine") != result.npos;
    if (result.substr(6).starts_with("fail") && strict) return Trust::forged;
  }
  return Trust::unknown;
}

}  // namespace

Trust trust_of(const mail::Message& message, const std::vector<std::string>& trusted_authserv_ids) {
  for (const auto& field : message.headers) {
    if (!text::equal_ignoring_case(field.name, "Authentication-Results")) continue;
    const std::string_view value = field.value;
    const std::string_view server = text::trim(value.substr(0, value.find_first_of("; ")));
    const bool trusted = std::any_of(trusted_authserv_ids.begin(), trusted_authserv_ids.end(),
                                     [&](const std::string& id) { return text::equal_ignoring_case(id, server); });
    // The topmost trusted field is the one that our receiver wrote; those below may have come with the mail.
    if (trusted) return judge(value);
  }
  return Trust::unknown;
}

}  // namespace sahay::email
