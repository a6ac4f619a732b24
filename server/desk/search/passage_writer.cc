#include "desk/search/passage_writer.h"

#include <algorithm>

#include "desk/search/index_sql.h"
#include "desk/search/index_view.h"
#include "desk/search/tidy.h"
#include "platform/db/attached.h"
#include "platform/jobs/jobs.h"

namespace sahay::search {
namespace q = sql::index;
namespace {

constexpr std::size_t kKeptWordIds = 100'000;
constexpr std::size_t kWordsWaiting = 50'000;  // more are written before the next passage comes
constexpr std::size_t kRowsAtOnce = 8;         // of add_eight_words and add_eight_pending

struct WordId {
  std::string word;
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(WordId, (), (word, id))

// Ids of committed words are remembered; those of this transaction only when it has been kept.
void remember(db::Tx& tx, std::int64_t collection, std::vector<WordId> fresh) {
  const auto memory = db::Attached<IndexMemory>::find(tx.origin());
  if (!memory || fresh.empty()) return;
  tx.after_commit([memory, collection, fresh = std::move(fresh)] {
    const std::lock_guard lock(memory->mutex);
    auto& known = memory->collections[collection].word_ids;
    if (known.size() > kKeptWordIds) known.clear();
    for (const WordId& row : fresh) known[row.word] = row.id;
  });
}

// The rows by eights, the rest one by one.
template <class Put>
void post_rows(db::Tx& tx, std::int64_t collection, std::size_t rows, const db::Query& eight, const db::Query& one, Put put) {
  std::vector<db::Param> params;
  for (std::size_t at = 0; at < rows;) {
    const std::size_t count = rows - at >= kRowsAtOnce ? kRowsAtOnce : 1;
    params.assign(1, collection);
    for (const std::size_t end = at + count; at < end; ++at) put(params, at);
    tx.run_later(count == 1 ? one : eight, params);
  }
}

}  // namespace

void PassageWriter::add(std::int64_t doc, Part part, std::string_view title, std::string_view body) {
  PassageWords written = words_of_passage(title, body);
  if (written.words.empty()) return;
  const std::int64_t seq = tx_.new_id("search_passages");
  if (seq % kTidyEvery == 0) jobs::set(tx_, kTidyJob, "all", tx_.now(), "{}");
  words_ += written.words.size();
  waiting_.push_back({seq, doc, part, std::move(written), {}});
  if (words_ > kWordsWaiting) finish();
}

void PassageWriter::remove(std::int64_t doc) { tx_.post(q::remove_document, collection_, doc, tx_.new_id("search_passages")); }

void PassageWriter::finish() {
  if (waiting_.empty()) return;
  store_words(find_ids());
  store_passages();
  waiting_.clear();
  words_ = 0;
}

void PassageWriter::find_known() {
  for (Waiting& one : waiting_) one.ids.assign(one.written.words.size(), 0);
  const auto memory = db::Attached<IndexMemory>::find(tx_.origin());
  if (!memory) return;
  const std::lock_guard lock(memory->mutex);
  const auto& known = memory->collections[collection_].word_ids;
  for (Waiting& one : waiting_)
    for (std::size_t i = 0; i < one.ids.size(); ++i)
      if (const auto found = known.find(one.written.words[i].text); found != known.end()) one.ids[i] = found->second;
}

// Words that nobody has written before get their numbers in the order of the passages.
std::vector<PassageWriter::NewWord> PassageWriter::find_ids() {
  find_known();
  std::unordered_map<std::string_view, std::int64_t> unknown;
  for (const Waiting& one : waiting_)
    for (std::size_t i = 0; i < one.ids.size(); ++i)
      if (one.ids[i] == 0) unknown.emplace(one.written.words[i].text, 0);
  if (unknown.empty()) return {};
  std::string list;
  JsonWriter w(list);
  w.begin_array();
  for (const auto& [word, id] : unknown) w.value(word);
  w.end_array();
  std::vector<WordId> fresh = tx_.all<WordId>(q::words_named, collection_, list);
  for (const WordId& row : fresh)
    if (const auto found = unknown.find(row.word); found != unknown.end()) found->second = row.id;
  std::vector<NewWord> made;
  for (Waiting& one : waiting_)
    for (std::size_t i = 0; i < one.ids.size(); ++i) {
      if (one.ids[i] != 0) continue;
      const PassageWord& word = one.written.words[i];
      std::int64_t& id = unknown.at(word.text);
      if (id == 0) {
        id = tx_.new_id("search_words");
        made.push_back({&word, id});
        fresh.push_back({word.text, id});
      }
      one.ids[i] = id;
    }
  remember(tx_, collection_, std::move(fresh));
  return made;
}

void PassageWriter::store_words(const std::vector<NewWord>& words) {
  std::vector<std::string> stems;
  stems.reserve(words.size());
  for (const NewWord& one : words) stems.push_back(stem_of(*one.word));
  post_rows(tx_, collection_, words.size(), q::add_eight_words, q::add_word, [&](std::vector<db::Param>& params, std::size_t i) {
    params.insert(params.end(), {db::to_param(words[i].word->text), words[i].id, db::to_param(stems[i])});
  });
}

void PassageWriter::store_passages() {
  std::vector<std::string> encoded;
  encoded.reserve(waiting_.size());
  std::vector<WrittenWord> words;
  for (const Waiting& one : waiting_) {
    words.clear();
    for (std::size_t i = 0; i < one.ids.size(); ++i) {
      const PassageWord& word = one.written.words[i];
      words.push_back({one.ids[i], word.title, word.body, one.written.positions_of(word)});
    }
    std::sort(words.begin(), words.end(), [](const WrittenWord& a, const WrittenWord& b) { return a.id < b.id; });
    encoded.push_back(encode_passage(one.part, one.written.title_words, one.written.body_words, words));
  }
  post_rows(tx_, collection_, waiting_.size(), q::add_eight_pending, q::add_pending, [&](std::vector<db::Param>& params, std::size_t i) {
    params.insert(params.end(), {waiting_[i].seq, waiting_[i].doc, db::BlobView{encoded[i]}});
  });
}

}  // namespace sahay::search
