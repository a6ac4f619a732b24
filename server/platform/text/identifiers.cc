#include "platform/text/identifiers.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace sahay::text {
namespace {

struct Character {
  char32_t c = 0;        // digits of all scripts as ASCII, ASCII letters in lower case
  std::size_t begin = 0;
};

bool is_ascii_letter(char32_t c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_letter(char32_t c) {
  return is_ascii_letter(c) || (c > 127 && (U_GET_GC_MASK(UChar32(c)) & (U_GC_L_MASK | U_GC_M_MASK)) != 0);
}
bool is_inner(char32_t c) { return is_digit(c) || is_letter(c); }
bool is_separator(char32_t c) {
  return c == '-' || c == '_' || c == '/' || c == '.' || c == ':' || c == '@' || c == '+' || c == 0x2010 || c == 0x2011 ||
         c == 0x2013 || c == '\\';
}

std::vector<Character> characters_of(std::string_view text) {
  std::vector<Character> out;
  out.reserve(text.size() + 1);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = std::int32_t(std::min(text.size(), std::size_t{1} << 30));
  for (std::int32_t at = 0; at < length;) {
    const std::size_t begin = std::size_t(at);
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, at, length, c);
    if (c >= 'A' && c <= 'Z') c += 32;
    else if (c > 127) {
      const int value = u_charDigitValue(c);
      if (value >= 0) c = '0' + value;
    }
    out.push_back({char32_t(c), begin});
  }
  out.push_back({0, text.size()});
  return out;
}

void append(std::string& out, char32_t c) {
  if (c < 128) {
    out += char(c);
    return;
  }
  std::uint8_t bytes[4];
  std::int32_t length = 0;
  UBool error = false;
  U8_APPEND(bytes, length, 4, u_tolower(UChar32(c)), error);
  if (!error) out.append(reinterpret_cast<const char*>(bytes), std::size_t(length));
}

// What a run of characters without blanks is made of.
struct Run {
  std::size_t begin = 0, end = 0;  // characters
  int letters = 0, digits = 0, foreign = 0, separators = 0, at_signs = 0, dots = 0, underscores = 0, colons = 0, hyphens = 0;
  int longest_digits = 0;
};

Run measure(const std::vector<Character>& all, std::size_t begin, std::size_t end) {
  Run run{begin, end};
  int digits = 0;
  for (std::size_t i = begin; i < end; ++i) {
    const char32_t c = all[i].c;
    digits = is_digit(c) ? digits + 1 : 0;
    run.longest_digits = std::max(run.longest_digits, digits);
    if (is_digit(c)) ++run.digits;
    else if (is_letter(c)) {
      ++run.letters;
      run.foreign += c > 127;
    } else {
      ++run.separators;
      run.at_signs += c == '@';
      run.dots += c == '.';
      run.underscores += c == '_';
      run.colons += c == ':';
      run.hyphens += c == '-' || c > 127;
    }
  }
  return run;
}

// "+880 1711-234567", "(495) 123-45-67": digits with blanks between them; the character behind the last digit, or begin.
std::size_t end_of_phone(const std::vector<Character>& all, std::size_t begin) {
  std::size_t at = begin, last = begin;
  int digits = 0, groups = 0;
  const bool marked = all[begin].c == '+' || all[begin].c == '(';
  bool in_group = false;
  for (; at < all.size() && at < begin + 24; ++at) {
    const char32_t c = all[at].c;
    if (is_digit(c)) {
      groups += !in_group;
      in_group = true;
      ++digits;
      last = at + 1;
    } else if (c == ' ' || c == '-' || c == '(' || c == ')' || c == '.' || c == 0xA0 || (c == '+' && at == begin)) {
      in_group = false;
      if (at > begin && (c == ' ' || c == 0xA0) && (all[at - 1].c == ' ' || all[at - 1].c == 0xA0)) break;
    } else {
      if (is_letter(c) && last == at) return begin;  // the number goes on as a word
      break;
    }
  }
  const int least = marked ? 9 : 10;
  return groups >= 2 && digits >= least && digits <= 15 ? last : begin;
}

// Groups of two digits or hex codes with blanks: "4C EF 00 11", "4111 1111 1111 1111" and "INV 2024 00017" stay words.
bool is_hex_pair(const std::vector<Character>& all, std::size_t at) {
  const auto hex = [](char32_t c) { return is_digit(c) || (c >= 'a' && c <= 'f'); };
  return at + 1 < all.size() && hex(all[at].c) && hex(all[at + 1].c) && (at + 2 >= all.size() || !is_inner(all[at + 2].c)) &&
         (at == 0 || !is_inner(all[at - 1].c));
}
std::size_t end_of_hex_pairs(const std::vector<Character>& all, std::size_t begin) {
  std::size_t at = begin;
  int pairs = 0, digits = 0;
  while (is_hex_pair(all, at)) {
    digits += is_digit(all[at].c) + is_digit(all[at + 1].c);
    ++pairs;
    if (all[at + 2].c != ' ') break;
    at += 3;
  }
  if (pairs < 4 || digits < 2) return begin;
  return begin + std::size_t(pairs) * 3 - 1;
}

bool is_identifier(const Run& run, bool& strong) {
  if (run.letters + run.digits < 2) return false;
  if (run.at_signs == 1 && run.dots > 0) return strong = true;                        // e-mail address
  if (run.digits > 0 && run.foreign == run.letters && run.letters > 0 && run.separators == 0)
    return false;                                                                     // "১০টা", "5шт": number and word
  if (run.digits > 0 && run.letters > 0) {
    strong = run.letters + run.digits >= 4 && run.digits >= 2 && run.foreign < run.letters + run.digits;
    return true;
  }
  if (run.digits > 0 && run.separators > 0) {
    strong = run.digits >= 5 || run.dots >= 2;
    return true;
  }
  if (run.underscores > 0) return strong = run.letters >= 4;                          // ERR_CONN_RESET
  return run.separators > 0;                                                          // host.name, wi-fi
}

// Whether an ASCII text can have none: every identifier has a digit, or a separator between two letters.
bool is_plain_prose(std::string_view text) {
  bool separated = false;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9')) return false;
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter && separated) return false;
    separated = !letter && is_separator(char32_t(c));
  }
  return true;
}

