// Inside promises only: abbreviations and compound numbers ("18 сент.", "24-х", "forty-five", "часа через два", "ঘণ্টা দুয়েক",
// "1 h 30 min") brought to the plain forms of the grammar, before idioms are read. A token made anew covers its words.
// Threading: pure; linear in the tokens.
#pragma once

#include <vector>

#include "desk/promises/date_words.h"

namespace sahay::promises {

std::vector<DateToken> without_shorthands(std::vector<DateToken> tokens, i18n::Language language);

}  // namespace sahay::promises
