#include "platform/text/attribution.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.h"
#include "platform/text/phrases.h"

namespace sahay::text {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

// "wrote" in the languages of rule 32, folded.
constexpr PhraseList kVerbs(std::array<std::string_view, 65>{
    "wrote", "writes", "said", "has written", "a écrit", "écrit", "schrieb", "schrieben", "hat geschrieben", "geschrieben", "escribió", "escribio", "ha escrito",
    "escreveu", "ha scritto", "scrive", "scritto", "het volgende geschreven", "schreef", "napisał", "napisał(a)", "napisała", "pisze",
    "skrev", "skriver", "kirjoitti", "kirjoittaa", "napsal", "napsal(a)", "napsala", "napísal", "napísal(a)", "yazdı", "şunları yazdı", "şunu yazdı", "пишет",
    "вы писали", "вы написали", "ви писали", "писал", "писала", "писал(а)", "написал", "написала", "написал(а)", "написано", "сообщил", "сообщает", "написав", "написала", "пише", "написав(ла)", "লিখেছেন", "লিখেছে", "写道", "寫道", "写到", "さんは書きました", "のメッセージ", "작성", "작성함",
    "كتب", "a scris", "đã viết", "έγραψε"});
constexpr PhraseList kMoreVerbs(std::array<std::string_view, 4>{"írta", "menulis", "je napisao", "je napisal"});

// First words of attributions that are wrapped over several lines, folded.
constexpr Beginnings kStarters(std::array<std::string_view, 38>{
    "on ", "at ", "le ", "am ", "el ", "em ", "il ", "op ", "den ", "på ", "w dniu", "dnia ", "dne ", "no dia", "am ", "in data", "il giorno", "vào ", "в ", "во ",
    "пользователь ", "користувач ", "вы писали ", "вы написали ", "ви писали ", "you wrote ", "у ", "pe ", "στις ", "tarihinde", "在", "于", "في", "বৃহস্পতি", "শুক্র", "তারিখ", "mensaje de", "da: "});

constexpr Beginnings kWeekdaysAndMonths(std::array<std::string_view, 60>{
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "mo", "di", "mi", "do", "fr", "sa", "so",
    "пн", "вт", "ср", "чт", "пт", "сб", "вс", "понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресень",
    "tir", "ons", "tor", "fre", "lør", "lör", "søn", "sön", "man", "mån", "pon", "wt", "śr", "czw", "pt", "sob", "niedz", "нд", "понеділок",
    "সোম", "মঙ্গল", "বুধ", "বৃহ", "শনি", "রবি"});

bool has_time(std::string_view s) {
  for (std::size_t i = 1; i + 2 < s.size(); ++i) {
    if (s[i] == ':' && digit(s[i - 1]) && digit(s[i + 1]) && digit(s[i + 2])) return true;
    if (s[i] == 'h' && digit(s[i - 1]) && digit(s[i + 1]) && digit(s[i + 2])) return true;
  }
  // Bengali digits around a colon.
  return s.find(":\xE0\xA7") != s.npos;
}
bool has_year(std::string_view s) {
  for (std::size_t i = 0; i + 4 <= s.size(); ++i) {
    const bool year = (s.substr(i, 2) == "19" || s.substr(i, 2) == "20") && digit(s[i + 2]) && digit(s[i + 3]);
    if (year && (i == 0 || !digit(s[i - 1])) && (i + 4 == s.size() || !digit(s[i + 4]))) return true;
  }
  return s.find("\xE0\xA7\xA8\xE0\xA7\xA6") != s.npos;  // Bengali "20.."
}
bool has_numeric_date(std::string_view s) {
  // d/d/d, d.d.d, d-d-d
  for (std::size_t i = 1; i + 3 < s.size(); ++i) {
    if ((s[i] == '/' || s[i] == '.' || s[i] == '-') && digit(s[i - 1]) && digit(s[i + 1])) {
      const std::size_t next = s.find(s[i], i + 1);
      if (next != s.npos && next - i <= 3 && next + 1 < s.size() && digit(s[next + 1])) return true;
    }
  }
  return false;
}
bool has_date(std::string_view s) { return has_year(s) || has_time(s) || has_numeric_date(s); }
bool has_digit(std::string_view s) { return std::any_of(s.begin(), s.end(), digit) || s.find("\xE0\xA7\xA6") != s.npos; }

std::string_view strip_decoration(std::string_view s) {
  auto decoration = [](char c) { return c == ' ' || c == '\t' || c == '*' || c == '_' || c == '-' || c == '>' || c == '|' || c == '#'; };
  while (!s.empty() && decoration(s.front())) s.remove_prefix(1);
  while (!s.empty() && (decoration(s.back()) && s.back() != '>')) s.remove_suffix(1);
  for (std::string_view dash : {"\xE2\x80\x93", "\xE2\x80\x94"}) {
    if (s.starts_with(dash)) s.remove_prefix(dash.size());
  }
  return trim(s);
}

bool starts_with_date_word(std::string_view folded) {
  return kWeekdaysAndMonths.any(folded, [&](std::string_view w) {
    // A short word must end there: "mon," but not "monster".
    std::size_t end = w.size();
    if (w.size() > 3 && static_cast<unsigned char>(w[0]) >= 0x80) return true;
    if (end < folded.size() && (folded[end] == '.' || folded[end] == ',' || folded[end] == ' ')) return true;
    // "monday", "dienstag,": letters up to a comma within a dozen bytes.
    if (w.size() < 3) return false;
    while (end < folded.size() && end < 14 && folded[end] != ',' && folded[end] != ' ' && folded[end] != '.') ++end;
    return end < folded.size() && folded[end] == ',';
  });
}

bool may_start(std::string_view folded) {
  if (folded.empty()) return false;
  if (digit(folded[0]) || folded.starts_with("\xE0\xA7")) return has_date(folded);
  return kStarters.begin(folded) || starts_with_date_word(folded);
}

// Where the last verb ends; npos when there is none. `begin` gets its start.
std::size_t verb_end(std::string_view folded, std::size_t& begin) {
  std::size_t best = folded.npos;
  auto look = [&](std::string_view verb) {
    const std::size_t at = folded.rfind(verb);
    if (at == folded.npos) return false;
    const auto letter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; };
    if (static_cast<unsigned char>(verb[0]) < 0x80) {
      if (at > 0 && letter(folded[at - 1])) return false;
      if (at + verb.size() < folded.size() && letter(folded[at + verb.size()])) return false;
    }
    if (best == folded.npos || at + verb.size() > best) {
      best = at + verb.size();
      begin = at;
    }
    return false;  // the last one counts
  };
  const Bigrams bigrams(folded);
  kVerbs.any_possible(bigrams, look);
  kMoreVerbs.any_possible(bigrams, look);
  return best;
}

