#include <array>
#include <chrono>
#include <cstdlib>

#include "base/text.h"
#include "platform/mail/headers.h"

namespace sahay::mail {
namespace {

constexpr std::array kMonths = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

struct Zone {
  std::string_view name;
  int minutes;
};
constexpr std::array kZones = {
    Zone{"utc", 0},    Zone{"gmt", 0},    Zone{"ut", 0},     Zone{"z", 0},      Zone{"est", -300}, Zone{"edt", -240},
    Zone{"cst", -360}, Zone{"cdt", -300}, Zone{"mst", -420}, Zone{"mdt", -360}, Zone{"pst", -480}, Zone{"pdt", -420},
    Zone{"cet", 60},   Zone{"cest", 120}, Zone{"met", 60},   Zone{"mest", 120}, Zone{"bst", 60},   Zone{"wet", 0},
    Zone{"west", 60},  Zone{"eet", 120},  Zone{"eest", 180}, Zone{"msk", 180},  Zone{"msd", 240},  Zone{"ist", 330},
    Zone{"jst", 540},  Zone{"kst", 540},  Zone{"hkt", 480},  Zone{"aest", 600}, Zone{"aedt", 660}, Zone{"nzst", 720},
    Zone{"nzdt", 780},
};

int month_of(std::string_view word) {
  if (word.size() < 3) return 0;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (text::starts_with_ignoring_case(word, kMonths[i])) return static_cast<int>(i) + 1;
  }
  return 0;
}

struct Parsed {
  int year = -1, month = 0, day = 0, hour = 0, minute = 0, second = 0, zone = 0;
  bool has_time = false, has_zone = false, pm = false, am = false;
};

// "10:15:30", "10.15", "10:15:30.123"
bool read_clock(std::string_view token, Parsed& p) {
  const auto parts = text::split(token, token.find(':') != token.npos ? ':' : '.');
  if (parts.size() < 2 || parts.size() > 3) return false;
  const auto hour = text::to_integer(parts[0]);
  const auto minute = text::to_integer(parts[1]);
  if (!hour || !minute || *hour < 0 || *hour > 24 || *minute < 0 || *minute > 59) return false;
  p.hour = static_cast<int>(*hour);
  p.minute = static_cast<int>(*minute);
  if (parts.size() == 3) {
    const auto second = text::to_integer(parts[2].substr(0, parts[2].find_first_of(".,")));
    p.second = second && *second >= 0 && *second <= 60 ? static_cast<int>(std::min<std::int64_t>(*second, 59)) : 0;
  }
  p.has_time = true;
  return true;
}

bool read_offset(std::string_view token, Parsed& p) {
  if (text::starts_with_ignoring_case(token, "gmt") || text::starts_with_ignoring_case(token, "utc")) {
    if (token.size() > 4) token.remove_prefix(3);
  }
  if (token.size() < 3 || (token[0] != '+' && token[0] != '-')) return false;
  std::string digits;
  for (char c : token.substr(1)) {
    if (c >= '0' && c <= '9') digits += c;
    else if (c != ':') break;
  }
  if (digits.size() == 2) digits += "00";
  if (digits.size() == 3) digits.insert(0, "0");
  if (digits.size() != 4) return false;
  const int value = std::atoi(digits.c_str());
  const int minutes = value / 100 * 60 + value % 100;
  if (minutes > 15 * 60) return false;
  p.zone = token[0] == '-' ? -minutes : minutes;
  p.has_zone = true;
  return true;
}

void read_number(std::string_view token, Parsed& p) {
  const auto number = text::to_integer(token);
  if (!number || *number < 0) return;
  if (token.size() <= 2 && p.day == 0 && *number >= 1 && *number <= 31) {
    p.day = static_cast<int>(*number);
  } else if (p.year < 0 && (token.size() == 4 || p.day != 0)) {
    if (*number > 9999) return;
    p.year = static_cast<int>(*number);
    if (token.size() <= 2) p.year += p.year < 50 ? 2000 : 1900;
    else if (token.size() == 3) p.year += 1900;
  }
}

// "2025-06-02", "02.06.2025", "2/6/2025", "02-Jun-2025"
bool read_numeric_date(std::string_view token, Parsed& p) {
  for (char separator : {'-', '/', '.'}) {
    const auto parts = text::split(token, separator);
    if (parts.size() != 3) continue;
    const auto a = text::to_integer(parts[0]), b = text::to_integer(parts[1]), c = text::to_integer(parts[2]);
    if (const int month = month_of(parts[1]); a && month && c) {
      p.day = static_cast<int>(*a), p.month = month, p.year = static_cast<int>(*c < 100 ? *c + 2000 : *c);
      return true;
    }
    if (!a || !b || !c) continue;
    if (parts[0].size() == 4) p.year = static_cast<int>(*a), p.month = static_cast<int>(*b), p.day = static_cast<int>(*c);
    else if (separator == '/' && *a <= 12) p.month = static_cast<int>(*a), p.day = static_cast<int>(*b), p.year = static_cast<int>(*c);
    else p.day = static_cast<int>(*a), p.month = static_cast<int>(*b), p.year = static_cast<int>(*c);
    if (p.year < 100) p.year += 2000;
    return true;
  }
  return false;
}

// Tokens without comments: "(CEST)" is said again by the offset before it.
std::vector<std::string> tokens_of(std::string_view value) {
  std::vector<std::string> tokens;
  std::string token;
  int depth = 0;
  auto push = [&] {
    if (!token.empty() && tokens.size() < 40) tokens.push_back(std::move(token));
    token.clear();
  };
  for (char c : value.substr(0, 500)) {
    if (c == '(') { push(); ++depth; continue; }
    if (c == ')') { depth = depth > 0 ? depth - 1 : 0; continue; }
    if (depth > 0) continue;
    if (c == ' ' || c == '\t' || c == ',' || c == '\r' || c == '\n' || c == '"' || c == '\0') push();
    else token += c;
  }
  push();
  return tokens;
}

}  // namespace

