#include <algorithm>

#include "base/text.h"
#include "desk/wording/rules.h"

namespace sahay::wording {

// Without a company there is nobody outside of it.
void find_wrong_recipients(const Reading& reading, Findings& out) {
  const Draft& draft = reading.draft;
  if (draft.company_domains.empty()) return;
  for (const std::string& given : draft.recipients) {
    const std::string address = text::lower_ascii(text::trim(given));
    const std::size_t at = address.rfind('@');
    if (at == std::string::npos) continue;
    const std::string_view domain = std::string_view(address).substr(at + 1);
    const bool inside = std::any_of(draft.company_domains.begin(), draft.company_domains.end(), [&](const std::string& ours) {
      return text::equal_ignoring_case(domain, ours) ||
             (domain.size() > ours.size() && text::equal_ignoring_case(domain.substr(domain.size() - ours.size()), ours) && domain[domain.size() - ours.size() - 1] == '.');
    });
    const bool known = std::any_of(draft.known_addresses.begin(), draft.known_addresses.end(), [&](const std::string& one) { return text::equal_ignoring_case(one, address); });
    if (!inside && !known) out.push_back({Rule::wrong_recipient, 0, 0, address});
  }
}

}  // namespace sahay::wording
