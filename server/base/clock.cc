#include "base/clock.h"

namespace sahay {
namespace {

using std::chrono::year_month_day;

bool digits(std::string_view text, std::size_t at, std::size_t count, int& out) {
  if (text.size() < at + count) return false;
  out = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    out = out * 10 + (text[i] - '0');
  }
  return true;
}

}  // namespace

Time SystemClock::now() const {
  return Time{std::chrono::duration_cast<Duration>(std::chrono::system_clock::now().time_since_epoch()).count()};
}

void append_iso8601(std::string& out, Time t) {
  std::int64_t seconds = t.micros / 1'000'000;
  if (t.micros % 1'000'000 < 0) --seconds;
  const auto point = std::chrono::sys_seconds{std::chrono::seconds{seconds}};
  const auto day = std::chrono::floor<std::chrono::days>(point);
  const year_month_day ymd{day};
  const auto in_day = (point - day).count();
  char text[] = "0000-00-00T00:00:00Z";
  const auto put = [&](std::size_t at, std::size_t digits, unsigned value) {
    for (std::size_t k = at + digits; k-- > at; value /= 10) text[k] = char('0' + value % 10);
  };
  put(0, 4, unsigned(int(ymd.year())));
  put(5, 2, unsigned(ymd.month()));
  put(8, 2, unsigned(ymd.day()));
  put(11, 2, unsigned(in_day / 3600));
  put(14, 2, unsigned(in_day / 60 % 60));
  put(17, 2, unsigned(in_day % 60));
  out.append(text, sizeof text - 1);
}

std::string to_iso8601(Time t) {
  std::string out;
  append_iso8601(out, t);
  return out;
}

std::optional<Time> parse_iso8601(std::string_view text) {
  int year, month, day;
  if (!digits(text, 0, 4, year) || text.size() < 10 || text[4] != '-' || !digits(text, 5, 2, month) || text[7] != '-' ||
      !digits(text, 8, 2, day))
    return std::nullopt;
  const year_month_day ymd{std::chrono::year{year}, std::chrono::month{unsigned(month)}, std::chrono::day{unsigned(day)}};
  if (!ymd.ok()) return std::nullopt;
  std::int64_t micros = std::chrono::sys_days{ymd}.time_since_epoch().count() * 86'400LL * 1'000'000;
  if (text.size() == 10) return Time{micros};
  int hour, minute, second = 0;
  if ((text[10] != 'T' && text[10] != ' ' && text[10] != 't') || !digits(text, 11, 2, hour) || text.size() < 16 ||
      text[13] != ':' || !digits(text, 14, 2, minute) || hour > 23 || minute > 59)
    return std::nullopt;
  std::size_t at = 16;
  if (at < text.size() && text[at] == ':') {
    if (!digits(text, at + 1, 2, second) || second > 60) return std::nullopt;
    at += 3;
  }
  micros += ((hour * 60LL + minute) * 60 + second) * 1'000'000;
  if (at < text.size() && text[at] == '.') {
    std::int64_t scale = 100'000;
    if (++at == text.size() || text[at] < '0' || text[at] > '9') return std::nullopt;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, scale /= 10)
      micros += (text[at] - '0') * scale;
  }
  if (at == text.size()) return Time{micros};
  if (text[at] == 'Z' || text[at] == 'z') return at + 1 == text.size() ? std::optional{Time{micros}} : std::nullopt;
  int offset_hours, offset_minutes = 0;
  if ((text[at] != '+' && text[at] != '-') || !digits(text, at + 1, 2, offset_hours)) return std::nullopt;
  std::size_t end = at + 3;
  if (end < text.size()) {
    if (text[end] == ':') ++end;
    if (!digits(text, end, 2, offset_minutes)) return std::nullopt;
    end += 2;
  }
  if (end != text.size() || offset_hours > 23 || offset_minutes > 59) return std::nullopt;
  const std::int64_t offset = (offset_hours * 60LL + offset_minutes) * 60 * 1'000'000;
  return Time{text[at] == '+' ? micros - offset : micros + offset};
}

}  // namespace sahay
