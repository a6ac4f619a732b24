#include "desk/site/closed_days.h"

#include <algorithm>

#include "base/text.h"
#include "platform/calendar/when_words.h"
#include "platform/calendar/zone.h"

namespace sahay::site {
namespace {

constexpr std::int64_t kDay = 1440;

std::string one_line(std::string_view name) {
  std::string out(name);
  for (char& c : out)
    if (c == '\t' || c == '\n' || c == '\r') c = ' ';
  return out;
}

std::int64_t local_minute(const Settings& settings, Time now) {
  const auto zone = calendar::Zone::find(settings.time_zone.text());
  return (now.seconds() + (zone ? zone->stretch_at(now.seconds()).offset : 0)) / 60;
}

std::vector<Closed> in_order(const Settings& settings) {
  auto out = read_closures(settings.closed.text());
  std::stable_sort(out.begin(), out.end(), [](const Closed& a, const Closed& b) { return a.from < b.from; });
  return out;
}

std::string day_words(i18n::Language language, std::int64_t day) {
  return calendar::skeleton_words(language, "MMMMd", Time::from_seconds(day * 86'400), "UTC");
}

}  // namespace

std::string write_closures(const std::vector<Closed>& closed) {
  std::string out;
  for (const Closed& each : closed) {
    out += std::to_string(each.from) + "-" + std::to_string(each.to);
    for (const std::string* name : {&each.name.en, &each.name.bn, &each.name.ru}) out += "\t" + one_line(*name);
    out += "\n";
  }
  return out;
}

std::vector<Closed> read_closures(std::string_view text) {
  std::vector<Closed> out;
  for (const std::string_view line : text::split(text, '\n')) {
    const auto parts = text::split(line, '\t');
    const std::size_t dash = parts[0].find('-');
    if (dash == std::string_view::npos) continue;
    const auto from = text::to_integer(parts[0].substr(0, dash)), to = text::to_integer(parts[0].substr(dash + 1));
    if (!from || !to || *from >= *to) continue;
    const auto name = [&](std::size_t at) { return at < parts.size() ? std::string(parts[at]) : std::string(); };
    out.push_back({{name(1), name(2), name(3)}, *from, *to});
  }
  return out;
}

std::vector<ClosedDay> closed_days(const Settings& settings, i18n::Language language, Time now, std::size_t most) {
  const std::int64_t today = local_minute(settings, now) / kDay;
  std::vector<ClosedDay> out;
  for (const Closed& each : in_order(settings))
    for (std::int64_t day = std::max(each.from / kDay, today); day * kDay < each.to && out.size() < most; ++day)
      out.push_back({day, int(std::max<std::int64_t>(each.from - day * kDay, 0)), int(std::min<std::int64_t>(each.to - day * kDay, kDay)), each.name.in(language)});
  return out;
}

std::string closed_today(const Settings& settings, i18n::Language language, Time now) {
  const std::int64_t minute = local_minute(settings, now);
  for (const Closed& each : read_closures(settings.closed.text()))
    if (each.from <= minute && minute < each.to && !each.name.in(language).empty()) return each.name.in(language);
  return {};
}

std::string closed_words(const Settings& settings, i18n::Language language, Time now) {
  constexpr std::int64_t kNear = 60 * kDay;
  constexpr int kMost = 4;
  const std::int64_t minute = local_minute(settings, now);
  std::string out;
  int told = 0;
  for (const Closed& each : in_order(settings)) {
    // A part of a day stands in the hours of that day.
    if (each.to <= minute || each.from > minute + kNear || each.to - each.from < kDay || told++ >= kMost) continue;
    const std::int64_t first = each.from / kDay, last = (each.to - 1) / kDay;
    out += (out.empty() ? "" : ", ") + day_words(language, first) + (last > first ? " – " + day_words(language, last) : "");
    if (const std::string& name = each.name.in(language); !name.empty()) out += " (" + name + ")";
  }
  return out;
}

}  // namespace sahay::site
