// Whether a sentence tells of what is always so or of what has happened: a day in it is no day of what is to come.
// Closed lists of words and endings in English, Russian and Bengali.
// Threading: pure.
#pragma once

#include "desk/wording/reading.h"

namespace sahay::wording {

// "The shop is open until six", "শুক্রবার বিকেলে বসেন", "at 9 every day": always so, whatever becomes of this matter.
bool is_always_so(const Passage& answer, const Sentence& sentence);
// "Утром у нас сломалась машина", "works made the break on Tuesday necessary", "ঝড়ের রাতে পুড়ে গেছে": it has happened.
bool has_happened(const Passage& answer, const Sentence& sentence);

}  // namespace sahay::wording
