#include "desk/search/word_index.h"

#include "desk/search/expand.h"
#include "desk/search/index_view.h"
#include "desk/search/passage_writer.h"
#include "desk/search/score.h"

namespace sahay::search {

void add_passage(db::Tx& tx, Collection collection, std::int64_t doc, Part part, std::string_view title, std::string_view body) {
  PassageWriter writer(tx, collection);
  writer.add(doc, part, title, body);
  writer.finish();
}

void remove_document(db::Tx& tx, Collection collection, std::int64_t doc) { PassageWriter(tx, collection).remove(doc); }

Found find_best(db::Tx& tx, Collection collection, const Wanted& wanted, std::size_t best) {
  IndexView view(tx, std::int64_t(collection));
  if (view.segments().empty()) return {};
  if (wanted.match == Match::phrase) return score_phrase(view, phrase_words(view, wanted.text), wanted, best);
  const auto groups = expand(view, wanted);
  return groups.empty() ? Found{} : score(view, groups, wanted, best);
}

std::vector<Hit> find(db::Tx& tx, Collection collection, const Wanted& wanted) { return find_best(tx, collection, wanted, 0).hits; }

}  // namespace sahay::search
