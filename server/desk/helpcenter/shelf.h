// What a reader may see of the whole help centre, loaded once per page: places with their words, published articles.
// Rule of use: every page and every file for machines that lists articles takes them from here, so that nobody lists what the
// reader may not open.
// Threading: values; load_shelf inside one Tx.
#pragma once

#include <map>

#include "desk/helpcenter/helpcenter.h"
#include "desk/site/page.h"

namespace sahay::helpcenter {

struct Shelf {
  std::vector<Category> categories;
  std::vector<Section> sections;
  std::vector<std::pair<Article, Translation>> articles;
  std::map<std::pair<std::string, std::int64_t>, std::vector<Translation>> words;
  i18n::Language language;

  const Translation* of(const std::string& kind, std::int64_t id, const std::string& source_locale) const {
    const auto found = words.find({kind, id});
    return found == words.end() ? nullptr : best_translation(found->second, language, source_locale);
  }
  std::string title(const Category& category) const { return title("category", category.id.value, category.source_locale); }
  std::string title(const Section& section) const { return title("section", section.id.value, section.source_locale); }
  std::string title(const std::string& kind, std::int64_t id, const std::string& locale) const {
    const Translation* found = of(kind, id, locale);
    return found ? found->title : std::string();
  }
  // One paragraph, or nothing where nobody wrote one.
  site::Markup description(const std::string& kind, std::int64_t id, const std::string& locale) const {
    const Translation* found = of(kind, id, locale);
    return found && !found->body_text.empty() ? site::Html().add("<p>{}</p>", found->body_text).take() : site::Markup{};
  }
  std::vector<const Section*> sections_of(CategoryId category) const {
    std::vector<const Section*> out;
    for (const Section& section : sections)
      if (section.category_id == category) out.push_back(&section);
    return out;
  }
  std::vector<const std::pair<Article, Translation>*> articles_of(SectionId section) const {
    std::vector<const std::pair<Article, Translation>*> out;
    for (const auto& one : articles)
      if (one.first.section_id == section) out.push_back(&one);
    return out;
  }
};

// Nobody signed in: only what everybody may read.
Audience reader_of(db::Tx& tx, const site::Visitor& visitor);
Shelf load_shelf(db::Tx& tx, const site::Visitor& visitor);

// "/articles/12-drill-stops"
std::string article_path(const Article& article, const Translation& words);
std::string place_path(std::string_view plural, std::int64_t id, std::string_view title);
// Where the words of an article, category or section stand in each language that has them published.
std::map<i18n::Language, std::string> paths_of(std::string_view plural, std::int64_t id, const std::vector<Translation>& all);

}  // namespace sahay::helpcenter
