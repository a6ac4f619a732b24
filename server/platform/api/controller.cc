#include "platform/api/controller.h"

namespace sahay::api {

Error too_many_values() {
  return Error{ErrorCode::bad_request, "error.too_many_values", {}, {}, {{"max", "100"}}};
}

Result<std::vector<std::int64_t>> ids_parameter(const Context& context, std::string_view name) {
  std::vector<std::int64_t> ids;
  for (const std::string& text : texts_parameter(context, name)) {
    const auto id = text::to_integer(text);
    if (!id) return invalid(std::string(name), "InvalidFormat", "error.field.wrong_type", {{"type", "id"}});
    ids.push_back(*id);
  }
  if (ids.size() > 100) return too_many_values();
  return ids;
}

std::vector<std::string> texts_parameter(const Context& context, std::string_view name) {
  std::vector<std::string> out;
  const auto value = context.parameter(name);
  if (!value) return out;
  for (auto part : text::split(*value, ','))
    if (!text::trim(part).empty()) out.emplace_back(text::trim(part));
  return out;
}

Sort sort_of(const Context& context, const std::map<std::string, Sort>& sorts, const Sort& fallback) {
  auto by = context.parameter("sort_by");
  bool descending = context.parameter("sort_order").value_or("asc") == "desc";
  if (const auto sort = context.parameter("sort"); sort && !by) {
    descending = sort->starts_with('-');
    by = sort->substr(descending ? 1 : 0);
  }
  if (!by) {
    Sort sort = fallback;
    if (context.parameter("sort_order")) sort.descending = descending;
    return sort;
  }
  const auto found = sorts.find(*by);
  if (found == sorts.end()) return fallback;
  Sort sort = found->second;
  sort.descending = descending;
  return sort;
}

Reply count_reply(std::int64_t count, Time now) {
  std::string out;
  JsonWriter(out).begin_object().key("count").begin_object().field("value", count).field("refreshed_at", now).end_object().end_object();
  return Reply::ok(std::move(out));
}

Result<JsonArray> bulk_items(const Context& context, std::string_view name, std::string_view plural) {
  JsonArray items;
  if (const JsonArray* list = array_at(context.body, plural)) {
    if (list->size() > 100) return too_many_values();
    for (const Json& item : *list) {
      if (!item.is_object()) return Error{ErrorCode::bad_request, "error.missing_wrapper", {}, {}, {{"key", std::string(plural)}}};
      items.push_back(item);
    }
    return items;
  }
  const auto ids = TRY(ids_parameter(context));
  const JsonObject* change = object_at(context.body, name);
  for (const auto id : ids) {
    JsonObject item = change ? *change : JsonObject{};
    item["id"] = id;
    items.push_back(std::move(item));
  }
  if (items.empty()) return Error{ErrorCode::bad_request, "error.missing_wrapper", {}, {}, {{"key", std::string(plural)}}};
  return items;
}

}  // namespace sahay::api
