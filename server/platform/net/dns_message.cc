#include <algorithm>
#include <cstring>
#include <optional>

#include "base/text.h"
#include "platform/net/records.h"

namespace sahay::net {
namespace {

constexpr std::size_t kMostRecords = 200;
constexpr int kMostJumps = 64;
constexpr int kMostAliases = 8;

// Reads forward; every read checks what is left.
class Reader {
 public:
  explicit Reader(std::string_view message) : message_(message) {}

  bool ok() const { return ok_; }
  std::size_t at() const { return at_; }
  void go_to(std::size_t at) { at_ = at; }
  std::uint16_t u16() {
    const std::string_view b = bytes(2);
    return ok_ ? std::uint16_t((std::uint8_t(b[0]) << 8) | std::uint8_t(b[1])) : 0;
  }
  std::uint32_t u32() { return (std::uint32_t(u16()) << 16) | u16(); }
  std::string_view bytes(std::size_t count) {
    if (!ok_ || message_.size() - at_ < count) {
      ok_ = false;
      return {};
    }
    at_ += count;
    return message_.substr(at_ - count, count);
  }
  // Nothing for a name that could not be asked for (odd bytes, too long); the reader goes on behind it.
  std::optional<std::string> name() {
    std::string out;
    std::size_t at = at_;
    bool jumped = false, plain = true;
    for (int jumps = 0;;) {
      if (!ok_ || at >= message_.size()) return broken();
      const auto length = std::uint8_t(message_[at]);
      if ((length & 0xC0) == 0xC0) {
        if (at + 1 >= message_.size() || ++jumps > kMostJumps) return broken();
        const std::size_t target = (std::size_t(length & 0x3F) << 8) | std::uint8_t(message_[at + 1]);
        if (!jumped) at_ = at + 2;
        jumped = true;
        if (target >= at) return broken();  // only what came before can be meant
        at = target;
        continue;
      }
      if (length > 63) return broken();
      if (length == 0) break;
      if (message_.size() - at - 1 < length || out.size() + length > 255) return broken();
      const std::string_view label = message_.substr(at + 1, length);
      for (const char c : label) plain = plain && c > 0x20 && c < 0x7F && c != '.' && c != '\\';
      if (!out.empty()) out += '.';
      out += text::lower_ascii(label);
      at += 1 + length;
    }
    if (!jumped) at_ = at + 1;
    if (!plain) return std::nullopt;
    return out;
  }

 private:
  std::optional<std::string> broken() {
    ok_ = false;
    return std::nullopt;
  }
  std::string_view message_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

struct Found {
  std::string owner;
  std::uint16_t type = 0;
  std::uint32_t lives = 0;
  Record record;
};

// The strings of a TXT record are one text (RFC 7208 3.3).
bool read_strings(std::string_view data, std::string& out) {
  while (!data.empty()) {
    const auto length = std::uint8_t(data[0]);
    if (data.size() < 1u + length) return false;
    out += data.substr(1, length);
    data.remove_prefix(1 + length);
  }
  return true;
}

bool read_data(Reader& reader, std::uint16_t type, std::size_t length, Record& out) {
  const std::size_t end = reader.at() + length;
  switch (RecordType(type)) {
    case RecordType::a:
    case RecordType::aaaa: {
      if (length != (type == 1 ? 4u : 16u)) return false;
      const std::string_view b = reader.bytes(length);
      if (type == 1) out.address.bytes[10] = out.address.bytes[11] = 0xFF;
      std::memcpy(out.address.bytes.data() + 16 - length, b.data(), length);
      return true;
    }
    case RecordType::txt: return read_strings(reader.bytes(length), out.text);
    case RecordType::srv:
    case RecordType::mx:
      out.preference = reader.u16();
      if (RecordType(type) == RecordType::srv) {
        out.weight = reader.u16();
        out.port = reader.u16();
      }
      [[fallthrough]];
    case RecordType::ptr:
    case RecordType::cname: {
      auto name = reader.name();
      if (!name || !reader.ok() || reader.at() > end) return false;
      out.text = std::move(*name);
      return true;
    }
  }
  return false;
}

std::optional<Found> read_record(Reader& reader) {
  auto owner = reader.name();
  Found out;
  out.type = reader.u16();
  const auto kind = reader.u16();
  out.lives = reader.u32();
  const std::size_t length = reader.u16(), begin = reader.at();
  reader.bytes(length);
  if (!reader.ok()) return std::nullopt;
  const std::size_t end = reader.at();
  reader.go_to(begin);
  const bool good = owner && kind == 1 && read_data(reader, out.type, length, out.record);
  if (!reader.ok()) return std::nullopt;
  reader.go_to(end);
  if (!good) out.type = 0;
  if (owner) out.owner = std::move(*owner);
  return out;
}

}  // namespace

bool is_dns_name(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  if (name.empty() || name.size() > 253) return false;
  for (const std::string_view label : text::split(name, '.')) {
    if (label.empty() || label.size() > 63) return false;
    for (const char c : label)
      if (c < 0x20 || c == 0x7F || c == '\\') return false;
  }
  return true;
}

Records read_records(std::string_view message, std::string_view name, RecordType type) {
  Reader reader(message);
  Records out;
  reader.u16();
  const auto flags = reader.u16();
  const auto questions = reader.u16(), answers = reader.u16();
  reader.u32();
  if (!reader.ok() || !(flags & 0x8000)) return out;
  const int code = flags & 15;
  if (code != 0 && code != 3) return out;
  for (int i = 0; i < questions && reader.ok(); ++i) {
    reader.name();
    reader.u32();
  }
  std::vector<Found> found;
  for (int i = 0; i < answers && reader.ok() && found.size() < kMostRecords; ++i)
    if (auto record = read_record(reader)) found.push_back(std::move(*record));
  if (!reader.ok()) return out;
  std::string owner = text::lower_ascii(name);
  if (owner.ends_with('.')) owner.pop_back();
  std::uint32_t lives = 3600;
  for (int step = 0; step < kMostAliases; ++step) {
    const auto alias = std::find_if(found.begin(), found.end(), [&](const Found& f) {
      return f.type == std::uint16_t(RecordType::cname) && f.owner == owner;
    });
    if (alias == found.end() || type == RecordType::cname) break;
    owner = alias->record.text;
    lives = std::min(lives, alias->lives);
  }
  for (Found& f : found) {
    if (f.type != std::uint16_t(type) || f.owner != owner) continue;
    lives = std::min(lives, f.lives);
    out.list.push_back(std::move(f.record));
  }
  std::stable_sort(out.list.begin(), out.list.end(),
                   [](const Record& a, const Record& b) { return a.preference < b.preference; });
  out.state = !out.list.empty() ? Records::State::found : code == 3 ? Records::State::no_name : Records::State::none;
  out.lives = std::chrono::seconds(out.list.empty() ? 300 : lives);
  return out;
}

}  // namespace sahay::net