bool ends_with_colon(std::string_view s) {
  while (!s.empty() && (s.back() == ' ' || s.back() == '*' || s.back() == '_')) s.remove_suffix(1);
  return s.ends_with(':') || s.ends_with("\xEF\xBC\x9A");
}

// What follows the verb: nothing, or a name with a colon at the end ("schrieb Hans:", "skrev X <x@y>:").
bool tail_fits(std::string_view tail, bool starter) {
  std::string_view t = tail;
  while (!t.empty() && (t.back() == ' ' || t.back() == ':' || t.back() == '*' || t.back() == '-' || t.back() == '_' || t.back() == '.')) t.remove_suffix(1);
  if (t.ends_with("\xEF\xBC\x9A")) t.remove_suffix(3);
  while (!t.empty() && (t.front() == ' ' || t.front() == ',')) t.remove_prefix(1);
  if (t.empty()) return true;
  return (starter || tail.find('@') != tail.npos) && ends_with_colon(tail) && t.size() < 160;
}

// "Name <a@b>" alone, or with its verb but not yet its colon.
bool address_then_verb(const std::string& joined) {
  if (joined.find('@') == joined.npos) return false;
  std::size_t begin = 0;
  return joined.ends_with('>') || (joined.find('>') != joined.npos && verb_end(fold(joined), begin) != joined.npos);
}