// Trims separators at both ends; "C++" and "v2." keep what is inside.
Run trimmed(const std::vector<Character>& all, std::size_t begin, std::size_t end) {
  while (begin < end && !is_inner(all[begin].c)) ++begin;
  while (end > begin && !is_inner(all[end - 1].c)) --end;
  // "price...12" are two runs; one separator, or "://" of an address, joins.
  std::size_t cut = end;
  for (std::size_t i = begin + 1; i + 1 < end; ++i) {
    if (is_inner(all[i].c) || is_inner(all[i + 1].c)) continue;
    const bool address = all[i].c == ':' && all[i + 1].c == '/' && i + 2 < end && all[i + 2].c == '/';
    const bool empty_group = all[i].c == ':' && all[i + 1].c == ':';  // IPv6
    if (address || empty_group || (all[i].c == '/' && all[i + 1].c == '/' && all[i - 1].c == ':')) continue;
    cut = i;
    break;
  }
  return measure(all, begin, cut);
}

// `before`: where the line begins in its text.
void find_in_line(std::string_view line, std::size_t before, std::vector<Identifier>& out) {
  const auto all = characters_of(line);
  const auto keep = [&](std::size_t begin, std::size_t end, bool strong) {
    Identifier found{before + all[begin].begin, before + all[end].begin, {}, strong};
    for (std::size_t i = begin; i < end; ++i)
      if (is_inner(all[i].c)) append(found.joined, all[i].c);
    if (found.joined.size() <= 80) out.push_back(std::move(found));
  };
  for (std::size_t at = 0; at + 1 < all.size();) {
    const char32_t c = all[at].c;
    if (!is_inner(c) && c != '+' && c != '(') {
      ++at;
      continue;
    }
    if (is_digit(c) || c == '+' || c == '(') {
      if (const std::size_t end = end_of_phone(all, at); end > at) {
        keep(at, end, true);
        at = end;
        continue;
      }
    }
    if (!is_inner(c)) {
      ++at;
      continue;
    }
    if (const std::size_t end = end_of_hex_pairs(all, at); end > at) {
      keep(at, end, true);
      at = end;
      continue;
    }
    std::size_t end = at;
    while (end + 1 < all.size() && (is_inner(all[end].c) || is_separator(all[end].c))) ++end;
    const Run run = trimmed(all, at, end);
    bool strong = false;
    if (run.end > run.begin && run.end - run.begin <= 200 && is_identifier(run, strong)) keep(run.begin, run.end, strong);
    at = std::max(run.end, at + 1);
  }
}

}  // namespace

// None goes on behind the end of its line, and most lines have none.
std::vector<Identifier> find_identifiers(std::string_view text) {
  std::vector<Identifier> out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    if (!is_plain_prose(line)) find_in_line(line, begin, out);
    begin = end + 1;
  }
  return out;
}

std::string look_alike(std::string_view joined) {
  std::string out(joined);
  for (char& c : out) {
    switch (c) {
      case 'o': c = '0'; break;
      case 'i': case 'l': c = '1'; break;
      case 's': c = '5'; break;
      case 'b': c = '8'; break;
      default: break;
    }
  }
  return out;
}

std::size_t tail_length(std::string_view joined) {
  if (joined.size() < 6) return 0;
  return joined.size() < 10 ? 4 : 6;
}

}  // namespace sahay::text
