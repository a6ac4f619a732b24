#include "desk/channels/intake.h"

namespace sahay::channels {

std::string_view locale_of_text(std::string_view s) {
  std::size_t latin = 0, cyrillic = 0, bengali = 0;
  for (std::size_t i = 0; i + 2 < s.size() && i < 20'000; ++i) {
    const auto a = static_cast<unsigned char>(s[i]), b = static_cast<unsigned char>(s[i + 1]);
    if ((a >= 'a' && a <= 'z') || (a >= 'A' && a <= 'Z')) ++latin;
    if (a >= 0xd0 && a <= 0xd3) ++cyrillic;                // U+0400..U+04FF
    if (a == 0xe0 && (b == 0xa6 || b == 0xa7)) ++bengali;  // U+0980..U+09FF
  }
  const std::size_t all = latin + cyrillic + bengali;
  if (all < 3) return "";
  if (bengali * 3 >= all) return "bn";
  if (cyrillic * 3 >= all) return "ru";
  return "en-US";
}

Result<people::User> person_behind(db::Tx& tx, std::string_view address, std::string_view name, std::string_view text) {
  const std::string_view locale = locale_of_text(text);
  people::User user = TRY(people::find_or_create(tx, address, name, locale.empty() ? "en-US" : locale));
  return person_behind(std::move(user));
}

Result<people::User> person_behind(people::User known) {
  if (known.suspended || !known.active) return forbidden("suspended user");
  return known;
}

}  // namespace sahay::channels
