// Own closed lists: words of grammar, none that can be what a question is about.
#include <bitset>
#include <string_view>
#include <unordered_set>

#include "platform/text/stem.h"

namespace sahay::text {
namespace {

constexpr std::string_view kEnglish[] = {
    "a",     "an",    "the",   "and",  "or",    "but",   "if",    "of",    "to",    "in",    "on",    "at",   "by",
    "for",   "from",  "with",  "as",   "is",    "are",   "was",   "were",  "be",    "been",  "being", "am",   "do",
    "does",  "did",   "has",   "have", "had",   "it",    "its",   "this",  "that",  "these", "those", "there","i",
    "you",   "he",    "she",   "we",   "they",  "me",    "him",   "her",   "us",    "them",  "my",    "your", "his",
    "our",   "their", "what",  "which","who",   "whom",  "whose", "when",  "where", "why",   "how",   "not",  "no",
    "so",    "than",  "then",  "too",  "can",   "could", "will",  "would", "should","shall", "may",   "might","must",
    "into",  "about", "between","during","also","such",  "any",   "some",  "i'm",   "it's",  "don't", "please"};
constexpr std::string_view kRussian[] = {
    "и",   "в",    "во",   "не",   "что",  "он",   "на",   "я",    "с",     "со",    "как",   "а",     "то",    "все",
    "она", "так",  "его",  "но",   "да",   "ты",   "к",    "ко",   "у",     "же",    "вы",    "за",    "бы",    "по",
    "ее",  "мне",  "было", "вот",  "от",   "меня", "о",    "об",   "из",    "ему",   "когда", "ли",    "если",  "или",
    "ни",  "быть", "был",  "была", "были", "до",   "вас",  "вам",  "нас",   "нам",   "их",    "чем",   "кто",   "этот",
    "эта", "это",  "эти",  "того", "тот",  "та",   "те",   "для",  "мы",    "они",   "где",   "при",   "под",   "над",
    "без", "через","который","которая","которые","которых","которой","какой","какая","какие","каким","какого","почему","чтобы","есть"};
constexpr std::string_view kBengali[] = {
    "এই",   "এ",    "ও",    "ঐ",    "সে",   "তা",   "যে",   "কি",   "কী",   "কে",    "কোন",  "কোনো", "কিছু", "এবং",
    "আর",   "বা",   "অথবা", "কিন্তু", "তবে",  "যদি",  "না",   "নয়",   "নেই",  "হয়",    "হয়ে",  "হয়েছে","হয়েছিল","হবে",
    "ছিল",  "আছে",  "থেকে", "জন্য",  "সঙ্গে", "সাথে", "দিয়ে",  "করে",  "করা",  "করতে",  "করেন", "করেছে","করেছিলেন","একটি",
    "একটা", "এক",   "তার",  "তাঁর",  "তাদের","তিনি", "তারা", "আমি",  "আমার", "আমাকে", "আমরা", "আপনি", "আপনার","তুমি",
    "তোমার","যা",   "যার",  "যাকে", "এর",   "এটি",  "এটা",  "সেই",  "সেটা", "কত",    "কখন",  "কোথায়","কেন",  "কীভাবে",
    "কিভাবে","মধ্যে", "তো",   "টি",   "টা",   "ই",    "যেন",  "ইত্যাদি"};

std::size_t ends_of(std::string_view word) {
  return std::size_t(static_cast<unsigned char>(word[0])) << 8 | static_cast<unsigned char>(word[word.size() - 1]);
}

}  // namespace

bool is_stop_word(std::string_view folded) {
  static const std::unordered_set<std::string_view> words = [] {
    std::unordered_set<std::string_view> all(std::begin(kEnglish), std::end(kEnglish));
    all.insert(std::begin(kRussian), std::end(kRussian));
    all.insert(std::begin(kBengali), std::end(kBengali));
    return all;
  }();
  // First and last byte: nearly every other word is done with this look.
  static const auto ends = [] {
    std::bitset<65'536> all;
    for (const std::string_view word : words) all.set(ends_of(word));
    return all;
  }();
  return !folded.empty() && folded.size() <= 30 && ends[ends_of(folded)] && words.contains(folded);
}

}  // namespace sahay::text