Certainty judge(std::string_view joined, bool dashed) {
  const std::string_view s = strip_decoration(joined);
  if (s.size() < 8 || s.size() > 600) return Certainty::none;
  const std::string folded = fold(s);
  const bool starter = may_start(folded);
  const bool address = folded.find('@') != std::string::npos || folded.find("&lt;") != std::string::npos;
  const bool colon = ends_with_colon(s);
  std::size_t begin = 0;
  const std::size_t end = verb_end(folded, begin);
  if (end != folded.npos && tail_fits(std::string_view(folded).substr(end), starter) && (colon || dashed || end + 2 >= folded.size())) {
    const bool dated = has_date(folded);
    if (address && (dated || starter || colon)) return Certainty::strong;
    if (dated && starter) return Certainty::strong;
    if (dashed && joined.find("--") != joined.npos) return Certainty::strong;
    if (dated && colon) return Certainty::strong;
    if (colon && folded.size() < 120) return Certainty::weak;
    return Certainty::none;
  }
  if (colon && address && has_date(folded) && has_year(folded) && folded.size() < 300) return Certainty::strong;
  // "2011/4/7 Name <a@b>"
  if (!colon && s.ends_with('>') && address && starter && has_digit(folded.substr(0, 12)) && has_date(folded)) return Certainty::weak;
  return Certainty::none;
}

}  // namespace

namespace {

// Eight bytes of ASCII at once: the top bit of each tells whether it is a capital.
std::uint64_t small_letters(std::uint64_t w) {
  constexpr std::uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;
  const std::uint64_t from_a = w + ones * (0x80 - 'A'), beyond_z = w + ones * (0x7F - 'Z');
  return w | ((from_a & ~beyond_z & tops) >> 2);
}

}  // namespace

std::string fold(std::string_view s) {
  std::string out(s.size(), '\0');  // nothing becomes longer
  char* to = out.data();
  for (std::size_t i = 0; i < s.size(); ++i) {
    while (i + 8 <= s.size()) {
      std::uint64_t w;
      std::memcpy(&w, s.data() + i, 8);
      if (w & 0x8080808080808080) break;
      w = small_letters(w);
      std::memcpy(to, &w, 8);
      to += 8;
      i += 8;
    }
    if (i == s.size()) break;
    const auto c = static_cast<unsigned char>(s[i]);
    const auto d = i + 1 < s.size() ? static_cast<unsigned char>(s[i + 1]) : 0;
    auto two = [&](unsigned char a, unsigned b) {
      *to++ = static_cast<char>(a);
      *to++ = static_cast<char>(b);
      ++i;
    };
    if (c < 0x80) *to++ = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 0x20 : c);
    else if (c == 0xC3 && d >= 0x80 && d <= 0x9E && d != 0x97) two(0xC3, d + 0x20u);
    else if (c == 0xC2 && d == 0xA0) { *to++ = ' '; ++i; }
    else if (c == 0xD0 && d >= 0x90 && d <= 0x9F) two(0xD0, d + 0x20u);
    else if (c == 0xD0 && d >= 0xA0 && d <= 0xAF) two(0xD1, d - 0x20u);
    else if (c == 0xD0 && d >= 0x80 && d <= 0x8F) two(0xD1, d + 0x10u);
    else if (c == 0xCE && d >= 0x91 && d <= 0x9F) two(0xCE, d + 0x20u);
    else if (c == 0xCE && d >= 0xA0 && d <= 0xA9) two(0xCF, d - 0x20u);
    else if ((c == 0xC4 || c == 0xC5) && d >= 0x80 && d < 0xBF && (d & 1) == 0 && c == 0xC4 && d < 0xB8) two(c, d + 1u);
    else if (c == 0xC5 && d >= 0x8A && (d & 1) == 0 && d < 0xB8) two(c, d + 1u);
    else if (c == 0xC5 && d < 0x89 && (d & 1) == 1 && d > 0x80) two(c, d + 1u);
    else if (c == 0xE2 && d == 0x80 && i + 2 < s.size() && static_cast<unsigned char>(s[i + 2]) == 0xAF) { *to++ = ' '; i += 2; }
    else *to++ = static_cast<char>(c);
  }
  out.resize(std::size_t(to - out.data()));
  return out;
}

