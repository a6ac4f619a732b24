// Inside promises only: how dates of a draft are put together. A Day, a Clock and a Span are what the grammar finds at a
// token; Days turns them into instants.
// Threading: pure.
#pragma once

#include <optional>

#include "desk/promises/date_words.h"
#include "desk/promises/detect.h"

namespace sahay::promises {

// A local day (days since 1970-01-01), perhaps one of two; or what was recognised but is no date to promise.
struct Day {
  std::int64_t day = 0;
  std::optional<std::int64_t> other{};
  std::size_t end = 0;        // the token behind it
  bool refused = false;       // past, impossible, or only the shape of a date
  bool today_as_weekday = false;
  int weekday = -1;           // it was told as one
  int week = -1;              // it was told as a week: 0 this one, 1 the next
  bool bare = true;           // needs a preposition or an hour
};

struct ClockTime {
  int minutes = 0;            // of the day, or kClose
  std::size_t end = 0;
  bool bare = true;           // needs a preposition or a day
  bool alone = true;          // stands without a day too
  bool refused = false;
  bool part = false;          // a part of the day, which an hour behind it makes exact
  bool settled = false;       // the hour of the day is known: minutes, "pm", "вечера"
};

struct Span {
  Time at;
  std::size_t end = 0;
  bool refused = false;
};

// Days and hours of one zone and one calendar of working hours.
class Days {
 public:
  explicit Days(const Moment& moment) : moment_(moment), today_(day_of(moment.now)) {}

  std::int64_t today() const { return today_; }
  Time now() const { return moment_.now; }
  Time at(std::int64_t day, int minutes) const;     // kClose: when the working hours of the day end
  Time close_of(std::int64_t day) const;
  bool works(std::int64_t day) const;
  std::int64_t after_workdays(int count) const;
  Time after_work_hours(Duration needed) const;
  std::int64_t next_weekday(int weekday) const;      // after today
  std::int64_t end_of_week(int weeks_ahead) const;   // the last day of work of this week or a later one
  std::int64_t next_week_begins() const;
  std::int64_t weekday_of_next_week(int weekday) const;
  std::int64_t last_workday_of_month(int year, int month) const;
  std::int64_t first_workday_of_month(int year, int month) const;
  // Of a month that is named without its year; nothing where it lies too far ahead to be meant.
  std::optional<int> year_of_month(int month) const;
  std::int64_t after_months(int count) const;
  // A day of a year, or without one the next such day unless that is too far to be meant (200 days).
  std::optional<std::int64_t> date(std::optional<int> year, int month, int day) const;
  std::optional<std::int64_t> day_of_month(int day) const;

 private:
  std::int64_t day_of(Time t) const;
  std::int64_t last_of_block(std::int64_t day) const;

  const Moment& moment_;
  std::int64_t today_;
};

class Grammar {
 public:
  Grammar(const std::vector<DateToken>& tokens, i18n::Language language, const Days& days) : tokens_(tokens), language_(language), days_(days) {}

  std::optional<Span> span(std::size_t at) const;
  std::optional<Day> day(std::size_t at) const;
  std::optional<ClockTime> clock(std::size_t at, bool after_day) const;

  const DateToken& token(std::size_t at) const;
  bool is(std::size_t at, DateKind kind) const { return token(at).is(kind); }
  bool sign(std::size_t at, char c) const { return token(at).sign == c; }

 private:
  // A count and the token behind it: "2", "two", "2-3" (the later), "a couple of". In halves.
  std::optional<std::pair<int, std::size_t>> count(std::size_t at) const;
  std::optional<std::pair<int, std::size_t>> unit(std::size_t at) const;  // Unit, with "business"
  std::optional<Span> length(int halves, int unit, std::size_t end) const;
  std::optional<Day> named_day(std::size_t at) const;
  std::optional<Day> last_of_month(std::size_t at) const;
  std::optional<Day> edge_of(std::size_t at) const;
  std::optional<Day> month_as_day(std::size_t at, int month, std::size_t end) const;
  std::optional<Day> week(std::size_t at) const;
  std::optional<Day> written_date(std::size_t at) const;
  std::optional<Day> number_date(std::size_t at) const;
  std::optional<Day> dated(std::optional<int> year, int month, int day, std::size_t end, bool bare) const;
  std::optional<int> year_at(std::size_t& at) const;
  std::optional<int> months_ahead(std::size_t& at) const;
  bool looks_like_a_number_of_something(std::size_t at) const;
  std::optional<ClockTime> bengali_clock(std::size_t at) const;
  std::optional<ClockTime> digits_clock(std::size_t at, bool after_day) const;
  std::optional<ClockTime> word_clock(std::size_t at) const;

  const std::vector<DateToken>& tokens_;
  i18n::Language language_;
  const Days& days_;
};

}  // namespace sahay::promises
