#include "desk/wording/reading.h"

#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "platform/text/stem.h"
#include "platform/text/unicode_words.h"
#include "platform/text/words.h"

namespace sahay::wording {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// The length of a sentence's end at `at`: . ! ? … or the danda; 0 = none.
std::size_t stop_at(std::string_view text, std::size_t at) {
  if (text[at] == '.' || text[at] == '!' || text[at] == '?') return 1;
  for (const std::string_view mark : {"…", "।", "？"})
    if (text.substr(at).starts_with(mark)) return mark.size();
  return 0;
}

std::size_t closing_at(std::string_view text, std::size_t at) {
  if (text[at] == '"' || text[at] == ')' || text[at] == '\'') return 1;
  for (const std::string_view mark : {"»", "”", "’"})
    if (text.substr(at).starts_with(mark)) return mark.size();
  return 0;
}

// Whether what follows the blanks may start a sentence: no small letter of a script that has capitals.
bool starts_anew(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  if (at == text.size() || text[at] == '\n') return true;
  const auto points = text::to_code_points(text::first(text.substr(at), 1));
  const char32_t c = points.empty() ? 0 : points.front();
  return !((c >= U'a' && c <= U'z') || (c >= U'а' && c <= U'я') || c == U'ё');
}

// Where the sentence that starts at `from` ends, and whether it asks.
std::size_t end_of_sentence(std::string_view text, std::size_t from, bool& asks) {
  asks = false;
  for (std::size_t i = from; i < text.size();) {
    if (text[i] == '\n') return i;
    std::size_t stop = stop_at(text, i);
    if (!stop) {
      ++i;
      continue;
    }
    bool question = false;
    while (i < text.size() && (stop = stop_at(text, i))) {
      question = question || text[i] == '?' || (stop == 3 && text.substr(i, 3) == "？");
      i += stop;
    }
    while (i < text.size() && (stop = closing_at(text, i))) i += stop;
    if (i < text.size() && !is_blank(text[i])) continue;  // "2.4.1", "example.org"
    if (!question && !starts_anew(text, i)) continue;     // "см. вложение", "approx. two"
    asks = question;
    return i;
  }
  return text.size();
}

char32_t first_letter(std::string_view word) {
  const auto points = text::to_code_points(text::first(word, 1));
  return points.empty() ? 0 : points.front();
}

bool is_capital(char32_t c) { return (c >= U'A' && c <= U'Z') || (c >= U'А' && c <= U'Я') || c == U'Ё'; }
bool is_digit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'০' && c <= U'৯'); }

std::size_t common_beginning(std::u32string_view a, std::u32string_view b) {
  std::size_t n = 0;
  while (n < a.size() && n < b.size() && a[n] == b[n]) ++n;
  return n;
}

// As forms of one word: equal, or alike in a long beginning.
bool alike(std::u32string_view a, std::u32string_view b) {
  const std::size_t shared = common_beginning(a, b);
  return a == b || (shared >= 5 && shared + 2 >= std::min(a.size(), b.size()));
}

// What stands between quotation marks of one line.
void mark_quoted(Passage& passage) {
  static constexpr std::pair<std::string_view, std::string_view> kMarks[] = {
      {"\"", "\""}, {"«", "»"}, {"“", "”"}, {"„", "“"}};
  for (const auto& [open, close] : kMarks)
    for (std::size_t at = passage.text.find(open); at != std::string_view::npos;) {
      const std::size_t end = passage.text.find(close, at + open.size());
      if (end == std::string_view::npos) break;
      if (passage.cut(at, end).find('\n') == std::string_view::npos)
        for (auto word = std::lower_bound(passage.words.begin(), passage.words.end(), at,
                                          [](const Word& w, std::size_t place) { return w.begin < place; });
             word != passage.words.end() && word->end <= end; ++word)
          word->quoted = true;
      at = passage.text.find(open, end + close.size());
    }
}

