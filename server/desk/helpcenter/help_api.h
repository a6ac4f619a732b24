// Routes of the help centre under /help_center and /help_center/{locale}: categories, sections, articles, translations,
// comments, votes, labels, files, subscriptions, audiences, search, export; /guide/permission_groups.
// Rule of use: add_help_center_routes() once at start; every query over articles takes the reader's Audience.
// Threading: called once; `files` and `store` outlive the router.
#pragma once

#include "desk/helpcenter/helpcenter.h"
#include "platform/api/controller.h"
#include "platform/files/directory.h"

namespace sahay::helpcenter {

void add_help_center_routes(api::Api& api, http::Router& router, db::Store& store, files::Directory& files);

// --- for the files of this folder ---

// A place or an article with its words in one language (views help_*_texts).
struct CategoryRow {
  CategoryId id;
  std::int64_t position = 0;
  std::string source_locale, locale, name, description;
  bool outdated = false;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(CategoryRow, (), (id, position, source_locale, locale, name, description, outdated, created_at, updated_at))

struct SectionRow {
  SectionId id;
  CategoryId category_id;
  SectionId parent_section_id;
  std::int64_t position = 0;
  std::string source_locale, locale, name, description;
  SegmentId user_segment_id;  // of articles that come without one
  std::string manageable_by = "managers";
  bool outdated = false;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(SectionRow, (), (id, category_id, parent_section_id, position, source_locale, locale, name, description, user_segment_id, manageable_by, outdated, created_at, updated_at))

struct ArticleRow {
  ArticleId id;
  SectionId section_id;
  CategoryId category_id;
  UserId author_id;
  std::int64_t position = 0;
  std::string source_locale, locale, title, body;
  bool promoted = false, comments_disabled = false, draft = false, outdated = false;
  std::vector<std::string> label_names;
  PermissionGroupId permission_group_id;
  SegmentId user_segment_id;
  std::vector<std::int64_t> content_tag_ids;
  std::int64_t up_votes = 0, down_votes = 0;
  Time created_at, updated_at, edited_at, archived_at;
};
BOOST_DESCRIBE_STRUCT(ArticleRow, (), (id, section_id, category_id, author_id, position, source_locale, locale, title, body, promoted, comments_disabled, draft, outdated, label_names, permission_group_id, user_segment_id, content_tag_ids, up_votes, down_votes, created_at, updated_at, edited_at, archived_at))

const api::Resource<CategoryRow>& category_rows();
const api::Resource<SectionRow>& section_rows();
const api::Resource<ArticleRow>& article_rows();

inline constexpr std::string_view kHelpCenter = "/help_center";
// Of the path or the query; "" when the client names none (then each text comes in its own source language).
std::string wanted_locale(const api::Context& context);
// "t.locale = ..." or the source language.
void add_locale(api::Where& where, const std::string& locale);
// The articles that the caller may read, drafts only for staff. No condition on the language.
api::Where readable_articles(const api::Context& context, db::Tx& tx);
// One article in the wanted language, or not_found: missing and hidden answer alike.
Result<ArticleRow> readable_article(api::Context& context, db::Tx& tx, std::int64_t id);
// As the one above, and the caller may change it.
Result<ArticleRow> editable_article(api::Context& context, db::Tx& tx, std::int64_t id);
// Who reads the articles of a section that name no audience; 0: everybody.
std::int64_t segment_of_section(db::Tx& tx, SectionId section);
// The list of readable_articles() with further conditions, in the wanted language.
Result<api::Reply> articles_reply(api::Context& context, db::Tx& tx, api::Where where);
// https://desk.example.org/articles/5-slug
std::string article_page(const api::Context& context, std::int64_t id, std::string_view title);

// One row of a view in the wanted language.
template <class T>
Result<T> find_words(const api::Resource<T>& resource, api::Context& context, db::Tx& tx, std::int64_t id) {
  api::Where where = resource.visible(context.caller);
  where.add("t.id = ?", db::Value(id));
  add_locale(where, wanted_locale(context));
  auto found = resource.select(tx, where);
  if (found.empty()) return not_found();
  return std::move(found.front());
}

// "sections":[...] or "categories":[...] beside other rows, in the wanted language or their own.
template <class T>
void write_places(const api::Resource<T>& resource, api::Context& context, db::Tx& tx, const std::vector<std::int64_t>& ids, JsonWriter& writer) {
  api::Where where;
  where.add_in("t.id", ids);
  add_locale(where, wanted_locale(context));
  writer.key(resource.plural).begin_array();
  for (const T& row : resource.select(tx, where, " order by t.id")) resource.write(writer, row, context);
  writer.end_array();
}

// Registers the route with and without {locale}.
template <class F>
void read_both(api::Api& api, const std::string& path, api::Access access, F handler) {
  api.read("GET", std::string(kHelpCenter) + path, access, handler);
  api.read("GET", std::string(kHelpCenter) + "/{locale}" + path, access, handler);
}
template <class F>
void write_both(api::Api& api, const char* method, const std::string& path, api::Access access, F handler) {
  api.write(method, std::string(kHelpCenter) + path, access, handler);
  api.write(method, std::string(kHelpCenter) + "/{locale}" + path, access, handler);
}

void add_category_routes(api::Api& api);
void add_section_routes(api::Api& api);
void add_article_routes(api::Api& api);
void add_translation_routes(api::Api& api);
void add_comment_routes(api::Api& api);
void add_label_routes(api::Api& api);
void add_access_policy_routes(api::Api& api);
void add_audience_routes(api::Api& api);
void add_file_routes(api::Api& api, http::Router& router, db::Store& store, files::Directory& files);
void add_subscription_routes(api::Api& api);
void add_writing_routes(api::Api& api);
void add_from_ticket_route(api::Api& api);

}  // namespace sahay::helpcenter
