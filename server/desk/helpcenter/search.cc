// Search of the help centre: words of title, labels and body, weighted; every word of the query must occur.
#include <set>

#include "base/text.h"
#include "desk/helpcenter/article_sql.h"
#include "desk/helpcenter/helpcenter.h"
#include "desk/helpcenter/word_index.h"
#include "desk/helpcenter/words.h"

namespace sahay::helpcenter {
namespace q = sql::article;
namespace {

constexpr int kTitleWeight = 8, kLabelWeight = 5, kBodyLimit = 4;
constexpr std::size_t kMaxQueryWords = 12, kMaxBodyWords = 4000, kSnippetBytes = 200;

struct Match {
  std::int64_t article_id = 0;
  std::int64_t weight = 0;
};
BOOST_DESCRIBE_STRUCT(Match, (), (article_id, weight))

// Plain text around the first word of the query, cut at blanks.
std::string snippet_around(const std::string& body, const std::vector<Word>& query) {
  std::size_t at = 0;
  for (const Word& word : words_of(body)) {
    const bool hit = std::any_of(query.begin(), query.end(), [&](const Word& one) { return word.text.starts_with(one.text); });
    if (!hit) continue;
    at = word.begin;
    break;
  }
  std::size_t begin = at > 60 ? body.find_first_of(" \n", at - 60) + 1 : 0;
  if (begin == 0 && at > 60) begin = at;
  std::size_t end = std::min(body.size(), begin + kSnippetBytes);
  if (end < body.size()) {
    const auto blank = body.find_last_of(" \n", end);
    if (blank != std::string::npos && blank > begin) end = blank;
  }
  std::string out = text::repair_utf8(std::string_view(body).substr(begin, end - begin));
  std::replace(out.begin(), out.end(), '\n', ' ');
  return (begin > 0 ? "… " : "") + std::string(text::trim(out)) + (end < body.size() ? " …" : "");
}

}  // namespace

void index_article(db::Tx& tx, const Article& article) {
  tx.execute(q::forget_article, article.id);
  for (const Translation& translation : translations(tx, "article", article.id.value)) {
    if (translation.draft) continue;
    std::map<std::string, int> weights, in_body;
    for (const Word& word : words_of(translation.title)) weights[word.text] += kTitleWeight;
    for (const std::string& label : article.label_names)
      for (const Word& word : words_of(label)) weights[word.text] += kLabelWeight;
    auto body = words_of(translation.body_text);
    if (body.size() > kMaxBodyWords) body.resize(kMaxBodyWords);
    for (const Word& word : body)
      if (++in_body[word.text] <= kBodyLimit) ++weights[word.text];
    const auto language = i18n::code(i18n::language_of(translation.locale));
    for (const auto& [word, weight] : weights) tx.execute(q::add_word, language, word, article.id, weight);
  }
}

std::vector<Found> search(db::Tx& tx, std::string_view query, i18n::Language language, int limit, const Audience& reader) {
  auto words = words_of(query);
  if (words.size() > kMaxQueryWords) words.resize(kMaxQueryWords);
  std::map<std::int64_t, std::pair<int, std::int64_t>> scores;  // article -> words matched, score
  for (std::size_t i = 0; i < words.size(); ++i) {
    // The last word may still be being typed; earlier ones may lack an ending.
    const bool whole = i + 1 < words.size() && text::length(words[i].text) < 4;
    const auto matches = whole ? tx.all<Match>(q::match_word, i18n::code(language), words[i].text)
                               : tx.all<Match>(q::match_prefix, i18n::code(language), words[i].text);
    for (const Match& match : matches) {
      auto& [count, score] = scores[match.article_id];
      ++count;
      score += match.weight;
    }
  }
  std::vector<std::pair<std::int64_t, std::int64_t>> ranked;  // score, article
  for (const auto& [id, found] : scores)
    if (found.first == int(words.size())) ranked.emplace_back(found.second, id);
  if (ranked.empty() && words.size() > 2)  // a whole sentence rarely matches in full: most of it is enough
    for (const auto& [id, found] : scores)
      if (found.first * 2 >= int(words.size())) ranked.emplace_back(found.second, id);
  std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  std::vector<Found> out;
  for (const auto& [score, id] : ranked) {
    if (int(out.size()) >= limit) break;
    auto article = published_article(tx, ArticleId(id), language, reader);
    if (!article) continue;
    std::string snippet = snippet_around(article->translation.body_text, words);
    out.push_back({std::move(article->article), std::move(article->translation), std::move(snippet), score});
  }
  return out;
}

void record_missed_search(db::Tx& tx, std::string_view query, i18n::Language language) {
  std::string key;
  for (const Word& word : words_of(query)) key += (key.empty() ? "" : " ") + word.text;
  if (key.empty()) return;
  tx.execute(q::count_missed, i18n::code(language), text::first(key, 100), tx.now());
}

}  // namespace sahay::helpcenter
