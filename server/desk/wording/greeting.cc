#include <algorithm>

#include "desk/wording/rules.h"

namespace sahay::wording {

void find_missing_greeting(const Reading& reading, Findings& out) {
  static const WordSet greetings{
      "hello hi hey dear morning afternoon evening greetings welcome",
      "здравствуйте здравствуй привет приветствую уважаемая уважаемый уважаемые дорогая дорогой добрый доброе доброго",
      "হ্যালো প্রিয় আসসালামু সালাম নমস্কার শুভ আদাব মহোদয় মহোদয়া জনাব জনাবা শ্রদ্ধেয় সুপ্রিয়"};
  const Passage& answer = reading.answer;
  if (!reading.draft.is_mail || answer.sentences.empty()) return;
  const Passage name = read_passage(reading.draft.customer_name);
  for (std::size_t i = 0; i < std::min<std::size_t>(answer.words.size(), 5); ++i) {
    const Word& word = answer.words[i];
    if (greetings.has(word)) return;
    if (std::any_of(name.words.begin(), name.words.end(), [&](const Word& part) { return part.folded.size() > 2 && part.folded == word.folded; })) return;
  }
  out.push_back({Rule::no_greeting, 0, 0, {}});
}

}  // namespace sahay::wording
