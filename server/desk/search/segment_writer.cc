#include "desk/search/segment_writer.h"

#include "desk/search/index_sql.h"

namespace sahay::search {
namespace q = sql::index;

Result<std::int64_t> begin_segment(db::Store& store, const SegmentHead& head, const std::vector<Unit>& units) {
  const db::Blob bytes{encode_units(units)};
  return store.write([&](db::Tx& tx) -> Result<std::int64_t> {
    const std::int64_t id = tx.new_id("search_segments");
    tx.execute(q::add_segment, id, head.collection, head.level, kWriting, head.last_seq, std::int64_t(units.size()), head.title_words, head.body_words, bytes);
    return id;
  });
}

Result<void> SegmentWriter::add(std::int64_t word, const Postings& postings) {
  if (postings.items.empty()) return {};
  return add_encoded(word, encode_items(postings.items), encode_positions(postings));
}

Result<void> SegmentWriter::add_encoded(std::int64_t word, std::string_view items, std::string_view positions) {
  blocks_[kPostings].add(word, items);
  blocks_[kPositions].add(word, positions);
  for (const int kind : {kPostings, kPositions})
    if (blocks_[kind].full()) close(kind);
  return ready_.size() >= kBlocksAtOnce ? write() : Result<void>{};
}

Result<void> SegmentWriter::finish() {
  for (const int kind : {kPostings, kPositions})
    if (!blocks_[kind].empty()) close(kind);
  return write();
}

void SegmentWriter::close(int kind) {
  const std::int64_t first = blocks_[kind].first_word();
  ready_.push_back({kind, first, {blocks_[kind].take()}});
}

Result<void> SegmentWriter::write() {
  if (ready_.empty()) return {};
  TRY(store_.write([&](db::Tx& tx) -> Result<void> {
    for (const Ready& one : ready_) tx.post(q::add_block, segment_, one.kind, one.first_word, one.data);
    return {};
  }));
  ready_.clear();
  return {};
}

}  // namespace sahay::search
