// Texts for people, from i18n/*.json (ICU message format), the same files that the web uses.
// Rule of use: desk/ carries keys and arguments; the edge (API, portal, outgoing mail) calls text() with the reader's
// language. A missing key answers the key itself and is logged; the build fails when a language lacks a key.
// Threading: immutable after start; any thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sahay::i18n {

enum class Language { en, bn, ru };

using Arguments = std::vector<std::pair<std::string, std::string>>;

// "en-US", "bn", "ru_RU" -> the language; anything else English.
Language language_of(std::string_view locale);
std::string_view code(Language language);
// The best of our languages for an Accept-Language header (RFC 9110 12.5.4).
Language negotiate(std::string_view accept_language, Language fallback = Language::en);

// The message `key` in `language` with its arguments filled in. Arguments that are plain integers take part in plurals.
std::string text(Language language, std::string_view key, const Arguments& arguments = {});
bool has(std::string_view key);

}  // namespace sahay::i18n
