#include "desk/clients/contract.h"

#include "base/text.h"
#include "platform/calendar/zone.h"

namespace sahay::clients {

bool is_day(std::string_view day) { return day.empty() || (day.size() == 10 && calendar::parse_date(day)); }

bool covers(const Contract& contract, std::string_view today) {
  return (contract.starts_on.empty() || contract.starts_on <= today) && (contract.ends_on.empty() || today <= contract.ends_on);
}

std::string key_of(std::string_view words) {
  std::string out;
  for (const char c : text::lower_ascii(text::trim(words))) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (kept && out.size() < 120) out += c;
  }
  return text::repair_utf8(out);
}

}  // namespace sahay::clients
