// Category, Section, Article and Translation: the nouns of the help centre. A category, section or article is a place
// and its settings; its words (title, body) are translations, one per locale.
// Threading: values.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/id.h"

namespace sahay::helpcenter {

using CategoryId = Id<struct HelpCategoryTag>;
using SectionId = Id<struct HelpSectionTag>;
using ArticleId = Id<struct HelpArticleTag>;
using TranslationId = Id<struct HelpTranslationTag>;

struct Category {
  CategoryId id;
  std::int64_t position = 0;
  std::string source_locale = "en-us";
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Category, (), (id, position, source_locale, created_at, updated_at))

struct Section {
  SectionId id;
  CategoryId category_id;
  SectionId parent_section_id;
  std::int64_t position = 0;
  std::string source_locale = "en-us";
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Section, (), (id, category_id, parent_section_id, position, source_locale, created_at, updated_at))

struct Article {
  ArticleId id;
  SectionId section_id;
  UserId author_id;
  std::int64_t position = 0;
  std::string source_locale = "en-us";
  bool promoted = false, comments_disabled = false;
  std::vector<std::string> label_names;
  std::int64_t permission_group_id = 0;
  std::int64_t user_segment_id = 0;  // 0 = everybody
  UserId checked_by;                 // who last read it and found it right
  Time checked_at;
  std::int64_t up_votes = 0, down_votes = 0;
  Time created_at, updated_at, edited_at, archived_at;

  std::int64_t vote_sum() const { return up_votes - down_votes; }
  std::int64_t vote_count() const { return up_votes + down_votes; }
};
BOOST_DESCRIBE_STRUCT(Article, (), (id, section_id, author_id, position, source_locale, promoted, comments_disabled, label_names, permission_group_id, user_segment_id, checked_by, checked_at, up_votes, down_votes, created_at, updated_at, edited_at, archived_at))

struct Translation {
  TranslationId id;
  std::string source_type;  // category, section, article
  std::int64_t source_id = 0;
  std::string locale;       // lower case: "en-us", "bn", "ru"
  std::string title;        // the name of a category or section
  std::string body;         // sanitised HTML; the description of a category or section
  std::string body_text;
  std::string markdown;     // what `body` was made of; "" when it came as HTML
  std::int64_t version = 1; // one more with each change
  bool draft = false, outdated = false;
  UserId created_by, updated_by;
  Time created_at, updated_at, outdated_at;
};
BOOST_DESCRIBE_STRUCT(Translation, (), (id, source_type, source_id, locale, title, body, body_text, markdown, version, draft, outdated, created_by, updated_by, created_at, updated_at, outdated_at))

// What a translation of an article said once.
struct Version {
  std::int64_t number = 0;
  std::string locale, title, body, markdown;
  bool draft = false;
  UserId author_id;
  Time created_at;
};
BOOST_DESCRIBE_STRUCT(Version, (), (number, locale, title, body, markdown, draft, author_id, created_at))

// What one person writes and has not saved; article_id 0: an article that does not exist yet.
struct Unsaved {
  ArticleId article_id;
  std::string locale, title, markdown;
  SectionId section_id;
  std::int64_t base_version = 0;  // of the translation when they began
  Time updated_at;
};
BOOST_DESCRIBE_STRUCT(Unsaved, (), (article_id, locale, title, markdown, section_id, base_version, updated_at))

// "en-US" -> "en-us"; "" -> "en-us".
std::string locale_key(std::string_view locale);
// Of several translations the one for a reader of `language`: same language, else the source, else English, else any.
const Translation* best_translation(const std::vector<Translation>& translations, i18n::Language language,
                                    std::string_view source_locale);
// "Drill stops after a minute" -> "drill-stops-after-a-minute"; letters of any script stay, at most 60 of them.
std::string slug_of(std::string_view title);
// Minutes that reading takes, at least 1 (200 words a minute).
int reading_minutes(std::string_view text);

}  // namespace sahay::helpcenter
