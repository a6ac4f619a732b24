#include "desk/promises/when_words.h"

#include <algorithm>

namespace sahay::promises {

std::string duration_words(i18n::Language language, Duration duration) {
  const std::int64_t minutes = std::max<std::int64_t>(1, (duration.count() + 30'000'000) / 60'000'000);
  if (minutes < 60) return i18n::text(language, "promises.minutes", {{"n", std::to_string(minutes)}});
  if (minutes < 48 * 60) return i18n::text(language, "promises.hours", {{"n", std::to_string((minutes + 30) / 60)}});
  return i18n::text(language, "promises.days", {{"n", std::to_string((minutes + 720) / 1440)}});
}

}  // namespace sahay::promises
