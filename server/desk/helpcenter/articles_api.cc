// Articles with their words: lists, one, create, change, archive, votes' sums, search and the export of changes.
#include "base/text.h"
#include "desk/helpcenter/content_tags.h"
#include "desk/helpcenter/help_api.h"
#include "desk/people/people_api.h"
#include "desk/search/search_api.h"
#include "platform/api/picked.h"
#include "platform/api/start_time.h"

namespace sahay::helpcenter {
namespace {

using api::Access;
using api::Context;
using api::Reply;
using Row = ArticleRow;

// Staff read whole users; readers the names that customers may know.
void write_authors(Context& c, db::Tx& tx, const std::vector<Row>& rows, JsonWriter& w) {
  std::vector<std::int64_t> ids;
  for (const Row& row : rows) ids.push_back(row.author_id.value);
  if (c.caller.staff()) return people::write_users(c, tx, std::move(ids), w);
  w.key("users").begin_array();
  for (const people::User& user : people::find_users(tx, ids)) w.begin_object().field("id", user.id).field("name", user.alias.empty() ? user.name : user.alias).end_object();
  w.end_array();
}

api::Resource<Row> describe() {
  using namespace api;
  Resource<Row> r;
  r.name = "article";
  r.plural = "articles";
  r.path = "/help_center/articles";
  r.table = "help_article_texts";
  r.base.add("t.archived_at is null");
  r.sorts = {{"position", {"t.position"}}, {"title", {"t.title", false, true}}, {"created_at", {"t.created_at"}}, {"updated_at", {"t.updated_at"}}, {"edited_at", {"t.edited_at"}}};
  r.default_sort = {"t.position"};
  const auto title = [](std::string name) { return text_field<Row>(std::move(name), &Row::title).max(255); };
  const auto empty = [](std::string name) { return computed<Row>(std::move(name), "array", [](JsonWriter& w, const Row&, const Context&) { w.begin_array().end_array(); }); };
  r.fields = {
      computed<Row>("id", "integer", [](JsonWriter& w, const Row& a, const Context&) { w.value(a.id); }),
      computed<Row>("html_url", "string", [](JsonWriter& w, const Row& a, const Context& c) { w.value(article_page(c, a.id.value, a.title)); }),
      reference<Row>("author_id", &Row::author_id),
      reference<Row>("section_id", &Row::section_id),
      flag<Row>("comments_disabled", &Row::comments_disabled),
      flag<Row>("draft", &Row::draft),
      flag<Row>("promoted", &Row::promoted),
      number<Row>("position", &Row::position),
      computed<Row>("vote_sum", "integer", [](JsonWriter& w, const Row& a, const Context&) { w.value(a.up_votes - a.down_votes); }),
      computed<Row>("vote_count", "integer", [](JsonWriter& w, const Row& a, const Context&) { w.value(a.up_votes + a.down_votes); }),
      title("name"), title("title"),
      text_field<Row>("body", &Row::body).max(500'000),
      text_field<Row>("locale", &Row::locale).max(20),
      text_field<Row>("source_locale", &Row::source_locale).read_only(),
      flag<Row>("outdated", &Row::outdated).read_only(),
      empty("outdated_locales"),
      reference<Row>("permission_group_id", &Row::permission_group_id),
      reference<Row>("user_segment_id", &Row::user_segment_id),
      computed<Row>("user_segment_ids", "array", [](JsonWriter& w, const Row& a, const Context&) {
        w.begin_array();
        if (a.user_segment_id) w.value(a.user_segment_id);
        w.end_array();
      }),
      computed<Row>("content_tag_ids", "array", [](JsonWriter& w, const Row& a, const Context&) {
        w.begin_array();
        for (const std::int64_t id : a.content_tag_ids) w.value(std::to_string(id));
        w.end_array();
      }),
      strings<Row>("label_names", &Row::label_names),
      time_field<Row>("created_at", &Row::created_at).read_only(),
      time_field<Row>("updated_at", &Row::updated_at).read_only(),
      time_field<Row>("edited_at", &Row::edited_at).read_only()};
  r.sideloads["users"] = write_authors;
  r.sideloads["sections"] = [](Context& c, db::Tx& tx, const std::vector<Row>& rows, JsonWriter& w) {
    std::vector<std::int64_t> ids;
    for (const Row& row : rows) ids.push_back(row.section_id.value);
    write_places(section_rows(), c, tx, ids, w);
  };
  r.sideloads["categories"] = [](Context& c, db::Tx& tx, const std::vector<Row>& rows, JsonWriter& w) {
    std::vector<std::int64_t> ids;
    for (const Row& row : rows) ids.push_back(row.category_id.value);
    write_places(category_rows(), c, tx, ids, w);
  };
  return r;
}

Result<void> check(Context& c, db::Tx& tx, const Row& row) {
  if (row.label_names.size() > 50) return invalid("label_names", "TooLong", "error.field.too_long", {{"max", "50"}});
  if (!find_section(tx, row.section_id)) return invalid("section_id", "InvalidValue", "error.field.invalid");
  if (row.user_segment_id && !tx.scalar<std::int64_t>("select id from user_segments where id = $1", row.user_segment_id)) return invalid("user_segment_id", "InvalidValue", "error.field.invalid");
  if (row.permission_group_id && !tx.scalar<std::int64_t>("select id from permission_groups where id = $1", row.permission_group_id)) return invalid("permission_group_id", "InvalidValue", "error.field.invalid");
  if (!may_work(tx, c.caller, row.permission_group_id.value, Work::edit)) return forbidden("permission group");
  if (!row.draft && !may_work(tx, c.caller, row.permission_group_id.value, Work::publish)) return forbidden("permission group");
  return {};
}

// {"organization_id": 5}: for the people of one organization.
Result<void> take_organization(Context& c, db::Tx& tx, const JsonObject& in, Row& row) {
  const auto organization = integer_at(in, "organization_id");
  if (!organization) return {};
  if (!people::organization_resource().find(c, tx, *organization).ok()) return invalid("organization_id", "InvalidValue", "error.field.no_organization");
  row.user_segment_id = TRY(segment_for(tx, OrganizationId(*organization)));
  return {};
}

Result<Row> reread(Context& c, db::Tx& tx, ArticleId id, const std::string& locale) {
  api::Where where = readable_articles(c, tx);
  where.add("t.id = ?", db::Value(id.value));
  add_locale(where, locale);
  auto found = article_rows().select(tx, where);
  if (found.empty()) return not_found();
  return std::move(found.front());
}

Result<Reply> create(Context& c, db::Tx& tx) {
  JsonObject in = *TRY(c.wrapped("article"));
  const JsonArray* more = array_at(in, "translations");
  if (!in.contains("title") && !in.contains("name") && more && !more->empty() && (*more)[0].is_object())
    for (const char* key : {"title", "body", "locale", "draft"})
      if (const Json* value = find((*more)[0].get_object(), key)) in[key] = *value;
  Row row;
  TRY(article_rows().apply(c, row, in, true));
  TRY(take_organization(c, tx, in, row));
  if (in.contains("content_tag_ids")) row.content_tag_ids = TRY(read_content_tags(tx, in.at("content_tag_ids")));
  if (text::trim(row.title).empty()) return invalid("title", "BlankValue", "error.field.blank");
  if (c.id()) row.section_id = SectionId(c.id());
  if (!row.user_segment_id) row.user_segment_id = SegmentId(segment_of_section(tx, row.section_id));
  TRY(check(c, tx, row));
  const std::string in_path = wanted_locale(c);
  NewArticle wanted;
  wanted.section = row.section_id;
  wanted.words = {!row.locale.empty() ? locale_key(row.locale) : !in_path.empty() ? in_path : "en-us", row.title, row.body, row.draft};
  wanted.words.markdown = string_at(in, "markdown").value_or("");
  if (wanted.words.markdown.size() > 500'000) return invalid("markdown", "TooLong", "error.field.too_long", {{"max", "500000"}});
  wanted.position = row.position;
  wanted.promoted = row.promoted;
  wanted.comments_disabled = row.comments_disabled;
  wanted.label_names = row.label_names;
  wanted.permission_group_id = row.permission_group_id.value;
  wanted.user_segment_id = row.user_segment_id.value;
  wanted.author = row.author_id;
  const Article made = TRY(create_article(tx, UserId(c.caller.id), wanted));
  if (more)
    for (const Json& one : *more) {
      if (!one.is_object()) return invalid("translations", "InvalidFormat", "error.field.wrong_type", {{"type", "array"}});
      const JsonObject& t = one.get_object();
      TRY(put_translation(tx, UserId(c.caller.id), "article", made.id.value, {string_at(t, "locale").value_or("en-us"), string_at(t, "title").value_or(""), string_at(t, "body").value_or(""), bool_at(t, "draft").value_or(row.draft)}));
    }
  if (!row.content_tag_ids.empty()) set_content_tags(tx, made.id, row.content_tag_ids);
  row = TRY(reread(c, tx, made.id, wanted.words.locale));
  return Reply::created(object_body(article_rows(), c, tx, row), article_rows().url(c, row));
}

Result<Reply> change(Context& c, db::Tx& tx) {
  const JsonObject& in = *TRY(c.wrapped("article"));
  const Row before = TRY(editable_article(c, tx, c.id()));
  Row now = before;
  TRY(article_rows().apply(c, now, in, false));
  TRY(take_organization(c, tx, in, now));
  now.locale = before.locale;
  TRY(check(c, tx, now));
  if (now.title != before.title || now.body != before.body || now.draft != before.draft) {
    Words words{now.locale, now.title, now.body, now.draft};
    words.outdated = before.outdated && now.title == before.title && now.body == before.body;
    TRY(put_translation(tx, UserId(c.caller.id), "article", now.id.value, words));
  }
  Article article = *find_article(tx, now.id);
  article.section_id = now.section_id;
  article.author_id = now.author_id;
  article.position = now.position;
  article.promoted = now.promoted;
  article.comments_disabled = now.comments_disabled;
  article.label_names = now.label_names;
  article.permission_group_id = now.permission_group_id.value;
  article.user_segment_id = now.user_segment_id.value;
  TRY(save_article(tx, UserId(c.caller.id), article));
  if (in.contains("content_tag_ids")) {
    const auto tags = TRY(read_content_tags(tx, in.at("content_tag_ids")));
    set_content_tags(tx, now.id, tags);
  }
  return Reply::ok(object_body(article_rows(), c, tx, TRY(reread(c, tx, now.id, now.locale))));
}

auto list_of(std::string column) {
  return [column = std::move(column)](Context& c, db::Tx& tx) -> Result<Reply> {
    api::Where where = readable_articles(c, tx);
    if (!column.empty()) where.add("t." + column + " = ?", db::Value(c.id()));
    return articles_reply(c, tx, std::move(where));
  };
}

// An article as a search shows it: two keys more.
void write_found(JsonWriter& w, Context& c, const Row& article, const std::string& snippet_html) {
  std::string one;
  JsonWriter row(one);
  article_rows().write(row, article, c);
  one.pop_back();  // the closing brace
  one += ",\"result_type\":\"article\",\"snippet\":" + to_string(Json(snippet_html)) + "}";
  w.value(RawJson{std::move(one)});
}

// type:article of the desk's search, in the caller's language.
std::int64_t article_results(Context& c, db::Tx& tx, const std::string& words, std::int64_t skip, std::int64_t room, JsonWriter& w) {
  const auto found = search(tx, words, c.caller.language, 1000, audience_of(tx, c.caller));
  for (std::size_t i = std::size_t(skip); i < found.size() && room > 0; ++i, --room) {
    const auto row = reread(c, tx, found[i].article.id, found[i].translation.locale);
    if (row.ok()) write_found(w, c, *row, found[i].snippet_html);
  }
  return std::int64_t(found.size());
}

// In the named language; without one in the reader's and then in the others, each article once.
std::vector<Found> found_in(Context& c, db::Tx& tx, const std::string& query, const std::string& locale) {
  constexpr int kMost = 1000;
  const Audience reader = audience_of(tx, c.caller);
  if (!locale.empty()) return search(tx, query, i18n::language_of(locale), kMost, reader);
  std::vector<Found> out = search(tx, query, c.caller.language, kMost, reader);
  std::set<std::int64_t> seen;
  for (const Found& one : out) seen.insert(one.article.id.value);
  for (const i18n::Language language : {i18n::Language::en, i18n::Language::bn, i18n::Language::ru})
    if (language != c.caller.language)
      for (Found& one : search(tx, query, language, kMost, reader))
        if (seen.insert(one.article.id.value).second) out.push_back(std::move(one));
  return out;
}

// {"results":[article + snippet, result_type]}; without a query the newest of the filters.
Result<Reply> search_reply(Context& c, db::Tx& tx) {
  const std::string query = c.parameter("query").value_or(""), locale = wanted_locale(c);
  const api::Page page = TRY(api::page_of(c));
  const auto id_filter = [&](std::string_view name) { return text::to_integer(c.parameter(name).value_or("")).value_or(0); };
  const std::int64_t category = id_filter("category"), section = id_filter("section");
  const auto labels = api::texts_parameter(c, "label_names");
  std::vector<std::pair<Row, std::string>> rows;
  for (const Found& found : found_in(c, tx, query, locale)) {
    if (section && found.article.section_id.value != section) continue;
    if (!labels.empty() && std::none_of(labels.begin(), labels.end(), [&](const std::string& one) { return std::find(found.article.label_names.begin(), found.article.label_names.end(), one) != found.article.label_names.end(); })) continue;
    auto row = reread(c, tx, found.article.id, found.translation.locale);
    if (!row.ok() || (category && row->category_id.value != category)) continue;
    rows.emplace_back(std::move(*row), found.snippet_html);
  }
  const std::size_t begin = std::min(rows.size(), std::size_t(page.number - 1) * std::size_t(page.size)), end = std::min(rows.size(), begin + std::size_t(page.size));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("results").begin_array();
  for (std::size_t i = begin; i < end; ++i) write_found(w, c, rows[i].first, rows[i].second);
  const auto link = [&](int number) { return api::url_with(c, {{"page", std::to_string(number)}}); };
  w.end_array().key("next_page");
  if (end < rows.size()) w.value(link(page.number + 1));
  else w.null();
  w.key("previous_page");
  if (page.number > 1) w.value(link(page.number - 1));
  else w.null();
  w.field("page", page.number).field("per_page", page.size).field("page_count", (rows.size() + std::size_t(page.size) - 1) / std::size_t(page.size));
  w.field("count", rows.size()).end_object();
  return Reply::ok(std::move(out));
}

std::string plain_cursor(std::size_t place) { return text::to_base64url(std::to_string(place)); }

// {"results":[{"type":"ARTICLE",...}]}: the newer search over everything that readers find, of which we have articles.
Result<Reply> unified_search(Context& c, db::Tx& tx) {
  const std::string query = c.parameter("query").value_or(""), locales = c.parameter("filter[locales]").value_or(wanted_locale(c));
  const api::Page page = TRY(api::page_of(c));
  std::size_t skip = 0;
  if (!page.after.empty()) {
    const auto raw = text::from_base64(page.after);
    const auto place = raw ? text::to_integer(*raw) : std::nullopt;
    if (!place || *place < 0) return invalid("page[after]", "InvalidValue", "error.field.bad_cursor");
    skip = std::size_t(*place);
  }
  const std::string types = text::lower_ascii(c.parameter("filter[content_types]").value_or("article"));
  const auto found = types.find("article") == types.npos ? std::vector<Found>{} : found_in(c, tx, query, locales.empty() ? "" : locale_key(locales.substr(0, locales.find(','))));
  const std::size_t begin = std::min(skip, found.size()), end = std::min(found.size(), begin + std::size_t(page.size));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("results").begin_array();
  for (std::size_t i = begin; i < end; ++i) {
    const Article& article = found[i].article;
    const Translation& words = found[i].translation;
    w.begin_object().field("type", "ARTICLE").field("id", article.id).field("title", words.title).field("snippet", found[i].snippet_html);
    w.field("url", article_page(c, article.id.value, words.title)).field("api_url", c.url("/help_center/" + words.locale + "/articles/" + std::to_string(article.id.value) + ".json"));
    w.field("locale", words.locale).field("section_id", article.section_id).field("user_id", article.author_id);
    w.field("created_at", article.created_at).field("updated_at", article.updated_at).end_object();
  }
  const bool more = end < found.size();
  w.end_array();
  const auto text_or_null = [&](const char* key, bool there, const std::string& value) {
    w.key(key);
    if (there) w.value(value);
    else w.null();
  };
  w.key("meta").begin_object().field("has_more", more);
  text_or_null("after_cursor", more, plain_cursor(end));
  w.key("before_cursor").null().end_object().key("links").begin_object();
  text_or_null("next", more, api::url_with(c, {{"page[after]", plain_cursor(end)}}));
  w.key("prev").null().end_object().field("count", found.size()).end_object();
  return Reply::ok(std::move(out));
}

// Changed since `start_time` (seconds), oldest change first; items of one second stay together.
Result<Reply> incremental(Context& c, db::Tx& tx) {
  const std::int64_t start = TRY(api::start_time(c));
  constexpr int kMost = 1000;
  auto changed = articles_since(tx, Time::from_seconds(start), kMost + 200);
  if (changed.size() > kMost) {
    std::size_t keep = kMost;
    while (keep < changed.size() && changed[keep].updated_at.seconds() == changed[kMost - 1].updated_at.seconds()) ++keep;
    changed.resize(keep);
  }
  const Audience reader = audience_of(tx, c.caller);
  std::int64_t end = start, count = 0;
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("articles").begin_array();
  for (const Article& article : changed) {
    end = article.updated_at.seconds();
    if (!reader.sees(article.user_segment_id)) continue;
    api::Where where;
    where.add("t.id = ?", db::Value(article.id.value));
    where.add("t.locale = t.source_locale");
    for (const Row& row : article_rows().select(tx, where)) {
      article_rows().write(w, row, c);
      ++count;
    }
  }
  const bool more = int(changed.size()) >= kMost;
  w.end_array().field("count", count).field("end_time", end).key("next_page");
  if (more) w.value(api::url_with(c, {{"start_time", std::to_string(end)}}));
  else w.null();
  w.field("end_of_stream", !more).end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

const api::Resource<Row>& article_rows() {
  static const auto resource = describe();
  return resource;
}

api::Where readable_articles(const Context& c, db::Tx& tx) {
  api::Where where = article_rows().visible(c.caller);
  if (!c.caller.staff()) where.add("t.draft = 0");
  const Audience reader = audience_of(tx, c.caller);
  if (reader.everything) return where;
  std::string list;
  std::vector<db::Value> values;
  for (const std::int64_t segment : reader.segments) {
    list += list.empty() ? "?" : ",?";
    values.emplace_back(segment);
  }
  where.add_values(list.empty() ? "t.user_segment_id = 0" : "t.user_segment_id = 0 or t.user_segment_id in (" + list + ")", values);
  return where;
}

Result<Row> readable_article(Context& c, db::Tx& tx, std::int64_t id) {
  if (id <= 0) return not_found();
  return reread(c, tx, ArticleId(id), wanted_locale(c));
}

Result<Row> editable_article(Context& c, db::Tx& tx, std::int64_t id) {
  Row row = TRY(readable_article(c, tx, id));
  if (!may_work(tx, c.caller, row.permission_group_id.value, Work::edit)) return forbidden("permission group");
  return row;
}

Result<Reply> articles_reply(Context& c, db::Tx& tx, api::Where where) {
  add_locale(where, wanted_locale(c));
  for (const std::string& label : api::texts_parameter(c, "label_names"))
    where.add("t.label_names like ? escape '\\'", db::Value("%" + text::replace_all(text::replace_all(text::replace_all(to_string(Json(label)), "\\", "\\\\"), "%", "\\%"), "_", "\\_") + "%"));
  return list_reply(article_rows(), c, tx, std::move(where), sort_of(c, article_rows().sorts, article_rows().default_sort));
}

void add_article_routes(api::Api& api) {
  search::article_results = article_results;
  std::vector<api::KeyInfo> keys;
  for (const auto& field : article_rows().fields) keys.push_back({field.name, field.type, field.name == "title", !field.read});
  keys.push_back({"organization_id", "integer"});
  api.describe("article", std::move(keys));
  read_both(api, "/articles", Access::anonymous, list_of(""));
  read_both(api, "/sections/{id}/articles", Access::anonymous, list_of("section_id"));
  read_both(api, "/categories/{id}/articles", Access::anonymous, list_of("category_id"));
  read_both(api, "/users/{id}/articles", Access::customer, list_of("author_id"));
  read_both(api, "/articles/search", Access::anonymous, search_reply);
  // Older clients ask below "portal" when nobody is signed in, newer ones the guide.
  api.read("GET", "/portal/search", Access::anonymous, search_reply);
  api.read("GET", "/guide/search", Access::anonymous, unified_search);
  read_both(api, "/incremental/articles", Access::staff, incremental);
  api.read("GET", "/help_center/articles/show_many", Access::anonymous, [](Context& c, db::Tx& tx) -> Result<Reply> {
    api::Where where = readable_articles(c, tx);
    where.add_in("t.id", TRY(api::ids_parameter(c)));
    add_locale(where, wanted_locale(c));
    return api::picked_reply(article_rows(), c, tx, article_rows().select(tx, where, " order by t.id"));
  });
  read_both(api, "/articles/{id}", Access::anonymous, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return Reply::ok(object_body(article_rows(), c, tx, TRY(readable_article(c, tx, c.id()))));
  });
  write_both(api, "POST", "/sections/{id}/articles", Access::staff, create);
  write_both(api, "PUT", "/articles/{id}", Access::staff, change);
  api.write("DELETE", "/help_center/articles/{id}", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    TRY(editable_article(c, tx, c.id()));
    TRY(archive_article(tx, UserId(c.caller.id), ArticleId(c.id())));
    return Reply::no_content();
  });
}

}  // namespace sahay::helpcenter
