#include <algorithm>

#include "desk/wording/rules.h"
#include "platform/text/unicode_words.h"

namespace sahay::wording {
namespace {

// The consonants of a name in Latin letters: "Rina", "Рина" and "রিনা" are all "rn". Vowels differ from hand to hand.
std::string consonants_of(std::string_view word) {
  static const std::u32string_view from = U"bcdfghjklmnpqrstvwxyzбвгджзклмнпрстфхцчшщকখগঘচছজঝটঠডঢতথদধনণপফবভমযরলশষসহ";
  static const std::string_view to = "bkdfghjklmnpkrstvvxyzbvgdjzklmnprstfhccsskkggccjjttddttddnnppbbmjrlsssh";
  std::string out;
  for (const char32_t c : text::to_code_points(word)) {
    const std::size_t at = from.find(c);
    if (at == std::u32string_view::npos || at >= to.size()) continue;
    if (to[at] == 'h' && !out.empty()) continue;  // "Khaled", "খালেদ"
    if (out.empty() || out.back() != to[at]) out += to[at];
  }
  return out;
}

bool is_name(const Word& word, const Word& part) {
  if (part.folded.size() < 3) return false;
  if (part.folded == word.folded) return true;
  if (word.script == part.script || (word.script == text::Script::cyrillic && !word.capital)) return false;
  const std::string heard = consonants_of(word.folded);
  return heard.size() >= 2 && heard == consonants_of(part.folded);
}

}  // namespace

void find_missing_greeting(const Reading& reading, Findings& out) {
  static const WordSet greetings{
      "hello hi hey hiya dear greetings salam salaam assalamu assalam namaskar namaste adab sir madam howdy",
      "здравствуйте здравствуй приветствую приветствуем привет приветствия уважаемая уважаемый уважаемые дорогая "
      "дорогой дорогие многоуважаемая добрый доброе доброго добрая салам госпожа господин "
      "приветствовать",
      "হ্যালো হেলো হাই প্রিয় প্রিয়জন আসসালামু আসসালামুয়ালাইকুম আস্‌সালামু আচ্ছালামু ওয়ালাইকুম ওয়ালাইকুমুস ওয়ালাইকুমাস "
      "সালাম "
      "ছালাম "
      "নমস্কার নমস্তে শুভ সুপ্রভাত শুভেচ্ছা স্বাগতম আদাব আলাইকুম মহোদয় মহোদয়া জনাব "
      "জনাবা শ্রদ্ধেয় শ্রদ্ধেয়া সুপ্রিয় সম্মানিত মাননীয় সুধী ভাই ভাইয়া ভাইজান আপা আপু আপাজান দিদি দাদা বোন স্যার ম্যাডাম ম্যাম মিস "
      "মিসেস সাহেব বেগম"};
  static const WordSet times{"morning afternoon evening day"}, good{"good"};
  const Passage& answer = reading.answer;
  if (!reading.draft.is_mail || answer.sentences.empty()) return;
  const Passage name = read_passage(reading.draft.customer_name);
  for (std::size_t i = 0; i < std::min<std::size_t>(answer.words.size(), 6); ++i) {
    const Word& word = answer.words[i];
    if (greetings.has(word)) return;
    if (times.has(word) && (i == 0 || good.has(answer.words[i - 1]))) return;
    if (std::any_of(name.words.begin(), name.words.end(), [&](const Word& part) { return is_name(word, part); }))
      return;
  }
  out.push_back({Rule::no_greeting, 0, 0, {}});
}

}  // namespace sahay::wording
