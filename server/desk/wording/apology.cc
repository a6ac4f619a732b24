#include <algorithm>

#include "desk/wording/rules.h"

namespace sahay::wording {

void find_missing_apology(const Reading& reading, Findings& out) {
  static const PhraseBook apologies = [] {
    PhraseBook book;
    for (const std::string_view words : {"sorry", "apolog*", "regret", "forgive", "=my =bad", "our mistake", "our fault", "извин*", "прости*", "прощен*", "=жаль", "=сожалею", "=сожалеем", "искренне сожале*", "глубоко сожале*", "сожаление о", "виноват*", "=стыдно", "сочувств*", "pardon", "наша вина",
                                         "দুঃখিত", "দুঃখ*", "ক্ষমা*", "মাফ", "লজ্জিত", "অনুতপ্ত"})
      book.add(words, "");
    return book;
  }();
  if (reading.draft.is_complaint && !reading.answer.words.empty() && apologies.find(reading.answer).empty()) out.push_back({Rule::no_apology, 0, 0, {}});
}

}  // namespace sahay::wording
