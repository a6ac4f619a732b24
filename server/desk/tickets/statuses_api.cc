// Routes of /custom_statuses, and what the desk has chosen about tickets (/ticket_settings).
#include "base/text.h"
#include "desk/tickets/custom_status.h"
#include "desk/tickets/custom_status_sql.h"
#include "desk/tickets/ticket_settings.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::tickets {
namespace {

using api::Access;
using api::Context;
using api::Reply;
using S = CustomStatus;

constexpr std::size_t kLongestLabel = 48;

Result<void> check_status(Context&, db::Tx& tx, const S* before, S& now, const JsonObject&) {
  if (before && before->status_category != now.status_category) return invalid("status_category", "InvalidValue", "error.field.fixed");
  if (now.is_default && !now.active) return invalid("active", "InvalidValue", "error.field.default_status");
  if (now.end_user_label.empty()) now.end_user_label = now.agent_label;
  if (!before) now.position = std::int64_t(custom_statuses(tx).size()) + 1;
  return {};
}

Result<void> filter_statuses(Context& c, db::Tx&, api::Where& where) {
  const std::string categories = c.parameter("status_categories").value_or("");
  std::vector<std::string> wanted;
  for (auto category : text::split(categories, ','))
    if (!category.empty()) wanted.emplace_back(text::trim(category));
  if (!wanted.empty()) where.add_in("t.status_category", wanted);
  if (const auto active = c.parameter("active")) where.add("t.active = ?", db::Value(std::int64_t(*active == "true")));
  if (const auto chosen = c.parameter("default")) where.add("t.is_default = ?", db::Value(std::int64_t(*chosen == "true")));
  return {};
}

api::Resource<S> describe() {
  using namespace api;
  Resource<S> r;
  r.name = "custom_status";
  r.plural = "custom_statuses";
  r.path = "/custom_statuses";
  r.table = "custom_statuses";
  r.default_sort = {"t.position"};
  r.more_filters = filter_statuses;
  r.check = check_status;
  r.remove = [](Context&, db::Tx& tx, const S& status) -> Result<void> {
    if (status.is_default) return invalid("id", "InvalidValue", "error.field.default_status");
    if (tx.scalar<std::int64_t>(sql::custom_status::count_tickets, status.id).value_or(0) > 0)
      return invalid("id", "InvalidValue", "error.field.status_in_use");
    tx.execute("delete from custom_statuses where id = $1", status.id);
    return {};
  };
  const auto raw = [](std::string name, std::string S::*member) { return text_field<S>(std::move(name), member).read_only(); };
  r.fields = {
      computed<S>("id", "integer", [](JsonWriter& w, const S& s, const Context&) { w.value(s.id); }),
      choice<S>("status_category", &S::status_category, {std::begin(kStatuses), std::end(kStatuses)}).required(),
      text_field<S>("agent_label", &S::agent_label).required().max(kLongestLabel),
      raw("raw_agent_label", &S::agent_label),
      text_field<S>("end_user_label", &S::end_user_label).max(kLongestLabel),
      raw("raw_end_user_label", &S::end_user_label),
      text_field<S>("description", &S::description).max(255),
      raw("raw_description", &S::description),
      text_field<S>("end_user_description", &S::end_user_description).max(255),
      raw("raw_end_user_description", &S::end_user_description),
      flag<S>("active", &S::active),
      flag<S>("default", &S::is_default).read_only(),
      time_field<S>("created_at", &S::created_at).read_only(),
      time_field<S>("updated_at", &S::updated_at).read_only()};
  return r;
}

std::string settings_body(db::Tx& tx) {
  std::string out;
  JsonWriter(out).begin_object().key("ticket_settings").begin_object().field("children_first", children_first(tx)).end_object().end_object();
  return out;
}

}  // namespace

void add_status_routes(api::Api& api) {
  add_resource(api, describe());
  api.read("GET", "/ticket_settings", Access::staff, [](Context&, db::Tx& tx) -> Result<Reply> { return Reply::ok(settings_body(tx)); });
  api.write("PUT", "/ticket_settings", Access::admin, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const JsonObject* in = TRY(c.wrapped("ticket_settings"));
    if (in->contains("children_first")) {
      const auto on = bool_at(*in, "children_first");
      if (!on) return invalid("children_first", "InvalidFormat", "error.field.wrong_type", {{"type", "boolean"}});
      set_children_first(tx, *on);
    }
    return Reply::ok(settings_body(tx));
  });
}

}  // namespace sahay::tickets
