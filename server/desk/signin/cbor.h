// The part of CBOR (RFC 8949) that authenticators speak (CTAP2 canonical form): definite lengths, no floating point needed.
// A reader that walks over bytes of a stranger: every answer is optional, nothing is copied, nothing recurses, and no more
// than kMostItems are looked at.
// Rule of use: the first empty answer ends the reading. Threading: a value; the bytes must outlive it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sahay::signin {

class CborReader {
 public:
  static constexpr std::size_t kMostItems = 1'000;

  explicit CborReader(std::string_view bytes) : bytes_(bytes) {}

  std::optional<std::int64_t> integer();       // major types 0 and 1
  std::optional<std::string_view> bytes();     // major type 2
  std::optional<std::string_view> text();      // major type 3
  std::optional<std::size_t> map();            // how many pairs follow
  bool skip();                                 // one item with all that is in it
  std::size_t position() const { return at_; }
  bool at_end() const { return at_ == bytes_.size(); }

 private:
  struct Head {
    int major = 0;
    std::uint64_t value = 0;
  };
  std::optional<Head> head();
  std::optional<std::string_view> string_of(int major);

  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace sahay::signin
