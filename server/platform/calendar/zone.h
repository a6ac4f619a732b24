// Zone: one time zone of the IANA database, read from the system's own files (RFC 8536), which Debian keeps up to date;
// the tables inside ICU stay at the day of its release. Knows the offset of every instant until 2100.
// Rule of use: find() once, keep the pointer; names are checked here, so any text may be asked for.
// Threading: immutable; find() from any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sahay::calendar {

class Zone {
 public:
  // Nothing: there is no such zone. "UTC" is always there.
  static std::shared_ptr<const Zone> find(std::string_view name);
  // From the bytes of a file; nothing: they are damaged.
  static std::optional<Zone> read(std::string_view bytes);

  // The longest time around an instant during which the offset stays the same. Seconds since 1970-01-01 UTC.
  struct Stretch {
    std::int64_t from = 0, to = 0;  // [from, to)
    std::int64_t offset = 0;        // seconds east of Greenwich
  };
  Stretch stretch_at(std::int64_t seconds) const;
  // The first instant at which the clocks of the zone show this local time, or, where they leap over it, the leap.
  std::int64_t to_utc(std::int64_t local_seconds) const;

 private:
  struct Change {
    std::int64_t at = 0, offset = 0;
  };
  std::int64_t first_offset_ = 0;
  std::vector<Change> changes_;  // by time
};

// Days since 1970-01-01 of a date, and back (proleptic Gregorian).
std::int64_t days_of(int year, int month, int day);
struct Date {
  int year = 1970, month = 1, day = 1;
};
Date date_of(std::int64_t days);
// 0 = Sunday.
inline int weekday_of(std::int64_t days) { return int(((days + 4) % 7 + 7) % 7); }
// Days in a month.
int month_length(int year, int month);
// "2024-12-25" and "20241225"; nothing: it is no date.
std::optional<std::int64_t> parse_date(std::string_view text);
std::string date_text(std::int64_t days);  // "2024-12-25"

}  // namespace sahay::calendar
