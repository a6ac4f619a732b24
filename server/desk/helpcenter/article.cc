#include "desk/helpcenter/article.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/text.h"

namespace sahay::helpcenter {

std::string locale_key(std::string_view locale) {
  if (locale.empty()) return "en-us";
  std::string key = text::lower_ascii(locale);
  std::replace(key.begin(), key.end(), '_', '-');
  return key;
}

const Translation* best_translation(const std::vector<Translation>& translations, i18n::Language language,
                                    std::string_view source_locale) {
  const Translation* best = nullptr;
  int best_rank = 0;
  for (const Translation& one : translations) {
    const int rank = i18n::language_of(one.locale) == language && one.locale.starts_with(i18n::code(language)) ? 4
                     : one.locale == source_locale                                                              ? 3
                     : one.locale.starts_with("en")                                                             ? 2
                                                                                                                : 1;
    if (rank > best_rank) best = &one, best_rank = rank;
  }
  return best;
}

std::string slug_of(std::string_view title) {
  std::string out;
  std::size_t letters = 0;
  bool gap = false;
  for (int32_t i = 0; i < int32_t(title.size()) && letters < 60;) {
    UChar32 c;
    U8_NEXT(title.data(), i, int32_t(title.size()), c);
    const bool mark = c >= 0 && (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;  // vowel signs belong to their letter
    if (c < 0 || (!u_isalnum(c) && !mark)) {
      gap = !out.empty();
      continue;
    }
    if (gap) out += '-';
    gap = false;
    const UChar32 lower = u_tolower(c);
    char bytes[U8_MAX_LENGTH];
    int32_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, lower);
    out.append(bytes, std::size_t(length));
    ++letters;
  }
  return out;
}

int reading_minutes(std::string_view text) {
  int words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t';
    if (!blank && !inside) ++words;
    inside = !blank;
  }
  return std::max(1, (words + 100) / 200);
}

}  // namespace sahay::helpcenter