std::optional<Time> parse_date(std::string_view value) {
  if (auto iso = parse_iso8601(text::trim(value))) return iso;
  Parsed p;
  for (const std::string& token : tokens_of(value)) {
    if (token.find(':') != token.npos && !p.has_time && token[0] >= '0' && token[0] <= '9') {
      // "10:15:30+0200": the space is missing.
      const std::size_t sign = token.find_first_of("+-");
      if (read_clock(std::string_view(token).substr(0, sign), p) && sign != token.npos) read_offset(std::string_view(token).substr(sign), p);
      continue;
    }
    if (!p.has_zone && read_offset(token, p)) continue;
    if (const int month = month_of(token); month && p.month == 0) { p.month = month; continue; }
    const std::string lower = text::lower_ascii(token);
    if (lower == "pm") { p.pm = true; continue; }
    if (lower == "am") { p.am = true; continue; }
    bool named = false;
    for (const Zone& zone : kZones) {
      if (!p.has_zone && zone.name == lower) { p.zone = zone.minutes; p.has_zone = named = true; }
    }
    if (named) continue;
    if (p.year < 0 && p.day == 0 && read_numeric_date(token, p)) continue;
    if (!p.has_time && p.year >= 0 && token.find('.') != token.npos && read_clock(token, p)) continue;
    read_number(token, p);
  }
  if (p.year < 0 || p.month < 1 || p.month > 12 || p.day < 1 || p.day > 31) return std::nullopt;
  if (p.pm && p.hour < 12) p.hour += 12;
  if (p.am && p.hour == 12) p.hour = 0;
  const std::chrono::year_month_day day{std::chrono::year(p.year), std::chrono::month(static_cast<unsigned>(p.month)),
                                        std::chrono::day(static_cast<unsigned>(p.day))};
  if (!day.ok()) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(day).time_since_epoch().count();
  return Time::from_seconds(days * 86400 + p.hour * 3600 + p.minute * 60 + p.second - p.zone * 60);
}

}  // namespace sahay::mail
