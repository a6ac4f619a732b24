// The words of a collection in memory, for what a database index cannot find: typing mistakes, other alphabets, sounds.
// Loaded when the first unknown word is asked for, then kept up to date; identifiers and numbers are not in it.
// Threading: refresh() under the lock of its owner; a const Vocabulary may be read by several threads.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/text/analyse.h"

namespace sahay::search {

struct Candidate {
  std::uint32_t word = 0;  // index into the vocabulary
  double weight = 0;
};

class Vocabulary {
 public:
  void add(std::int64_t id, std::string_view word, std::string_view stem);
  std::int64_t last_id() const { return last_id_; }
  std::size_t size() const { return entries_.size(); }
  std::string_view word(std::uint32_t index) const;
  std::string_view stem(std::uint32_t index) const;
  std::int64_t id(std::uint32_t index) const { return entries_[index].id; }

  // Words one or two edits away, nearest first; `most` of them.
  std::vector<Candidate> misspelt(std::string_view word, std::size_t most) const;
  // Russian words that this Latin word may be.
  std::vector<Candidate> russian_for(std::string_view latin) const;
  // Bengali words that sound like this Latin word.
  std::vector<Candidate> bengali_for(std::string_view latin, std::size_t most) const;
  bool mostly_bengali() const { return bengali_.size() * 2 > entries_.size(); }
  bool has_bengali() const { return !bengali_.empty(); }
  bool has_russian() const { return !russian_.empty(); }

 private:
  struct Entry {
    std::int64_t id = 0;
    std::uint64_t letters = 0;
    std::uint32_t at = 0;        // into texts_: word, stem
    std::uint8_t size = 0, stem_size = 0;
    std::uint8_t length = 0;     // code points
    text::Script script = text::Script::other;
  };
  struct Sound {
    std::uint32_t word = 0;
    std::string sound, consonants;
    std::uint64_t letters = 0;
  };
  std::string texts_;
  std::vector<Entry> entries_;
  std::unordered_multimap<std::string, std::uint32_t> russian_;  // key -> word
  std::vector<Sound> bengali_;
  std::int64_t last_id_ = 0;
};

}  // namespace sahay::search
