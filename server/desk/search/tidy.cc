#include "desk/search/tidy.h"

#include <algorithm>
#include <limits>

#include "desk/search/index_sql.h"
#include "desk/search/index_view.h"
#include "desk/search/segment_writer.h"

namespace sahay::search {
namespace q = sql::index;
namespace {

constexpr std::int64_t kMostPassages = 8'192;  // of one first-level segment
constexpr std::int64_t kNoWord = std::numeric_limits<std::int64_t>::max();

struct PendingRow {
  std::int64_t seq = 0, doc = 0;
  db::Blob data;
};
BOOST_DESCRIBE_STRUCT(PendingRow, (), (seq, doc, data))
struct SegmentRow {
  std::int64_t id = 0, level = 0, last_seq = 0, passages = 0, title_words = 0, body_words = 0;
};
BOOST_DESCRIBE_STRUCT(SegmentRow, (), (id, level, last_seq, passages, title_words, body_words))
struct BlockRow {
  std::int64_t first_word = 0;
  db::Blob data;
};
BOOST_DESCRIBE_STRUCT(BlockRow, (), (first_word, data))
struct RemovedRow {
  std::int64_t doc = 0, seq = 0;
};
BOOST_DESCRIBE_STRUCT(RemovedRow, (), (doc, seq))

// The words of one segment, ascending, with their postings; blocks are read a few at a time.
class SegmentReader {
 public:
  SegmentReader(db::Store& store, std::int64_t segment) : store_(store), segment_(segment) {
    next();
  }
  std::int64_t word() const { return word_; }
  const Postings& postings() const { return postings_; }

  void next() {
    std::string_view items, positions;
    const std::int64_t word = streams_[kPostings].next(store_, segment_, kPostings, items);
    streams_[kPositions].next(store_, segment_, kPositions, positions);
    word_ = word;
    if (word == kNoWord) return;
    postings_.items = decode_items(items);
    postings_.positions = decode_positions(positions, postings_.items);
  }

 private:
  struct Stream {
    std::vector<BlockRow> rows;
    std::size_t at = 0;
    std::int64_t last = -1;
    BlockReader reader{std::string_view()};

    std::int64_t next(db::Store& store, std::int64_t segment, int kind, std::string_view& bytes) {
      while (!reader.next()) {
        if (at == rows.size()) {
          rows = store.read([&](db::Tx& tx) { return tx.all<BlockRow>(q::blocks_from, segment, kind, last, 16); });
          at = 0;
          if (rows.empty()) return kNoWord;
        }
        last = rows[at].first_word;
        reader = BlockReader(rows[at++].data.bytes);
      }
      bytes = reader.bytes();
      return reader.word();
    }
  };

  db::Store& store_;
  const std::int64_t segment_;
  Stream streams_[2];
  std::int64_t word_ = kNoWord;
  Postings postings_;
};

// What waits becomes a segment; whether there may be more.
Result<bool> flush(db::Store& store, std::int64_t collection, const TidyLimits& limits) {
  const auto rows = store.read([&](db::Tx& tx) {
    if (tx.scalar<std::int64_t>(q::count_pending, collection).value_or(0) < limits.waiting) return std::vector<PendingRow>{};
    return tx.all<PendingRow>(q::pending_since, collection, std::int64_t{0}, kMostPassages);
  });
  if (rows.empty()) return false;
  std::vector<EncodedPassage> passages;
  passages.reserve(rows.size());
  for (const PendingRow& row : rows) passages.push_back({row.doc, row.seq, row.data.bytes});
  FlatSegment segment(std::move(passages));
  const std::int64_t id = TRY(begin_segment(store, {collection, 0, segment.last_seq, segment.title_words, segment.body_words}, segment.units));
  SegmentWriter writer(store, id);
  std::int64_t word = 0;
  for (Postings postings; segment.next(word, postings);) TRY(writer.add(word, postings));
  TRY(writer.finish());
  TRY(store.write([&](db::Tx& tx) -> Result<void> {
    // Somebody else has made a segment of them: this one is dropped with the next run.
    if (tx.execute(q::drop_pending, collection, segment.last_seq) != std::int64_t(rows.size())) return Error{ErrorCode::conflict, "error.conflict"};
    tx.execute(q::set_state, id, kLive);
    return {};
  }));
  return std::int64_t(rows.size()) == kMostPassages;
}

// Ordinals of the old segments in the new one; the units that are void have none.
constexpr std::uint32_t kGone = std::numeric_limits<std::uint32_t>::max();
struct Plan {
  std::vector<Unit> units;
  std::vector<std::vector<std::uint32_t>> ordinals;
};

Plan plan_of(db::Store& store, std::int64_t collection, const std::vector<SegmentRow>& inputs) {
  std::map<std::int64_t, std::int64_t> removed;
  std::vector<std::vector<Unit>> old;
  store.read([&](db::Tx& tx) {
    for (const RemovedRow& row : tx.all<RemovedRow>(q::removed_since, collection, std::int64_t{0})) removed[row.doc] = row.seq;
    for (const SegmentRow& row : inputs) old.push_back(decode_units(tx.scalar<db::Blob>(q::units_of, row.id).value_or(db::Blob{}).bytes));
  });
  struct Place {
    Unit unit;
    std::uint32_t input = 0, ordinal = 0;
  };
  Plan plan;
  std::vector<Place> places;
  for (std::size_t i = 0; i < old.size(); ++i) {
    plan.ordinals.emplace_back(old[i].size(), kGone);
    for (std::size_t n = 0; n < old[i].size(); ++n) {
      const auto gone = removed.find(old[i][n].doc);
      if (gone == removed.end() || gone->second < old[i][n].seq) places.push_back({old[i][n], std::uint32_t(i), std::uint32_t(n)});
    }
  }
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    return a.unit.doc != b.unit.doc ? a.unit.doc < b.unit.doc : a.unit.seq < b.unit.seq;
  });
  for (const Place& place : places) {
    plan.ordinals[place.input][place.ordinal] = std::uint32_t(plan.units.size());
    plan.units.push_back(place.unit);
  }
  return plan;
}

