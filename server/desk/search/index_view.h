// One look at the word index inside a transaction: the segments it sees, what is written and not yet in one, the words.
// IndexMemory keeps between looks what does not change; without it every look reads anew.
// Threading: IndexView inside one Tx; IndexMemory from any thread.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <set>
#include <unordered_map>

#include "desk/search/kept_postings.h"
#include "desk/search/posting_reader.h"
#include "desk/search/segment.h"
#include "desk/search/vocabulary.h"
#include "platform/db/store.h"

namespace sahay::search {

// A unit as scoring wants it, in eight bytes: a common word looks at hundreds of thousands, one fetch from memory each.
class ScoredUnit {
 public:
  ScoredUnit(const Unit& unit, bool dead)
      : bits_(std::uint64_t(unit.doc) << 24 | std::uint64_t(dead) << 23 | std::uint64_t(unit.part) << 16 | std::uint64_t(unit.title_length) << 8 | unit.body_length) {}
  std::int64_t doc() const { return std::int64_t(bits_ >> 24); }  // below 2^40
  bool dead() const { return bits_ >> 23 & 1; }
  void die() { bits_ |= std::uint64_t(1) << 23; }
  Part part() const { return Part(bits_ >> 16 & 3); }
  std::uint8_t title_length() const { return std::uint8_t(bits_ >> 8); }
  std::uint8_t body_length() const { return std::uint8_t(bits_); }

 private:
  std::uint64_t bits_;
};

struct Units {
  std::vector<ScoredUnit> all;
  std::int64_t largest_doc = 0;
};
struct KeptUnits {
  std::shared_ptr<const Units> units;
  std::int64_t removed_upto = 0;  // removals that the units know of
};
struct RemovedRow {
  std::int64_t doc = 0, seq = 0;
};
BOOST_DESCRIBE_STRUCT(RemovedRow, (), (doc, seq))

// Of one collection.
struct KeptCollection {
  std::unordered_map<std::int64_t, KeptUnits> units;                     // by segment
  std::vector<std::shared_ptr<const MemorySegment>> pending;             // after `flushed`, in order
  std::vector<KeptUnits> pending_units;
  std::int64_t flushed = 0, pending_upto = 0;
  std::unordered_map<std::int64_t, std::int64_t> removed;                // doc -> seq
  std::int64_t removed_upto = 0;
  std::shared_ptr<const Vocabulary> vocabulary;
  std::chrono::steady_clock::time_point vocabulary_read_at{};
  std::unordered_map<std::string, std::int64_t> word_ids;                // committed ones, for writing
};

struct IndexMemory {
  KeptPostings postings;
  std::mutex mutex;
  std::map<std::int64_t, KeptCollection> collections;
};
// The memory of a store while somebody holds it (app/wiring.cc).
std::shared_ptr<IndexMemory> keep_in_memory(const db::Store& store);

struct WordRow {
  std::string word;
  std::int64_t id = 0;
  std::string stem;
};
BOOST_DESCRIBE_STRUCT(WordRow, (), (word, id, stem))

class IndexView {
 public:
  IndexView(db::Tx& tx, std::int64_t collection);

  struct Segment {
    std::int64_t id = 0;  // 0: in memory
    std::shared_ptr<const Units> units;
    std::shared_ptr<const MemorySegment> memory;
  };
  const std::vector<Segment>& segments() const { return segments_; }
  std::int64_t passages() const { return passages_; }
  std::int64_t largest_doc() const {
    std::int64_t out = 0;
    for (const Segment& one : segments_) out = std::max(out, one.units->largest_doc);
    return out;
  }
  double average_title() const { return passages_ ? std::max(1.0, double(title_words_) / double(passages_)) : 1; }
  double average_body() const { return passages_ ? std::max(1.0, double(body_words_) / double(passages_)) : 1; }

  std::vector<WordRow> of_stems(const std::set<std::string>& stems) const;
  std::vector<WordRow> with_prefix(std::string_view prefix, int limit) const;
  std::shared_ptr<const Vocabulary> vocabulary() const;

  // Reads the encoded postings (and positions) of these words into memory, once.
  void load(const std::set<std::int64_t>& words);
  void load_positions(const std::set<std::int64_t>& words);
  // The postings of a word in one segment, ascending. Lives as long as the view.
  PostingStream stream(std::size_t segment, std::int64_t word) const;
  // Their positions, after load_positions(): wanted(unit) says whether f(unit, position) shall be called.
  template <class W, class F>
  void each_position(std::size_t segment, std::int64_t word, W&& wanted, F&& f) const;

 private:
  using Removals = std::vector<RemovedRow>;
  void read_segments(KeptCollection& kept, const Removals& fresh);
  Removals read_removed(KeptCollection& kept);
  void read_pending(KeptCollection& kept, std::int64_t flushed);
  std::shared_ptr<const Units> units_of(KeptCollection& kept, std::int64_t segment, std::int64_t last_seq, const Removals& fresh);
  void load(int kind, const std::set<std::int64_t>& words);
  void read_blocks(int kind, const std::set<std::int64_t>& words);
  std::string_view encoded(int kind, std::size_t segment, std::int64_t word) const;

  db::Tx& tx_;
  const std::int64_t collection_;
  std::shared_ptr<IndexMemory> memory_;
  std::vector<Segment> segments_;
  std::int64_t removed_before_ = 0;  // removals that were known before this look
  std::int64_t passages_ = 0, title_words_ = 0, body_words_ = 0;
  std::set<std::int64_t> loaded_[2];  // by kind
  std::map<std::pair<std::size_t, std::int64_t>, std::shared_ptr<const std::string>> encoded_[2];
};

template <class W, class F>
void IndexView::each_position(std::size_t segment, std::int64_t word, W&& wanted, F&& f) const {
  if (const auto& memory = segments_[segment].memory) {
    const auto found = memory->words.find(word);
    if (found == memory->words.end()) return;
    std::size_t at = 0;
    for (const Posting& one : found->second.items) {
      const std::size_t end = at + one.title + one.body;
      if (end > found->second.positions.size()) return;
      if (wanted(one.unit))
        for (std::size_t i = at; i < end; ++i) f(one.unit, found->second.positions[i]);
      at = end;
    }
    return;
  }
  PostingReader reader(encoded(0, segment, word));
  ByteReader positions(encoded(1, segment, word));
  Posting one;
  while (reader.next(one)) {
    const std::size_t count = std::size_t(one.title) + one.body;
    if (!wanted(one.unit)) {
      positions.skip(count);
      continue;
    }
    std::uint32_t position = 0;
    for (std::size_t i = 0; i < count && positions.more(); ++i) f(one.unit, position += std::uint32_t(positions.number()));
  }
}

// ["a","b"] and [1,2] for the statements that take a list.
std::string json_list(const std::set<std::string>& texts);
std::string json_list(const std::set<std::int64_t>& numbers);

}  // namespace sahay::search
