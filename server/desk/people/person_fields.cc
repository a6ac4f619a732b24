#include <re2/re2.h>

#include "base/text.h"
#include "desk/people/people_api.h"
#include "desk/people/person_field.h"
#include "platform/api/whole_list.h"

namespace sahay::people {
namespace {

using api::Access;
using api::Context;
using api::Reply;
using F = PersonField;

bool is_date(std::string_view value) {
  return value.size() == 10 && parse_iso8601(std::string(value) + "T00:00:00Z").has_value();
}

bool is_option(const F& field, const Json& value) {
  const auto options = parse_json(field.options.text);
  if (!options.ok() || !options->is_array() || !value.is_string()) return false;
  for (const Json& option : options->get_array())
    if (option.is_object() && option.get_object().if_contains("value") && option.at("value") == value) return true;
  return false;
}

// The value as it is stored, or nothing when it does not fit.
std::optional<Json> fitting(const F& field, const Json& value) {
  if (value.is_null()) return Json(nullptr);
  const JsonObject holder{{"v", value}};
  if (field.type == "checkbox") {
    const auto on = bool_at(holder, "v");
    return on ? std::optional(Json(*on)) : std::nullopt;
  }
  if (field.type == "integer") {
    const auto number = integer_at(holder, "v");
    return number ? std::optional(Json(*number)) : std::nullopt;
  }
  if (field.type == "decimal") {
    if (value.is_number()) return value;
    if (!value.is_string()) return std::nullopt;
    const auto number = parse_json(std::string_view(value.get_string()));
    return number.ok() && number->is_number() ? std::optional(*number) : std::nullopt;
  }
  if (field.type == "tagger" || field.type == "dropdown") return is_option(field, value) || (value.is_string() && value.get_string().empty()) ? std::optional(value) : std::nullopt;
  if (!value.is_string() && !value.is_int64()) return std::nullopt;
  const std::string words = value.is_string() ? std::string(value.get_string()) : std::to_string(value.get_int64());
  if (text::length(words) > 65'536) return std::nullopt;
  if (field.type == "date" && !words.empty() && !is_date(words)) return std::nullopt;
  if (field.type == "regexp" && !words.empty()) {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(1 << 20);
    const RE2 pattern(field.regexp_for_validation, options);
    if (!pattern.ok() || !RE2::FullMatch(words, pattern)) return std::nullopt;
  }
  return Json(text::repair_utf8(words));
}

Result<std::string> read_options(db::Tx& tx, const JsonArray& list) {
  JsonArray out;
  for (const Json& item : list) {
    const JsonObject* in = item.if_object();
    const auto name = in ? string_at(*in, "name") : std::nullopt, value = in ? string_at(*in, "value") : std::nullopt;
    if (!name || !value || value->empty()) return invalid("custom_field_options", "BlankValue", "error.field.blank");
    for (const Json& earlier : out)
      if (earlier.at("value") == Json(*value)) return invalid("custom_field_options", "DuplicateValue", "error.field.option_twice", {{"value", *value}});
    const std::int64_t id = integer_at(*in, "id").value_or(0);
    out.push_back(JsonObject{{"id", id ? id : tx.new_id("field_options")}, {"name", *name}, {"raw_name", *name}, {"value", *value}});
  }
  return to_string(Json(std::move(out)));
}

bool is_key(std::string_view key) {
  if (key.empty() || key.size() > 100) return false;
  for (const char c : key)
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-')) return false;
  return text::to_integer(key) == std::nullopt;
}

Result<void> check_field(const std::string& table, db::Tx& tx, const F* before, F& now, const JsonObject& in) {
  if (before && (before->type != now.type || before->field_key != now.field_key)) return invalid(before->type != now.type ? "type" : "key", "InvalidValue", "error.field.fixed");
  if (!is_key(now.field_key)) return invalid("key", "InvalidValue", "error.field.bad_key");
  if (!before && tx.scalar<std::int64_t>("select id from " + table + " where field_key = $1", now.field_key))
    return invalid("key", "DuplicateValue", "error.field.name_taken", {{"name", now.field_key}});
  if (const JsonArray* list = array_at(in, "custom_field_options")) now.options.text = TRY(read_options(tx, *list));
  if (now.type == "regexp") {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(1 << 20);
    if (now.regexp_for_validation.empty() || !RE2(now.regexp_for_validation, options).ok()) return invalid("regexp_for_validation", "InvalidValue", "error.field.bad_pattern");
  }
  if (!before && now.position == 0) now.position = tx.scalar<std::int64_t>("select count(*) from " + table).value_or(0) + 1;
  return {};
}

api::Resource<F> describe(const std::string& name) {
  using namespace api;
  Resource<F> r;
  r.name = name;
  r.plural = r.table = name + "s";
  r.path = "/" + r.plural;
  r.see = Access::staff;
  r.change = Right(Access::admin, "fields.manage");
  r.default_sort = {"t.position"};
  r.check = [table = r.table](Context&, db::Tx& tx, const F* before, F& now, const JsonObject& in) { return check_field(table, tx, before, now, in); };
  r.fields = {
      computed<F>("id", "integer", [](JsonWriter& w, const F& f, const Context&) { w.value(f.id); }),
      text_field<F>("key", &F::field_key).required(),
      choice<F>("type", &F::type, {"text", "textarea", "checkbox", "date", "integer", "decimal", "regexp", "tagger", "dropdown"}).required(),
      text_field<F>("title", &F::title).required().max(255),
      text_field<F>("raw_title", &F::title),
      text_field<F>("description", &F::description).max(10'000),
      text_field<F>("raw_description", &F::description),
      number<F>("position", &F::position),
      flag<F>("active", &F::active),
      constant<F>("system", "boolean", false),
      nullable_text<F>("regexp_for_validation", &F::regexp_for_validation).max(1'000),
      nullable_text<F>("tag", &F::tag).max(255),
      computed<F>("custom_field_options", "array", [](JsonWriter& w, const F& f, const Context&) { w.value(f.options); }),
      computed<F>("relationship_filter", "object", [](JsonWriter& w, const F&, const Context&) {
        w.begin_object().key("all").begin_array().end_array().key("any").begin_array().end_array().end_object();
      }),
      time_field<F>("created_at", &F::created_at).read_only(),
      time_field<F>("updated_at", &F::updated_at).read_only()};
  return r;
}

Reply option_reply(const Json& option, int status) {
  std::string out;
  JsonWriter(out).begin_object().field("custom_field_option", option).end_object();
  return Reply{status, std::move(out)};
}

// Adds an option, or changes the one whose id it names.
Result<Reply> save_option(const api::Resource<F>& resource, Context& c, db::Tx& tx) {
  F field = TRY(resource.find(c, tx, c.id()));
  const JsonObject* in = TRY(c.wrapped("custom_field_option"));
  JsonArray options = parse_json(field.options.text).value().get_array();
  const auto id = integer_at(*in, "id");
  std::size_t place = options.size();
  for (std::size_t i = 0; i < options.size(); ++i)
    if (id && options[i].at("id") == Json(*id)) place = i;
  const bool made = place == options.size();
  if (made) options.push_back(*in);
  else
    for (const auto& [key, value] : *in) options[place].get_object()[key] = value;
  field.options.text = TRY(read_options(tx, options));
  field.updated_at = tx.now();
  resource.save(tx, field);
  return option_reply(parse_json(field.options.text).value().at(place), made ? 201 : 200);
}

void add_routes(api::Api& api, const std::string& name) {
  const auto resource = std::make_shared<const api::Resource<F>>(describe(name));
  api.write("PUT", resource->path + "/reorder", resource->change, [resource, name](Context& c, db::Tx& tx) -> Result<Reply> {
    const JsonArray* ids = array_at(c.body, name + "_ids");
    if (!ids) return invalid(name + "_ids", "BlankValue", "error.field.blank");
    std::int64_t position = 0;
    for (const Json& id : *ids)
      if (id.is_int64()) tx.execute("update " + resource->table + " set position = $2 where id = $1", id.get_int64(), ++position);
    return list_reply(*resource, c, tx, resource->visible(c.caller), resource->default_sort);
  });
  api.read("GET", resource->path + "/{id}/options", Access::staff, [resource](Context& c, db::Tx& tx) -> Result<Reply> {
    const F field = TRY(resource->find(c, tx, c.id()));
    const auto options = parse_json(field.options.text);
    std::string out;
    JsonWriter w(out);
    w.begin_object().field("custom_field_options", field.options);
    api::end_whole_list(w, c, options.ok() && options->is_array() ? options->get_array().size() : 0);
    w.end_object();
    return Reply::ok(std::move(out));
  });
  api.read("GET", resource->path + "/{id}/options/{option}", Access::staff, [resource](Context& c, db::Tx& tx) -> Result<Reply> {
    const F field = TRY(resource->find(c, tx, c.id()));
    const Json options = parse_json(field.options.text).value();
    for (const Json& option : options.get_array())
      if (option.at("id") == Json(c.id("option"))) return option_reply(option, 200);
    return not_found();
  });
  api.write("POST", resource->path + "/{id}/options", resource->change, [resource](Context& c, db::Tx& tx) { return save_option(*resource, c, tx); });
  api.write("DELETE", resource->path + "/{id}/options/{option}", resource->change, [resource](Context& c, db::Tx& tx) -> Result<Reply> {
    F field = TRY(resource->find(c, tx, c.id()));
    JsonArray left = parse_json(field.options.text).value().get_array();
    const std::size_t before = left.size();
    left.erase(std::remove_if(left.begin(), left.end(), [&](const Json& option) { return option.at("id") == Json(c.id("option")); }), left.end());
    if (left.size() == before) return not_found();
    field.options.text = to_string(Json(std::move(left)));
    field.updated_at = tx.now();
    resource->save(tx, field);
    return Reply::no_content();
  });
  add_resource(api, *resource);
}

}  // namespace

Result<RawJson> check_field_values(db::Tx& tx, const std::string& key, const RawJson* before, const JsonObject& in) {
  JsonObject values;
  if (before)
    if (auto stored = parse_json(before->text); stored.ok() && stored->is_object()) values = std::move(stored->get_object());
  const JsonObject* wish = object_at(in, key);
  if (!wish || wish->empty()) return RawJson{to_string(Json(std::move(values)))};
  Error error{ErrorCode::invalid, "error.invalid"};
  for (const F& field : tx.all<F>("select * from " + key + " where active = 1")) {
    const Json* given = wish->if_contains(field.field_key);
    if (!given) continue;
    if (auto value = fitting(field, *given)) values[field.field_key] = std::move(*value);
    else error.fields.push_back({key + "." + field.field_key, "InvalidValue", "error.field.wrong_type", {{"type", field.type}}});
  }
  if (!error.fields.empty()) return error;
  return RawJson{to_string(Json(std::move(values)))};
}

void add_person_field_routes(api::Api& api) {
  add_routes(api, "user_field");
  add_routes(api, "organization_field");
}

}  // namespace sahay::people
