// An article out of a ticket: what was asked and what helped, without who asked.
// Rule of use: a proposal for a person who reads it before it is published; nothing here is stored.
// Threading: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/i18n.h"

namespace sahay::helpcenter {

// Whom the text must not name.
struct Hidden {
  std::vector<std::string> people;         // full names
  std::vector<std::string> organizations;
};

// The text without greeting and signature; names become "the customer" and "the company", mail addresses and telephone
// numbers "…". Linear in the text times the number of names.
std::string without_people(std::string_view text, const Hidden& hidden, i18n::Language language);
// The language most letters belong to.
i18n::Language language_by_letters(std::string_view text);
// Plain text as Markdown that shows the same words.
std::string as_markdown(std::string_view text);

}  // namespace sahay::helpcenter
