// The rows of views: tickets, execute, preview, and counts.
#include "base/text.h"
#include "desk/people/people_api.h"
#include "desk/tickets/rule_routes.h"
#include "desk/views/view_sql.h"
#include "desk/views/views.h"

namespace sahay::views {
namespace {

using api::Access;
using api::Context;
using api::Reply;
using tickets::Ticket;

constexpr std::size_t kMostCounts = 20;

api::Where rows(const View& view, const Context& c) { return rows_of(tickets::parse_conditions(view.conditions.text), c.caller, c.now); }

// The order of the view, or the one that the request asks for.
api::Sort sort_of(const Context& c, const View& view) {
  const std::string by = c.parameter("sort_by").value_or("");
  if (!find_column(by)) return order_of(view.group_by, view.group_order, view.sort_by, view.sort_order);
  return order_of("", "", by, c.parameter("sort_order").value_or(view.sort_order));
}

void write_row(JsonWriter& w, const Context& c, const Ticket& t, const std::vector<std::string>& names) {
  w.begin_object().key("ticket").begin_object();
  w.field("id", t.id).field("subject", t.subject).field("description", t.snippet).field("status", t.status).key("type");
  if (t.type.empty()) w.null(); else w.value(t.type);
  w.key("priority");
  if (t.priority.empty()) w.null(); else w.value(t.priority);
  w.field("url", c.url("/tickets/" + std::to_string(t.id.value) + ".json"));
  w.key("last_comment").begin_object().field("id", t.last_comment_id).field("body", t.snippet).field("public", t.last_public).end_object();
  w.end_object();
  JsonObject own;
  if (t.custom_fields.text.size() > 2)
    if (auto stored = parse_json(t.custom_fields.text); stored.ok() && stored->is_object()) own = std::move(stored->get_object());
  JsonArray custom;
  for (const std::string& name : names) {
    if (const Column* column = find_column(name)) column->write(w, t, c);
    if (const auto number = custom_field_of(name)) {
      const auto* value = own.if_contains(std::to_string(number));
      custom.push_back(JsonObject{{"id", number}, {"value", value ? *value : Json(nullptr)}});
    }
  }
  w.key("custom_fields").value(Json(custom)).key("fields").value(Json(custom));
  w.end_object();
}

// {"rows":[...],"columns":[...],"view":{...},"users":[...],...}
Result<Reply> execute(Context& c, db::Tx& tx, const View& view) {
  const api::Page page = TRY(api::page_of(c));
  api::ListQuery query{"t.*", "tickets t", rows(view, c), sort_of(c, view)};
  std::vector<Ticket> list;
  std::optional<db::RowReader<Ticket>> reader;
  const api::PageState state = TRY(api::run_page(tx, query, page, [&](const db::Cursor& row) {
    if (!reader) reader.emplace(row);
    list.push_back(reader->read(row));
  }));
  const auto names = db::read_string_list(view.columns.text);
  std::vector<std::int64_t> users, groups, organizations;
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("rows").begin_array();
  for (const Ticket& t : list) {
    write_row(w, c, t, names);
    for (const UserId id : {t.requester_id, t.submitter_id, t.assignee_id}) users.push_back(id.value);
    groups.push_back(t.group_id.value);
    organizations.push_back(t.organization_id.value);
  }
  w.end_array().key("columns");
  write_columns(w, c, view.columns, tickets::ticket_fields(tx));
  w.key("view").begin_object();
  if (view.id) w.field("id", view.id).field("url", view_resource().url(c, view)).field("title", view.title);
  w.end_object();
  people::write_users(c, tx, std::move(users), w);
  people::write_groups(c, tx, std::move(groups), w);
  people::write_organizations(c, tx, std::move(organizations), w);
  api::write_page(w, c, page, state);
  w.end_object();
  return Reply::ok(std::move(out));
}

// A view that is not stored, from {"view":{...}}.
Result<View> described(Context& c, db::Tx& tx) {
  const JsonObject* in = TRY(c.wrapped("view"));
  View view;
  JsonObject filled = *in;
  if (!filled.contains("title")) filled["title"] = "Preview";
  TRY(view_resource().apply(c, view, filled, true));
  TRY(view_resource().check(c, tx, nullptr, view, filled));
  return view;
}

void write_count(JsonWriter& w, const Context& c, db::Tx& tx, const View& view) {
  const Count found = count(tx, rows(view, c));
  w.begin_object().field("url", c.url("/views/" + std::to_string(view.id.value) + "/count.json")).field("view_id", view.id);
  w.field("value", found.value).field("pretty", found.pretty()).field("fresh", found.fresh).field("active", view.active).field("exact", found.value <= kExact);
  w.end_object();
}

Result<Reply> count_many(Context& c, db::Tx& tx) {
  const auto ids = TRY(api::ids_parameter(c));
  if (ids.size() > kMostCounts) return api::too_many_values();
  api::Where where = view_resource().visible(c.caller);
  where.add_in("t.id", ids);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("view_counts").begin_array();
  for (const View& view : view_resource().select(tx, where, " order by t.position, t.id")) write_count(w, c, tx, view);
  w.end_array().end_object();
  return Reply::ok(std::move(out));
}

api::Handler of_view(Result<Reply> (*answer)(Context&, db::Tx&, const View&)) {
  return [answer](Context& c, db::Tx& tx) -> Result<Reply> { return answer(c, tx, TRY(view_resource().find(c, tx, c.id()))); };
}

}  // namespace

void add_row_routes(api::Api& api) {
  for (const char* path : {"/views/{id}/tickets", "/views/{id}/feed"})
    api.read("GET", path, Access::staff, of_view([](Context& c, db::Tx& tx, const View& view) -> Result<Reply> {
      return list_reply(tickets::ticket_resource(), c, tx, rows(view, c), sort_of(c, view));
    }));
  // Nothing has to be made ready: where all of the view is read, page by page.
  api.read("GET", "/views/{id}/export", Access::staff, of_view([](Context& c, db::Tx&, const View& view) -> Result<Reply> {
    std::string out;
    JsonWriter w(out);
    w.begin_object().key("export").begin_object().field("view_id", view.id).field("status", "completed");
    w.field("url", c.url("/views/" + std::to_string(view.id.value) + "/tickets.json?page%5Bsize%5D=100")).end_object().end_object();
    return Reply::ok(std::move(out));
  }));
  api.read("GET", "/views/{id}/execute", Access::staff, of_view(execute));
  api.read("GET", "/views/{id}/count", Access::staff, of_view([](Context& c, db::Tx& tx, const View& view) -> Result<Reply> {
    std::string out;
    JsonWriter w(out);
    w.begin_object().key("view_count");
    write_count(w, c, tx, view);
    w.end_object();
    return Reply::ok(std::move(out));
  }));
  api.read("GET", "/views/count_many", Access::staff, count_many);
  api.read("POST", "/views/preview", api::Right(Access::staff, api::kAnyStaff), [](Context& c, db::Tx& tx) -> Result<Reply> { return execute(c, tx, TRY(described(c, tx))); });
  api.read("POST", "/views/preview/count", api::Right(Access::staff, api::kAnyStaff), [](Context& c, db::Tx& tx) -> Result<Reply> {
    const View view = TRY(described(c, tx));
    std::string out;
    JsonWriter w(out);
    w.begin_object().key("view_count");
    write_count(w, c, tx, view);
    w.end_object();
    return Reply::ok(std::move(out));
  });
}

}  // namespace sahay::views
