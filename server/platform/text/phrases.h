// A list of phrases known when the program is compiled, asked of many short texts: which of them may stand in a text
// (PhraseList), and whether a text begins with one (Beginnings). Both look at a few bytes before they compare.
// Rule of use: constexpr objects beside the lists they hold; texts and phrases are folded alike.
// Threading: pure.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "platform/text/bigrams.h"

namespace sahay::text {

template <std::size_t N>
class PhraseList {
 public:
  constexpr explicit PhraseList(const std::array<std::string_view, N>& phrases) : phrases_(phrases) {
    for (std::size_t i = 0; i < N; ++i)
      for (std::size_t k = 0; k < places_[i].size(); ++k) {
        // A phrase of fewer bytes repeats its first pair.
        const std::size_t at = k + 1 < phrases[i].size() ? k : 0;
        places_[i][k] = Bigrams::place(phrases[i][at], phrases[i][at + 1]);
      }
  }

  // Calls look(phrase) for those that may be in the text of `seen`, in order, until one answers true; whether one did.
  template <class Look>
  bool any_possible(const Bigrams& seen, Look look) const {
    for (std::size_t i = 0; i < N; ++i) {
      const auto& p = places_[i];
      if (seen.holds(p[0]) && seen.holds(p[1]) && seen.holds(p[2]) && seen.holds(p[3]) && look(phrases_[i])) return true;
    }
    return false;
  }
  bool any_in(std::string_view text, const Bigrams& seen) const {
    return any_possible(seen, [&](std::string_view phrase) { return text.find(phrase) != text.npos; });
  }
  bool any_in(std::string_view text) const { return any_in(text, Bigrams(text)); }

 private:
  std::array<std::string_view, N> phrases_;
  std::array<std::array<std::uint16_t, 4>, N> places_{};
};

template <std::size_t N>
class Beginnings {
 public:
  constexpr explicit Beginnings(std::array<std::string_view, N> words) : words_(words) {
    std::sort(words_.begin(), words_.end());
    for (std::size_t byte = 0, at = 0; byte < 256; ++byte) {
      from_[byte] = std::uint16_t(at);
      while (at < N && static_cast<unsigned char>(words_[at][0]) == byte) ++at;
    }
    from_[256] = std::uint16_t(N);
  }

  // Calls look(word) for the words that `text` begins with until one answers true; whether one did.
  template <class Look>
  bool any(std::string_view text, Look look) const {
    if (text.empty()) return false;
    const auto byte = static_cast<unsigned char>(text[0]);
    for (std::size_t i = from_[byte]; i < from_[byte + 1]; ++i)
      if (text.starts_with(words_[i]) && look(words_[i])) return true;
    return false;
  }
  bool begin(std::string_view text) const {
    return any(text, [](std::string_view) { return true; });
  }

 private:
  std::array<std::string_view, N> words_;
  std::array<std::uint16_t, 257> from_{};
};

}  // namespace sahay::text
