// Hours as the three languages write them.
#include <algorithm>

#include "desk/promises/date_idioms.h"
#include "desk/promises/detect_pieces.h"

namespace sahay::promises {

using enum DateKind;

namespace {

// What a part of the day makes of an hour on a clock of twelve: 720 morning, 721 dawn, 840 noon, 841 forenoon or
// afternoon, 1140 evening, 1439 night, kClose afternoon.
int hour_in_part(int hour, int part) {
  if (hour > 12) return hour;
  if (part == 720 || part == 721) return hour % 12;
  if (part == 840 || part == 841) return hour >= 1 && hour <= 5 ? hour + 12 : hour;
  if (part == 1439) return hour >= 7 && hour < 12 ? hour + 12 : hour == 12 ? 24 : hour;
  return hour == 12 ? 12 : hour + 12;
}

int clamp_minutes(int minutes) { return minutes == kClose ? kClose : std::min(minutes, 1439); }

}  // namespace

// [বিকেল] [সাড়ে] ৫টায়, ৪:৩০ মিনিটে, দেড়টায়; or the part of the day alone.
std::optional<ClockTime> Grammar::bengali_clock(std::size_t at) const {
  // দিনের শেষে: the end of the day.
  if (is(at, DateKind::unit) && token(at).meaning.value == kDay && is(at + 1, end)) return ClockTime{.minutes = kClose, .end = at + 2, .bare = false};
  const bool parted = is(at, part);
  const int of_part = parted ? token(at).meaning.value : 0;
  std::size_t i = parted ? at + 1 : at;
  int more = 0;
  if (is(i, plus_half) || is(i, plus_quarter) || is(i, less_quarter)) more = is(i, plus_half) ? 30 : is(i, plus_quarter) ? 15 : -15, ++i;
  const DateToken& t = token(i);
  ClockTime out{.bare = false, .alone = true};
  int minutes = -1;
  bool twelve_hours = true;
  if (t.parts.size() == 2 && t.signs == ":" && t.widths[1] == 2 && t.parts[0] < 24 && t.parts[1] < 60) {
    minutes = t.parts[0] * 60 + t.parts[1];
    twelve_hours = parted;
    out.end = i + 1;
    if (is(out.end, DateKind::unit) && token(out.end).meaning.value == kMinute) ++out.end;
    out.bare = !parted;
  } else if (t.plain_number() && t.parts[0] <= 12 && t.parts[0] > 0 && (is(i + 1, am) || is(i + 1, pm))) {
    minutes = t.parts[0] * 60;
    out.end = i + 1;
  } else if (t.plain_number() && t.parts[0] <= 24 && is(i + 1, hour_mark)) {
    minutes = t.parts[0] * 60;
    out.end = i + 2;
  } else if (is(i, DateKind::number) && is(i + 1, hour_mark)) {
    minutes = t.meaning.value * 30;
    out.end = i + 2;
  } else if (!t.word.empty()) {
    if (const auto told = spoken_hour(t.word)) minutes = *told * 30, out.end = i + 1;
  }
  if (minutes >= 0) {
    const int hour = minutes / 60;
    if (twelve_hours) minutes = (parted ? hour_in_part(hour, of_part) : usual_hour(hour)) * 60 + minutes % 60;
    minutes += more;
    // "5 PM", as many write it
    if (is(out.end, am) || is(out.end, pm)) minutes = minutes % 720 + (is(out.end, pm) ? 720 : 0), ++out.end;
    out.minutes = clamp_minutes(minutes);
    // "from 9 to 6" are opening hours.
    out.refused = is(out.end, since) || is(out.end, of);
    return out;
  }
  if (!parted) return std::nullopt;
  // দুপুরের আগে: before noon.
  if (is(at + 1, ago)) return ClockTime{.minutes = 720, .end = at + 2, .bare = false, .alone = of_part == 840};
  return ClockTime{.minutes = of_part == 721 ? 720 : of_part == 841 ? 840 : of_part, .end = at + 1, .bare = true, .alone = false};
}

// 15:00, 3:30 pm, 5pm, 17.30, and after a day "at 5", "к 10".
std::optional<ClockTime> Grammar::digits_clock(std::size_t at, bool after_day) const {
  const DateToken& t = token(at);
  const bool dotted = language_ == i18n::Language::ru && t.signs == "." && t.parts.size() == 2 && t.parts[1] > 12;
  const bool dotted_english = language_ == i18n::Language::en && t.signs == "." && (is(at + 1, am) || is(at + 1, pm));
  const bool with_minutes = t.parts.size() == 2 && (t.signs == ":" || dotted || dotted_english) && t.widths[1] == 2 && t.widths[0] <= 2;
  if (!with_minutes && !(t.plain_number() && t.widths[0] <= 2)) return std::nullopt;
  const int hour = t.parts[0], minute = with_minutes ? t.parts[1] : 0;
  ClockTime out{.end = at + 1, .bare = true};
  bool half_marked = false, marked = with_minutes;
  int h = hour;
  const bool lasts = language_ == i18n::Language::ru && at > 0 && token(at - 1).word == "на" && is(at + 1, DateKind::unit) && !is(at + 2, am) && !is(at + 2, pm) && token(at + 2).word != "дня";
  if (lasts) return std::nullopt;  // "на 2 часа"
  const std::size_t behind = is(at + 1, DateKind::unit) && token(at + 1).meaning.value == kHour && language_ == i18n::Language::ru ? at + 2 : at + 1;
  if (is(behind, am) || is(behind, pm)) {
    if (hour > 12 && !with_minutes) return std::nullopt;
    h = hour <= 12 ? hour % 12 + (is(behind, pm) ? 12 : 0) : hour;
    // "12 вечера" is midnight, nobody means noon.
    out.end = behind + 1;
    half_marked = marked = true;
  } else if (language_ == i18n::Language::ru && token(behind).word == "дня") {
    h = hour < 7 ? hour + 12 : hour;
    out.end = behind + 1;
    half_marked = marked = true;
  } else if (is(at + 1, hour_mark) || behind > at + 1) {
    out.end = behind > at + 1 ? behind : at + 2;
    marked = true;
  } else if (!with_minutes) {
    const bool named = after_day && at > 0 && (is(at - 1, on) || is(at - 1, by));
    if (!named || is(at + 1, DateKind::unit) || is(at + 1, month)) return std::nullopt;
    marked = true;
  }
  if (h > 24 || minute > 59 || !marked) return with_minutes ? std::optional(ClockTime{.end = at + 1, .refused = true}) : std::nullopt;
  // "by 6:45" is the evening for people at work, "06:45" the morning.
  const bool spoken = with_minutes && language_ == i18n::Language::en && t.widths[0] == 1;
  if (!half_marked && (!with_minutes || spoken)) h = usual_hour(h);
  out.minutes = clamp_minutes(h * 60 + minute);
  out.settled = half_marked || h > 12;
  if (half_marked && language_ == i18n::Language::en) out.bare = false;
  return out;
}

// noon, утром, "end of day", "к десяти часам".
std::optional<ClockTime> Grammar::word_clock(std::size_t at) const {
  const DateToken& t = token(at);
  if (t.is(tonight)) return ClockTime{.minutes = 1439, .end = at + 1, .bare = false, .part = true};
  if (t.is(noon)) return ClockTime{.minutes = t.meaning.value, .end = at + 1, .bare = true};
  if (t.is(close)) return ClockTime{.minutes = kClose, .end = at + 1, .bare = false};
  if (t.is(end)) {
    std::size_t i = at + 1;
    while (is(i, of) || is(i, filler) || is(i, work) || is(i, this_)) ++i;
    const bool of_day = is(i, DateKind::unit) && token(i).meaning.value == kDay;
    if (of_day) return ClockTime{.minutes = kClose, .end = i + 1, .bare = false};
    if (token(i).word == "business" || (i > at + 1 && is(i - 1, work) && is(i - 2, of))) return ClockTime{.minutes = kClose, .end = i, .bare = false};
    return std::nullopt;
  }
  if (language_ == i18n::Language::ru && (t.word == "обеда" || t.word == "обеду")) {
    const bool later = at > 0 && is(at - 1, after);
    return ClockTime{.minutes = later ? kAfternoon : 720, .end = at + 1, .bare = true, .alone = false, .part = true};
  }
  if (language_ == i18n::Language::ru && (t.word == "днем" || t.word == "дню") && at > 0) return ClockTime{.minutes = kAfternoon, .end = at + 1, .bare = true, .alone = false, .part = true};
  if (t.is(part) && at > 0 && is(at - 1, after) && t.word.starts_with("lunch")) return ClockTime{.minutes = kAfternoon, .end = at + 1, .bare = true, .alone = false, .part = true};
  if (t.is(part)) return ClockTime{.minutes = t.meaning.value, .end = at + 1, .bare = true, .alone = at > 0 && is(at - 1, this_), .part = true};
  // "к десяти часам", "at three o'clock"
  if (t.is(DateKind::number) && t.meaning.value % 2 == 0 && at > 0 && (is(at - 1, by) || is(at - 1, on))) {
    const bool hours = is(at + 1, hour_mark) || (language_ == i18n::Language::ru && is(at + 1, DateKind::unit) && token(at + 1).meaning.value == kHour);
    if (hours && t.meaning.value / 2 <= 12) return ClockTime{.minutes = usual_hour(t.meaning.value / 2) * 60, .end = at + 2, .bare = true};
  }
  return std::nullopt;
}

std::optional<ClockTime> Grammar::clock(std::size_t at, bool after_day) const {
  if (language_ == i18n::Language::bn) return bengali_clock(at);
  if (auto found = digits_clock(at, after_day)) return found;
  return word_clock(at);
}

}  // namespace sahay::promises
