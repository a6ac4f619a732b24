#include "base/i18n.h"

#include <unicode/msgfmt.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <optional>

#include "base/i18n_table.h"
#include "base/log.h"
#include "base/text.h"

namespace sahay::i18n {
namespace {

constexpr std::size_t kLanguages = 3;
constexpr std::size_t kLongestHeader = 1000;  // of Accept-Language; the rest is not read

const Row* find_row(std::string_view key) {
  const auto rows = table();
  const auto at = std::lower_bound(rows.begin(), rows.end(), key,
                                   [](const Row& row, std::string_view wanted) { return row.key < wanted; });
  return at != rows.end() && at->key == key ? &*at : nullptr;
}

icu::UnicodeString unicode(std::string_view s) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(s.data(), static_cast<int32_t>(s.size())));
}

bool names(std::string_view list, std::string_view name) {
  for (const auto item : text::split(list, ',')) {
    if (item == name) return true;
  }
  return false;
}

// Compiled patterns, made at first use. A MessageFormat builds parts of itself while it formats, so each is used by
// one thread at a time; 64 locks keep unrelated texts apart.
class Patterns {
 public:
  Patterns() : compiled_(table().size() * kLanguages) {}

  // The formatted text, or nothing where ICU refuses the pattern.
  bool format(const Row& row, Language language, const std::vector<icu::UnicodeString>& argument_names,
              const std::vector<icu::Formattable>& values, icu::UnicodeString& out) {
    const auto column = static_cast<std::size_t>(language);
    const std::size_t index = static_cast<std::size_t>(&row - table().data()) * kLanguages + column;
    const std::lock_guard lock(locks_[index % locks_.size()]);
    UErrorCode status = U_ZERO_ERROR;
    auto& pattern = compiled_[index];
    if (!pattern) {
      pattern = std::make_unique<icu::MessageFormat>(unicode(row.cells[column].text),
                                                     icu::Locale(code(language).data()), status);
      if (U_FAILURE(status)) {
        pattern.reset();
        return false;
      }
    }
    pattern->format(argument_names.data(), values.data(), static_cast<int32_t>(values.size()), out, status);
    return U_SUCCESS(status);
  }

 private:
  std::vector<std::unique_ptr<icu::MessageFormat>> compiled_;
  std::array<std::mutex, 64> locks_;
};

Patterns& patterns() {
  static Patterns* all = new Patterns;  // never destroyed: texts may be asked for while the process ends
  return *all;
}

const std::string* value_of(const Arguments& arguments, std::string_view name) {
  for (const auto& [known, value] : arguments)
    if (known == name) return &value;
  return nullptr;
}

// A number that needs no grouping, in the digits of the language.
bool append_digits(std::string& out, Language language, std::string_view value) {
  const auto number = text::to_integer(value);
  if (!number || *number < 0 || *number > 999) return false;
  for (const char digit : std::to_string(*number)) {
    if (language == Language::bn) out += "\xE0\xA7", out += char(0xA6 + (digit - '0'));
    else out += digit;
  }
  return true;
}

// A pattern of words, {names} and {names, number}, filled in as ICU does it and at a fraction of its price, which is most
// of what an opened ticket would cost. Nothing: the pattern or a value asks for more (plurals, quotes, large numbers).
std::optional<std::string> filled_in(const Row& row, Language language, const Arguments& arguments) {
  constexpr std::string_view kNumber = ", number";
  const std::string_view pattern = row.cells[static_cast<std::size_t>(language)].text;
  std::string out;
  for (std::size_t at = 0;;) {
    const std::size_t open = pattern.find_first_of("{}'", at);
    out += pattern.substr(at, open - at);
    if (open == pattern.npos) return out;
    const std::size_t close = pattern.find_first_of("{}'", open + 1);
    if (pattern[open] != '{' || close == pattern.npos || pattern[close] != '}') return std::nullopt;
    std::string_view name = pattern.substr(open + 1, close - open - 1);
    const bool number = name.ends_with(kNumber);
    if (number) name.remove_suffix(kNumber.size());
    const std::string* const value = name.find_first_of(", ") == name.npos ? value_of(arguments, name) : nullptr;
    if (!value || number != names(row.numeric, name)) return std::nullopt;
    if (number && !append_digits(out, language, *value)) return std::nullopt;
    if (!number && !text::is_valid_utf8(*value)) return std::nullopt;
    if (!number) out += *value;
    at = close + 1;
  }
}