std::size_t attribution_in_line(std::string_view line) {
  if (line.size() > 600 || !(line.ends_with(':') || line.ends_with('-'))) return 0;
  for (std::size_t at = line.find("On ", 1); at != line.npos; at = line.find("On ", at + 1)) {
    const char before = line[at - 1];
    if (before != ' ' && before != '-' && before != '\t') continue;
    const std::string_view rest = line.substr(at);
    const std::string folded = fold(rest.substr(3));
    if (folded.empty() || !(digit(folded[0]) || starts_with_date_word(folded))) continue;
    if (trim(line.substr(0, at)).find_first_not_of("-_*> ") == std::string_view::npos) return 0;
    if (judge(rest, false) != Certainty::strong) continue;
    while (at > 0 && (line[at - 1] == '-' || line[at - 1] == ' ')) --at;
    return at;
  }
  return 0;
}

std::string_view without_quote_marks(std::string_view line) {
  while (!line.empty() && (line.front() == '>' || line.front() == ' ' || line.front() == '\t' || line.front() == '|')) line.remove_prefix(1);
  return line;
}

Attribution find_attribution(const std::vector<std::string_view>& lines, std::size_t at) {
  static constexpr std::size_t kMaxLines = 4;
  Attribution result;
  const std::string_view first = lines[at];
  if (first.size() > 600 || first.empty()) return result;
  const bool first_dashed = first.find("--") != first.npos;
  std::string joined;
  std::size_t used = 0, blanks = 0;
  for (std::size_t i = at; i < lines.size() && used < kMaxLines; ++i) {
    const std::string_view line = i == at ? lines[i] : without_quote_marks(lines[i]);
    if (trim(line).empty()) {
      // Polymail puts blank lines inside.
      if (++blanks > 1 || used == 0 || ends_with_colon(joined)) break;
      continue;
    }
    if (line.size() > 600) break;
    // Only a line that can begin an attribution is joined with the next ones; "Name <a@b>" may lack just its verb.
    if (used == 1 && !may_start(fold(strip_decoration(first))) && !(blanks == 0 && address_then_verb(joined) && trim(line).size() < 40)) break;
    if (used == 2 && !may_start(fold(strip_decoration(first)))) break;
    const std::string_view raw = trim(lines[i]);
    if (used > 0 && raw.starts_with('>') && !trim(first).starts_with('>') && raw.size() > 20) break;
    if (blanks > 0 && !(raw.starts_with('<') || raw.starts_with("mailto:") || joined.ends_with('<') || raw.starts_with("> "))) break;
    if (used > 0) joined += ' ';
    joined += trim(line);
    ++used;
    if (joined.size() > 800) break;
    const Certainty certainty = judge(joined, first_dashed);
    if (certainty == Certainty::none) continue;
    if (used > 1 && certainty == Certainty::weak) {
      const std::string folded = fold(strip_decoration(first));
      if (!may_start(folded) || !has_digit(folded)) continue;
    }
    // "2011/4/7 Name <a@b>" may go on with "wrote:" on the next line.
    result = {certainty, i - at + 1};
    if (certainty == Certainty::strong || ends_with_colon(joined)) return result;
  }
  return result;
}

}  // namespace sahay::text
