#include "platform/text/reply_markers.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "platform/text/bigrams.h"
#include "platform/text/reply.h"

namespace sahay::text {
namespace {

// Phrases that say "above this line" in our own and other desks' mails, letters and single spaces only.
constexpr std::array<std::string_view, 67> kPhrases = {
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
    "この行より上", "この線より上", "이 줄 위", "이 선 위"};

}  // namespace

std::string_view reply_marker(std::string_view language) {
  if (language.starts_with("bn")) return "-#- এই লাইনের উপরে আপনার উত্তর লিখুন -#-";
  if (language.starts_with("ru")) return "-#- Напишите ответ выше этой строки -#-";
  return "-#- Please type your reply above this line -#-";
}

std::string letters_only(std::string_view line) {
  std::string out;
  for (char c : line) {
    const auto u = static_cast<unsigned char>(c);
    if (std::isalnum(u) || u >= 0x80) out += static_cast<char>(u < 0x80 ? std::tolower(u) : u);
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  // Capital Cyrillic letters U+0410..U+042F to small ones.
  for (std::size_t i = 0; i + 1 < out.size(); ++i) {
    if (out[i] != '\xD0') continue;
    const auto low = static_cast<unsigned char>(out[i + 1]);
    if (low >= 0x90 && low <= 0x9F) out[i + 1] = static_cast<char>(low + 0x20);
    else if (low >= 0xA0 && low <= 0xAF) { out[i] = '\xD1'; out[i + 1] = static_cast<char>(low - 0x20); }
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

bool is_reply_marker(std::string_view line, std::string_view next_line, const std::vector<std::string>& own) {
  if (line.size() > 500) return false;
  const std::string here = letters_only(line);
  if (here.empty() || here.size() > 250) return false;
  auto matches = [&](const std::string& s) {
    const Bigrams bigrams(s);
    auto inside = [&](std::string_view phrase) { return !phrase.empty() && bigrams.may_hold(phrase) && s.find(phrase) != s.npos; };
    if (std::any_of(kPhrases.begin(), kPhrases.end(), inside)) return true;
    return std::any_of(own.begin(), own.end(), [&](const std::string& marker) { return inside(letters_only(marker)); });
  };
  if (matches(here)) return true;
  if (next_line.empty() || next_line.size() > 300) return false;
  // Wrapped by the client; the phrase must begin on this line.
  const std::string next = letters_only(next_line);
  return !matches(next) && matches(here + " " + next);
}

}  // namespace sahay::text
