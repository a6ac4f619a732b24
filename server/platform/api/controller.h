// The generic controller as folders use it: the routes of a Resource<T>, and bodies for routes of their own. See
// resource.h for what a descriptor holds, kind.h for what the controller does.
// Threading: called once at start; the handlers it makes run on several workers.
#pragma once

#include "platform/api/resource.h"

namespace sahay::api {

// Ids of `ids=1,2,3`; errors: too_many_values above 100, invalid when one is no number.
Result<std::vector<std::int64_t>> ids_parameter(const Context& context, std::string_view name = "ids");
std::vector<std::string> texts_parameter(const Context& context, std::string_view name);
// "sort_by"/"sort_order", or "sort=-name": the sort to use.
Sort sort_of(const Context& context, const std::map<std::string, Sort>& sorts, const Sort& fallback);
Reply count_reply(std::int64_t count, Time now);
Error too_many_values();

// Every item of a bulk request as {"id":..., ...}: `?ids=` with one change for all, or a list of objects.
Result<JsonArray> bulk_items(const Context& context, std::string_view name, std::string_view plural);

// {"plural":[...], side-loads, page keys}
inline Result<Reply> list_reply(const Kind& kind, Context& context, db::Tx& tx, Where where, const Sort& sort, std::string_view key = {}) {
  return kind.list(context, tx, std::move(where), sort, key);
}
inline Result<Where> list_where(const Kind& kind, Context& context, db::Tx& tx) { return kind.asked(context, tx); }

// {"name":{...}, side-loads}
template <class T>
std::string object_body(const Resource<T>& resource, Context& context, db::Tx& tx, const T& object) {
  return resource.body(context, tx, *resource.rows_of(&object));
}

template <class T>
Result<Reply> objects_reply(const Resource<T>& resource, Context& context, const std::vector<T>& rows) {
  return resource.together(context, typename Resource<T>::RowsOf(rows));
}

template <class T>
void add_resource(Api& api, Resource<T> descriptor) {
  add_kind(api, std::make_shared<const Resource<T>>(std::move(descriptor)));
}

}  // namespace sahay::api
