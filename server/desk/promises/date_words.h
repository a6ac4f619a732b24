// Inside promises only: the words of dates in three languages, and a text cut into them.
// Threading: pure; the tables are made once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/i18n.h"

namespace sahay::promises {

enum class DateKind : std::uint8_t {
  none,
  weekday,     // 0 = Sunday
  short_weekday,  // sun, sat, пн: with a preposition or an hour only
  month,       // 1-12
  day,         // days from today; -1 = yesterday
  tonight,
  number,      // in halves: 3 = one and a half
  ordinal,     // of a month
  unit,        // see Unit
  within,      // in, within, через, মধ্যে
  by,          // by, before, until, до, к
  on,          // on, at, в
  next, coming, this_, last, ago, since,
  end, of, after, work,
  close,       // eod, cob
  part,        // minutes of the day, see kClose
  noon,        // minutes of the day, a clock time of its own
  am, pm, hour_mark, plus_half, plus_quarter, less_quarter,
  weekend,     // the free days before the next week of work
  date_mark,   // числа, তারিখ
  begin,       // beginning, начале, শুরুতে
  middle,      // middle, середине, মাঝামাঝি
  each,        // every, каждую, প্রতি: a habit is no promise
  past,        // a verb in the past
  arranged,    // a verb in the past that sets a time to come: "booked", "перенесли"
  standing,    // how things always are: "open", "работаем"
  future,
  filler       // the, about, around
};
enum Unit { kMinute, kHour, kDay, kWeek, kMonth, kYear, kFullDay, kWorkDay, kWorkHour };
inline constexpr int kClose = -1;  // instead of minutes: when the working hours of the day end
inline constexpr int kAfternoon = 18 * 60;

struct Meaning {
  DateKind kind = DateKind::none;
  int value = 0;
};

struct DateToken {
  std::size_t begin = 0, end = 0;
  bool glued = false;           // no blank before it
  Meaning meaning{};
  std::string word;             // folded; empty for numbers and signs
  std::vector<int> parts;       // of a number: 10/11/2026 has three
  std::vector<int> widths;      // digits of each part
  std::string signs;            // between the parts
  char sign = 0;                // of a sign; '.' also for the Bengali full stop

  bool is(DateKind kind) const { return meaning.kind == kind; }
  bool number() const { return !parts.empty(); }
  bool plain_number() const { return parts.size() == 1; }
};

// Lower case, ё as е, digits as ASCII, Bengali letters in one form.
std::string fold_for_dates(std::string_view text);
std::vector<DateToken> date_tokens(std::string_view text, i18n::Language language);
Meaning meaning_of(std::string_view folded, i18n::Language language);

// "তিনটায়", "চারটের", "দেড়টা": the hour in halves.
std::optional<int> spoken_hour(std::string_view folded);

struct DateWord {
  const char* words;  // separated by blanks
  DateKind kind;
  int value;
};
const std::vector<DateWord>& english_date_words();
const std::vector<DateWord>& russian_date_words();
const std::vector<DateWord>& bengali_date_words();

}  // namespace sahay::promises
