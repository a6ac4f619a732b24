// Whole numbers in as few bytes as they need, seven bits a byte, lowest first.
// Threading: pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sahay::search {

inline void put_number(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out += char(value | 0x80);
    value >>= 7;
  }
  out += char(value);
}

// 0 at the end of the data: what a damaged row reads as, never beyond it.
inline std::uint64_t take_number(std::string_view& data) {
  std::uint64_t value = 0;
  for (int shift = 0; !data.empty() && shift < 64; shift += 7) {
    const auto byte = static_cast<unsigned char>(data.front());
    data.remove_prefix(1);
    value |= std::uint64_t(byte & 0x7F) << shift;
    if (byte < 0x80) break;
  }
  return value;
}

inline std::string_view take_bytes(std::string_view& data) {
  const std::size_t size = std::min<std::size_t>(take_number(data), data.size());
  const std::string_view out = data.substr(0, size);
  data.remove_prefix(size);
  return out;
}

}  // namespace sahay::search
