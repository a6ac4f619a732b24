// The words of categories, sections and articles, one language each.
#include "base/text.h"
#include "desk/helpcenter/help_api.h"
#include "platform/api/whole_list.h"

namespace sahay::helpcenter {
namespace {

using api::Access;
using api::Context;
using api::Reply;

struct Kind {
  std::string_view name, plural, wire;  // article, articles, Article
};
constexpr Kind kKinds[] = {{"category", "categories", "Category"}, {"section", "sections", "Section"}, {"article", "articles", "Article"}};

const Kind& kind_named(std::string_view name) {
  for (const Kind& kind : kKinds)
    if (kind.name == name) return kind;
  return kKinds[2];
}

std::string path_of(const Kind& kind, std::int64_t id, const std::string& locale) {
  return "/help_center/" + std::string(kind.plural) + "/" + std::to_string(id) + "/translations/" + locale;
}

void write(JsonWriter& w, const Context& c, const Translation& t) {
  const Kind& kind = kind_named(t.source_type);
  w.begin_object().field("id", t.id).field("url", c.url(path_of(kind, t.source_id, t.locale) + ".json"));
  w.field("html_url", kind.name == "article" ? article_page(c, t.source_id, t.title) : c.site_url + "/" + std::string(kind.plural) + "/" + std::to_string(t.source_id));
  w.field("source_id", t.source_id).field("source_type", kind.wire).field("locale", t.locale).field("title", t.title).field("body", t.body);
  w.field("outdated", t.outdated).field("outdated_at", t.outdated_at).field("draft", t.draft).field("hidden", false).field("version", t.version);
  if (c.caller.staff() && kind.name == "article") w.field("markdown", t.markdown);
  w.field("created_at", t.created_at).field("updated_at", t.updated_at).field("created_by_id", t.created_by).field("updated_by_id", t.updated_by);
  w.end_object();
}

std::string body_of(const Context& c, const Translation& t) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("translation");
  write(w, c, t);
  w.end_object();
  return out;
}

// Whoever may read the article may read its words; drafts only staff.
Result<void> may_read(Context& c, db::Tx& tx, const Kind& kind) {
  if (kind.name == "category") return find_category(tx, CategoryId(c.id())) ? Result<void>() : not_found();
  if (kind.name == "section") return find_section(tx, SectionId(c.id())) ? Result<void>() : not_found();
  api::Where where = readable_articles(c, tx);
  where.add("t.id = ?", db::Value(c.id()));
  return article_rows().select(tx, where).empty() ? Result<void>(not_found()) : Result<void>();
}

Result<void> may_write(Context& c, db::Tx& tx, const Kind& kind) {
  TRY(may_read(c, tx, kind));
  if (kind.name != "article") return {};  // staff write the words of places; the places are the administrators'
  return may_work(tx, c.caller, find_article(tx, ArticleId(c.id()))->permission_group_id, Work::edit) ? Result<void>() : Result<void>(forbidden("permission group"));
}

bool shown(const Context& c, const Translation& t) { return !t.draft || c.caller.staff(); }

Result<Reply> list(Context& c, db::Tx& tx, const Kind& kind) {
  TRY(may_read(c, tx, kind));
  const auto locales = api::texts_parameter(c, "locales");
  std::string out;
  JsonWriter w(out);
  std::size_t count = 0;
  w.begin_object().key("translations").begin_array();
  for (const Translation& t : translations(tx, kind.name, c.id())) {
    if (!shown(c, t) || (!locales.empty() && std::find(locales.begin(), locales.end(), t.locale) == locales.end())) continue;
    if (const auto outdated = c.parameter("outdated"); outdated && *outdated == "true" && !t.outdated) continue;
    write(w, c, t);
    ++count;
  }
  w.end_array();
  api::end_whole_list(w, c, count);
  w.end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> missing(Context& c, db::Tx& tx, const Kind& kind) {
  TRY(may_read(c, tx, kind));
  std::vector<std::string> out;
  const auto there = translations(tx, kind.name, c.id());
  for (const char* locale : {"en-us", "bn", "ru"})
    if (std::none_of(there.begin(), there.end(), [&](const Translation& t) { return t.locale == locale; })) out.emplace_back(locale);
  return Reply::ok("{\"locales\":" + write_json(out) + "}");
}

Result<Reply> put(Context& c, db::Tx& tx, const Kind& kind, std::string locale) {
  TRY(may_write(c, tx, kind));
  const JsonObject& in = *TRY(c.wrapped("translation"));
  const bool creating = locale.empty();
  if (creating) locale = string_at(in, "locale").value_or("");
  if (text::trim(locale).empty() || locale.size() > 20) return invalid("locale", "BlankValue", "error.field.blank");
  const auto before = find_translation(tx, kind.name, c.id(), locale);
  if (creating && before) return invalid("locale", "DuplicateValue", "error.field.translation_taken");
  const auto seen = integer_at(in, "version");  // 0: the writer saw none and makes the first
  if (!creating && !before && seen.value_or(-1) != 0) return not_found();
  Words words{locale_key(locale), before ? before->title : "", before ? before->body : "", before ? before->draft : false};
  words.version = seen;
  words.minor = bool_at(in, "minor").value_or(false);
  const bool written = in.contains("title") || in.contains("body") || in.contains("markdown");
  words.outdated = bool_at(in, "outdated").value_or(before && before->outdated && !written);
  if (const auto title = string_at(in, "title")) words.title = *title;
  if (const auto body = string_at(in, "body")) words.body = *body;
  if (const auto markdown = string_at(in, "markdown"); markdown && kind.name == "article") {
    words.markdown = *markdown;
    if (markdown->empty()) words.body.clear();
  }
  if (words.title.size() > 1000 || words.body.size() > 2'000'000 || words.markdown.size() > 500'000) return invalid("body", "TooLong", "error.field.too_long", {{"max", "500000"}});
  if (const auto draft = bool_at(in, "draft")) words.draft = *draft;
  if (kind.name == "article" && !words.draft && !may_work(tx, c.caller, find_article(tx, ArticleId(c.id()))->permission_group_id, Work::publish))
    return forbidden("permission group");
  const Translation now = TRY(put_translation(tx, UserId(c.caller.id), kind.name, c.id(), words));
  if (creating) return Reply::created(body_of(c, now), c.url(path_of(kind, c.id(), now.locale) + ".json"));
  return Reply::ok(body_of(c, now));
}

}  // namespace

void add_translation_routes(api::Api& api) {
  api.describe("translation", {{"id", "integer", false, true}, {"source_id", "integer", false, true}, {"source_type", "string", false, true}, {"locale", "string", true, false}, {"title", "string", true, false}, {"body", "string", false, false}, {"draft", "boolean", false, false}, {"outdated", "boolean", false, false}, {"outdated_at", "date-time", false, true}, {"markdown", "string", false, false}, {"version", "integer", false, false}, {"minor", "boolean", false, false}, {"created_by_id", "integer", false, true}, {"updated_by_id", "integer", false, true}, {"created_at", "date-time", false, true}, {"updated_at", "date-time", false, true}});
  for (const Kind& kind : kKinds) {
    const std::string base = "/help_center/" + std::string(kind.plural) + "/{id}/translations";
    api.read("GET", base, Access::anonymous, [&kind](Context& c, db::Tx& tx) { return list(c, tx, kind); });
    api.read("GET", base + "/missing", Access::staff, [&kind](Context& c, db::Tx& tx) { return missing(c, tx, kind); });
    api.read("GET", base + "/{of}", Access::anonymous, [&kind](Context& c, db::Tx& tx) -> Result<Reply> {
      TRY(may_read(c, tx, kind));
      const auto found = find_translation(tx, kind.name, c.id(), c.request->path_value("of"));
      if (!found || !shown(c, *found)) return not_found();
      return Reply::ok(body_of(c, *found));
    });
    api.write("POST", base, Access::staff, [&kind](Context& c, db::Tx& tx) { return put(c, tx, kind, ""); });
    api.write("PUT", base + "/{of}", Access::staff, [&kind](Context& c, db::Tx& tx) { return put(c, tx, kind, std::string(c.request->path_value("of"))); });
  }
  api.write("DELETE", "/help_center/translations/{id}", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const auto found = tx.one<Translation>(std::string("select * from help_translations where id = $1"), c.id());
    if (!found) return not_found();
    if (found->source_type == "article") {
      const auto article = find_article(tx, ArticleId(found->source_id));
      if (!article) return not_found();
      if (!may_work(tx, c.caller, article->permission_group_id, Work::edit)) return forbidden("permission group");
      if (found->locale == article->source_locale) return invalid("locale", "InvalidValue", "error.field.source_translation");
    } else if (translations(tx, found->source_type, found->source_id).size() == 1) {
      return invalid("locale", "InvalidValue", "error.field.source_translation");
    }
    TRY(remove_translation(tx, UserId(c.caller.id), found->source_type, found->source_id, found->locale));
    return Reply::no_content();
  });
}

}  // namespace sahay::helpcenter