struct Range {
  std::string_view tag;
  int quality = 1000;  // thousandths
};

// "ru;q=0.8" -> ru, 800 (RFC 9110 12.4.2). A quality that cannot be read counts as 0.
Range parse_range(std::string_view item) {
  const auto parts = text::split(item, ';');
  Range range{text::trim(parts[0])};
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const auto parameter = text::trim(parts[i]);
    if (!text::starts_with_ignoring_case(parameter, "q=")) continue;
    const auto number = parameter.substr(2);
    range.quality = !number.empty() && number[0] == '1' ? 1000 : 0;
    if (number.starts_with("0.")) {
      int scale = 100;
      for (const char digit : number.substr(2, 3)) {
        if (digit < '0' || digit > '9') break;
        range.quality += (digit - '0') * scale;
        scale /= 10;
      }
    }
  }
  return range;
}

// Whether the tag's primary language is one of ours ("ru", "ru-RU", "ru_RU"), and which.
bool known(std::string_view locale, Language& found) {
  const auto primary = locale.substr(0, locale.find_first_of("-_.@"));
  for (const auto language : {Language::en, Language::bn, Language::ru}) {
    if (text::equal_ignoring_case(primary, code(language))) {
      found = language;
      return true;
    }
  }
  return false;
}

}  // namespace

Language language_of(std::string_view locale) {
  Language found = Language::en;
  known(locale, found);
  return found;
}

std::string_view code(Language language) {
  switch (language) {
    case Language::en: return "en";
    case Language::bn: return "bn";
    case Language::ru: return "ru";
  }
  return "en";
}

Language negotiate(std::string_view accept_language, Language fallback) {
  Language best = fallback;
  int best_quality = 0;
  for (const auto item : text::split(accept_language.substr(0, kLongestHeader), ',')) {
    const Range range = parse_range(item);
    Language language = fallback;
    if (range.tag != "*" && !known(range.tag, language)) continue;
    if (range.quality > best_quality) {
      best = language;
      best_quality = range.quality;
    }
  }
  return best;
}

std::string text(Language language, std::string_view key, const Arguments& arguments) {
  const Row* row = find_row(key);
  if (!row) {
    log::warning("i18n", "no such text", {{"key", key}});
    return std::string(key);
  }
  const Cell& cell = row->cells[static_cast<std::size_t>(language)];
  if (cell.plain) return std::string(cell.text);
  if (auto filled = filled_in(*row, language, arguments)) return *std::move(filled);

  std::vector<icu::UnicodeString> argument_names;
  std::vector<icu::Formattable> values;
  argument_names.reserve(arguments.size());
  values.reserve(arguments.size());
  for (const auto& [name, value] : arguments) {
    argument_names.push_back(unicode(name));
    const auto number = names(row->numeric, name) ? text::to_integer(value) : std::nullopt;
    values.push_back(number ? icu::Formattable(static_cast<int64_t>(*number)) : icu::Formattable(unicode(value)));
  }
  icu::UnicodeString filled;
  if (!patterns().format(*row, language, argument_names, values, filled)) {
    log::error("i18n", "a text cannot be filled in", {{"key", key}, {"language", code(language)}});
    return std::string(key);
  }
  std::string out;
  filled.toUTF8String(out);
  return out;
}

bool has(std::string_view key) { return find_row(key) != nullptr; }

}  // namespace sahay::i18n
