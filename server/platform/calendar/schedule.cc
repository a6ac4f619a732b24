#include "platform/calendar/schedule.h"

#include <algorithm>

#include "base/text.h"

namespace sahay::calendar {
namespace {

constexpr std::int64_t kDay = 86'400, kMicros = 1'000'000;
constexpr std::int64_t kFirstSunday = 3;  // 1970-01-04, in days
constexpr std::int64_t kMinuteMicros = 60 * kMicros, kWeekMicros = kWeek * kMinuteMicros;
constexpr Duration kHorizon = std::chrono::hours(24 * 3653);

std::optional<int> minute_of(std::string_view text) {
  const auto parts = text::split(text, ':');
  if (parts.size() != 2) return std::nullopt;
  const auto hour = text::to_integer(parts[0]), minute = text::to_integer(parts[1]);
  if (!hour || !minute || *hour < 0 || *hour > 24 || *minute < 0 || *minute > 59) return std::nullopt;
  const int value = int(*hour * 60 + *minute);
  return value <= 1440 ? std::optional(value) : std::nullopt;
}

std::optional<int> weekday_named(std::string_view text) {
  constexpr std::string_view kNames[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  for (int i = 0; i < 7; ++i)
    if (text::equal_ignoring_case(text, kNames[i])) return i;
  return std::nullopt;
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

template <class Range>
void merge(std::vector<Range>& ranges) {
  std::sort(ranges.begin(), ranges.end(), [](const Range& a, const Range& b) { return a.from < b.from; });
  std::size_t kept = 0;
  for (const Range& range : ranges) {
    if (range.from >= range.to) continue;
    if (kept > 0 && range.from <= ranges[kept - 1].to) ranges[kept - 1].to = std::max(ranges[kept - 1].to, range.to);
    else ranges[kept++] = range;
  }
  ranges.resize(kept);
}

}  // namespace

std::optional<std::vector<Interval>> parse_hours(std::string_view text) {
  std::vector<Interval> found;
  if (text::trim(text).empty() || text::equal_ignoring_case(text::trim(text), "always")) return found;
  for (const auto part : text::split(text, ';')) {
    const auto clause = text::trim(part);
    const auto blank = clause.find(' ');
    if (blank == std::string_view::npos) return std::nullopt;
    const auto days = text::split(clause.substr(0, blank), '-');
    const auto times = text::split(text::trim(clause.substr(blank)), '-');
    if (days.size() > 2 || times.size() != 2) return std::nullopt;
    const auto first = weekday_named(days.front()), last = weekday_named(days.back());
    const auto from = minute_of(times[0]), to = minute_of(times[1]);
    if (!first || !last || !from || !to || *from >= *to) return std::nullopt;
    for (int day = *first;; day = (day + 1) % 7) {
      found.push_back({day * 1440 + *from, day * 1440 + *to});
      if (day == *last) break;
    }
  }
  return found;
}

Hours::Hours(Schedule schedule) : schedule_(std::move(schedule)), zone_(Zone::find(schedule_.time_zone)) {
  if (!zone_) zone_ = Zone::find("UTC");
  std::vector<Interval> weekly = schedule_.weekly;
  if (weekly.empty()) weekly.push_back({0, kWeek});
  for (const Interval& interval : weekly)
    for (int day = 0; day < 7; ++day) {
      const std::int64_t from = std::max(0, interval.from - day * 1440), to = std::min(1440, interval.to - day * 1440);
      if (from < to) weekly_[std::size_t(day)].push_back({from, to});
    }
  for (auto& day : weekly_) merge(day);
  for (std::size_t day = 0; day < 7; ++day)
    for (const Range& range : weekly_[day]) week_.push_back({std::int64_t(day) * 1440 + range.from, std::int64_t(day) * 1440 + range.to});
  for (const Closure& closure : schedule_.closed) closed_.push_back({closure.from, closure.to});
  merge(closed_);
}

void Hours::ranges_of_day(std::int64_t day, std::vector<Range>& out) const {
  out = weekly_[std::size_t(weekday_of(day))];
  const std::int64_t start = day * 1440;
  const auto begin = std::upper_bound(closed_.begin(), closed_.end(), start, [](std::int64_t at, const Range& c) { return at < c.to; });
  for (auto closure = begin; closure != closed_.end() && closure->from < start + 1440; ++closure) {
    std::vector<Range> left;
    for (const Range& range : out) {
      const std::int64_t from = closure->from - start, to = closure->to - start;
      if (range.from < std::min(range.to, from)) left.push_back({range.from, std::min(range.to, from)});
      if (std::max(range.from, to) < range.to) left.push_back({std::max(range.from, to), range.to});
    }
    out = std::move(left);
  }
}

template <class Visit>
void Hours::each_open(std::int64_t from, std::int64_t to, const Visit& visit) const {
  std::vector<Range> ranges;
  for (std::int64_t at = from; at < to;) {
    const Zone::Stretch stretch = zone_->stretch_at(at);
    const std::int64_t end = std::min(stretch.to, to);
    for (std::int64_t day = floor_divide(at + stretch.offset, kDay); day * kDay - stretch.offset < end; ++day) {
      ranges_of_day(day, ranges);
      for (const Range& range : ranges) {
        const std::int64_t opens = std::max(at, day * kDay + range.from * 60 - stretch.offset);
        const std::int64_t closes = std::min(end, day * kDay + range.to * 60 - stretch.offset);
        if (opens < closes && !visit(opens, closes)) return;
      }
    }
    at = end;
  }
}

bool Hours::open_at(Time at) const {
  bool open = false;
  const std::int64_t second = floor_divide(at.micros, kMicros);
  each_open(second, second + 1, [&](std::int64_t, std::int64_t) { return !(open = true); });
  return open;
}

// What a week counts up to a moment of the wall clock, without closures; only differences of it mean something.
std::int64_t Hours::counted_by(std::int64_t local) const {
  const std::int64_t since_sunday = local - kFirstSunday * 1440 * kMinuteMicros;
  const std::int64_t weeks = floor_divide(since_sunday, kWeekMicros), of_week = since_sunday - weeks * kWeekMicros;
  std::int64_t whole = 0, part = 0;
  for (const Range& range : week_) {
    whole += range.to - range.from;
    part += std::clamp<std::int64_t>(of_week - range.from * kMinuteMicros, 0, (range.to - range.from) * kMinuteMicros);
  }
  return weeks * whole * kMinuteMicros + part;
}

// A year costs as much as an hour: weeks are counted, not walked through. Only changes of the clocks and closures are.
Duration Hours::between(Time from, Time to) const {
  std::int64_t sum = 0;
  for (std::int64_t at = from.micros; at < to.micros;) {
    const Zone::Stretch stretch = zone_->stretch_at(floor_divide(at, kMicros));
    const std::int64_t end = stretch.to > floor_divide(to.micros, kMicros) ? to.micros : stretch.to * kMicros;
    const std::int64_t begins = at + stretch.offset * kMicros, ends = end + stretch.offset * kMicros;
    sum += counted_by(ends) - counted_by(begins);
    auto closure = std::upper_bound(closed_.begin(), closed_.end(), begins, [](std::int64_t t, const Range& c) { return t < c.to * kMinuteMicros; });
    for (; closure != closed_.end() && closure->from * kMinuteMicros < ends; ++closure)
      sum -= counted_by(std::min(ends, closure->to * kMinuteMicros)) - counted_by(std::max(begins, closure->from * kMinuteMicros));
    at = end;
  }
  return Duration(sum);
}

Hours::Passed Hours::pass(Time from, Duration needed, Time last) const {
  Passed passed;
  if (needed <= Duration{}) return {from, {}};
  each_open(floor_divide(from.micros, kMicros), floor_divide(last.micros, kMicros) + 1, [&](std::int64_t opens, std::int64_t closes) {
    const std::int64_t begin = std::max(opens * kMicros, from.micros), end = std::min(closes * kMicros, last.micros);
    if (begin >= end) return true;
    const std::int64_t missing = (needed - passed.counted).count();
    if (end - begin >= missing) {
      passed.at = Time{begin + missing};
      passed.counted = needed;
      return false;
    }
    passed.counted += Duration(end - begin);
    return true;
  });
  return passed;
}

Hours::State Hours::state_at(Time now) const {
  const std::int64_t second = floor_divide(now.micros, kMicros), last = second + 31 * kDay;
  State state{.open = false, .changes_at = {}};
  std::int64_t until = 0;
  each_open(second, last, [&](std::int64_t opens, std::int64_t closes) {
    if (!state.open && opens > second) {
      state.changes_at = Time::from_seconds(opens);
      return false;
    }
    if (state.open && opens > until) return false;
    state.open = true;
    until = closes;
    return true;
  });
  if (state.open && until < last) state.changes_at = Time::from_seconds(until);
  return state;
}

void Calendar::add(Time from, std::shared_ptr<const Hours> hours) { versions_.push_back({from, std::move(hours)}); }

const Hours& Calendar::at(Time t) const {
  std::size_t i = versions_.size() - 1;
  while (i > 0 && versions_[i].from > t) --i;
  return *versions_[i].hours;
}

Duration Calendar::between(Time from, Time to) const {
  if (empty()) return std::max(Duration{}, to - from);
  Duration sum{};
  for (std::size_t i = 0; i < versions_.size(); ++i) {
    const Time begin = i == 0 ? from : std::max(from, versions_[i].from);
    const Time end = i + 1 == versions_.size() ? to : std::min(to, versions_[i + 1].from);
    if (begin < end) sum += versions_[i].hours->between(begin, end);
  }
  return sum;
}

std::optional<Time> Calendar::after(Time from, Duration needed) const {
  if (needed <= Duration{}) return from;
  if (empty()) return from + needed;
  const Time horizon = from + kHorizon;
  for (std::size_t i = 0; i < versions_.size(); ++i) {
    const Time begin = i == 0 ? from : std::max(from, versions_[i].from);
    const Time end = i + 1 == versions_.size() ? horizon : std::min(horizon, versions_[i + 1].from);
    if (begin >= end) continue;
    const Hours::Passed passed = versions_[i].hours->pass(begin, needed, end);
    if (passed.at) return passed.at;
    needed -= passed.counted;
  }
  return std::nullopt;
}

std::optional<Time> Calendar::next_open(Time t) const {
  if (empty()) return t;
  const Hours::State state = at(t).state_at(t);
  if (state.open) return t;
  if (!state.changes_at) return std::nullopt;
  return state.changes_at;
}

}  // namespace sahay::calendar
