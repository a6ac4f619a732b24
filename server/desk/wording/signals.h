// What sentences do, as several rules need to know: ask the reader for something, promise something, name a time.
// Closed lists of words and endings in English, Russian and Bengali; no grammar.
// Threading: pure.
#pragma once

#include "desk/wording/reading.h"

namespace sahay::wording {

// Asks the reader to do or to tell: an imperative, "please send", "просим сообщить", "জানান", or a question.
bool asks(const Passage& passage, const Sentence& sentence);
// Tells the reader what to do, not in the form of a question.
// `leave`: "you can", "можно", "পারেন" count, too; they are no more than an answer to "Can I?".
bool instructs(const Passage& passage, const Sentence& sentence, bool leave = true);
// Says what the writer will do, or what the reader will get: "I will", "напишу", "পাঠাব".
bool promises(const Passage& passage, const Sentence& sentence, bool leave = true);
// A point of time: a weekday, a month, today or later, "in 3 days", "15:00".
bool names_time(const Passage& passage, const Sentence& sentence);
// A length of time: "three working days", "2 часа", "তিন দিন".
bool names_duration(const Passage& passage, const Sentence& sentence);
// Nothing but manners: "feel free to contact us", "if you have questions, write to us", "thank you for your patience".
bool is_courtesy(const Passage& passage, const Sentence& sentence);
// "There is nothing more for you to do", "платить ничего не нужно": says that nothing is left to do.
bool settles(const Passage& passage, const Sentence& sentence);
// "Imran" below the text: no order, though "হারুন" ends like one, and no word of a trade.
bool is_signature(const Passage& passage, const Sentence& sentence);
bool has_number(const Passage& passage, const Sentence& sentence);
// Digits and a currency, or "free".
bool names_price(const Passage& passage, const Sentence& sentence);

}  // namespace sahay::wording
