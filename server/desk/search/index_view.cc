#include "desk/search/index_view.h"

#include <algorithm>

#include "desk/search/index_sql.h"
#include "platform/db/attached.h"

namespace sahay::search {
namespace q = sql::index;
namespace {

constexpr std::size_t kChunksKept = 12;      // of passages in memory, before they become one
constexpr int kPendingAtOnce = 100'000;
constexpr std::size_t kWordsAtOnce = 50'000;
// A large vocabulary is copied when it grows: mistakes in words of the last half minute are not forgiven yet.
constexpr std::size_t kSmallVocabulary = 20'000;
constexpr std::chrono::seconds kVocabularyAge{30};
constexpr std::chrono::milliseconds kVocabularyTime{500};  // of one search: of a very large vocabulary the next ones read on

struct SegmentRow {
  std::int64_t id = 0, level = 0, last_seq = 0, passages = 0, title_words = 0, body_words = 0;
};
BOOST_DESCRIBE_STRUCT(SegmentRow, (), (id, level, last_seq, passages, title_words, body_words))

struct PendingRow {
  std::int64_t seq = 0, doc = 0;
  db::Blob data;
};
BOOST_DESCRIBE_STRUCT(PendingRow, (), (seq, doc, data))

std::shared_ptr<Units> units_from(const std::vector<Unit>& from, const KeptCollection& kept) {
  auto out = std::make_shared<Units>();
  out->all.reserve(from.size());
  for (const Unit& unit : from) {
    const auto removed = kept.removed.empty() ? kept.removed.end() : kept.removed.find(unit.doc);
    out->all.emplace_back(unit, removed != kept.removed.end() && removed->second >= unit.seq);
    out->largest_doc = std::max(out->largest_doc, unit.doc);
  }
  return out;
}

// Null: none of them is here. Millions of units are not read anew for one document that was written again.
std::shared_ptr<Units> without(const Units& units, const std::vector<RemovedRow>& removed) {
  std::shared_ptr<Units> out;
  for (const RemovedRow& row : removed) {
    const auto begin = std::partition_point(units.all.begin(), units.all.end(), [&](ScoredUnit unit) { return unit.doc() < row.doc; });
    for (auto at = begin; at != units.all.end() && at->doc() == row.doc; ++at) {
      if (!out) out = std::make_shared<Units>(units);
      out->all[std::size_t(at - units.all.begin())].die();
    }
  }
  return out;
}

}  // namespace

std::shared_ptr<IndexMemory> keep_in_memory(const db::Store& store) { return db::Attached<IndexMemory>::attach(store); }

std::string json_list(const std::set<std::string>& texts) {
  std::string out;
  JsonWriter writer(out);
  writer.begin_array();
  for (const std::string& text : texts) writer.value(text);
  writer.end_array();
  return out;
}

std::string json_list(const std::set<std::int64_t>& numbers) {
  std::string out = "[";
  for (const std::int64_t number : numbers) out += (out.size() > 1 ? "," : "") + std::to_string(number);
  return out + "]";
}

IndexView::IndexView(db::Tx& tx, std::int64_t collection)
    : tx_(tx), collection_(collection), memory_(db::Attached<IndexMemory>::find(tx.origin())) {
  if (!memory_) memory_ = std::make_shared<IndexMemory>();
  const std::lock_guard lock(memory_->mutex);
  KeptCollection& kept = memory_->collections[collection_];
  read_segments(kept, read_removed(kept));
}

IndexView::Removals IndexView::read_removed(KeptCollection& kept) {
  removed_before_ = kept.removed_upto;
  Removals fresh = tx_.all<RemovedRow>(q::removed_since, collection_, kept.removed_upto);
  for (const RemovedRow& row : fresh) {
    kept.removed[row.doc] = row.seq;
    kept.removed_upto = std::max(kept.removed_upto, row.seq);
  }
  return fresh;
}

void IndexView::read_segments(KeptCollection& kept, const Removals& fresh) {
  std::int64_t flushed = 0;
  std::set<std::int64_t> live;
  for (const SegmentRow& row : tx_.all<SegmentRow>(q::live_segments, collection_)) {
    segments_.push_back({row.id, units_of(kept, row.id, row.last_seq, fresh), nullptr});
    live.insert(row.id);
    flushed = std::max(flushed, row.last_seq);
    passages_ += row.passages;
    title_words_ += row.title_words;
    body_words_ += row.body_words;
  }
  std::erase_if(kept.units, [&](const auto& entry) { return !live.contains(entry.first); });
  read_pending(kept, flushed);
}

// What was read before knows all removals but the fresh ones, unless another look came between.
std::shared_ptr<const Units> IndexView::units_of(KeptCollection& kept, std::int64_t segment, std::int64_t last_seq, const Removals& fresh) {
  KeptUnits& slot = kept.units[segment];
  if (slot.units && slot.removed_upto == kept.removed_upto) return slot.units;
  // All of its passages were written before the fresh removals: each of such a document is void.
  const bool older = slot.units && !fresh.empty() && slot.removed_upto == removed_before_ && last_seq <= fresh.front().seq;
  if (older) {
    if (auto fewer = without(*slot.units, fresh)) slot.units = std::move(fewer);
  } else {
    const auto blob = tx_.scalar<db::Blob>(q::units_of, segment);
    slot.units = units_from(decode_units(blob ? blob->bytes : std::string()), kept);
  }
  slot.removed_upto = kept.removed_upto;
  return slot.units;
}

void IndexView::read_pending(KeptCollection& kept, std::int64_t flushed) {
  if (kept.flushed != flushed || kept.pending.size() > kChunksKept) {
    kept.pending.clear();
    kept.pending_units.clear();
    kept.flushed = kept.pending_upto = flushed;
  }
  std::vector<Passage> fresh;
  for (const PendingRow& row : tx_.all<PendingRow>(q::pending_since, collection_, kept.pending_upto, kPendingAtOnce)) {
    fresh.push_back(decode_passage(row.doc, row.seq, row.data.bytes));
    kept.pending_upto = row.seq;
  }
  if (!fresh.empty()) {
    kept.pending.push_back(std::make_shared<MemorySegment>(segment_of(std::move(fresh))));
    kept.pending_units.emplace_back();
  }
  for (std::size_t i = 0; i < kept.pending.size(); ++i) {
    KeptUnits& slot = kept.pending_units[i];
    if (!slot.units || slot.removed_upto != kept.removed_upto) slot = {units_from(kept.pending[i]->units, kept), kept.removed_upto};
    segments_.push_back({0, slot.units, kept.pending[i]});
    passages_ += std::int64_t(kept.pending[i]->units.size());
    title_words_ += kept.pending[i]->title_words;
    body_words_ += kept.pending[i]->body_words;
  }
}

std::vector<WordRow> IndexView::of_stems(const std::set<std::string>& stems) const {
  if (stems.empty()) return {};
  return tx_.all<WordRow>(q::words_of_stems, collection_, json_list(stems));
}

std::vector<WordRow> IndexView::with_prefix(std::string_view prefix, int limit) const {
  return tx_.all<WordRow>(q::words_between, collection_, prefix, std::string(prefix) + "\U0010FFFF", limit);
}

std::shared_ptr<const Vocabulary> IndexView::vocabulary() const {
  const std::lock_guard lock(memory_->mutex);
  KeptCollection& kept = memory_->collections[collection_];
  const auto now = std::chrono::steady_clock::now();
  if (kept.vocabulary && kept.vocabulary->size() > kSmallVocabulary && now < kept.vocabulary_read_at + kVocabularyAge) return kept.vocabulary;
  kept.vocabulary_read_at = now;
  std::shared_ptr<Vocabulary> grown;
  std::int64_t upto = kept.vocabulary ? kept.vocabulary->last_id() : 0;
  while (true) {
    const auto rows = tx_.all<WordRow>(q::words_since, collection_, upto, std::int64_t(kWordsAtOnce));
    if (rows.empty()) break;
    // Others may be reading the old one.
    if (!grown) grown = kept.vocabulary ? std::make_shared<Vocabulary>(*kept.vocabulary) : std::make_shared<Vocabulary>();
    for (const WordRow& row : rows) grown->add(row.id, row.word, row.stem);
    upto = rows.back().id;
    if (rows.size() < kWordsAtOnce) break;
    if (std::chrono::steady_clock::now() > now + kVocabularyTime) {
      kept.vocabulary_read_at = {};
      break;
    }
  }
  if (grown) kept.vocabulary = std::move(grown);
  if (!kept.vocabulary) kept.vocabulary = std::make_shared<Vocabulary>();
  return kept.vocabulary;
}

// What the memory does not have is read for all words and segments at once.
void IndexView::load(int kind, const std::set<std::int64_t>& words) {
  std::set<std::int64_t> unread;
  for (const std::int64_t word : words) {
    if (!loaded_[kind].insert(word).second) continue;
    for (std::size_t s = 0; s < segments_.size() && segments_[s].id != 0; ++s) {
      auto known = memory_->postings.find({segments_[s].id, word, kind});
      if (known) encoded_[kind][{s, word}] = std::move(known);
      else unread.insert(word);
    }
  }
  read_blocks(kind, unread);
}

void IndexView::read_blocks(int kind, const std::set<std::int64_t>& words) {
  if (words.empty()) return;
  const std::string list = json_list(words);
  const db::Param params[] = {collection_, std::int64_t(kind), std::string_view(list)};
  const auto cursor = tx_.run(q::blocks_of_words, params);
  std::size_t at = 0;
  while (cursor->next()) {
    const std::int64_t segment = cursor->integer(0), word = cursor->integer(1);
    while (at < segments_.size() && segments_[at].id != segment) ++at;
    if (at == segments_.size()) break;
    auto bytes = std::make_shared<const std::string>(cursor->is_null(2) ? std::string_view() : find_in_block(cursor->text(2), word));
    memory_->postings.keep({segment, word, kind}, bytes);
    encoded_[kind][{at, word}] = std::move(bytes);
  }
}

void IndexView::load(const std::set<std::int64_t>& words) { load(0, words); }

void IndexView::load_positions(const std::set<std::int64_t>& words) {
  load(0, words);
  load(1, words);
}

std::string_view IndexView::encoded(int kind, std::size_t segment, std::int64_t word) const {
  const auto found = encoded_[kind].find({segment, word});
  return found == encoded_[kind].end() ? std::string_view() : std::string_view(*found->second);
}

PostingStream IndexView::stream(std::size_t segment, std::int64_t word) const {
  const auto& memory = segments_[segment].memory;
  if (!memory) return PostingStream(encoded(0, segment, word));
  const auto found = memory->words.find(word);
  return found == memory->words.end() ? PostingStream(std::string_view()) : PostingStream(found->second.items);
}

}  // namespace sahay::search
