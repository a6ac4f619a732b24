#include "desk/care/mood_words.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <unordered_map>
#include <vector>

#include "base/text.h"

namespace sahay::care {
namespace {

constexpr std::size_t kMostBytes = 8'000;

// A phrase is words with one blank between; a word that ends in "*" is a beginning. Lower case, no "ё".
constexpr std::string_view kAnger[] = {
    "angry", "furious", "outraged", "outrageous", "unacceptable", "ridiculous", "disgrace*", "disgust*", "appalling", "pathetic", "incompetent",
    "fed up", "sick of this", "sick and tired", "waste of time", "waste of my time", "wasting my time", "nobody answers", "no one answers", "nobody cares", "no one cares",
    "how many times", "worst service", "worst support", "worst company", "terrible service", "terrible support", "horrible service", "very disappointed", "extremely disappointed",
    "so disappointed", "very frustrated", "so frustrated", "extremely frustrated", "complete joke", "rip off", "ripped off", "scam*", "i want to complain", "formal complaint", "lost patience", "losing patience",
    "возмущ*", "безобраз*", "отвратительн*", "кошмар*", "недоволен", "недовольна", "недовольны", "издевательств*", "издеваетесь", "сколько можно", "никто не отвечает",
    "никому нет дела", "хамств*", "позор*", "разочарован", "разочарована", "разочарованы", "надоело", "нет терпения", "терпение лопнуло", "терпение на исходе", "мошенни*", "обманщик*", "жалуюсь", "пишу жалобу",
    "ужасный сервис", "ужасная поддержка", "ужасное обслуживание", "это неприемлемо", "неприемлемо", "так работать невозможно", "пустая трата времени", "отписк*",
    "অসহ্য", "জঘন্য", "ক্ষুব্ধ", "রেগে*", "রাগান্বিত", "খুব বিরক্ত", "অত্যন্ত বিরক্ত", "চরম বিরক্ত", "খুব হতাশ", "অত্যন্ত হতাশ", "প্রতারণা*", "প্রতারক*", "অগ্রহণযোগ্য", "কেউ উত্তর দেয় না",
    "কেউ উত্তর দিচ্ছে না", "কেউ জবাব দেয় না", "আর কতবার", "কতবার বলব", "সময় নষ্ট", "বাজে সেবা", "বাজে সার্ভিস", "খারাপ সেবা", "অভিযোগ করছি", "অভিযোগ জানাচ্ছি", "ধৈর্য শেষ", "লজ্জাজনক",
};
constexpr std::string_view kLeaving[] = {
    "cancel the contract", "cancel our contract", "cancel my contract", "cancel my subscription", "cancel our subscription", "terminate the contract", "terminate our contract", "my lawyer", "our lawyer", "our lawyers", "my attorney",
    "legal action", "see you in court", "take you to court", "sue you", "switch to a competitor", "switching to a competitor", "go to your competitor", "going to your competitor", "want my money back", "want our money back", "another supplier",
    "расторг*", "в суд", "наш юрист", "наши юристы", "мой юрист", "мой адвокат", "наш адвокат", "роспотребнадзор*", "уходим к другим", "уходим от вас", "уйдем к конкурентам", "уходим к конкурентам", "верните деньги", "вернуть деньги", "другого поставщика", "отказываемся от ваших услуг",
    "চুক্তি বাতিল", "মামলা করব", "মামলা করবো", "আইনি ব্যবস্থা", "আইনগত ব্যবস্থা", "উকিল*", "টাকা ফেরত", "অন্য সরবরাহকারী", "ভোক্তা অধিকার",
};

struct Phrase {
  std::vector<std::string_view> words;
  bool leaving = false;
};

struct Word {
  std::size_t begin = 0, end = 0;
  std::string_view folded;
};

// Of lower-case words.
constexpr auto kWordBytes = [] {
  std::array<bool, 256> out{};
  for (std::size_t c = 0; c < 256; ++c) out[c] = c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  return out;
}();
bool is_ascii(std::string_view s, std::size_t at) { return static_cast<unsigned char>(s[at]) < 0x80; }

// Bytes of a mark that ends a word though it is no ASCII: the danda, general punctuation, blanks without a break, guillemets.
std::size_t mark_at(std::string_view s, std::size_t at) {
  if (static_cast<unsigned char>(s[at]) < 0xC2) return 0;
  const std::string_view rest = s.substr(at);
  if (rest.starts_with("\xE0\xA5\xA4") || rest.starts_with("\xE0\xA5\xA5") || rest.starts_with("\xE3\x80")) return 3;
  // Joiners stand inside Bengali words.
  if (rest.starts_with("\xE2\x80\x8C") || rest.starts_with("\xE2\x80\x8D")) return 0;
  if (rest.starts_with("\xE2\x80") || rest.starts_with("\xE2\x81")) return std::min<std::size_t>(3, rest.size());
  if (rest.starts_with("\xC2\xA0") || rest.starts_with("\xC2\xAB") || rest.starts_with("\xC2\xBB")) return 2;
  return 0;
}

// Small letters of Latin and Cyrillic in as many bytes; "ё" as "е". Bengali has one case, but two spellings of "য়".
std::string folded(std::string_view s) {
  std::string out = text::lower_ascii(s);
  const auto beyond_ascii = std::find_if(out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  for (auto i = std::size_t(beyond_ascii - out.begin()); i + 1 < out.size(); ++i) {
    const auto a = static_cast<unsigned char>(out[i]), b = static_cast<unsigned char>(out[i + 1]);
    if (a == 0xD0 && b >= 0x90 && b <= 0x9F) out[i + 1] = char(b + 0x20);
    else if (a == 0xD0 && b >= 0xA0 && b <= 0xAF) out[i] = char(0xD1), out[i + 1] = char(b - 0x20);
    else if ((a == 0xD0 && b == 0x81) || (a == 0xD1 && b == 0x91)) out[i] = char(0xD0), out[i + 1] = char(0xB5);
  }
  return out;
}

std::vector<Word> words_of(std::string_view s) {
  std::vector<Word> out;
  out.reserve(s.size() / 5 + 4);
  std::size_t at = 0;
  while (at < s.size()) {
    const std::size_t begin = at;
    while (at < s.size() && kWordBytes[static_cast<unsigned char>(s[at])] && (is_ascii(s, at) || !mark_at(s, at))) ++at;
    if (at > begin) out.push_back({begin, at, s.substr(begin, at - begin)});
    if (at < s.size()) at += is_ascii(s, at) ? 1 : std::max<std::size_t>(1, mark_at(s, at));
  }
  return out;
}

std::string_view key_of(std::string_view word) { return word.substr(0, 4); }
std::size_t beginning_of(std::string_view word) {
  const auto byte = [&](std::size_t i) { return i < word.size() ? std::size_t(static_cast<unsigned char>(word[i])) : 0; };
  return byte(0) << 8 | byte(1);
}

// "য়" is written as one letter (U+09DF) or as য with a dot (U+09AF U+09BC): the lists are read with both.
const std::unordered_multimap<std::string_view, Phrase>& phrases() {
  static const auto all = [] {
    std::unordered_multimap<std::string_view, Phrase> out;
    static std::vector<std::string> other;  // keeps the second spellings
    other.reserve(std::size(kAnger) + std::size(kLeaving));
    const auto add = [&](std::string_view text, bool leaving) {
      Phrase phrase{text::split(text, ' '), leaving};
      out.emplace(key_of(phrase.words.front()), std::move(phrase));
    };
    const auto add_both = [&](std::string_view text, bool leaving) {
      add(text, leaving);
      std::string second = text::replace_all(text, "\xE0\xA7\x9F", "\xE0\xA6\xAF\xE0\xA6\xBC");
      if (second == text) second = text::replace_all(text, "\xE0\xA6\xAF\xE0\xA6\xBC", "\xE0\xA7\x9F");
      if (second == text) return;
      other.push_back(std::move(second));
      add(other.back(), leaving);
    };
    for (const auto text : kAnger) add_both(text, false);
    for (const auto text : kLeaving) add_both(text, true);
    return out;
  }();
  return all;
}

// The first two bytes with which any phrase begins: nearly every word of a text is done with this look.
const std::bitset<65'536>& beginnings() {
  static const auto all = [] {
    std::bitset<65'536> out;
    for (const auto& [key, phrase] : phrases()) out.set(beginning_of(key));
    return out;
  }();
  return all;
}

bool fits(const Phrase& phrase, const std::vector<Word>& words, std::size_t from) {
  if (from + phrase.words.size() > words.size()) return false;
  for (std::size_t i = 0; i < phrase.words.size(); ++i) {
    const std::string_view wanted = phrase.words[i], have = words[from + i].folded;
    if (wanted.ends_with('*') ? !have.starts_with(wanted.substr(0, wanted.size() - 1)) : have != wanted) return false;
  }
  return true;
}

}  // namespace

std::optional<FoundWords> find_mood_words(std::string_view text) {
  text = text.substr(0, kMostBytes);
  const std::string small = folded(text);
  const auto words = words_of(small);
  std::optional<FoundWords> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!beginnings()[beginning_of(words[i].folded)]) continue;
    const auto [begin, end] = phrases().equal_range(key_of(words[i].folded));
    for (auto it = begin; it != end; ++it) {
      const Phrase& phrase = it->second;
      if ((out && !phrase.leaving) || !fits(phrase, words, i)) continue;
      const std::size_t first = words[i].begin, last = words[i + phrase.words.size() - 1].end;
      out = FoundWords{phrase.leaving ? "leaving_words" : "words", std::string(text::first(text::repair_utf8(text.substr(first, last - first)), 80))};
      if (phrase.leaving) return out;
    }
  }
  return out;
}

}  // namespace sahay::care
