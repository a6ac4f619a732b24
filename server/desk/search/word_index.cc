#include "desk/search/word_index.h"

#include <algorithm>

#include "desk/search/index_sql.h"
#include "desk/search/index_view.h"
#include "desk/search/passage_words.h"
#include "desk/search/score.h"
#include "desk/search/tidy.h"
#include "platform/db/attached.h"
#include "platform/jobs/jobs.h"

namespace sahay::search {
namespace q = sql::index;
namespace {

constexpr std::size_t kKeptWordIds = 100'000;

struct WordId {
  std::string word;
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(WordId, (), (word, id))

// Ids of committed words are remembered; those of this transaction only when it has been kept.
std::map<std::string, std::int64_t> ids_of(db::Tx& tx, std::int64_t collection, const PassageWords& written) {
  std::map<std::string, std::int64_t> ids;
  std::set<std::string> missing;
  const auto memory = db::Attached<IndexMemory>::find(tx.origin());
  if (memory) {
    const std::lock_guard lock(memory->mutex);
    const auto& known = memory->collections[collection].word_ids;
    for (const auto& [word, occurrences] : written.words)
      if (const auto found = known.find(word); found != known.end()) ids[word] = found->second;
  }
  for (const auto& [word, occurrences] : written.words)
    if (!ids.contains(word)) missing.insert(word);
  if (missing.empty()) return ids;
  std::vector<WordId> fresh;
  for (WordId& row : tx.all<WordId>(q::words_named, collection, json_list(missing))) {
    missing.erase(row.word);
    fresh.push_back(std::move(row));
  }
  for (const std::string& word : missing) {
    const std::int64_t id = tx.new_id("search_words");
    tx.post(q::add_word, collection, word, id, written.stems.at(word));
    fresh.push_back({word, id});
  }
  for (const WordId& row : fresh) ids[row.word] = row.id;
  if (memory)
    tx.after_commit([memory, collection, fresh = std::move(fresh)] {
      const std::lock_guard lock(memory->mutex);
      auto& known = memory->collections[collection].word_ids;
      if (known.size() > kKeptWordIds) known.clear();
      for (const WordId& row : fresh) known[row.word] = row.id;
    });
  return ids;
}

}  // namespace

void add_passage(db::Tx& tx, Collection collection, std::int64_t doc, Part part, std::string_view title, std::string_view body) {
  const auto number = std::int64_t(collection);
  PassageWords written = words_of_passage(title, body);
  if (written.words.empty()) return;
  const auto ids = ids_of(tx, number, written);
  Passage passage;
  passage.unit.doc = doc;
  passage.unit.part = part;
  passage.title_words = written.title_words;
  passage.body_words = written.body_words;
  for (auto& [word, occurrences] : written.words) passage.words.emplace(ids.at(word), std::move(occurrences));
  const std::int64_t seq = tx.new_id("search_passages");
  tx.post(q::add_pending, seq, number, doc, db::Blob{encode_passage(passage)});
  if (seq % kTidyEvery == 0) jobs::set(tx, kTidyJob, "all", tx.now(), "{}");
}

void remove_document(db::Tx& tx, Collection collection, std::int64_t doc) {
  tx.post(q::remove_document, std::int64_t(collection), doc, tx.new_id("search_passages"));
}

Found find_best(db::Tx& tx, Collection collection, const Wanted& wanted, std::size_t best) {
  IndexView view(tx, std::int64_t(collection));
  if (view.segments().empty()) return {};
  if (wanted.match == Match::phrase) return score_phrase(view, phrase_words(view, wanted.text), wanted, best);
  const auto groups = expand(view, wanted);
  return groups.empty() ? Found{} : score(view, groups, wanted, best);
}

std::vector<Hit> find(db::Tx& tx, Collection collection, const Wanted& wanted) { return find_best(tx, collection, wanted, 0).hits; }

}  // namespace sahay::search
