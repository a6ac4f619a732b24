#include "desk/guided/vagueness.h"

#include <string>
#include <vector>

#include "base/text.h"
#include "desk/guided/vagueness_words.h"
#include "platform/text/analyse.h"

namespace sahay::guided {
namespace {

constexpr std::size_t kMostRead = 4000;  // code points
constexpr std::size_t kFewestWords = 3;

char32_t code_point(std::string_view text, std::size_t at, std::size_t length) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  if (length == 1) return byte(0);
  char32_t out = byte(0) & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) out = (out << 6) | (byte(i) & 0x3Fu);
  return out;
}

bool is_quote(char32_t c) { return c == '"' || c == 0xAB || c == 0xBB || c == 0x201C || c == 0x201D || c == 0x201E; }

// Letters, marks and digits of any script; an apostrophe and a hyphen belong to the word that they stand in.
bool in_word(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '\'' || c == '-';
  if (c < 0xC0 || c == 0x964 || c == 0x965) return false;
  if (c == 0x2019 || c == 0x200C || c == 0x200D) return true;
  return !(c >= 0x2000 && c < 0x2C00) && !(c >= 0x3000 && c < 0x3040) && c < 0x1F000;
}

struct Read {
  std::vector<std::string> words;  // folded
  bool quotes = false;             // something is quoted: what a screen says
  bool known_script = false;
};

void end_word(std::string& word, Read& out) {
  const auto first = word.find_first_not_of("'-");
  if (first != std::string::npos) out.words.push_back(text::fold_word(word.substr(first, word.find_last_not_of("'-") + 1 - first)));
  word.clear();
}

Read read(std::string_view text) {
  Read out;
  std::string word;
  int quote_marks = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = std::min(std::max<std::size_t>(text::sequence_length(text.substr(at)), 1), text.size() - at);
    const char32_t c = code_point(text, at, length);
    if (is_quote(c)) ++quote_marks;
    if (in_word(c)) word += c == 0x2019 ? std::string("'") : std::string(text.substr(at, length));
    else end_word(word, out);
    out.known_script = out.known_script || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0x400 && c < 0x530) || (c >= 0x980 && c < 0xA00);
    at += length;
  }
  end_word(word, out);
  out.quotes = quote_marks >= 2;
  return out;
}

bool all_digits(std::string_view word) { return word.find_first_not_of("0123456789") == std::string_view::npos; }

// "e42", "err-7": one to three letters and a number is what machines call their errors; "mt-20" with a hyphen names a thing.
bool is_error_code(std::string_view word) {
  const std::size_t digits = word.find_first_of("0123456789");
  return digits != std::string_view::npos && digits >= 1 && digits <= 3 && all_digits(word.substr(digits)) && word.size() - digits <= 5;
}

WordKind kind_at(const std::vector<std::string>& words, std::size_t i) {
  const std::string& word = words[i];
  // A number says something only behind "error" or "code".
  if (all_digits(word)) return word.size() >= 3 && i > 0 && kind_of_word(words[i - 1]) == WordKind::generic ? WordKind::symptom : WordKind::stop;
  if (is_error_code(word)) return WordKind::symptom;
  return kind_of_word(word);
}

// What is denied is what is seen: the next word behind "not", past one word of no weight; in Bengali the word before.
void mark_denied(std::vector<WordKind>& kinds) {
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (kinds[i] == WordKind::negation_after && i > 0 && kinds[i - 1] == WordKind::object) kinds[i - 1] = WordKind::symptom;
    if (kinds[i] != WordKind::negation) continue;
    std::size_t next = i + 1;
    if (next < kinds.size() && kinds[next] == WordKind::stop) ++next;
    if (next < kinds.size() && kinds[next] == WordKind::object) kinds[next] = WordKind::symptom;
  }
}

}  // namespace

Vague vagueness(std::string_view whole) {
  const Read found = read(text::first(whole, kMostRead));
  if (!found.words.empty() && !found.known_script) return Vague::clear;
  std::vector<WordKind> kinds;
  for (std::size_t i = 0; i < found.words.size(); ++i) kinds.push_back(kind_at(found.words, i));
  mark_denied(kinds);
  bool object = false, symptom = found.quotes;
  for (const WordKind kind : kinds) {
    object = object || kind == WordKind::object;
    symptom = symptom || kind == WordKind::symptom;
  }
  if (!object && !symptom) return Vague::bare;
  if (found.words.size() < kFewestWords) return Vague::too_short;
  return !object ? Vague::no_object : !symptom ? Vague::no_symptom : Vague::clear;
}

std::string_view name_of(Vague vague) {
  switch (vague) {
    case Vague::clear: return "clear";
    case Vague::bare: return "bare";
    case Vague::too_short: return "too_short";
    case Vague::no_object: return "no_object";
    case Vague::no_symptom: return "no_symptom";
  }
  return "clear";
}

}  // namespace sahay::guided
