// The door of the help centre: categories, sections, articles and their translations, votes and search.
// Events out: article.created, article.updated, article.published, article.archived (subject_id = article).
// Rule of use: bodies given here are HTML of people and are sanitised before they are stored; markdown_to_html() makes
// HTML of Markdown first. What the public may read is decided by published_*: no draft, no archived, no restricted.
// Threading: inside one Tx.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "desk/helpcenter/article.h"
#include "desk/helpcenter/audience.h"
#include "platform/db/store.h"

namespace sahay::helpcenter {

// The words of a category, section or article in one locale.
struct Words {
  std::string locale = "en-us";
  std::string title{};
  std::string body{};   // HTML
  bool draft = false;
  std::string markdown{};                  // of an article; not empty: `body` is made of it
  std::optional<std::int64_t> version{};   // that the writer has seen; another one by now refuses the save (conflict)
  bool minor = false;                      // of the original: its translations need no work
  bool outdated = false;                   // of a translation: it is still behind
};

// --- categories and sections: `words` is the first translation and sets the source locale ---

std::vector<Category> categories(db::Tx& tx);
std::optional<Category> find_category(db::Tx& tx, CategoryId id);
Result<Category> create_category(db::Tx& tx, UserId actor, const Words& words, std::int64_t position = 0);
Result<Category> save_category(db::Tx& tx, const Category& changed);
Result<void> remove_category(db::Tx& tx, UserId actor, CategoryId id);  // with its sections; articles are archived

std::vector<Section> sections(db::Tx& tx);
std::vector<Section> sections_of(db::Tx& tx, CategoryId category);
std::optional<Section> find_section(db::Tx& tx, SectionId id);
Result<Section> create_section(db::Tx& tx, UserId actor, CategoryId category, const Words& words, std::int64_t position = 0,
                               SectionId parent = {});
Result<Section> save_section(db::Tx& tx, const Section& changed);
Result<void> remove_section(db::Tx& tx, UserId actor, SectionId id);  // its articles are archived

// --- articles ---

struct NewArticle {
  SectionId section;
  Words words;
  std::int64_t position = 0;
  bool promoted = false, comments_disabled = false;
  std::vector<std::string> label_names{};
  std::int64_t permission_group_id = 0, user_segment_id = 0;
  UserId author{};   // none: the actor
  bool checked = false;  // the author vouches for it now
};

std::vector<Article> articles(db::Tx& tx);  // not archived, drafts too
std::vector<Article> articles_of(db::Tx& tx, SectionId section);
// Changed since, archived ones too (archived_at set), oldest change first.
std::vector<Article> articles_since(db::Tx& tx, Time since, int limit);
std::optional<Article> find_article(db::Tx& tx, ArticleId id);
Result<Article> create_article(db::Tx& tx, UserId actor, const NewArticle& wanted);
// Stores the settings of an article (place, promoted, labels, rights, author, checked). Votes and times are kept.
Result<Article> save_article(db::Tx& tx, UserId actor, const Article& changed);
Result<void> archive_article(db::Tx& tx, UserId actor, ArticleId id);
// An article is a draft while the translation of its source locale is.
bool is_draft(db::Tx& tx, const Article& article);

// --- translations; `kind` is "category", "section" or "article" ---

std::vector<Translation> translations(db::Tx& tx, std::string_view kind, std::int64_t source_id);
// Of all objects of a kind at once (titles; bodies of articles are left out).
std::vector<Translation> all_translations(db::Tx& tx, std::string_view kind);
std::optional<Translation> find_translation(db::Tx& tx, std::string_view kind, std::int64_t source_id, std::string_view locale);
// Makes or replaces. Errors: invalid title (blank), not_found source.
Result<Translation> put_translation(db::Tx& tx, UserId actor, std::string_view kind, std::int64_t source_id, const Words& words);
Result<void> remove_translation(db::Tx& tx, UserId actor, std::string_view kind, std::int64_t source_id, std::string_view locale);

// --- readers ---

// +1 or -1; one per signed-in user, replaced by the next. user 0: counted without a name.
Result<Article> vote(db::Tx& tx, ArticleId id, UserId user, int value);

struct Found {
  Article article;
  Translation translation;
  std::string snippet;       // plain text around the first match
  std::string snippet_html;  // the same, escaped, with <em> around what matched
  std::int64_t score = 0;
};
// Published articles of a language that the reader may see, best first. Every word must occur in some form, the last
// one as a beginning; of a whole sentence the best matches are enough.
std::vector<Found> search(db::Tx& tx, std::string_view query, i18n::Language language, int limit = 20,
                          const Audience& reader = {});
// Remembers a search that found nothing.
void record_missed_search(db::Tx& tx, std::string_view query, i18n::Language language);

// A published article as the public reads it.
struct PublishedArticle {
  Article article;
  Translation translation;
  bool translated = true;  // false: not in the reader's language, the original is given
};
std::optional<PublishedArticle> published_article(db::Tx& tx, ArticleId id, i18n::Language language, const Audience& reader = {});

// CommonMark with tables and strike-through to HTML (raw HTML is escaped).
std::string markdown_to_html(std::string_view markdown);

// --- what an editor needs ---

// HTML as it is stored and shown: nothing that runs, no address that is none.
std::string clean_html(std::string_view html);
// Newest first, without their bodies; of an article's translation.
std::vector<Version> versions(db::Tx& tx, ArticleId id, std::string_view locale);
std::optional<Version> find_version(db::Tx& tx, ArticleId id, std::string_view locale, std::int64_t number);
// Somebody read the article today and found it right.
Result<void> check_article(db::Tx& tx, UserId actor, ArticleId id);

// A search that found nothing.
struct MissedSearch {
  std::string language, query;
  std::int64_t count = 0;
  Time last_at;
};
BOOST_DESCRIBE_STRUCT(MissedSearch, (), (language, query, count, last_at))
std::vector<MissedSearch> missed_searches(db::Tx& tx, int limit);  // most wanted first

}  // namespace sahay::helpcenter
