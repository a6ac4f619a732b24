// Search of the help centre: the word index of published articles, one collection a language.
#include "base/text.h"
#include "desk/helpcenter/article_sql.h"
#include "desk/helpcenter/helpcenter.h"
#include "desk/helpcenter/word_index.h"
#include "desk/search/excerpt.h"
#include "desk/search/word_index.h"
#include "platform/text/words.h"

namespace sahay::helpcenter {
namespace q = sql::article;
namespace {

using search::Collection;
using search::Hit;
using search::Match;

constexpr std::size_t kLongestQuery = 500;     // code points
constexpr std::size_t kSentence = 3;           // from so many words on, most of them are enough
constexpr double kShareOfBest = 0.4;           // what is far below the best is no answer to a sentence

Collection collection_of(i18n::Language language) {
  switch (language) {
    case i18n::Language::bn: return Collection::articles_bn;
    case i18n::Language::ru: return Collection::articles_ru;
    default: return Collection::articles_en;
  }
}

}  // namespace

void forget_article(db::Tx& tx, ArticleId id) {
  for (const Collection one : {Collection::articles_en, Collection::articles_bn, Collection::articles_ru}) search::remove_document(tx, one, id.value);
}

void index_article(db::Tx& tx, const Article& article) {
  forget_article(tx, article.id);
  for (const Translation& translation : translations(tx, "article", article.id.value)) {
    if (translation.draft) continue;
    std::string title = translation.title;
    for (const std::string& label : article.label_names) title += "\n" + label;
    search::add_passage(tx, collection_of(i18n::language_of(translation.locale)), article.id.value, search::Part::opening, title, translation.body_text);
  }
}

std::vector<Found> search(db::Tx& tx, std::string_view query, i18n::Language language, int limit, const Audience& reader) {
  const std::string_view text = text::first(query, kLongestQuery);
  const Collection collection = collection_of(language);
  auto hits = search::find(tx, collection, {.text = text, .match = Match::every_word, .last_beginning = true});
  if (hits.empty() && text::words_of(text).size() >= kSentence) {
    hits = search::find(tx, collection, {.text = text, .last_beginning = true});
    if (!hits.empty()) std::erase_if(hits, [best = double(hits.front().score)](const Hit& hit) { return double(hit.score) < best * kShareOfBest; });
  }
  std::vector<Found> out;
  for (const Hit& hit : hits) {
    if (int(out.size()) >= limit) break;
    auto article = published_article(tx, ArticleId(hit.doc), language, reader);
    if (!article) continue;
    const search::Excerpt excerpt = search::excerpt_of(article->translation.body_text, text);
    out.push_back({std::move(article->article), std::move(article->translation), excerpt.text, search::to_html(excerpt), hit.score});
  }
  return out;
}

void record_missed_search(db::Tx& tx, std::string_view query, i18n::Language language) {
  std::string key;
  for (const text::Word& word : text::words_of(query)) key += (key.empty() ? "" : " ") + word.text;
  if (key.empty()) return;
  tx.execute(q::count_missed, i18n::code(language), text::first(key, 100), tx.now());
}

}  // namespace sahay::helpcenter
