#include "desk/search/bulk_index.h"

#include <algorithm>
#include <set>
#include <thread>

#include "desk/search/encoding.h"
#include "desk/search/index_sql.h"
#include "desk/search/index_view.h"
#include "desk/search/segment_writer.h"

namespace sahay::search {
namespace q = sql::index;
namespace {

// Segments as large as those that several rounds of tidy() would have made: it leaves a handful of them alone.
constexpr std::int64_t kLargeLevel = 4;

struct WordId {
  std::string word;
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(WordId, (), (word, id))

std::vector<PassageWords> analysed_by(const std::vector<BulkPassage>& passages, int threads) {
  std::vector<PassageWords> out(passages.size());
  std::vector<std::thread> running;
  for (int t = 0; t < threads; ++t)
    running.emplace_back([&, t] {
      for (std::size_t i = std::size_t(t); i < passages.size(); i += std::size_t(threads))
        out[i] = words_of_passage(passages[i].title, passages[i].body);
    });
  for (std::thread& one : running) one.join();
  return out;
}

}  // namespace

BulkIndex::BulkIndex(db::Store& store, Collection collection, std::size_t passages_a_segment, int threads)
    : store_(store), collection_(std::int64_t(collection)), passages_a_segment_(std::max<std::size_t>(passages_a_segment, 1)), threads_(std::max(threads, 1)) {}

Result<void> BulkIndex::add(const std::vector<BulkPassage>& passages) {
  const auto analysed = analysed_by(passages, threads_);
  const std::int64_t seq = TRY(learn(analysed));
  for (std::size_t i = 0; i < passages.size(); ++i) append(passages[i], seq + std::int64_t(i), analysed[i]);
  return units_.size() >= passages_a_segment_ ? write_segment() : Result<void>{};
}

Result<std::int64_t> BulkIndex::learn(const std::vector<PassageWords>& analysed) {
  std::map<std::string, std::string> fresh;  // word, stem
  for (const PassageWords& passage : analysed)
    for (const PassageWord& word : passage.words)
      if (!ids_.contains(word.text) && !fresh.contains(word.text)) fresh.emplace(word.text, stem_of(word));
  std::vector<WordId> learnt;
  const std::int64_t first = TRY(store_.write([&](db::Tx& tx) -> Result<std::int64_t> {
    learnt.clear();
    std::set<std::string> missing;
    for (const auto& [word, stem] : fresh) missing.insert(word);
    if (!missing.empty())
      for (WordId& row : tx.all<WordId>(q::words_named, collection_, json_list(missing))) {
        missing.erase(row.word);
        learnt.push_back(std::move(row));
      }
    for (const std::string& word : missing) {
      const std::int64_t id = tx.new_id("search_words");
      tx.post(q::add_word, collection_, word, id, fresh.at(word));
      learnt.push_back({word, id});
    }
    std::int64_t number = 0;
    for (std::size_t i = 0; i < analysed.size(); ++i) {
      const std::int64_t next = tx.new_id("search_passages");
      if (i == 0) number = next;
      else if (next != number + std::int64_t(i)) return Error{ErrorCode::conflict, "error.conflict", "somebody else writes the index"};
    }
    return number;
  }));
  for (WordId& row : learnt) ids_.emplace(std::move(row.word), row.id);
  return first;
}

void BulkIndex::append(const BulkPassage& passage, std::int64_t seq, const PassageWords& analysed) {
  if (analysed.words.empty()) return;
  const auto ordinal = std::uint32_t(units_.size());
  units_.push_back({passage.doc, seq, passage.part, to_length_byte(analysed.title_words), to_length_byte(analysed.body_words)});
  title_words_ += analysed.title_words;
  body_words_ += analysed.body_words;
  for (const PassageWord& word : analysed.words) {
    WordPostings& out = postings_[ids_.at(word.text)];
    put_item(out.items, {ordinal, word.title, word.body}, out.last_unit);
    out.last_unit = ordinal;
    ++out.count;
    put_positions(out.positions, analysed.positions_of(word));
  }
}

Result<void> BulkIndex::write_segment() {
  if (units_.empty()) return {};
  std::vector<std::int64_t> words;
  words.reserve(postings_.size());
  for (const auto& [word, postings] : postings_) words.push_back(word);
  std::sort(words.begin(), words.end());
  const std::int64_t id = TRY(begin_segment(store_, {collection_, kLargeLevel, units_.back().seq, title_words_, body_words_}, units_));
  SegmentWriter writer(store_, id);
  for (const std::int64_t word : words) {
    const WordPostings& one = postings_.at(word);
    std::string items;
    items.reserve(one.items.size() + 5);
    put_number(items, one.count);
    items += one.items;
    TRY(writer.add_encoded(word, items, one.positions));
  }
  TRY(writer.finish());
  TRY(store_.write([&](db::Tx& tx) -> Result<void> {
    tx.execute(q::set_state, id, kLive);
    return {};
  }));
  postings_.clear();
  units_.clear();
  title_words_ = body_words_ = 0;
  return {};
}

Result<void> BulkIndex::finish() { return write_segment(); }

}  // namespace sahay::search
