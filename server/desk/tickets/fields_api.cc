// Routes of /ticket_fields.
#include "base/text.h"
#include "desk/tickets/field_list.h"
#include "desk/tickets/ticket_field.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::tickets {
namespace {

using api::Access;
using api::Context;
using api::Reply;
using F = TicketField;

bool has_options(const F& field) { return field.type == "tagger" || field.type == "multiselect"; }

void write_system_options(JsonWriter& w, const F& field) {
  const auto option = [&](std::string_view name, std::string_view value) { w.begin_object().field("name", name).field("value", value).end_object(); };
  w.begin_array();
  if (field.type == "status") for (const char* v : {"open", "pending", "hold", "solved"}) option(v, v);
  if (field.type == "priority") for (const auto v : kPriorities) option(v, v);
  if (field.type == "tickettype") for (const auto v : kTypes) option(v, v);
  w.end_array();
}

// Options get ids and keep them: an option sent back with its id, or with a known value, is the same option.
Result<std::string> read_options(db::Tx& tx, const F* before, const JsonArray& list) {
  const Json known = before ? parse_json(before->options.text).value() : Json(JsonArray{});
  JsonArray out;
  for (const Json& item : list) {
    if (!item.is_object()) return invalid("custom_field_options", "InvalidFormat", "error.field.wrong_type", {{"type", "array of objects"}});
    const JsonObject& in = item.get_object();
    const auto name = string_at(in, "name"), value = string_at(in, "value");
    if (!name || !value || value->empty()) return invalid("custom_field_options", "BlankValue", "error.field.blank");
    std::int64_t id = integer_at(in, "id").value_or(0);
    for (const Json& old : known.get_array())
      if (!id && old.at("value") == Json(*value)) id = old.at("id").as_int64();
    for (const Json& earlier : out)
      if (earlier.at("value") == Json(*value)) return invalid("custom_field_options", "DuplicateValue", "error.field.option_twice", {{"value", *value}});
    if (!id) id = tx.new_id("field_options");
    out.push_back(JsonObject{{"id", id}, {"name", *name}, {"raw_name", *name}, {"value", *value}, {"default", bool_at(in, "default").value_or(false)}});
  }
  return to_string(Json(std::move(out)));
}

Result<void> check_field(Context&, db::Tx& tx, const F* before, F& now, const JsonObject& in) {
  if (before && before->type != now.type) return invalid("type", "InvalidValue", "error.field.fixed");
  if (!before) now.removable = true;
  if (now.title_in_portal.empty()) now.title_in_portal = now.title;
  if (const JsonArray* list = array_at(in, "custom_field_options")) {
    if (!has_options(now)) return invalid("custom_field_options", "InvalidValue", "error.field.no_options_here");
    now.options.text = TRY(read_options(tx, before, *list));
  } else if (!before && has_options(now)) {
    return invalid("custom_field_options", "BlankValue", "error.field.blank");
  }
  if (!before && now.position == 0) now.position = std::int64_t(ticket_fields(tx).size()) + 1;
  return {};
}

const api::Resource<F>& field_resource() {
  static const api::Resource<F> resource = [] {
    using namespace api;
    Resource<F> r;
    r.name = "ticket_field";
    r.plural = "ticket_fields";
    r.path = "/ticket_fields";
    r.table = "ticket_fields";
    r.see = Access::staff;
    r.default_sort = {"t.position"};
    r.check = check_field;
    r.remove = [](Context&, db::Tx& tx, const F& field) -> Result<void> {
      if (!field.removable) return invalid("id", "InvalidValue", "error.field.system_field");
      tx.execute("delete from ticket_fields where id = $1", field.id);
      if (own_fields_changed) own_fields_changed(tx);
      return {};
    };
    r.stored = [](Context&, db::Tx& tx, const F*, const F&, const JsonObject&) -> Result<void> {
      if (own_fields_changed) own_fields_changed(tx);
      return {};
    };
    r.fields = {
        computed<F>("id", "integer", [](JsonWriter& w, const F& f, const Context&) { w.value(f.id); }),
        choice<F>("type", &F::type, {"text", "textarea", "checkbox", "date", "integer", "decimal", "regexp", "partialcreditcard", "multiselect", "tagger"}).required(),
        text_field<F>("title", &F::title).required().max(255),
        text_field<F>("raw_title", &F::title),
        text_field<F>("description", &F::description),
        text_field<F>("raw_description", &F::description),
        number<F>("position", &F::position),
        flag<F>("active", &F::active),
        flag<F>("required", &F::required),
        flag<F>("collapsed_for_agents", &F::collapsed_for_agents),
        nullable_text<F>("regexp_for_validation", &F::regexp_for_validation),
        text_field<F>("title_in_portal", &F::title_in_portal),
        text_field<F>("raw_title_in_portal", &F::title_in_portal),
        flag<F>("visible_in_portal", &F::visible_in_portal),
        flag<F>("editable_in_portal", &F::editable_in_portal),
        flag<F>("required_in_portal", &F::required_in_portal),
        nullable_text<F>("tag", &F::tag),
        time_field<F>("created_at", &F::created_at).read_only(),
        time_field<F>("updated_at", &F::updated_at).read_only(),
        flag<F>("removable", &F::removable).read_only(),
        always_null<F>("key", "string"),
        nullable_text<F>("agent_description", &F::agent_description),
        computed<F>("custom_field_options", "array", [](JsonWriter& w, const F& f, const Context&) { w.value(f.options); }),
        computed<F>("system_field_options", "array", [](JsonWriter& w, const F& f, const Context&) { write_system_options(w, f); })};
    return r;
  }();
  return resource;
}

Reply options_reply(const F& field) {
  const Json options = parse_json(field.options.text).value();
  std::string out;
  JsonWriter(out).begin_object().field("custom_field_options", field.options).key("next_page").null().key("previous_page").null()
      .field("count", options.get_array().size()).end_object();
  return Reply::ok(std::move(out));
}

// POST creates an option, or changes the one whose id it names.
Result<Reply> save_option(Context& c, db::Tx& tx) {
  const F field = TRY(field_resource().find(c, tx, c.id()));
  const JsonObject* in = TRY(c.wrapped("custom_field_option"));
  JsonArray options = parse_json(field.options.text).value().get_array();
  const auto id = integer_at(*in, "id");
  bool replaced = false;
  for (Json& option : options)
    if (id && option.at("id") == Json(*id)) {
      for (const auto& [key, value] : *in) option.get_object()[key] = value;
      replaced = true;
    }
  if (!replaced) options.push_back(*in);
  F changed = field;
  changed.options.text = TRY(read_options(tx, &field, options));
  changed.updated_at = tx.now();
  field_resource().save(tx, changed);
  const Json stored = parse_json(changed.options.text).value();
  std::string out;
  const Json* shown = &stored.get_array().back();
  for (const Json& option : stored.get_array())
    if (id && option.at("id") == Json(*id)) shown = &option;
  JsonWriter(out).begin_object().field("custom_field_option", *shown).end_object();
  return Reply{replaced ? 200 : 201, std::move(out)};
}

Result<Reply> show_option(Context& c, db::Tx& tx) {
  const F field = TRY(field_resource().find(c, tx, c.id()));
  const Json options = parse_json(field.options.text).value();
  for (const Json& option : options.get_array())
    if (option.at("id") == Json(c.id("option"))) {
      std::string out;
      JsonWriter(out).begin_object().field("custom_field_option", option).end_object();
      return Reply::ok(std::move(out));
    }
  return not_found();
}

Result<Reply> remove_option(Context& c, db::Tx& tx) {
  F field = TRY(field_resource().find(c, tx, c.id()));
  Json options = parse_json(field.options.text).value();
  JsonArray left;
  for (Json& option : options.get_array())
    if (option.at("id") != Json(c.id("option"))) left.push_back(std::move(option));
  if (left.size() == options.get_array().size()) return not_found();
  field.options.text = to_string(Json(std::move(left)));
  field.updated_at = tx.now();
  field_resource().save(tx, field);
  return Reply::no_content();
}

}  // namespace

const api::Resource<F>& ticket_field_resource() { return field_resource(); }

void add_field_routes(api::Api& api) {
  api.read("GET", "/ticket_fields/{id}/options", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return options_reply(TRY(field_resource().find(c, tx, c.id())));
  });
  for (const char* method : {"POST", "PUT"}) api.write(method, "/ticket_fields/{id}/options", Access::admin, save_option);
  api.read("GET", "/ticket_fields/{id}/options/{option}", Access::staff, show_option);
  api.write("DELETE", "/ticket_fields/{id}/options/{option}", Access::admin, remove_option);
  add_resource(api, field_resource());
}

}  // namespace sahay::tickets
