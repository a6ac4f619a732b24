#include "desk/site/settings.h"

#include <cmath>

#include "base/text.h"
#include "desk/site/closed_days.h"

namespace sahay::site {
namespace {

constexpr std::string_view kOurBlue = "#1a5bc2";

struct Rgb {
  int red = 0, green = 0, blue = 0;
};

std::optional<Rgb> read_color(std::string_view text) {
  if (text.size() != 7 || text[0] != '#') return std::nullopt;
  int parts[3];
  for (int i = 0; i < 3; ++i) {
    const char* begin = text.data() + 1 + 2 * i;
    if (std::from_chars(begin, begin + 2, parts[i], 16).ptr != begin + 2) return std::nullopt;
  }
  return Rgb{parts[0], parts[1], parts[2]};
}

// Relative luminance, WCAG 2.2.
double luminance(Rgb c) {
  const auto linear = [](int part) {
    const double v = part / 255.0;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(c.red) + 0.7152 * linear(c.green) + 0.0722 * linear(c.blue);
}

std::string write_color(Rgb c) {
  const char bytes[] = {char(c.red), char(c.green), char(c.blue)};
  return "#" + text::to_hex({bytes, 3});
}

Schedule read_schedule(const Settings& settings, const std::string& hours) {
  Schedule out{settings.time_zone.text(), parse_hours(hours).value_or(std::vector<calendar::Interval>{}), {}};
  for (Closed& each : read_closures(settings.closed.text())) out.closed.push_back({std::move(each.name.en), each.from, each.to});
  return out;
}

}  // namespace

Schedule schedule_of(const Settings& settings) { return read_schedule(settings, settings.hours.text()); }

Schedule schedule_of(const Settings& settings, const Way& way) {
  if (way.hours == "always") return {settings.time_zone.text(), {}, {}};  // nobody has to be there
  return read_schedule(settings, way.hours.empty() ? settings.hours.text() : way.hours);
}

int week_hour_of(const Settings& settings, Time at) {
  constexpr std::int64_t kHours = 7 * 24, kThursday = 4 * 24;  // 1970 began on a Thursday
  const auto zone = calendar::Zone::find(settings.time_zone.text());
  const std::int64_t hours = (at.seconds() + (zone ? zone->stretch_at(at.seconds()).offset : 0)) / 3600 + kThursday;
  return int((hours % kHours + kHours) % kHours);
}

Accent accent_of(std::string_view color) {
  Rgb c = read_color(color).value_or(*read_color(kOurBlue));
  while (1.05 / (luminance(c) + 0.05) < 4.5)
    c = {c.red * 19 / 20, c.green * 19 / 20, c.blue * 19 / 20};
  return {write_color(c), "#ffffff"};
}

}  // namespace sahay::site
