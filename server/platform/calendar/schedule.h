// Schedule: the working hours of a week in one time zone, with the closed days, and what follows from it: is it open,
// how much working time lies between two instants, when has an amount of it passed.
// Working time is what the clocks on the wall say: an instant counts when the local time lies in an interval and in no
// closure. So an hour that the clocks leap over counts nothing and one that they repeat counts twice.
// Rule of use: the one calendar of the program; clocks, pages, chat and rules all ask here.
// Threading: values; Hours and Calendar are immutable once made.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "platform/calendar/zone.h"

namespace sahay::calendar {

inline constexpr int kWeek = 7 * 1440;

// Minutes since Sunday 0:00; `to` is after `from`, at most kWeek.
struct Interval {
  int from = 0, to = 0;
  bool operator==(const Interval&) const = default;
};

// A time without work, as local minutes since 1970-01-01 0:00: [from, to).
struct Closure {
  std::string name;
  std::int64_t from = 0, to = 0;
};

struct Schedule {
  std::string time_zone = "UTC";    // IANA
  std::vector<Interval> weekly{};   // empty: always open, but for the closures
  std::vector<Closure> closed{};
};

// "sun-thu 09:00-18:00; sat 10:00-14:00" with weekdays sun mon tue wed thu fri sat. Nothing: it is no schedule.
// "" and "always" are always open.
std::optional<std::vector<Interval>> parse_hours(std::string_view text);

// A schedule made ready for questions. An unknown zone counts as UTC.
class Hours {
 public:
  explicit Hours(Schedule schedule);

  const Schedule& schedule() const { return schedule_; }
  bool open_at(Time at) const;
  Duration between(Time from, Time to) const;
  // The first instant at which `needed` working time has passed since `from`, if that comes before `last`; from itself
  // when nothing is needed. Otherwise how much has passed by then.
  struct Passed {
    std::optional<Time> at;
    Duration counted{};
  };
  Passed pass(Time from, Duration needed, Time last) const;
  // Open or closed now, and when that ends; unset: not within a month.
  struct State {
    bool open = true;
    Time changes_at;
  };
  State state_at(Time now) const;

 private:
  struct Range {
    std::int64_t from = 0, to = 0;
  };
  // Calls visit(from, to) with each open stretch (seconds UTC, in order, perhaps touching) that ends after `from` and
  // begins before `to`, until it answers false.
  template <class Visit>
  void each_open(std::int64_t from, std::int64_t to, const Visit& visit) const;
  std::int64_t counted_by(std::int64_t local) const;  // microseconds of the local time since 1970
  // Open parts of one local day, minutes of the day.
  void ranges_of_day(std::int64_t day, std::vector<Range>& out) const;

  Schedule schedule_;
  std::shared_ptr<const Zone> zone_;
  std::array<std::vector<Range>, 7> weekly_;
  std::vector<Range> week_;    // the same as minutes since Sunday 0:00
  std::vector<Range> closed_;  // merged, by time
};

// A schedule through its changes: each version counts from its time to the next one's, the first for all before too.
// So a changed schedule never rewrites the time that has passed.
class Calendar {
 public:
  void add(Time from, std::shared_ptr<const Hours> hours);  // in order of time

  bool empty() const { return versions_.empty(); }
  const Hours& at(Time t) const;  // not empty
  bool open_at(Time t) const { return empty() || at(t).open_at(t); }
  Duration between(Time from, Time to) const;
  // When `needed` working time has passed since `from`; nothing: not within ten years.
  std::optional<Time> after(Time from, Duration needed) const;
  // The next moment that is open: t itself, or when it opens; nothing: not within a month.
  std::optional<Time> next_open(Time t) const;

 private:
  struct Version {
    Time from;
    std::shared_ptr<const Hours> hours;
  };
  std::vector<Version> versions_;
};

}  // namespace sahay::calendar
