#include "base/text.h"
#include "desk/tickets/tag_routes.h"
#include "desk/tickets/visible.h"
#include "platform/api/controller.h"

namespace sahay::tickets {
namespace {

using api::Access;
using api::Context;
using api::Reply;

constexpr std::int64_t kCompletions = 50;
constexpr std::size_t kShortestStart = 2;

struct TagCount {
  std::string name;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(TagCount, (), (name, count))

// The count is the desk's; the names are those of tickets that the caller sees.
api::ListQuery tags_of(const Context& c) {
  api::ListQuery query{"t.tag as name, t.count", "(select tag, count(*) as count, min(ticket_id) as first from ticket_tags group by tag) t", {}, {"t.tag", false, true}, "t.first"};
  if (c.caller.sees_all()) return query;
  std::vector<db::Value> values;
  const std::string seen = of_visible_tickets(c.caller, "t.id", values);
  query.where.add_values("t.tag in (select g.tag from ticket_tags g where g.ticket_id in " + seen + ")", values);
  return query;
}

Result<Reply> list_tags(Context& c, db::Tx& tx) {
  const api::Page page = TRY(api::page_of(c));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("tags").begin_array();
  const api::PageState state = TRY(api::run_page(tx, tags_of(c), page, [&](const db::Cursor& row) { w.value(db::RowReader<TagCount>(row).read(row)); }));
  w.end_array();
  api::write_page(w, c, page, state);
  w.end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> count_tags(Context& c, db::Tx& tx) { return api::count_reply(api::count_rows(tx, tags_of(c)), c.now); }

// name= (or {"name"}): at least two letters; at most fifty tags that begin so.
Result<Reply> complete(Context& c, db::Tx& tx) {
  const std::string start(text::trim(string_at(c.body, "name").value_or(c.parameter("name").value_or(""))));
  if (text::length(start) < kShortestStart) return invalid("name", "TooShort", "error.field.too_short", {{"min", std::to_string(kShortestStart)}});
  api::ListQuery query = tags_of(c);
  const std::string escaped = text::replace_all(text::replace_all(text::replace_all(start, "\\", "\\\\"), "%", "\\%"), "_", "\\_");
  query.where.add("lower(t.tag) like ? escape '\\'", db::Value(text::lower_ascii(escaped) + "%"));
  api::Page page;
  page.by_cursor = true;
  page.size = kCompletions;
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("tags").begin_array();
  std::int64_t count = 0;
  TRY(api::run_page(tx, query, page, [&](const db::Cursor& row) {
    w.value(db::RowReader<TagCount>(row).read(row).name);
    ++count;
  }));
  w.end_array().field("count", count).end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

void add_tag_routes(api::Api& api) {
  api.read("GET", "/tags", Access::staff, list_tags);
  api.read("GET", "/tags/count", Access::staff, count_tags);
  for (const char* method : {"GET", "POST"}) api.read(method, "/autocomplete/tags", Access::staff, complete);
}

}  // namespace sahay::tickets