// One word out of several segments.
Postings joined(const std::vector<std::pair<const Postings*, const std::vector<std::uint32_t>*>>& parts) {
  struct Place {
    Posting posting;
    const std::uint32_t* positions = nullptr;
  };
  std::vector<Place> places;
  for (const auto& [postings, ordinals] : parts) {
    std::size_t at = 0;
    for (const Posting& one : postings->items) {
      const std::size_t begin = at;
      at += std::size_t(one.title) + one.body;
      if (one.unit >= ordinals->size() || (*ordinals)[one.unit] == kGone || at > postings->positions.size()) continue;
      places.push_back({{(*ordinals)[one.unit], one.title, one.body}, postings->positions.data() + begin});
    }
  }
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.posting.unit < b.posting.unit; });
  Postings out;
  for (const Place& place : places) {
    out.items.push_back(place.posting);
    out.positions.insert(out.positions.end(), place.positions, place.positions + place.posting.title + place.posting.body);
  }
  return out;
}

Result<void> merge(db::Store& store, std::int64_t collection, const std::vector<SegmentRow>& inputs) {
  const Plan plan = plan_of(store, collection, inputs);
  SegmentRow sum;
  for (const SegmentRow& row : inputs) {
    sum.last_seq = std::max(sum.last_seq, row.last_seq);
    sum.passages += row.passages;
    sum.title_words += row.title_words;
    sum.body_words += row.body_words;
  }
  if (sum.passages > 0) {  // the share of what is left
    const double left = double(plan.units.size()) / double(sum.passages);
    sum.title_words = std::int64_t(double(sum.title_words) * left);
    sum.body_words = std::int64_t(double(sum.body_words) * left);
  }
  const std::int64_t id = TRY(begin_segment(store, {collection, inputs.front().level + 1, sum.last_seq, sum.title_words, sum.body_words}, plan.units));
  std::vector<SegmentReader> readers;
  readers.reserve(inputs.size());
  for (const SegmentRow& row : inputs) readers.emplace_back(store, row.id);
  SegmentWriter writer(store, id);
  while (true) {
    std::int64_t word = kNoWord;
    for (const SegmentReader& reader : readers) word = std::min(word, reader.word());
    if (word == kNoWord) break;
    std::vector<std::pair<const Postings*, const std::vector<std::uint32_t>*>> parts;
    for (std::size_t i = 0; i < readers.size(); ++i)
      if (readers[i].word() == word) parts.emplace_back(&readers[i].postings(), &plan.ordinals[i]);
    TRY(writer.add(word, joined(parts)));
    for (SegmentReader& reader : readers)
      if (reader.word() == word) reader.next();
  }
  TRY(writer.finish());
  return store.write([&](db::Tx& tx) -> Result<void> {
    for (const SegmentRow& row : inputs) tx.execute(q::set_state, row.id, kDead);
    tx.execute(q::set_state, id, kLive);
    return {};
  });
}

// Whether two levels became one: there may be more to do.
Result<bool> merge_where_many(db::Store& store, std::int64_t collection, const TidyLimits& limits) {
  std::map<std::int64_t, std::vector<SegmentRow>> levels;
  for (const SegmentRow& row : store.read([&](db::Tx& tx) { return tx.all<SegmentRow>(q::live_segments, collection); }))
    levels[row.level].push_back(row);
  for (const auto& [level, rows] : levels) {
    if (rows.size() < limits.fan_in) continue;
    TRY(merge(store, collection, rows));
    return true;
  }
  return false;
}

Result<void> drop_segment(db::Store& store, std::int64_t segment) {
  for (const int kind : {kPostings, kPositions}) {
    while (true) {
      const bool more = TRY(store.write([&](db::Tx& tx) -> Result<bool> {
        const auto upto = tx.scalar<std::int64_t>(q::block_after, segment, kind, kBlocksAtOnce);
        tx.execute(q::drop_blocks, segment, kind, upto ? *upto : kNoWord);
        return upto.has_value();
      }));
      if (!more) break;
    }
  }
  return store.write([&](db::Tx& tx) -> Result<void> {
    tx.execute(q::drop_segment, segment);
    return {};
  });
}

Result<void> drop_segments(db::Store& store, int state) {
  const std::vector<std::int64_t> ids = store.read([&](db::Tx& tx) {
    std::vector<std::int64_t> out;
    const db::Param params[] = {std::int64_t(state)};
    const auto cursor = tx.run(q::segments_in_state, params);
    while (cursor->next()) out.push_back(cursor->integer(0));
    return out;
  });
  for (const std::int64_t id : ids) TRY(drop_segment(store, id));
  return {};
}

}  // namespace

Result<void> tidy(db::Store& store, const TidyLimits& limits) {
  TRY(drop_segments(store, kWriting));
  std::set<std::int64_t> collections;
  store.read([&](db::Tx& tx) {
    const auto cursor = tx.run(q::collections, {});
    while (cursor->next()) collections.insert(cursor->integer(0));
  });
  for (const std::int64_t collection : collections) {
    while (TRY(flush(store, collection, limits))) {
    }
    while (TRY(merge_where_many(store, collection, limits))) {
    }
  }
  return drop_segments(store, kDead);
}

}  // namespace sahay::search
