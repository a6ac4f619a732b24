#include "platform/text/reply_markers.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "platform/text/phrases.h"
#include "platform/text/reply.h"

namespace sahay::text {
namespace {

// Phrases that say "above this line" in our own and other desks' mails, letters and single spaces only.
constexpr PhraseList kPhrases(std::array<std::string_view, 67>{
    "reply above this line", "type your reply above", "type above this line", "write above this line", "write your reply above",
    "please reply above", "enter your reply above", "reply above the line", "do not write below this line",
    "do not type below this line", "add your reply above", "your reply above this line", "respond above this line", "reply by typing above",
    "post your reply above", "reply between the lines", "reply only above this line", "answer above this line", "text above this line",
    "ответьте выше этой строки", "ответ выше этой строки", "пишите выше этой строки", "введите ответ выше", "ваш ответ выше этой",
    "напишите ответ выше", "отвечайте выше этой строки", "ответьте над этой чертой", "пишите ответ выше", "текст выше этой черты",
    "এই লাইনের উপরে", "এই লাইনের ওপরে", "এ লাইনের উপরে", "এই রেখার উপরে",
    "над этой строкой", "над этой линией", "выше этой линии", "выше этой черты", "вище цього рядка", "над цим рядком",
    "oberhalb dieser zeile", "oberhalb dieser linie", "über dieser zeile", "über dieser linie", "au dessus de cette ligne",
    "encima de esta línea", "arriba de esta línea", "acima desta linha", "sopra questa riga", "sopra questa linea", "boven deze regel",
    "boven deze lijn", "powyżej tej linii", "ovanför denna rad", "ovanför den här raden", "ovanför denna linje", "over denne linje",
    "over denne linjen", "tämän rivin yläpuolelle", "nad tímto řádkem", "nad tuto čáru", "bu satırın üst", "此线上方", "在此行上方",
    "この行より上", "この線より上", "이 줄 위", "이 선 위"});

// Lower-case letters and digits with single spaces (ASCII and Cyrillic are folded, other scripts kept).
std::string letters_only(std::string_view line) {
  // 0: something else, of which a run is one space.
  static constexpr auto letters = [] {
    std::array<char, 256> out{};
    for (int c = 0; c < 256; ++c) {
      const bool capital = c >= 'A' && c <= 'Z';
      const bool kept = capital || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
      out[std::size_t(c)] = kept ? static_cast<char>(capital ? c + 0x20 : c) : '\0';
    }
    return out;
  }();
  std::string out(line.size(), '\0');
  std::size_t size = 0;
  bool ascii = true;
  for (const char c : line) {
    const auto u = static_cast<unsigned char>(c);
    ascii &= u < 0x80;
    if (letters[u]) out[size++] = letters[u];
    else if (size > 0 && out[size - 1] != ' ') out[size++] = ' ';
  }
  out.resize(size);
  // Capital Cyrillic letters U+0410..U+042F to small ones.
  for (std::size_t i = 0; !ascii && i + 1 < out.size(); ++i) {
    if (out[i] != '\xD0') continue;
    const auto low = static_cast<unsigned char>(out[i + 1]);
    if (low >= 0x90 && low <= 0x9F) out[i + 1] = static_cast<char>(low + 0x20);
    else if (low >= 0xA0 && low <= 0xAF) { out[i] = '\xD1'; out[i + 1] = static_cast<char>(low - 0x20); }
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

}  // namespace

std::string_view reply_marker(std::string_view language) {
  if (language.starts_with("bn")) return "-#- এই লাইনের উপরে আপনার উত্তর লিখুন -#-";
  if (language.starts_with("ru")) return "-#- Напишите ответ выше этой строки -#-";
  return "-#- Please type your reply above this line -#-";
}

ReplyMarkers::ReplyMarkers(const std::vector<std::string>& own) {
  for (const std::string& marker : own)
    if (std::string letters = letters_only(marker); !letters.empty()) own_.push_back(std::move(letters));
}

bool ReplyMarkers::stands_in(std::string_view letters) const {
  const Bigrams seen(letters);
  return kPhrases.any_in(letters, seen) ||
         std::any_of(own_.begin(), own_.end(), [&](const std::string& marker) { return seen.may_hold(marker) && letters.find(marker) != letters.npos; });
}

const std::string& ReplyMarkers::letters_of(std::string_view line, Known& known) {
  if (known.line.data() != line.data() || known.line.size() != line.size()) known = {line, letters_only(line)};
  return known.letters;
}

bool ReplyMarkers::is_marker(std::string_view line, std::string_view next_line) {
  if (line.size() > 500) return false;
  // The next line of the last call is most often the line of this one.
  if (next_.line.data() == line.data()) std::swap(here_, next_);
  const std::string& here = letters_of(line, here_);
  if (here.empty() || here.size() > 250) return false;
  if (next_line.empty() || next_line.size() > 300) return stands_in(here);
  const std::string& next = letters_of(next_line, next_);
  // What stands in neither line alone may have been wrapped by the client; what is not in both together is in none.
  joined_.assign(here).append(" ").append(next);
  if (!stands_in(joined_)) return false;
  return stands_in(here) || !stands_in(next);
}

}  // namespace sahay::text
