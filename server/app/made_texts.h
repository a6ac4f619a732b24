// Texts made up for a large desk, the same for the same number: words of three languages by Zipf's law (the words of the
// demonstration's stories are the frequent ones, made-up words with real endings the others), sentences, subjects.
// Threading: const after construction; each text has its own source of chance.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace sahay::app {

// A small, fast source of chance (splitmix64): the same on every machine.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ULL + 1) {}
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  double share() { return double(next() >> 11) * 0x1.0p-53; }  // 0 to 1, without 1
  std::size_t below(std::size_t n) { return std::size_t(share() * double(n)); }
  bool one_in(std::size_t n) { return below(n) == 0; }

 private:
  std::uint64_t state_;
};

class MadeTexts {
 public:
  static constexpr std::size_t kLanguages = 3;  // en, ru, bn
  // `words`: of each language.
  explicit MadeTexts(std::size_t words = 60'000);

  std::string subject(std::size_t language, Chance& chance) const;
  // 8 to about 120 words in sentences; every fifth begins with the language's greeting.
  std::string comment(std::size_t language, Chance& chance) const;
  const std::vector<std::string>& words(std::size_t language) const { return words_[language]; }
  // The most frequent words with a meaning of their own, for searches: `count` of them.
  std::vector<std::string> common_words(std::size_t language, std::size_t count) const;

 private:
  const std::string& word(std::size_t language, Chance& chance) const;
  void add_sentence(std::string& out, std::size_t language, std::size_t words, Chance& chance) const;

  std::array<std::vector<std::string>, kLanguages> words_;
};

}  // namespace sahay::app
