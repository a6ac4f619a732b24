// What the editor of articles reads and keeps: the whole help centre at a glance, a preview, earlier versions, unsaved words,
// searches that found nothing.
#include <set>

#include "base/text.h"
#include "desk/helpcenter/article_sql.h"
#include "desk/helpcenter/audience_sql.h"
#include "desk/helpcenter/help_api.h"
#include "desk/people/people.h"
#include "platform/text/analyse.h"

namespace sahay::helpcenter {
namespace q = sql::article;
namespace {

using api::Access;
using api::Context;
using api::Reply;

constexpr std::size_t kLongestMarkdown = 500'000;
using Texts = std::map<std::int64_t, std::vector<Translation>>;

Texts texts_of(db::Tx& tx, std::string_view kind) {
  Texts out;
  for (Translation& one : all_translations(tx, kind)) out[one.source_id].push_back(std::move(one));
  return out;
}

void write_texts(JsonWriter& w, const Texts& texts, std::int64_t id) {
  w.key("texts").begin_array();
  if (const auto found = texts.find(id); found != texts.end())
    for (const Translation& t : found->second) {
      w.begin_object().field("locale", t.locale).field("title", t.title).field("draft", t.draft).field("outdated", t.outdated);
      w.field("outdated_at", t.outdated_at).field("version", t.version).field("updated_at", t.updated_at).end_object();
    }
  w.end_array();
}

void write_places(JsonWriter& w, db::Tx& tx) {
  const Texts category_texts = texts_of(tx, "category"), section_texts = texts_of(tx, "section");
  w.key("categories").begin_array();
  for (const Category& one : categories(tx)) {
    w.begin_object().field("id", one.id).field("position", one.position).field("source_locale", one.source_locale);
    write_texts(w, category_texts, one.id.value);
    w.end_object();
  }
  w.end_array().key("sections").begin_array();
  for (const Section& one : sections(tx)) {
    w.begin_object().field("id", one.id).field("category_id", one.category_id).field("position", one.position).field("source_locale", one.source_locale);
    write_texts(w, section_texts, one.id.value);
    w.end_object();
  }
  w.end_array();
}

void write_articles(JsonWriter& w, Context& c, db::Tx& tx) {
  const Audience reader = audience_of(tx, c.caller);
  const Texts texts = texts_of(tx, "article");
  std::map<std::int64_t, bool> may;
  w.key("articles").begin_array();
  for (const Article& one : articles(tx)) {
    if (!reader.sees(one.user_segment_id)) continue;
    const auto [guard, fresh] = may.try_emplace(one.permission_group_id, false);
    if (fresh) guard->second = may_work(tx, c.caller, one.permission_group_id, Work::edit);
    w.begin_object().field("id", one.id).field("section_id", one.section_id).field("author_id", one.author_id).field("position", one.position);
    w.field("source_locale", one.source_locale).field("promoted", one.promoted).field("label_names", one.label_names);
    w.field("user_segment_id", one.user_segment_id).field("permission_group_id", one.permission_group_id).field("may_edit", guard->second);
    w.field("up", one.up_votes).field("down", one.down_votes).field("checked_at", one.checked_at).field("updated_at", one.updated_at).field("edited_at", one.edited_at);
    write_texts(w, texts, one.id.value);
    w.end_object();
  }
  w.end_array();
}

void write_segments(JsonWriter& w, db::Tx& tx) {
  w.key("segments").begin_array();
  for (const Segment& one : tx.all<Segment>(sql::audience::segments)) {
    w.begin_object().field("id", one.id).field("name", one.name).field("user_type", one.user_type).field("built_in", one.built_in);
    w.field("organization_ids", one.organization_ids).end_object();
  }
  w.end_array();
}

Result<Reply> overview(Context& c, db::Tx& tx) {
  std::string out;
  JsonWriter w(out);
  const bool changes = c.caller.may(api::kChanges);
  w.begin_object().field("may_edit", changes && may_work(tx, c.caller, 0, Work::edit)).field("may_publish", changes && may_work(tx, c.caller, 0, Work::publish));
  w.field("may_arrange", c.caller.admin()).field("site_url", c.site_url);
  write_places(w, tx);
  write_articles(w, c, tx);
  write_segments(w, tx);
  w.field("missed_searches", missed_searches(tx, 50)).end_object();
  return Reply::ok(std::move(out));
}

struct ArticleText {
  std::int64_t source_id = 0;
  std::string locale, title, body_text;
};
BOOST_DESCRIBE_STRUCT(ArticleText, (), (source_id, locale, title, body_text))

// {"ids":[...]}: articles, drafts too, one of whose texts has every word of the query somewhere.
Result<Reply> matches(Context& c, db::Tx& tx) {
  std::vector<std::string> words;
  const std::string query = text::fold_text(text::first(c.parameter("query").value_or(""), 200));
  for (const std::string_view word : text::split(query, ' '))
    if (!word.empty()) words.emplace_back(word);
  std::set<std::int64_t> readable, found;
  const Audience reader = audience_of(tx, c.caller);
  for (const Article& one : articles(tx))
    if (reader.sees(one.user_segment_id)) readable.insert(one.id.value);
  if (!words.empty())
    for (const ArticleText& one : tx.all<ArticleText>(q::texts_of_articles)) {
      if (!readable.contains(one.source_id)) continue;
      const std::string all = text::fold_text(one.title + "\n" + one.body_text);
      if (std::all_of(words.begin(), words.end(), [&](const std::string& word) { return all.find(word) != std::string::npos; })) found.insert(one.source_id);
    }
  return Reply::ok("{\"ids\":" + write_json(std::vector<std::int64_t>(found.begin(), found.end())) + "}");
}

Result<Reply> preview(Context& c, db::Tx&) {
  const JsonObject& in = *TRY(c.wrapped("preview"));
  const std::string markdown = text::repair_utf8(string_at(in, "markdown").value_or(""));
  if (markdown.size() > kLongestMarkdown) return invalid("markdown", "TooLong", "error.field.too_long", {{"max", "500000"}});
  std::string out;
  JsonWriter(out).begin_object().key("preview").begin_object().field("html", clean_html(markdown_to_html(markdown))).end_object().end_object();
  return Reply::ok(std::move(out));
}

// --- versions ---

Result<void> may_read(Context& c, db::Tx& tx) {
  api::Where where = readable_articles(c, tx);
  where.add("t.id = ?", db::Value(c.id()));
  return article_rows().select(tx, where).empty() ? Result<void>(not_found()) : Result<void>();
}

void write_version(JsonWriter& w, const Version& one, const std::string& author_name, bool whole) {
  w.begin_object().field("number", one.number).field("locale", one.locale).field("title", one.title).field("draft", one.draft);
  w.field("author_id", one.author_id).field("author_name", author_name).field("created_at", one.created_at);
  if (whole) w.field("body", one.body).field("markdown", one.markdown);
  w.end_object();
}

Result<Reply> list_versions(Context& c, db::Tx& tx) {
  TRY(may_read(c, tx));
  std::string out;
  JsonWriter w(out);
  const auto all = versions(tx, ArticleId(c.id()), c.request->path_value("of"));
  std::set<std::int64_t> authors;
  for (const Version& one : all) authors.insert(one.author_id.value);
  std::map<std::int64_t, std::string> names;
  for (people::User& user : people::find_users(tx, {authors.begin(), authors.end()})) names[user.id.value] = std::move(user.name);
  w.begin_object().key("versions").begin_array();
  for (const Version& one : all) write_version(w, one, names[one.author_id.value], false);
  w.end_array().field("count", all.size()).end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> show_version(Context& c, db::Tx& tx) {
  TRY(may_read(c, tx));
  const auto found = find_version(tx, ArticleId(c.id()), c.request->path_value("of"), c.id("number"));
  if (!found) return not_found();
  const auto author = people::find_user(tx, found->author_id);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("version");
  write_version(w, *found, author ? author->name : "", true);
  w.end_object();
  return Reply::ok(std::move(out));
}

// --- unsaved words: everybody has their own ---

// The article of the path, 0 for one that does not exist yet.
Result<std::int64_t> article_of(Context& c, db::Tx& tx) {
  if (c.request->path_value("id") == "new") return 0;
  TRY(may_read(c, tx));
  return c.id();
}

Result<Reply> read_unsaved(Context& c, db::Tx& tx) {
  const std::int64_t article = TRY(article_of(c, tx));
  std::string out;
  JsonWriter(out).begin_object().field("unsaved", tx.all<Unsaved>(q::unsaved_of, c.caller.id, article)).end_object();
  return Reply::ok(std::move(out));
}

// Words that came as something else are not kept as none.
Result<void> check_unsaved(const JsonObject& in) {
  const auto there = [&](const char* key) { return in.contains(key) && !in.at(key).is_null(); };
  for (const char* key : {"title", "markdown"})
    if (there(key) && !in.at(key).is_string()) return invalid(key, "InvalidFormat", "error.field.wrong_type", {{"type", "string"}});
  for (const char* key : {"section_id", "base_version"})
    if (there(key) && !integer_at(in, key)) return invalid(key, "InvalidFormat", "error.field.wrong_type", {{"type", "integer"}});
  return {};
}

Result<Reply> keep_unsaved(Context& c, db::Tx& tx) {
  const std::int64_t article = TRY(article_of(c, tx));
  const JsonObject& in = *TRY(c.wrapped("unsaved"));
  TRY(check_unsaved(in));
  const std::string locale = locale_key(c.request->path_value("of"));
  const std::string title = text::repair_utf8(string_at(in, "title").value_or("")), markdown = text::repair_utf8(string_at(in, "markdown").value_or(""));
  if (locale.size() > 20) return invalid("locale", "InvalidValue", "error.field.invalid");
  if (title.size() > 1000 || markdown.size() > kLongestMarkdown) return invalid("markdown", "TooLong", "error.field.too_long", {{"max", "500000"}});
  tx.execute(q::put_unsaved, c.caller.id, article, locale, title, markdown, integer_at(in, "section_id").value_or(0), integer_at(in, "base_version").value_or(0), tx.now());
  return Reply::no_content();
}

Result<Reply> drop_unsaved(Context& c, db::Tx& tx) {
  const std::int64_t article = TRY(article_of(c, tx));
  tx.execute(q::remove_unsaved, c.caller.id, article, locale_key(c.request->path_value("of")));
  return Reply::no_content();
}

}  // namespace

void add_writing_routes(api::Api& api) {
  const std::string base(kHelpCenter), words = base + "/articles/{id}/translations/{of}";
  api.read("GET", base + "/overview", Access::staff, overview);
  api.read("GET", base + "/overview/matches", Access::staff, matches);
  api.read("POST", base + "/preview", api::Right(Access::staff, api::kAnyStaff), preview);
  api.read("GET", words + "/versions", Access::staff, list_versions);
  api.read("GET", words + "/versions/{number}", Access::staff, show_version);
  api.read("GET", base + "/articles/{id}/unsaved", Access::staff, read_unsaved);
  api.write("PUT", base + "/articles/{id}/unsaved/{of}", Access::staff, keep_unsaved, {.body_limit = 2 << 20});
  api.write("DELETE", base + "/articles/{id}/unsaved/{of}", Access::staff, drop_unsaved);
  api.write("PUT", base + "/articles/{id}/checked", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    TRY(editable_article(c, tx, c.id()));
    TRY(check_article(tx, UserId(c.caller.id), ArticleId(c.id())));
    return Reply::no_content();
  });
  api.read("GET", base + "/missed_searches", Access::staff, [](Context&, db::Tx& tx) -> Result<Reply> {
    std::string out;
    JsonWriter(out).begin_object().field("missed_searches", missed_searches(tx, 100)).end_object();
    return Reply::ok(std::move(out));
  });
  api.write("DELETE", base + "/missed_searches", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    tx.execute(q::forget_missed, c.parameter("language").value_or(""), c.parameter("query").value_or(""));
    return Reply::no_content();
  });
}

}  // namespace sahay::helpcenter
