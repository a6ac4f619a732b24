#include "desk/helpcenter/from_ticket.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "platform/text/analyse.h"
#include "platform/text/words.h"

namespace sahay::helpcenter {
namespace {

using text::Word;

constexpr std::array<std::string_view, 18> kGreetings = {"hi", "hello", "dear", "hey", "good morning", "good afternoon", "good evening", "good day", "здравствуйте", "добрый день", "доброе утро", "добрый вечер", "привет", "уважаем", "প্রিয়", "হ্যালো", "নমস্কার", "আসসালামু"};
constexpr std::array<std::string_view, 15> kClosings = {"best regards", "kind regards", "regards", "best wishes", "sincerely", "yours", "thanks", "thank you", "cheers", "с уважением", "спасибо", "всего доброго", "ধন্যবাদ", "শুভেচ্ছা", "বিনীত"};
constexpr std::size_t kShortLine = 60;  // code points: a greeting or a closing stands alone

template <std::size_t N>
bool begins_with_one(std::string_view folded, const std::array<std::string_view, N>& list) {
  return std::any_of(list.begin(), list.end(), [&](std::string_view one) {
    const std::string wanted = text::fold_text(one);
    if (!folded.starts_with(wanted)) return false;
    const auto next = folded.substr(wanted.size());
    return next.empty() || static_cast<unsigned char>(next[0]) >= 0x80 || std::string_view(" ,.!-").find(next[0]) != std::string_view::npos;
  });
}

// Lines between the greeting and the signature.
std::string without_frame(std::string_view text) {
  std::string out;
  bool first = true;
  for (const std::string_view raw : text::split(text, '\n')) {
    const std::string_view line = text::trim(raw);
    const bool is_short = text::length(line) <= kShortLine;
    const std::string folded = is_short ? text::fold_text(line) : std::string();
    if (line == "--" || line == "—") break;
    if (!first && is_short && begins_with_one(folded, kClosings)) break;
    if (first && line.empty()) continue;
    if (first && is_short && begins_with_one(folded, kGreetings) && line.find('?') == std::string_view::npos && text::words_of(line).size() <= 6) {
      first = false;
      continue;
    }
    first = false;
    out += line;
    out += '\n';
  }
  return std::string(text::trim(out));
}

bool is_address_sign(char c) { return std::isalnum(static_cast<unsigned char>(c)) || std::string_view("._%+-@").find(c) != std::string_view::npos; }

// Mail addresses and numbers of eight digits and more, telephones by their looks.
std::string without_addresses(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const bool begins = i == 0 || !is_address_sign(text[i - 1]);
    if (begins && is_address_sign(text[i])) {
      std::size_t end = i, digits = 0;
      while (end < text.size() && is_address_sign(text[end])) ++end;
      std::string_view word = text.substr(i, end - i);
      const std::size_t at = word.find('@');
      if (at != std::string_view::npos && at > 0 && word.find('.', at) != std::string_view::npos) {
        out += "…";
        i += word.ends_with('.') ? word.size() - 1 : word.size();
        continue;
      }
      if (text[i] == '+' || std::isdigit(static_cast<unsigned char>(text[i]))) {
        std::size_t last = i;
        for (end = i; end < text.size() && (std::isdigit(static_cast<unsigned char>(text[end])) || std::string_view("+-() ").find(text[end]) != std::string_view::npos); ++end)
          if (std::isdigit(static_cast<unsigned char>(text[end]))) ++digits, last = end + 1;
        if (digits >= 8) {
          out += "…";
          i = last;
          continue;
        }
      }
      out += word;
      i += word.size();
      continue;
    }
    out += text[i++];
  }
  return out;
}

// A word of a name, also with the endings of a case: "Рина" in "Рины", "রিনা" in "রিনার".
bool is_form_of(const std::string& word, const std::string& name) {
  if (word == name) return true;
  const std::size_t letters = text::length(name);
  if (letters < 4 || static_cast<unsigned char>(name[0]) < 0x80) return false;
  const bool cyrillic = static_cast<unsigned char>(name[0]) >= 0xd0 && static_cast<unsigned char>(name[0]) <= 0xd3;
  const std::string_view stem = text::first(name, cyrillic ? letters - 1 : letters);
  return word.starts_with(stem) && text::length(word) <= letters + 2;
}

std::string replace_words(std::string_view text, const std::vector<std::string>& names, bool whole_phrase, const std::string& by) {
  std::vector<std::vector<std::string>> wanted;
  for (const std::string& name : names) {
    std::vector<std::string> parts;
    for (const Word& word : text::words_of(name)) parts.push_back(word.text);
    if (parts.empty()) continue;
    if (whole_phrase) {
      wanted.push_back(parts);
      if (text::length(parts.front()) >= 4) wanted.push_back({parts.front()});
      continue;
    }
    for (std::string& part : parts)
      if (text::length(part) >= 3) wanted.push_back({std::move(part)});
  }
  const std::vector<Word> words = text::words_of(text);
  std::string out;
  std::size_t done = 0, last_end = std::string::npos;
  for (std::size_t i = 0; i < words.size();) {
    std::size_t length = 0;
    for (const auto& parts : wanted) {
      if (i + parts.size() > words.size() || parts.size() <= length) continue;
      bool fits = true;
      for (std::size_t k = 0; fits && k < parts.size(); ++k) fits = is_form_of(words[i + k].text, parts[k]);
      if (fits) length = parts.size();
    }
    if (length == 0) {
      ++i;
      continue;
    }
    const std::size_t end = words[i + length - 1].end;
    // First and last name become one mark.
    const bool follows = last_end != std::string::npos && text::trim(text.substr(last_end, words[i].begin - last_end)).empty();
    if (!follows) out += std::string(text.substr(done, words[i].begin - done)) + by;
    done = last_end = end;
    i += length;
  }
  return out + std::string(text.substr(done));
}

}  // namespace

std::string without_people(std::string_view text, const Hidden& hidden, i18n::Language language) {
  std::string out = without_addresses(without_frame(text));
  out = replace_words(out, hidden.organizations, true, i18n::text(language, "helpcenter.from_ticket.company"));
  return replace_words(out, hidden.people, false, i18n::text(language, "helpcenter.from_ticket.customer"));
}

i18n::Language language_by_letters(std::string_view text) {
  std::size_t latin = 0, cyrillic = 0, bengali = 0;
  for (const Word& word : text::words_of(text)) {
    const auto script = text::script_of(word.text);
    (script == text::Script::bengali ? bengali : script == text::Script::cyrillic ? cyrillic : latin) += 1;
  }
  return bengali > latin && bengali >= cyrillic ? i18n::Language::bn : cyrillic > latin ? i18n::Language::ru : i18n::Language::en;
}

std::string as_markdown(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool line_begins = i == 0 || text[i - 1] == '\n';
    if (std::string_view("\\`*_<[").find(c) != std::string_view::npos || (line_begins && (c == '#' || c == '>' || c == '='))) out += '\\';
    out += c;
  }
  return out;
}

}  // namespace sahay::helpcenter