// Past forms that no stemmer brings home: "bled" is "bleed".
const std::string& base_form(const std::string& folded) {
  static const std::unordered_map<std::string, std::string> irregular{
      {"bent", "bend"},      {"bled", "bleed"},    {"blew", "blow"},    {"bought", "buy"},    {"broke", "break"},
      {"broken", "break"},   {"brought", "bring"}, {"built", "build"},  {"chose", "choose"},  {"drew", "draw"},
      {"fed", "feed"},       {"felt", "feel"},     {"froze", "freeze"}, {"frozen", "freeze"}, {"gave", "give"},
      {"held", "hold"},      {"hung", "hang"},     {"kept", "keep"},    {"left", "leave"},    {"lit", "light"},
      {"lost", "lose"},      {"paid", "pay"},      {"ran", "run"},      {"sent", "send"},     {"shook", "shake"},
      {"slid", "slide"},     {"sold", "sell"},     {"spoke", "speak"},  {"spun", "spin"},     {"stuck", "stick"},
      {"swept", "sweep"},    {"threw", "throw"},   {"took", "take"},    {"taken", "take"},    {"tore", "tear"},
      {"unwound", "unwind"}, {"wore", "wear"},     {"wound", "wind"},   {"written", "write"}, {"wrote", "write"}};
  const auto found = irregular.find(folded);
  return found == irregular.end() ? folded : found->second;
}

std::u32string_view without_prefix(std::u32string_view stem) {
  static const std::vector<std::u32string_view> prefixes = {U"пере", U"под", U"при", U"про", U"раз", U"рас",
                                                            U"за",   U"по",  U"на",  U"от",  U"вы",  U"из",
                                                            U"до",   U"об",  U"вз",  U"у",   U"с",   U"о"};
  for (const auto& prefix : prefixes)
    if (stem.starts_with(prefix) && stem.size() >= prefix.size() + 4) return stem.substr(prefix.size());
  return stem;
}

}  // namespace

Passage read_passage(std::string_view whole) {
  Passage out;
  out.text = whole.substr(0, std::min(whole.size(), kLongestText));
  while (!out.text.empty() && out.text.size() < whole.size() &&
         (static_cast<unsigned char>(whole[out.text.size()]) & 0xC0) == 0x80)
    out.text.remove_suffix(1);
  for (auto& found : text::words_of(out.text)) {
    Word word;
    const std::string_view surface = out.cut(found.begin, found.end);
    word.folded = std::move(found.text);
    word.script = text::script_of(word.folded);
    word.stem = text::stem_of(word.script == text::Script::latin ? base_form(word.folded) : word.folded, word.script);
    word.begin = found.begin;
    word.end = found.end;
    word.capital = is_capital(first_letter(surface));
    word.digit = is_digit(first_letter(surface));
    out.words.push_back(std::move(word));
  }
  mark_quoted(out);
  std::size_t word = 0;
  for (std::size_t at = 0; at < out.text.size();) {
    while (at < out.text.size() && is_blank(out.text[at])) ++at;
    if (at == out.text.size()) break;
    Sentence sentence;
    sentence.begin = at;
    sentence.end = std::max(at + 1, end_of_sentence(out.text, at, sentence.asks));
    at = sentence.end;
    sentence.first = word;
    while (word < out.words.size() && out.words[word].begin < sentence.end) ++word;
    sentence.last = word;
    if (sentence.first < sentence.last) out.sentences.push_back(sentence);
  }
  return out;
}

WordSet::WordSet(std::initializer_list<std::string_view> texts) {
  for (const std::string_view list : texts)
    for (const auto word : text::split(list, ' '))
      if (!word.empty()) words_.insert(text::fold_word(word));
}

