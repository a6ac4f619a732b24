#include "platform/calendar/zone.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <mutex>
#include <sstream>

#include "platform/calendar/zone_rule.h"

namespace sahay::calendar {
namespace {

constexpr char kFolder[] = "/usr/share/zoneinfo/";
constexpr std::int64_t kFar = 1LL << 40;  // beyond every time that the desk knows
constexpr int kLastYear = 2100;

// Big-endian integers of a file, with the end in sight.
class Bytes {
 public:
  explicit Bytes(std::string_view all) : rest_(all) {}
  bool skip(std::size_t count) {
    if (rest_.size() < count) return false;
    rest_.remove_prefix(count);
    return true;
  }
  std::optional<std::int64_t> integer(std::size_t width) {
    if (rest_.size() < width) return std::nullopt;
    std::uint64_t value = (std::uint8_t(rest_[0]) & 0x80) && width > 1 ? ~std::uint64_t{0} : 0;
    for (std::size_t i = 0; i < width; ++i) value = value << 8 | std::uint8_t(rest_[i]);
    rest_.remove_prefix(width);
    return std::int64_t(value);
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

struct Counts {
  std::size_t utc = 0, standard = 0, leaps = 0, times = 0, types = 0, characters = 0;
  std::size_t size(std::size_t width) const {
    return times * width + times + types * 6 + characters + leaps * (width + 4) + standard + utc;
  }
};

std::optional<Counts> read_header(Bytes& in) {
  if (!in.rest().starts_with("TZif") || in.rest().size() < 44 || in.rest()[4] < '2' || !in.skip(20)) return std::nullopt;
  Counts counts;
  for (std::size_t* count : {&counts.utc, &counts.standard, &counts.leaps, &counts.times, &counts.types, &counts.characters}) {
    const auto value = in.integer(4);
    if (!value || *value < 0 || *value > 100'000) return std::nullopt;
    *count = std::size_t(*value);
  }
  return counts;
}

bool is_name(std::string_view name) {
  if (name.empty() || name.size() > 64 || name[0] == '/' || name.find("..") != name.npos) return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '_' || c == '-' || c == '+';
  });
}

}  // namespace

std::optional<Zone> Zone::read(std::string_view bytes) {
  Bytes in(bytes);
  // The first block holds 32-bit times for old readers.
  const auto old = read_header(in);
  if (!old || !in.skip(old->size(4))) return std::nullopt;
  const auto counts = read_header(in);
  if (!counts || counts->types == 0) return std::nullopt;
  Zone zone;
  for (std::size_t i = 0; i < counts->times; ++i) {
    const auto at = in.integer(8);
    if (!at) return std::nullopt;
    zone.changes_.push_back({*at, 0});
  }
  std::vector<std::size_t> types;
  for (std::size_t i = 0; i < counts->times; ++i) {
    const auto type = in.integer(1);
    if (!type || std::size_t(*type) >= counts->types) return std::nullopt;
    types.push_back(std::size_t(*type));
  }
  std::vector<std::int64_t> offsets;
  for (std::size_t i = 0; i < counts->types; ++i) {
    const auto offset = in.integer(4);
    if (!offset || *offset < -172'800 || *offset > 172'800 || !in.skip(2)) return std::nullopt;
    offsets.push_back(*offset);
  }
  zone.first_offset_ = offsets[0];
  for (std::size_t i = 0; i < types.size(); ++i) zone.changes_[i].offset = offsets[types[i]];
  if (!std::is_sorted(zone.changes_.begin(), zone.changes_.end(), [](const Change& a, const Change& b) { return a.at < b.at; }))
    return std::nullopt;
  if (!in.skip(counts->characters + counts->leaps * 12 + counts->standard + counts->utc)) return std::nullopt;
  // What comes after the list is a rule between two line ends.
  std::string_view rest = in.rest();
  if (rest.size() >= 2 && rest.front() == '\n' && rest.back() == '\n') {
    const auto rule = parse_zone_rule(rest.substr(1, rest.size() - 2));
    if (rule) {
      const std::int64_t last = zone.changes_.empty() ? -kFar : zone.changes_.back().at;
      if (zone.changes_.empty()) zone.first_offset_ = rule->standard;
      for (const auto& [at, offset] : changes_by_rule(*rule, 1970, kLastYear))
        if (at > last) zone.changes_.push_back({at, offset});
    }
  }
  return zone;
}

std::shared_ptr<const Zone> Zone::find(std::string_view name) {
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<const Zone>, std::less<>> known;
  if (!is_name(name)) return nullptr;
  const std::lock_guard lock(mutex);
  if (const auto at = known.find(name); at != known.end()) return at->second;
  std::shared_ptr<const Zone> zone;
  if (name == "UTC" || name == "Etc/UTC") zone = std::make_shared<const Zone>();
  if (!zone) {
    std::ifstream file(kFolder + std::string(name), std::ios::binary);
    std::ostringstream bytes;
    if (file && (bytes << file.rdbuf()))
      if (auto read_zone = read(bytes.view())) zone = std::make_shared<const Zone>(std::move(*read_zone));
  }
  // What does not exist is not remembered: anybody may ask for any name.
  if (zone) known.emplace(name, zone);
  return zone;
}

Zone::Stretch Zone::stretch_at(std::int64_t seconds) const {
  const auto after = std::upper_bound(changes_.begin(), changes_.end(), seconds, [](std::int64_t at, const Change& c) { return at < c.at; });
  Stretch found{-kFar, kFar, first_offset_};
  if (after != changes_.end()) found.to = after->at;
  if (after != changes_.begin()) found.from = std::prev(after)->at, found.offset = std::prev(after)->offset;
  return found;
}

std::int64_t Zone::to_utc(std::int64_t local) const {
  // No offset is above two days; the stretches around are walked in order.
  for (Stretch s = stretch_at(local - 172'800);; s = stretch_at(s.to)) {
    const std::int64_t at = local - s.offset;
    if (at < s.from) return s.from;  // the clocks leapt over it
    if (at < s.to || s.to >= kFar) return at;
  }
}

}  // namespace sahay::calendar
