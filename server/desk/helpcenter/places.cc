// Categories and sections: create, save, remove.
#include "desk/helpcenter/article_sql.h"
#include "desk/helpcenter/helpcenter.h"
#include "platform/events/events.h"

namespace sahay::helpcenter {
namespace q = sql::article;

std::vector<Category> categories(db::Tx& tx) { return tx.all<Category>(q::categories); }
std::optional<Category> find_category(db::Tx& tx, CategoryId id) { return tx.one<Category>(q::find_category, id); }
std::vector<Section> sections(db::Tx& tx) { return tx.all<Section>(q::sections); }
std::vector<Section> sections_of(db::Tx& tx, CategoryId category) { return tx.all<Section>(q::sections_of, category); }
std::optional<Section> find_section(db::Tx& tx, SectionId id) { return tx.one<Section>(q::find_section, id); }

Result<Category> create_category(db::Tx& tx, UserId actor, const Words& words, std::int64_t position) {
  const CategoryId id(tx.new_id("help_categories"));
  tx.execute(q::insert_category, id, position, locale_key(words.locale), tx.now());
  TRY(put_translation(tx, actor, "category", id.value, words));
  return *find_category(tx, id);
}

Result<Category> save_category(db::Tx& tx, const Category& changed) {
  if (!find_category(tx, changed.id)) return not_found("category");
  tx.execute(q::save_category, changed.id, changed.position, locale_key(changed.source_locale), tx.now());
  return *find_category(tx, changed.id);
}

Result<void> remove_category(db::Tx& tx, UserId actor, CategoryId id) {
  if (!find_category(tx, id)) return not_found("category");
  for (const Section& section : sections_of(tx, id)) TRY(remove_section(tx, actor, section.id));
  tx.execute(q::remove_translations, "category", id);
  tx.execute(q::remove_category, id);
  return {};
}

Result<Section> create_section(db::Tx& tx, UserId actor, CategoryId category, const Words& words, std::int64_t position,
                               SectionId parent) {
  if (!find_category(tx, category)) return invalid("category_id", "InvalidValue", "error.field.invalid");
  const SectionId id(tx.new_id("help_sections"));
  tx.execute(q::insert_section, id, category, parent, position, locale_key(words.locale), tx.now());
  TRY(put_translation(tx, actor, "section", id.value, words));
  return *find_section(tx, id);
}

Result<Section> save_section(db::Tx& tx, const Section& changed) {
  if (!find_section(tx, changed.id)) return not_found("section");
  if (!find_category(tx, changed.category_id)) return invalid("category_id", "InvalidValue", "error.field.invalid");
  tx.execute(q::save_section, changed.id, changed.category_id, changed.parent_section_id, changed.position,
             locale_key(changed.source_locale), tx.now());
  return *find_section(tx, changed.id);
}

Result<void> remove_section(db::Tx& tx, UserId actor, SectionId id) {
  if (!find_section(tx, id)) return not_found("section");
  for (const Article& article : articles_of(tx, id)) TRY(archive_article(tx, actor, article.id));
  tx.execute(q::remove_translations, "section", id);
  tx.execute(q::remove_section, id);
  return {};
}

}  // namespace sahay::helpcenter
