// /guide/content_tags: words that readers and staff find articles by. Their ids are texts on the wire.
#include <algorithm>

#include "base/text.h"
#include "desk/helpcenter/content_tag_sql.h"
#include "desk/helpcenter/content_tags.h"
#include "desk/helpcenter/help_api.h"
#include "platform/text/analyse.h"

namespace sahay::helpcenter {
namespace {

namespace q = sql::content_tag;
using api::Access;
using api::Context;
using api::Reply;

constexpr std::size_t kMostOfOne = 20;

struct ContentTag {
  Id<struct ContentTagTag> id;
  std::string name, name_key;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(ContentTag, (), (id, name, name_key, created_at, updated_at))

struct Tagged {
  ArticleId id;
  std::vector<std::int64_t> content_tag_ids;
};
BOOST_DESCRIBE_STRUCT(Tagged, (), (id, content_tag_ids))

// Names that differ only in capitals are one, in every script.
std::string key_of(std::string_view name) { return text::fold_text(text::trim(name)); }

// Articles let go of a tag that is no more.
Result<void> remove(Context&, db::Tx& tx, const ContentTag& tag) {
  for (Tagged& article : tx.all<Tagged>(q::tagged))
    if (std::erase(article.content_tag_ids, tag.id.value) > 0) tx.execute(q::set_tags, article.id, write_json(article.content_tag_ids));
  tx.execute("delete from content_tags where id = $1", tag.id);
  return {};
}

api::Resource<ContentTag> describe() {
  using namespace api;
  using T = ContentTag;
  Resource<T> r;
  r.name = "content_tag";
  r.plural = "content_tags";
  r.path = "/guide/content_tags";
  r.table = "content_tags";
  r.see = Access::staff;
  r.change = Access::staff;
  r.lists = r.many = false;
  r.sorts = {{"id", {"t.id"}}, {"name", {"t.name_key", false, true}}, {"created_at", {"t.created_at"}}, {"updated_at", {"t.updated_at"}}};
  r.fields = {computed<T>("id", "string", [](JsonWriter& w, const T& t, const Context&) { w.value(std::to_string(t.id.value)); }),
              text_field<T>("name", &T::name).required().max(100),
              time_field<T>("created_at", &T::created_at).read_only(),
              time_field<T>("updated_at", &T::updated_at).read_only()};
  r.check = [](Context&, db::Tx& tx, const T*, T& now, const JsonObject&) -> Result<void> {
    now.name = text::trim(now.name);
    now.name_key = key_of(now.name);
    if (tx.scalar<std::int64_t>(q::taken, now.name_key, now.id.value)) return invalid("name", "DuplicateValue", "error.field.name_taken", {{"name", now.name}});
    return {};
  };
  r.remove = remove;
  return r;
}

const api::Resource<ContentTag>& resource() {
  static const auto tags = describe();
  return tags;
}

// By cursor whatever was asked, and under "records", as the field's clients read them.
Result<Reply> list(Context& c, db::Tx& tx) {
  api::Page page = TRY(api::page_of(c));
  page.by_cursor = true;
  api::ListQuery query{"t.*", "content_tags t", {}, api::sort_of(c, resource().sorts, {"t.id"})};
  if (const auto prefix = c.parameter("filter[name_prefix]"); prefix && !prefix->empty())
    query.where.add("substr(t.name_key, 1, ?) = ?", db::Value(std::int64_t(text::length(key_of(*prefix)))), db::Value(key_of(*prefix)));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("records").begin_array();
  const api::PageState state = TRY(api::run_page(tx, query, page, [&](const db::Cursor& row) { resource().write(w, db::RowReader<ContentTag>(row).read(row), c); }));
  w.end_array();
  api::write_page(w, c, page, state);
  w.end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

Result<std::vector<std::int64_t>> read_content_tags(db::Tx& tx, const Json& in) {
  std::vector<std::int64_t> ids;
  if (in.is_null()) return ids;
  if (!in.is_array() || in.get_array().size() > kMostOfOne) return invalid("content_tag_ids", "TooLong", "error.field.too_long", {{"max", std::to_string(kMostOfOne)}});
  for (const Json& item : in.get_array()) {
    const auto id = integer_at(JsonObject{{"id", item}}, "id");
    if (!id || !tx.scalar<std::int64_t>("select id from content_tags where id = $1", *id)) return invalid("content_tag_ids", "InvalidValue", "error.field.invalid");
    if (std::find(ids.begin(), ids.end(), *id) == ids.end()) ids.push_back(*id);
  }
  return ids;
}

void set_content_tags(db::Tx& tx, ArticleId article, const std::vector<std::int64_t>& ids) { tx.execute(q::set_tags, article, write_json(ids)); }

void add_content_tag_routes(api::Api& api) {
  api.read("GET", "/guide/content_tags", Access::staff, list);
  api.read("GET", "/guide/content_tags/count", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return api::count_reply(api::count_rows(tx, {"t.id", "content_tags t", {}, {}}), c.now);
  });
  add_resource(api, resource());
}

}  // namespace sahay::helpcenter