bool akin(const Word& a, const Word& b) {
  if (a.stem == b.stem) return true;
  if (a.script != b.script || a.digit || b.digit) return false;
  // Forms without prefixes share their first five letters; most pairs end here.
  const std::size_t beginning = a.script == text::Script::bengali ? 15 : 5;
  if (a.script != text::Script::cyrillic &&
      (std::min(a.stem.size(), b.stem.size()) < beginning || a.stem.compare(0, beginning, b.stem, 0, beginning) != 0))
    return false;
  const auto x = text::to_code_points(a.stem), y = text::to_code_points(b.stem);
  if (alike(x, y)) return true;
  if (a.script != text::Script::cyrillic) return false;
  const auto p = without_prefix(x), q = without_prefix(y);
  return std::min(p.size(), q.size()) >= 4 && alike(p, q);
}

bool has_content(const Word& word) {
  static const WordSet empty{
      "please hello hi dear good morning afternoon evening also else what when where who whom whose which why how long "
      "much many do does did can could "
      "should would will shall is are was were may might must be been being have has had get got at all any anybody "
      "anyone somebody possible there this "
      "again instead see find view that it its we our us you your i my me and or not no yes thank thanks just still "
      "really ever already",
      "пожалуйста снова опять раз посмотреть смотреть увидеть найти здравствуйте добрый день утро вечер что когда где "
      "кто кого чей какой какая какое какие в какую почему зачем как сколько куда откуда ли "
      "можно можете может мочь есть это эта этот эти нужно надо ещё еще вообще уже нибудь мне меня мой моя моё мои вы "
      "вам вас ваш ваша ваши мы нам нас наш "
      "ему его её ей им их него неё ним ней них "
      "нашей наша наши я он она оно они и а но или не нет да будет быть был была спасибо просто",
      "কি কী কে কবে কখন কোথায় কেন কীভাবে কিভাবে কত কয়টা কয়টি কতটা কোন কোনটা আর আমার আমাদের আমি আমরা আপনার আপনাদের আপনি "
      "আপনারা এটা এই সেই ওই এর তা যে "
      "ওর ওকে ওদের তার তাকে তাদের সে ওটা সেটা "
      "হ্যালো আসসালামু আলাইকুম শুভ সকাল অপরাহ্ন সন্ধ্যা ধন্যবাদ প্রিয় অনুগ্রহ করে দয়া এবং ও না হ্যাঁ আছে নেই হবে হয় হয়েছে কেউ কিছু "
      "করা করে করি করছে করব করতে "
      "পারি পারেন পারবেন পারব যায় যাবে দিন আবার দেখব দেখা দেবেন দেবে দেব করেছি করেছেন করলাম করুন"};
  return !empty.has(word) && !text::is_stop_word(word.folded);
}

text::Script Letters::most() const {
  if (!all()) return text::Script::other;
  if (bengali >= latin && bengali >= cyrillic) return text::Script::bengali;
  return cyrillic >= latin ? text::Script::cyrillic : text::Script::latin;
}

Letters letters_of(std::string_view text) {
  Letters out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t n = std::max<std::size_t>(1, text::sequence_length(text.substr(i)));
    const unsigned char lead = static_cast<unsigned char>(text[i]);
    if (n == 1 && ((lead | 0x20) >= 'a' && (lead | 0x20) <= 'z'))
      ++out.latin;
    else if (n == 2 && lead >= 0xD0 && lead <= 0xD3)
      ++out.cyrillic;
    else if (n == 3 && lead == 0xE0 && (static_cast<unsigned char>(text[i + 1]) & 0xFE) == 0xA6)
      ++out.bengali;
    // Devanagari and further Indian ones, Thai; Greek, Hebrew, Arabic; Chinese, Japanese, Korean.
    else if ((n == 3 && (lead == 0xE0 || lead == 0xE1 || (lead >= 0xE3 && lead <= 0xED))) ||
             (n == 2 && (lead == 0xCE || lead == 0xCF || (lead >= 0xD6 && lead <= 0xDD))))
      ++out.others;
    i += n;
  }
  return out;
}

}  // namespace sahay::wording
