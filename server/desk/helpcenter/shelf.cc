#include "desk/helpcenter/shelf.h"

#include "desk/people/people_api.h"

namespace sahay::helpcenter {

Audience reader_of(db::Tx& tx, const site::Visitor& visitor) {
  if (!visitor.user) return {};
  const auto caller = people::caller_of(tx, visitor.user->id);
  return caller.ok() ? audience_of(tx, *caller) : Audience{};
}

Shelf load_shelf(db::Tx& tx, const site::Visitor& visitor) {
  const i18n::Language language = visitor.language;
  const Audience reader = reader_of(tx, visitor);
  Shelf shelf{.categories = categories(tx), .sections = sections(tx), .articles = {}, .words = {}, .language = language};
  for (const char* kind : {"category", "section", "article"})
    for (Translation& one : all_translations(tx, kind))
      if (!one.draft) shelf.words[{one.source_type, one.source_id}].push_back(std::move(one));
  for (Article& article : articles(tx)) {
    if (!reader.sees(article.user_segment_id)) continue;
    if (const Translation* words = shelf.of("article", article.id.value, article.source_locale))
      shelf.articles.emplace_back(std::move(article), *words);
  }
  return shelf;
}

std::string article_path(const Article& article, const Translation& words) {
  return "/articles/" + std::to_string(article.id.value) + "-" + slug_of(words.title);
}

std::string place_path(std::string_view plural, std::int64_t id, std::string_view title) {
  return "/" + std::string(plural) + "/" + std::to_string(id) + "-" + slug_of(title);
}

std::map<i18n::Language, std::string> paths_of(std::string_view plural, std::int64_t id, const std::vector<Translation>& all) {
  std::map<i18n::Language, std::string> out;
  for (const Translation& one : all)
    if (!one.draft) out.try_emplace(i18n::language_of(one.locale), place_path(plural, id, one.title));
  return out;
}

}  // namespace sahay::helpcenter
