#include "desk/helpcenter/seed.h"

namespace sahay::helpcenter {
namespace {

// The other two languages of something whose English is there.
Result<void> translate(db::Tx& tx, UserId author, std::string_view kind, std::int64_t id, const SeedText& title, const SeedText& body) {
  TRY(put_translation(tx, author, kind, id, {"bn", std::string(title.bn), {}, false, std::string(body.bn)}));
  TRY(put_translation(tx, author, kind, id, {"ru", std::string(title.ru), {}, false, std::string(body.ru)}));
  return {};
}

Words english(const SeedText& title, const SeedText& body) {
  return {"en-us", std::string(title.en), {}, false, std::string(body.en)};
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
  // What an editor finds on the first day.
  for (int i = 0; i < 7; ++i) record_missed_search(tx, "spare blade for saw", i18n::Language::en);
  for (int i = 0; i < 3; ++i) record_missed_search(tx, "гарантийный талон утерян", i18n::Language::ru);
  record_missed_search(tx, "ড্রিল ভাড়া", i18n::Language::bn);
  return {};
}

}  // namespace sahay::helpcenter
