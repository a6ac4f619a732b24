#include "desk/signin/cbor.h"

namespace sahay::signin {

// RFC 8949 3: three bits of type, five of length or of where the length stands.
std::optional<CborReader::Head> CborReader::head() {
  if (at_ >= bytes_.size()) return std::nullopt;
  const auto first = std::uint8_t(bytes_[at_++]);
  Head out{first >> 5, std::uint64_t(first & 31)};
  if (out.value < 24) return out;
  if (out.value > 27) return std::nullopt;  // reserved, or of indefinite length, which CTAP2 forbids
  const std::size_t length = std::size_t(1) << (out.value - 24);
  if (bytes_.size() - at_ < length) return std::nullopt;
  out.value = 0;
  for (std::size_t i = 0; i < length; ++i) out.value = out.value << 8 | std::uint8_t(bytes_[at_++]);
  return out;
}

std::optional<std::int64_t> CborReader::integer() {
  const auto found = head();
  if (!found || found->major > 1 || found->value > std::uint64_t(INT64_MAX)) return std::nullopt;
  return found->major == 0 ? std::int64_t(found->value) : -1 - std::int64_t(found->value);
}

std::optional<std::string_view> CborReader::string_of(int major) {
  const auto found = head();
  if (!found || found->major != major || found->value > bytes_.size() - at_) return std::nullopt;
  const auto out = bytes_.substr(at_, std::size_t(found->value));
  at_ += out.size();
  return out;
}

std::optional<std::string_view> CborReader::bytes() { return string_of(2); }
std::optional<std::string_view> CborReader::text() { return string_of(3); }

std::optional<std::size_t> CborReader::map() {
  const auto found = head();
  if (!found || found->major != 5 || found->value > kMostItems) return std::nullopt;
  return std::size_t(found->value);
}

bool CborReader::skip() {
  std::uint64_t waiting = 1;
  for (std::size_t seen = 0; waiting > 0; ++seen) {
    if (seen >= kMostItems) return false;
    const auto found = head();
    if (!found) return false;
    --waiting;
    switch (found->major) {
      case 2:
      case 3:
        if (found->value > bytes_.size() - at_) return false;
        at_ += std::size_t(found->value);
        break;
      case 4:
      case 5:
        if (found->value > kMostItems) return false;
        waiting += found->major == 4 ? found->value : 2 * found->value;
        break;
      case 6: ++waiting; break;
      default: break;
    }
  }
  return true;
}

}  // namespace sahay::signin
