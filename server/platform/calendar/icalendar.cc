#include "platform/calendar/icalendar.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace sahay::calendar {
namespace {

constexpr std::size_t kLargest = 1 << 20, kMostEvents = 5'000, kMostDates = 10'000;

// "DTSTART;TZID=Asia/Dhaka:20241225T090000" taken apart; names in capitals.
struct Line {
  std::string name, parameters, value;

  std::string parameter(std::string_view key) const {
    for (const auto part : text::split(parameters, ';')) {
      const auto equals = part.find('=');
      if (equals == part.npos || !text::equal_ignoring_case(part.substr(0, equals), key)) continue;
      auto found = part.substr(equals + 1);
      if (found.size() >= 2 && found.front() == '"' && found.back() == '"') found = found.substr(1, found.size() - 2);
      return std::string(found);
    }
    return {};
  }
};

std::string capitals(std::string_view s) {
  std::string out(s);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = char(c - 32);
  return out;
}

// Content lines, unfolded (3.1).
std::vector<Line> lines_of(std::string_view all) {
  std::vector<std::string> unfolded;
  for (auto raw : text::split(all, '\n')) {
    if (!raw.empty() && raw.back() == '\r') raw.remove_suffix(1);
    if (!raw.empty() && (raw[0] == ' ' || raw[0] == '\t') && !unfolded.empty()) unfolded.back() += raw.substr(1);
    else if (!raw.empty()) unfolded.emplace_back(raw);
  }
  std::vector<Line> out;
  for (const std::string& line : unfolded) {
    bool quoted = false;
    std::size_t colon = 0;
    for (; colon < line.size() && (quoted || line[colon] != ':'); ++colon)
      if (line[colon] == '"') quoted = !quoted;
    if (colon == line.size()) continue;
    const auto semicolon = std::min(line.find(';'), colon);
    out.push_back({capitals(line.substr(0, semicolon)), semicolon < colon ? line.substr(semicolon + 1, colon - semicolon - 1) : "", line.substr(colon + 1)});
  }
  return out;
}

// A point of an event in the local minutes of the schedule's zone.
struct Point {
  std::int64_t minute = 0;
  bool is_date = false;
};

class Reader {
 public:
  explicit Reader(std::string_view time_zone) : zone_(Zone::find(time_zone)) {
    if (!zone_) zone_ = Zone::find("UTC");
  }

