#include "desk/search/word_index.h"

#include <algorithm>

#include "desk/search/index_sql.h"
#include "desk/search/index_view.h"
#include "desk/search/score.h"
#include "desk/search/tidy.h"
#include "platform/db/attached.h"
#include "platform/jobs/jobs.h"
#include "platform/text/analyse.h"

namespace sahay::search {
namespace q = sql::index;
namespace {

constexpr std::size_t kMostWords = 20'000;          // of one passage; a longer one is found by its beginning
constexpr std::uint16_t kMostOccurrences = 200;     // of one word in it
constexpr std::uint32_t kGap = 8;                   // between title and body: the last and the first word are no neighbours
constexpr std::size_t kKeptWordIds = 100'000;

struct WordId {
  std::string word;
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(WordId, (), (word, id))

struct Written {
  std::map<std::string, Occurrences> words;
  std::map<std::string, std::string> stems;
  std::int64_t title_words = 0, body_words = 0;
};

Written analysed(std::string_view title, std::string_view body) {
  Written out;
  std::uint32_t before = 0;
  for (const bool in_title : {true, false}) {
    std::uint32_t last = before;
    std::size_t count = 0;
    for (text::Token& token : text::analyse(in_title ? title : body)) {
      if (++count > kMostWords) break;
      const std::uint32_t position = before + token.position;
      last = std::max(last, position);
      if (token.kind <= text::TokenKind::part) ++(in_title ? out.title_words : out.body_words);
      out.stems.try_emplace(token.surface, std::move(token.stem));
      Occurrences& one = out.words[std::move(token.surface)];
      std::uint16_t& occurrences = in_title ? one.title : one.body;
      if (occurrences >= kMostOccurrences) continue;
      ++occurrences;
      one.positions.push_back(position);
    }
    before = (last / 4) * 4 + kGap;
  }
  return out;
}

// Ids of committed words are remembered; those of this transaction only when it has been kept.
std::map<std::string, std::int64_t> ids_of(db::Tx& tx, std::int64_t collection, const Written& written) {
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
  Written written = analysed(title, body);
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

std::vector<Hit> find(db::Tx& tx, Collection collection, const Wanted& wanted) {
  IndexView view(tx, std::int64_t(collection));
  if (view.segments().empty()) return {};
  if (wanted.match == Match::phrase) return score_phrase(view, phrase_words(view, wanted.text), wanted);
  const auto groups = expand(view, wanted);
  return groups.empty() ? std::vector<Hit>{} : score(view, groups, wanted);
}

}  // namespace sahay::search
