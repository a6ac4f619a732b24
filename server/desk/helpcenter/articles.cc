// Articles and translations: create, save, archive; each change of words refreshes the search.
#include "base/json.h"
#include "base/text.h"
#include "desk/helpcenter/article_sql.h"
#include "desk/helpcenter/helpcenter.h"
#include "desk/helpcenter/word_index.h"
#include "platform/api/rule_switch.h"
#include "platform/events/events.h"
#include "platform/text/html.h"

namespace sahay::helpcenter {
namespace q = sql::article;
namespace {

void tell(db::Tx& tx, std::string kind, ArticleId id, UserId actor, std::string data = "{}") {
  events::Event event;
  event.kind = std::move(kind);
  event.subject_id = id.value;
  event.actor_id = actor.value;
  event.via = "api";
  event.data = RawJson{std::move(data)};
  events::emit(tx, std::move(event));
}

bool source_exists(db::Tx& tx, std::string_view kind, std::int64_t id) {
  if (kind == "category") return find_category(tx, CategoryId(id)).has_value();
  if (kind == "section") return find_section(tx, SectionId(id)).has_value();
  return kind == "article" && find_article(tx, ArticleId(id)).has_value();
}

}  // namespace

std::vector<Article> articles(db::Tx& tx) { return tx.all<Article>(q::articles); }
std::vector<Article> articles_of(db::Tx& tx, SectionId section) { return tx.all<Article>(q::articles_of, section); }
std::vector<Article> articles_since(db::Tx& tx, Time since, int limit) {
  return tx.all<Article>(q::articles_since, since.micros, limit);
}
std::optional<Article> find_article(db::Tx& tx, ArticleId id) { return tx.one<Article>(q::find_article, id); }

Result<Article> create_article(db::Tx& tx, UserId actor, const NewArticle& wanted) {
  if (!find_section(tx, wanted.section)) return invalid("section_id", "InvalidValue", "error.field.invalid");
  const ArticleId id(tx.new_id("help_articles"));
  const UserId author = wanted.author ? wanted.author : actor;
  tx.execute(q::insert_article, id, wanted.section, author, wanted.position, locale_key(wanted.words.locale), wanted.promoted,
             wanted.comments_disabled, write_json(wanted.label_names), wanted.permission_group_id, wanted.user_segment_id,
             wanted.checked ? author : UserId(), wanted.checked ? tx.now() : Time(), tx.now());
  TRY(put_translation(tx, actor, "article", id.value, wanted.words));
  tell(tx, "article.created", id, actor);
  return *find_article(tx, id);
}

Result<Article> save_article(db::Tx& tx, UserId actor, const Article& changed) {
  if (!find_article(tx, changed.id)) return not_found("article");
  if (!find_section(tx, changed.section_id)) return invalid("section_id", "InvalidValue", "error.field.invalid");
  tx.execute(q::save_article, changed.id, changed.section_id, changed.author_id, changed.position,
             locale_key(changed.source_locale), changed.promoted, changed.comments_disabled, write_json(changed.label_names),
             changed.permission_group_id, changed.user_segment_id, changed.checked_by, changed.checked_at, tx.now(),
             changed.edited_at);
  const Article saved = *find_article(tx, changed.id);
  index_article(tx, saved);
  tell(tx, "article.updated", changed.id, actor);
  return saved;
}

Result<void> archive_article(db::Tx& tx, UserId actor, ArticleId id) {
  if (!find_article(tx, id)) return not_found("article");
  tx.execute(q::archive_article, id, tx.now());
  forget_article(tx, id);
  tell(tx, "article.archived", id, actor);
  return {};
}

bool is_draft(db::Tx& tx, const Article& article) {
  const auto source = find_translation(tx, "article", article.id.value, article.source_locale);
  return !source || source->draft;
}

std::vector<Translation> translations(db::Tx& tx, std::string_view kind, std::int64_t source_id) {
  return tx.all<Translation>(q::translations_of, kind, source_id);
}

std::vector<Translation> all_translations(db::Tx& tx, std::string_view kind) {
  return tx.all<Translation>(q::translations_of_kind, kind);
}

std::optional<Translation> find_translation(db::Tx& tx, std::string_view kind, std::int64_t source_id, std::string_view locale) {
  return tx.one<Translation>(q::find_translation, kind, source_id, locale_key(locale));
}

std::string clean_html(std::string_view html) {
  return text::sanitise_html(html, {.inline_url = {}, .allow_remote_images = true}).html;
}

namespace {

// The rules of articles: a save over a newer one is refused, a change of the original leaves its translations behind.
bool in_force() { return api::rule_in_force("B4"); }

// The words as they will be stored, with the number of this save.
Translation next_words(const Words& words, const std::optional<Translation>& before) {
  Translation now = before.value_or(Translation{});
  const bool written = !words.markdown.empty();
  const std::string body = clean_html(written ? markdown_to_html(words.markdown) : words.body);
  // HTML that says what is stored keeps the Markdown it was made of.
  if (written || !before || before->body != body) now.markdown = words.markdown;
  now.body = body;
  now.title = text::trim(words.title);
  now.draft = words.draft;
  now.outdated = words.outdated;
  const bool same = before && before->title == now.title && before->body == now.body && before->markdown == now.markdown;
  now.version = !before ? 1 : before->version + (same && before->draft == now.draft ? 0 : 1);
  return now;
}

void after_article_words(db::Tx& tx, UserId actor, const Translation& now, const std::optional<Translation>& before, bool minor) {
  const ArticleId id(now.source_id);
  const bool changed = !before || before->title != now.title || before->body != now.body || before->markdown != now.markdown;
  if (changed)
    tx.execute(q::insert_version, tx.new_id("help_versions"), id, now.locale, now.version, now.title, now.body, now.markdown, now.draft, actor, tx.now());
  tx.execute(q::touch_article, id, tx.now());
  const Article article = *find_article(tx, id);
  if (changed && before && !minor && now.locale == article.source_locale && in_force()) tx.execute(q::mark_outdated, id, now.locale, tx.now());
  index_article(tx, article);
  if (!now.draft && (!before || before->draft)) tell(tx, "article.published", id, actor);
  // "words": the language in which readers find other words than before.
  else if (before) tell(tx, "article.updated", id, actor, changed && !now.draft ? R"({"words":)" + write_json(now.locale) + "}" : "{}");
}

}  // namespace

Result<Translation> put_translation(db::Tx& tx, UserId actor, std::string_view kind, std::int64_t source_id, const Words& words) {
  if (!source_exists(tx, kind, source_id)) return not_found("source of a translation");
  if (text::trim(words.title).empty())
    return invalid(kind == "article" ? "title" : "name", "BlankValue", "error.field.blank");
  const std::string locale = locale_key(words.locale);
  const auto before = find_translation(tx, kind, source_id, locale);
  if (words.version && *words.version != (before ? before->version : 0) && in_force()) return Error{ErrorCode::conflict, "helpcenter.error.changed"};
  Translation now = next_words(words, before);
  now.body_text = text::html_to_text(now.body);
  if (before)
    tx.execute(q::save_translation, before->id, now.title, now.body, now.body_text, now.draft, now.outdated, actor, tx.now(), now.markdown,
               now.version, !now.outdated ? Time() : before->outdated_at ? before->outdated_at : tx.now());
  else
    tx.execute(q::insert_translation, tx.new_id("help_translations"), kind, source_id, locale, now.title, now.body, now.body_text,
               now.draft, actor, tx.now(), now.markdown);
  now.source_id = source_id;
  now.locale = locale;
  if (kind == "article") after_article_words(tx, actor, now, before, words.minor);
  return *find_translation(tx, kind, source_id, locale);
}

std::vector<Version> versions(db::Tx& tx, ArticleId id, std::string_view locale) { return tx.all<Version>(q::versions_of, id, locale_key(locale)); }

std::optional<Version> find_version(db::Tx& tx, ArticleId id, std::string_view locale, std::int64_t number) {
  return tx.one<Version>(q::find_version, id, locale_key(locale), number);
}

Result<void> check_article(db::Tx& tx, UserId actor, ArticleId id) {
  if (!find_article(tx, id)) return not_found("article");
  tx.execute(q::check_article, id, actor, tx.now());
  tell(tx, "article.updated", id, actor);
  return {};
}

std::vector<MissedSearch> missed_searches(db::Tx& tx, int limit) { return tx.all<MissedSearch>(q::missed_searches, limit); }

Result<void> remove_translation(db::Tx& tx, UserId actor, std::string_view kind, std::int64_t source_id, std::string_view locale) {
  if (!find_translation(tx, kind, source_id, locale)) return not_found("translation");
  tx.execute(q::remove_translation, kind, source_id, locale_key(locale));
  if (kind == "article") {
    // A later translation begins with version 1 again.
    tx.execute(q::forget_versions, source_id, locale_key(locale));
    const auto article = find_article(tx, ArticleId(source_id));
    if (article) index_article(tx, *article);
    tell(tx, "article.updated", ArticleId(source_id), actor);
  }
  return {};
}

Result<Article> vote(db::Tx& tx, ArticleId id, UserId user, int value) {
  if (!find_article(tx, id)) return not_found("article");
  int up = value > 0 ? 1 : 0, down = value > 0 ? 0 : 1;
  if (user) {
    const auto before = tx.scalar<std::int64_t>(q::find_vote, "Article", id, user);
    if (before && *before > 0) --up;
    if (before && *before < 0) --down;
    tx.execute(q::put_vote, tx.new_id("help_item_votes"), "Article", id, user, value > 0 ? 1 : -1, tx.now());
  }
  tx.execute(q::count_votes, id, up, down);
  return *find_article(tx, id);
}

std::optional<PublishedArticle> published_article(db::Tx& tx, ArticleId id, i18n::Language language, const Audience& reader) {
  auto article = find_article(tx, id);
  if (!article || !reader.sees(article->user_segment_id)) return std::nullopt;
  auto all = translations(tx, "article", id.value);
  std::erase_if(all, [](const Translation& one) { return one.draft; });
  const Translation* best = best_translation(all, language, article->source_locale);
  if (!best) return std::nullopt;
  const bool translated = best->locale.starts_with(i18n::code(language));
  return PublishedArticle{std::move(*article), *best, translated};
}

}  // namespace sahay::helpcenter
