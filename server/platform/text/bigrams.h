// Which pairs of neighbouring bytes a text holds: says cheaply that most phrases of a long list cannot stand in it.
// Rule of use: made once for a text, asked for each phrase; a yes means "look", a no is certain.
// Threading: a value; pure.
#pragma once

#include <algorithm>
#include <bitset>
#include <cstdint>
#include <string_view>

namespace sahay::text {

class Bigrams {
 public:
  explicit Bigrams(std::string_view text) {
    for (std::size_t i = 0; i + 1 < text.size(); ++i) seen_.set(place(text[i], text[i + 1]));
  }
  // False: `phrase` is not in the text. Looks at its first five bytes.
  bool may_hold(std::string_view phrase) const {
    const std::size_t end = std::min<std::size_t>(phrase.size(), 5);
    for (std::size_t i = 0; i + 1 < end; ++i)
      if (!holds(place(phrase[i], phrase[i + 1]))) return false;
    return true;
  }

  // The place of one pair, and whether the text holds a pair of that place.
  static constexpr std::uint16_t place(char a, char b) {
    return std::uint16_t((static_cast<unsigned char>(a) * 67u + static_cast<unsigned char>(b)) % 4096u);
  }
  bool holds(std::uint16_t place) const { return seen_[place]; }

 private:
  std::bitset<4096> seen_;
};

}  // namespace sahay::text
