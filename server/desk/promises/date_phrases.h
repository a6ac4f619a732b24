// Inside promises only: ways to say a day or an hour ("a week on Monday", "half five", "часам к пяти", "в течение дня",
// "দিনের প্রথমার্ধে") said anew in the plain forms that the grammar reads, after shorthands and before idioms.
// Threading: pure; linear in the tokens.
#pragma once

#include <vector>

#include "desk/promises/date_words.h"

namespace sahay::promises {

std::vector<DateToken> without_phrases(std::vector<DateToken> tokens, i18n::Language language);

}  // namespace sahay::promises
