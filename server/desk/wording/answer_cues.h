// What kind of answer a sentence can be: yes or no, something possible or not, a reason, a place, a person, an amount.
// Closed lists of words in English, Russian and Bengali; what a question is about is judged elsewhere (unanswered.cc).
// Threading: pure.
#pragma once

#include "desk/wording/reading.h"

namespace sahay::wording {

// "Yes, ...", "Unfortunately ...", "Hello Rina, no, ..."; not "I do not know", not "না হলে" (if not).
bool says_yes_or_no(const Passage& passage, const Sentence& sentence);
// "You can", "нельзя", "it is not": says that something may be, must be, or is not. An answer only beside a shared
// word.
bool says_possible_or_not(const Passage& passage, const Sentence& sentence);
// Begins like an answer to the question before: "We do, in all sizes", "Only in black", "Есть, всех размеров".
bool opens_short(const Passage& passage, const Sentence& sentence);
// "We checked it", "мы рассмотрим": says that somebody has to do with it, and no more.
bool looks_into_it(const Passage& passage, const Sentence& sentence);
bool says_not_needed(const Passage& passage, const Sentence& sentence);
// Writer did or does it: "I moved it", "мы отправили", "পাঠিয়েছি"; not "I checked", "we received".
bool tells_own_deed(const Passage& passage, const Sentence& sentence);
bool gives_reason(const Passage& passage, const Sentence& sentence);
bool names_place(const Passage& passage, const Sentence& sentence);
// A person or a team: "we", a name inside of the sentence.
bool names_person(const Passage& passage, const Sentence& sentence);
// None, all, no limit: an amount without a number.
bool names_amount(const Passage& passage, const Sentence& sentence);
// Without money: "at our expense", "входит в тариф".
bool names_who_pays(const Passage& passage, const Sentence& sentence);
// A time without a date: "next week", "at once", "сразу", "এখনই"; not "soon".
bool names_time_loosely(const Passage& passage, const Sentence& sentence);
// "It is at the depot", "он на складе", "গুদামে আছে": where something is or went; looser than names_place.
bool tells_where(const Passage& passage, const Sentence& sentence);
// "Your letter has been forwarded": somebody else has it now, and no more is said.
bool passes_on(const Passage& passage, const Sentence& sentence);
// "You send us the form", "вы приходите с паспортом": says what the reader does, as a statement.
bool tells_reader(const Passage& passage, const Sentence& sentence);
// "We do not know yet": an honest word that takes the question up.
bool admits_not_knowing(const Passage& passage, const Sentence& sentence);
// Sends the reader to a site or a manual instead of answering.
bool sends_away(const Passage& passage, const Sentence& sentence);
// "I will ask the workshop and write to you by Friday": takes up whatever is open.
bool will_find_out(const Passage& passage, const Sentence& sentence);
// A question that wants a deed of ours: "Can you send", "пришлёте?", "পাঠাতে পারবেন?".
bool wants_deed(const Passage& passage, std::size_t first, std::size_t last);

}  // namespace sahay::wording
