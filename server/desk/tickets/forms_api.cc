// Routes of /ticket_forms.
#include "base/text.h"
#include "desk/tickets/ticket_form.h"
#include "desk/tickets/ticket_form_sql.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::tickets {
namespace {

using api::Access;
using api::Context;
using api::Reply;
using F = TicketForm;

Result<void> check_form(Context&, db::Tx& tx, const F* before, F& now, const JsonObject& in) {
  const auto fields = ticket_fields(tx);
  if (now.display_name.empty()) now.display_name = now.name;
  if (const Json* list = sahay::find(in, "ticket_field_ids")) {
    if (!list->is_array()) return invalid("ticket_field_ids", "InvalidFormat", "error.field.wrong_type", {{"type", "array of ids"}});
    now.ticket_field_ids.clear();
    for (const Json& item : list->get_array()) {
      const auto id = integer_at(JsonObject{{"id", item}}, "id").value_or(0);
      const bool known = std::any_of(fields.begin(), fields.end(), [&](const auto& f) { return f.id.value == id; });
      if (!known) return invalid("ticket_field_ids", "InvalidValue", "error.field.no_ticket_field");
      const auto at = std::find(now.ticket_field_ids.begin(), now.ticket_field_ids.end(), id);
      if (at == now.ticket_field_ids.end()) now.ticket_field_ids.push_back(id);
    }
  }
  for (const auto& [key, member] : {std::pair("agent_conditions", &F::agent_conditions), std::pair("end_user_conditions", &F::end_user_conditions)})
    if (const Json* list = sahay::find(in, key)) {
      if (!list->is_array()) return invalid(key, "InvalidFormat", "error.field.wrong_type", {{"type", "array of objects"}});
      (now.*member).text = TRY(read_conditions(key, list->get_array(), now, fields));
    } else if (before && before->ticket_field_ids != now.ticket_field_ids) {
      // A field that leaves the form must not stay in its conditions.
      TRY(read_conditions(key, parse_json((now.*member).text).value().get_array(), now, fields));
    }
  if (now.is_default && !now.active) return invalid("active", "InvalidValue", "error.field.default_form");
  if (before && before->is_default && !now.is_default) return invalid("default", "InvalidValue", "error.field.default_form");
  if (!before && now.position == 0) now.position = std::int64_t(ticket_forms(tx).size()) + 1;
  return {};
}

// Customers see what they may fill in.
void scope_forms(const api::Caller& caller, api::Where& where) {
  if (!caller.staff()) where.add("t.active = 1 and t.end_user_visible = 1");
}

Result<void> filter_forms(Context& c, db::Tx&, api::Where& where) {
  if (const auto active = c.parameter("active")) where.add("t.active = ?", db::Value(std::int64_t(*active == "true")));
  if (const auto visible = c.parameter("end_user_visible")) where.add("t.end_user_visible = ?", db::Value(std::int64_t(*visible == "true")));
  return {};
}

api::Resource<F> describe() {
  using namespace api;
  Resource<F> r;
  r.name = "ticket_form";
  r.plural = "ticket_forms";
  r.path = "/ticket_forms";
  r.table = "ticket_forms";
  r.see = Access::anonymous;
  r.default_sort = {"t.position"};
  r.scope = scope_forms;
  r.more_filters = filter_forms;
  r.check = check_form;
  r.stored = [](Context&, db::Tx& tx, const F*, const F& now, const JsonObject&) -> Result<void> {
    if (now.is_default) tx.execute(sql::ticket_form::other_default, now.id);
    return {};
  };
  r.remove = [](Context&, db::Tx& tx, const F& form) -> Result<void> {
    if (form.is_default) return invalid("id", "InvalidValue", "error.field.default_form");
    tx.execute("delete from ticket_forms where id = $1", form.id);
    return {};
  };
  r.fields = {
      computed<F>("id", "integer", [](JsonWriter& w, const F& f, const Context&) { w.value(f.id); }),
      text_field<F>("name", &F::name).required().max(255),
      text_field<F>("raw_name", &F::name).read_only(),
      text_field<F>("display_name", &F::display_name).max(255),
      text_field<F>("raw_display_name", &F::display_name).read_only(),
      number<F>("position", &F::position),
      flag<F>("active", &F::active),
      flag<F>("default", &F::is_default),
      flag<F>("end_user_visible", &F::end_user_visible),
      computed<F>("ticket_field_ids", "array", [](JsonWriter& w, const F& f, const Context&) { w.value(f.ticket_field_ids); }),
      flag<F>("in_all_brands", &F::in_all_brands),
      computed<F>("restricted_brand_ids", "array", [](JsonWriter& w, const F& f, const Context&) { w.value(f.restricted_brand_ids); }),
      computed<F>("agent_conditions", "array", [](JsonWriter& w, const F& f, const Context&) { w.value(f.agent_conditions); }).internal(),
      computed<F>("end_user_conditions", "array", [](JsonWriter& w, const F& f, const Context&) { w.value(f.end_user_conditions); }),
      time_field<F>("created_at", &F::created_at).read_only(),
      time_field<F>("updated_at", &F::updated_at).read_only()};
  return r;
}

const api::Resource<F>& form_resource() {
  static const api::Resource<F> resource = describe();
  return resource;
}

Result<Reply> reorder(Context& c, db::Tx& tx) {
  const JsonArray* ids = array_at(c.body, "ticket_form_ids");
  if (!ids) return invalid("ticket_form_ids", "InvalidFormat", "error.field.wrong_type", {{"type", "array of ids"}});
  std::vector<std::int64_t> order;
  for (const Json& item : *ids) {
    const auto id = integer_at(JsonObject{{"id", item}}, "id").value_or(0);
    if (!find_form(tx, id)) return invalid("ticket_form_ids", "InvalidValue", "error.field.no_form");
    order.push_back(id);
  }
  // Forms that were not named keep their order behind the named ones.
  for (const F& form : ticket_forms(tx))
    if (std::find(order.begin(), order.end(), form.id.value) == order.end()) order.push_back(form.id.value);
  for (std::size_t i = 0; i < order.size(); ++i) tx.execute(sql::ticket_form::set_position, order[i], i + 1, tx.now());
  return objects_reply(form_resource(), c, ticket_forms(tx));
}

Result<Reply> clone(Context& c, db::Tx& tx) {
  F copy = TRY(form_resource().find(c, tx, c.id()));
  copy.id = Id<TicketFormTag>(tx.new_id("ticket_forms"));
  copy.is_default = false;
  copy.position = std::int64_t(ticket_forms(tx).size()) + 1;
  copy.created_at = copy.updated_at = tx.now();
  form_resource().insert(tx, copy);
  return Reply::created(object_body(form_resource(), c, tx, copy), form_resource().url(c, copy));
}

}  // namespace

void write_forms(const Context& c, db::Tx& tx, const std::vector<std::int64_t>& ids, JsonWriter& w) {
  api::Where where;
  where.add_in("t.id", ids);
  w.key("ticket_forms").begin_array();
  for (const F& form : form_resource().select(tx, where, " order by t.id")) form_resource().write(w, form, c);
  w.end_array();
}

void add_form_routes(api::Api& api) {
  api.write("PUT", "/ticket_forms/reorder", Access::admin, reorder);
  api.write("POST", "/ticket_forms/{id}/clone", Access::admin, clone);
  add_resource(api, form_resource());
}

}  // namespace sahay::tickets
