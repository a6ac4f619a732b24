// Writes a new segment of the word index, a handful of blocks a transaction. Until the caller sets its state to kLive
// nobody searches it, and the next tidy() deletes it.
// Rule of use: begin_segment, add the words in ascending order, finish, set the state.
// Threading: one thread, outside of any Tx.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "desk/search/segment.h"
#include "platform/db/store.h"

namespace sahay::search {

inline constexpr int kPostings = 0, kPositions = 1;       // kinds of blocks
inline constexpr int kWriting = 0, kLive = 1, kDead = 2;  // states of a segment
inline constexpr int kBlocksAtOnce = 64;                  // of one transaction: some milliseconds

struct SegmentHead {
  std::int64_t collection = 0, level = 0, last_seq = 0, title_words = 0, body_words = 0;
};
// Its id.
Result<std::int64_t> begin_segment(db::Store& store, const SegmentHead& head, const std::vector<Unit>& units);

class SegmentWriter {
 public:
  SegmentWriter(db::Store& store, std::int64_t segment) : store_(store), segment_(segment) {}

  Result<void> add(std::int64_t word, const Postings& postings);
  // The same as encode_items and encode_positions give it.
  Result<void> add_encoded(std::int64_t word, std::string_view items, std::string_view positions);
  Result<void> finish();

 private:
  struct Ready {
    int kind = 0;
    std::int64_t first_word = 0;
    db::Blob data;
  };
  void close(int kind);
  Result<void> write();

  db::Store& store_;
  const std::int64_t segment_;
  BlockWriter blocks_[2];
  std::vector<Ready> ready_;
};

}  // namespace sahay::search
