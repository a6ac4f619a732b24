#include "desk/notifications/preferences.h"

#include <algorithm>

#include "base/text.h"
#include "desk/people/user.h"

namespace sahay::notifications {

Ways default_ways(std::string_view kind) {
  if (kind == "assigned" || kind == "mention" || kind == "handover" || kind == "reply_held") return {.app = true, .sound = true, .push = true};
  if (kind == "promise_missed" || kind == "deadline_missed") return {.app = true, .sound = true};
  return {};
}

Ways Preferences::of(std::string_view kind) const {
  const auto parsed = parse_json(ways.text);
  const JsonArray* list = parsed.ok() && parsed->is_object() ? array_at(parsed->get_object(), kind) : nullptr;
  if (!list) return default_ways(kind);
  const auto names = [&](std::string_view way) {
    return std::any_of(list->begin(), list->end(), [&](const Json& each) {
      return each.is_string() && std::string_view(each.get_string()) == way;
    });
  };
  return {names("app"), names("sound"), names("push"), names("digest")};
}

bool Preferences::wants_digest() const {
  return !digest_days.empty() &&
         std::any_of(std::begin(kKinds), std::end(kKinds), [&](std::string_view kind) { return of(kind).digest; });
}

JsonObject written_out(const Preferences& p) {
  JsonObject out;
  for (const std::string_view kind : kKinds) {
    const Ways now = p.of(kind);
    JsonArray list;
    for (const auto& [way, on] : {std::pair("app", now.app), std::pair("sound", now.sound), std::pair("push", now.push),
                                  std::pair("digest", now.digest)})
      if (on) list.emplace_back(way);
    out[kind] = std::move(list);
  }
  return out;
}

Preferences without_digest(Preferences p) {
  JsonObject kept = written_out(p);
  for (auto& [kind, ways] : kept) {
    JsonArray& list = ways.get_array();
    list.erase(std::remove(list.begin(), list.end(), Json("digest")), list.end());
  }
  p.ways.text = to_string(Json(std::move(kept)));
  return p;
}

std::shared_ptr<const calendar::Zone> zone_of(std::string_view time_zone) {
  auto zone = calendar::Zone::find(people::iana_time_zone(time_zone));
  return zone ? zone : calendar::Zone::find("UTC");
}

namespace {

constexpr std::int64_t kDay = 86'400;

std::int64_t local_seconds(const calendar::Zone& zone, Time at) {
  const std::int64_t seconds = at.micros / 1'000'000;
  return seconds + zone.stretch_at(seconds).offset;
}

}  // namespace

int minute_of_day(const calendar::Zone& zone, Time at) { return int(local_seconds(zone, at) % kDay / 60); }

bool is_quiet(const Preferences& p, int minute) {
  if (p.quiet_from < 0 || p.quiet_to < 0 || p.quiet_from == p.quiet_to) return false;
  if (p.quiet_from < p.quiet_to) return minute >= p.quiet_from && minute < p.quiet_to;
  return minute >= p.quiet_from || minute < p.quiet_to;
}

Time next_digest(const Preferences& p, const calendar::Zone& zone, Time now) {
  const std::int64_t today = local_seconds(zone, now) / kDay;
  for (std::int64_t day = today; day <= today + 8; ++day) {
    if (std::find(p.digest_days.begin(), p.digest_days.end(), calendar::weekday_of(day)) == p.digest_days.end())
      continue;
    const Time at = Time::from_seconds(zone.to_utc(day * kDay + p.digest_at * 60));
    if (at > now) return at;
  }
  return {};
}

std::string clock_text(int minute) {
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return two(minute / 60) + ":" + two(minute % 60);
}

std::optional<int> minute_of_clock(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t i : {0, 1, 3, 4})
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
  const int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';
  if (hour > 23 || minute > 59) return std::nullopt;
  return hour * 60 + minute;
}

}  // namespace sahay::notifications