  std::optional<Point> point(const Line& line, std::string_view value) const {
    if (value.size() == 8) {
      const auto day = parse_date(value);
      return day ? std::optional(Point{*day * 1440, true}) : std::nullopt;
    }
    if (value.size() < 15 || value[8] != 'T') return std::nullopt;
    const auto day = parse_date(value.substr(0, 8));
    const auto clock = text::to_integer(value.substr(9, 6));
    if (!day || !clock || *clock / 10'000 > 23 || *clock / 100 % 100 > 59) return std::nullopt;
    const std::int64_t local = *day * 1440 + *clock / 10'000 * 60 + *clock / 100 % 100;
    const auto shown = [&](std::int64_t utc) { return Point{(utc + zone_->stretch_at(utc).offset) / 60, false}; };
    if (value.size() == 16 && value[15] == 'Z') return shown(local * 60);
    const std::string named = line.parameter("TZID");
    if (const auto other = named.empty() ? nullptr : Zone::find(named)) return shown(other->to_utc(local * 60));
    return Point{local, false};
  }

 private:
  std::shared_ptr<const Zone> zone_;
};

// "P1DT2H30M", "P2W" in minutes; nothing: it is no duration or goes backwards.
std::optional<std::int64_t> duration_minutes(std::string_view text) {
  if (!text.starts_with('P')) return std::nullopt;
  std::int64_t minutes = 0, number = 0;
  bool in_time = false;
  for (const char c : text.substr(1)) {
    if (c >= '0' && c <= '9') {
      number = number * 10 + (c - '0');
      if (number > 1'000'000) return std::nullopt;
      continue;
    }
    switch (c) {
      case 'T': in_time = true; break;
      case 'W': minutes += number * kWeek; break;
      case 'D': minutes += number * 1440; break;
      case 'H': minutes += number * 60; break;
      case 'M': if (!in_time) return std::nullopt; minutes += number; break;
      case 'S': break;
      default: return std::nullopt;
    }
    number = 0;
  }
  return minutes;
}

struct YearlyRule {
  int interval = 1;
  std::int64_t count = 0;  // 0 = without end
  std::optional<std::int64_t> until{};  // local minute
  std::vector<int> months, month_days;
  std::vector<std::pair<int, int>> weekdays;  // (nth, 0 = every; weekday)
};

std::optional<std::vector<int>> integers(std::string_view list, int lowest, int highest) {
  std::vector<int> out;
  for (const auto part : text::split(list, ',')) {
    const auto value = text::to_integer(part.starts_with('+') ? part.substr(1) : part);
    if (!value || *value < lowest || *value > highest || *value == 0) return std::nullopt;
    out.push_back(int(*value));
  }
  return out;
}

std::optional<std::vector<std::pair<int, int>>> weekdays(std::string_view list) {
  constexpr std::string_view kNames[] = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
  std::vector<std::pair<int, int>> out;
  for (const auto part : text::split(list, ',')) {
    if (part.size() < 2) return std::nullopt;
    const auto name = std::find(std::begin(kNames), std::end(kNames), capitals(part.substr(part.size() - 2)));
    if (name == std::end(kNames)) return std::nullopt;
    const auto nth = part.size() == 2 ? std::optional(std::vector{0}) : integers(part.substr(0, part.size() - 2), -5, 5);
    if (!nth) return std::nullopt;
    out.emplace_back(nth->front(), int(name - std::begin(kNames)));
  }
  return out;
}

std::optional<YearlyRule> parse_rule(const Reader& reader, const Line& line) {
  YearlyRule rule;
  bool yearly = false;
  for (const auto part : text::split(line.value, ';')) {
    const auto equals = part.find('=');
    if (equals == part.npos) return std::nullopt;
    const std::string key = capitals(part.substr(0, equals)), value = capitals(part.substr(equals + 1));
    if (key == "FREQ") {
      yearly = value == "YEARLY";
    } else if (key == "INTERVAL" || key == "COUNT") {
      const auto number = integers(value, 1, 10'000);
      if (!number) return std::nullopt;
      if (key == "COUNT") rule.count = number->front();
      else rule.interval = number->front();
    } else if (key == "UNTIL") {
      const auto until = reader.point(Line{}, value);
      if (!until) return std::nullopt;
      rule.until = until->minute + (until->is_date ? 1439 : 0);
    } else if (key == "BYMONTH") {
      const auto months = integers(value, 1, 12);
      if (!months) return std::nullopt;
      rule.months = *months;
    } else if (key == "BYMONTHDAY") {
      const auto days = integers(value, -31, 31);
      if (!days) return std::nullopt;
      rule.month_days = *days;
    } else if (key == "BYDAY") {
      const auto days = weekdays(value);
      if (!days) return std::nullopt;
      rule.weekdays = *days;
    } else if (key != "WKST") {
      return std::nullopt;
    }
  }
  // Weekdays count within a month here; over the whole year is a rule that no holiday uses.
  if (!yearly || (!rule.weekdays.empty() && rule.months.empty())) return std::nullopt;
  return rule;
}

// Days of one year that the rule names, in order.
std::vector<std::int64_t> days_in(const YearlyRule& rule, int year, const Date& start) {
  std::set<std::int64_t> out;
  const std::vector<int> months = rule.months.empty() ? std::vector{start.month} : rule.months;
  for (const int month : months) {
    const int length = month_length(year, month);
    const std::int64_t first = days_of(year, month, 1);
    const auto named = [&](int day) {
      return rule.month_days.empty() || std::find(rule.month_days.begin(), rule.month_days.end(), day) != rule.month_days.end() ||
             std::find(rule.month_days.begin(), rule.month_days.end(), day - length - 1) != rule.month_days.end();
    };
    for (int day = 1; day <= length; ++day) {
      if (!named(day)) continue;
      bool wanted = rule.weekdays.empty() ? !rule.month_days.empty() || day == start.day : false;
      for (const auto& [nth, weekday] : rule.weekdays)
        if (weekday == weekday_of(first + day - 1))
          wanted = wanted || nth == 0 || nth == (day - 1) / 7 + 1 || nth == -((length - day) / 7 + 1);
      if (wanted) out.insert(first + day - 1);
    }
  }
  return {out.begin(), out.end()};
}

struct Event {
  std::string name;
  std::vector<std::pair<std::string, std::string>> names{};  // in the languages that the file names
  std::optional<Point> start{};
  std::int64_t length = 0;  // minutes
  std::optional<YearlyRule> rule{};
  std::set<std::int64_t> more, without;  // start minutes
  bool understood = true;
};

std::string plain(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\\' && i + 1 < value.size()) out += value[++i] == 'n' || value[i] == 'N' ? ' ' : value[i];
    else out += value[i];
  }
  return text::repair_utf8(text::first(out, 255));
}

// "SUMMARY;LANGUAGE=ru-RU:День победы". The name for everybody is the one without a language, else the first.
void read_name(Event& event, const Line& line) {
  constexpr std::size_t kMost = 20;
  std::string language = line.parameter("LANGUAGE");
  language = text::lower_ascii(language.substr(0, language.find_first_of("-_")));
  if (language.empty() || event.name.empty()) event.name = plain(line.value);
  if (!language.empty() && event.names.size() < kMost) event.names.emplace_back(std::move(language), plain(line.value));
}

std::optional<Event> read_event(const Reader& reader, std::vector<Line>::const_iterator from, std::vector<Line>::const_iterator to) {
  Event event;
  std::optional<Point> end;
  std::optional<std::int64_t> duration;
  int depth = 0;  // alarms inside an event have lines of their own
  for (auto line = from; line != to; ++line) {
    if (line->name == "BEGIN") ++depth;
    if (line->name == "END") --depth;
    if (depth > 0) continue;
    if (line->name == "SUMMARY") read_name(event, *line);
    if (line->name == "STATUS" && capitals(line->value) == "CANCELLED") return std::nullopt;
    if (line->name == "DTSTART") event.start = reader.point(*line, line->value);
    if (line->name == "DTEND") end = reader.point(*line, line->value);
    if (line->name == "DURATION") duration = duration_minutes(line->value);
    if (line->name == "RRULE") {
      event.rule = parse_rule(reader, *line);
      if (!event.rule) event.understood = false;
    }
    if (line->name == "RDATE" || line->name == "EXDATE")
      for (const auto value : text::split(line->value, ',')) {
        const auto point = reader.point(*line, value);
        if (!point) event.understood = false;
        else (line->name == "RDATE" ? event.more : event.without).insert(point->minute);
      }
  }
  if (!event.start) return Event{.name = event.name, .names = {}, .more = {}, .without = {}, .understood = false};
  event.length = duration ? *duration : end ? end->minute - event.start->minute : event.start->is_date ? 1440 : 0;
  if (event.length <= 0) event.understood = false;
  return event;
}

void add_dates(const Event& event, std::int64_t first_day, std::int64_t last_day, std::vector<NamedClosure>& out) {
  std::set<std::int64_t> starts = event.more;
  const std::int64_t day = event.start->minute / 1440, minute = event.start->minute % 1440;
  if (event.rule) {
    const Date start = date_of(day);
    std::int64_t seen = 0;
    for (int year = start.year; days_of(year, 1, 1) <= last_day && starts.size() < kMostDates; year += event.rule->interval)
      for (const std::int64_t d : days_in(*event.rule, year, start)) {
        const std::int64_t at = d * 1440 + minute;
        if (d < day || (event.rule->until && at > *event.rule->until) || (event.rule->count && seen >= event.rule->count)) continue;
        ++seen;
        starts.insert(at);
      }
    // The first one belongs to the set whether the rule names it or not (3.8.5.3).
    starts.insert(event.start->minute);
  } else {
    starts.insert(event.start->minute);
  }
  for (const std::int64_t at : starts)
    if (!event.without.contains(at) && at + event.length > first_day * 1440 && at < (last_day + 1) * 1440)
      out.push_back({{event.name, at, at + event.length}, event.names});
}

}  // namespace

Result<ClosedDays> read_closed_days(std::string_view text, std::string_view time_zone, std::int64_t first_day, std::int64_t last_day) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.size() > kLargest) return invalid("calendar", "TooLong", "error.field.calendar_too_large");
  const std::vector<Line> lines = lines_of(text);
  if (lines.empty() || lines.front().name != "BEGIN" || capitals(lines.front().value) != "VCALENDAR")
    return invalid("calendar", "InvalidFormat", "error.field.no_calendar");
  const Reader reader(time_zone);
  ClosedDays found;
  std::size_t events = 0;
  for (auto line = lines.begin(); line != lines.end(); ++line) {
    if (line->name != "BEGIN" || capitals(line->value) != "VEVENT") continue;
    if (++events > kMostEvents) return invalid("calendar", "TooLong", "error.field.calendar_too_large");
    const auto from = line + 1;
    while (line != lines.end() && (line->name != "END" || capitals(line->value) != "VEVENT")) ++line;
    const auto event = read_event(reader, from, line);
    if (event && event->understood) add_dates(*event, first_day, last_day, found.closures);
    else if (event) found.skipped.push_back(event->name);
    if (line == lines.end() || found.closures.size() > kMostDates) break;
  }
  std::sort(found.closures.begin(), found.closures.end(), [](const Closure& a, const Closure& b) { return std::pair(a.from, a.to) < std::pair(b.from, b.to); });
  return found;
}

}  // namespace sahay::calendar
