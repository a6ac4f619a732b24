// Words that are rare in everyday speech and made like words of a trade: "turbidity", "transponder", "транзиторный",
// "анестезиолог". The make is a learned suffix or beginning; what everybody knows stands in everyday_*.cc.
#include <algorithm>
#include <unordered_set>

#include "base/text.h"
#include "desk/wording/rules.h"
#include "platform/text/stem.h"
#include "platform/text/unicode_words.h"

namespace sahay::wording {
namespace {

using Words = std::unordered_set<std::string>;

bool ends_in(std::string_view word, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view end) { return word.size() >= end.size() + 3 && word.ends_with(end); });
}

bool begins_in(std::string_view word, std::initializer_list<std::string_view> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(), [&](std::string_view begin) {
    return word.size() >= begin.size() + 4 && word.starts_with(begin);
  });
}

bool everyday_english_word(const Word& word) {
  static const Words stems = [] {
    Words out;
    for (const auto each : text::split(everyday_english(), ' '))
      if (!each.empty()) out.insert(text::stem_of(text::fold_word(each), text::Script::latin));
    return out;
  }();
  if (stems.contains(word.stem)) return true;
  // "Divisional" is of a division.
  for (const std::string_view suffix : {"al", "ally", "ary", "ist", "ity", "ment", "ness", "less"})
    if (word.folded.size() >= suffix.size() + 4 && word.folded.ends_with(suffix) &&
        stems.contains(text::stem_of(word.folded.substr(0, word.folded.size() - suffix.size()), text::Script::latin)))
      return true;
  for (const std::string_view prefix : {"un", "re", "in", "im", "ir", "dis", "non", "mis", "over", "under", "self"})
    if (word.folded.size() >= prefix.size() + 4 && word.folded.starts_with(prefix) &&
        stems.contains(text::stem_of(word.folded.substr(prefix.size()), text::Script::latin)))
      return true;
  return false;
}

bool made_like_english_trade(std::string_view w) {
  return ends_in(w, {"tion",  "tions",  "sion",   "sions",  "ity",   "ities",  "ance",  "ances", "ence",   "ences",
                     "ancy",  "ency",   "encies", "ancies", "ment",  "ments",  "age",   "ages",  "ator",   "ators",
                     "itor",  "itors",  "ctor",   "ctors",  "iser",  "izer",   "isers", "izers", "ifier",  "ifiers",
                     "meter", "meters", "graph",  "graphs", "scope", "scopes", "gram",  "grams", "logy",   "logies",
                     "metry", "nomy",   "ics",    "ism",    "isms",  "oid",    "oids",  "ide",   "ides",   "ate",
                     "ates",  "ated",   "ating",  "ize",    "ized",  "izes",   "ise",   "ised",  "ises",   "ify",
                     "ified", "itis",   "osis",   "oses",   "ical",  "ic",     "ous",   "ary",   "aries",  "ory",
                     "ium",   "um",     "ure",    "ures",   "ured",  "ive",    "ives",  "al",    "als",    "ant",
                     "ants",  "ent",    "ents",   "plex",   "ware",  "tude",   "xia",   "emia",  "aemia",  "psis",
                     "ature", "trix",   "olytic", "phage",  "lysis", "ectomy", "uria",  "phyll", "thermal"}) ||
         begins_in(
             w, {"trans",  "inter", "micro", "multi", "hyper", "hypo",  "electro", "hydro", "poly", "photo",  "thermo",
                 "pseudo", "proto", "nano",  "cyber", "ortho", "neuro", "cardio",  "peri",  "endo", "chrono", "mono"});
}

// What a Russian word is without one prefix of its own: "за-регистрировать".
std::string_view without_own_prefix(std::string_view word, std::string_view prefix) {
  return word.starts_with(prefix) && word.size() >= prefix.size() + 6 ? word.substr(prefix.size()) : std::string_view();
}

// A beginning of five letters stands for its family, a shorter one for its cases.
bool begins_daily(const Words& daily, std::string_view word) {
  for (std::size_t n = 4; n <= word.size(); n += 2)
    if ((n >= 10 || word.size() <= n + 6) && daily.contains(std::string(word.substr(0, n)))) return true;
  return false;
}

bool everyday_russian_word(const Word& word) {
  static const Words daily = [] {
    Words out;
    for (const auto each : text::split(everyday_russian(), ' '))
      if (!each.empty()) out.insert(text::fold_word(each));
    return out;
  }();
  if (begins_daily(daily, word.folded)) return true;
  for (const std::string_view prefix :
       {"пере", "за",    "от",   "про",   "вы",   "на",   "с",    "по",   "раз",     "рас",
        "до",   "под",   "при",  "не",    "пред", "без",  "бес",  "у",    "из",      "об",
        "о",    "само",  "полу", "супер", "мини", "авто", "вело", "фото", "видео",   "аудио",
        "теле", "радио", "кино", "мото",  "спец", "мед",  "гос",  "евро", "электро", "интернет"}) {
    const std::string_view rest = without_own_prefix(word.folded, prefix);
    if (!rest.empty() && begins_daily(daily, rest)) return true;
  }
  return false;
}

bool made_like_russian_trade(const Word& word, bool may_be_name) {
  const std::string_view w = word.folded, stem = word.stem;
  const auto holds = [&](std::initializer_list<std::string_view> parts) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](std::string_view part) { return w.find(part) != std::string::npos; });
  };
  if (holds({"аци",    "ирова", "ируе",   "ирую", "ируй",   "изаци", "логи",  "графи",
             "метри",  "скопи", "терапи", "экви", "транз",  "транс", "контр", "интер",
             "мульти", "супер", "гипер",  "гипо", "псевдо", "микро", "макро"}))
    return true;
  if (ends_in(stem,
              {"инг", "тор", "мент", "метр", "граф", "скоп", "оид", "изм", "арн", "альн", "ивн", "ическ", "итет"}))
    return true;
  return !may_be_name && holds({"ф", "дж", "эй", "кс"});
}

}  // namespace

bool is_learned(const Word& word, bool may_be_name) {
  if (word.script == text::Script::latin)
    return word.folded.size() >= 6 && !word.digit && made_like_english_trade(word.folded) &&
           !everyday_english_word(word);
  return word.script == text::Script::cyrillic && word.folded.size() >= 10 &&
         made_like_russian_trade(word, may_be_name) && !everyday_russian_word(word);
}

}  // namespace sahay::wording
