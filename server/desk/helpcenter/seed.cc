#include "desk/helpcenter/seed.h"

namespace sahay::helpcenter {
namespace {

// The other two languages of something whose English is there.
Result<void> translate(db::Tx& tx, UserId author, std::string_view kind, std::int64_t id, const SeedText& title, const SeedText& body) {
  TRY(put_translation(tx, author, kind, id, {"bn", std::string(title.bn), markdown_to_html(body.bn)}));
  TRY(put_translation(tx, author, kind, id, {"ru", std::string(title.ru), markdown_to_html(body.ru)}));
  return {};
}

Words english(const SeedText& title, const SeedText& body) {
  return {"en-us", std::string(title.en), markdown_to_html(body.en)};
}

}  // namespace

Result<void> seed(db::Tx& tx, UserId author) {
  if (!categories(tx).empty()) return {};
  std::vector<CategoryId> category_ids;
  for (const SeedCategory& one : seed_categories()) {
    const Category made = TRY(create_category(tx, author, english(one.title, one.description), std::int64_t(category_ids.size())));
    TRY(translate(tx, author, "category", made.id.value, one.title, one.description));
    category_ids.push_back(made.id);
  }
  std::vector<SectionId> section_ids;
  for (const SeedSection& one : seed_sections()) {
    const Section made = TRY(create_section(tx, author, category_ids[std::size_t(one.category)], english(one.title, {}),
                                            std::int64_t(section_ids.size())));
    TRY(translate(tx, author, "section", made.id.value, one.title, {}));
    section_ids.push_back(made.id);
  }
  std::int64_t position = 0;
  for (const SeedArticle& one : seed_articles()) {
    NewArticle wanted{.section = section_ids[std::size_t(one.section)], .words = english(one.title, one.body)};
    wanted.position = position++;
    wanted.promoted = one.promoted;
    wanted.label_names = {std::string(one.label)};
    wanted.checked = true;
    const Article made = TRY(create_article(tx, author, wanted));
    TRY(translate(tx, author, "article", made.id.value, one.title, one.body));
  }
  return {};
}

}  // namespace sahay::helpcenter
