#include "platform/db/row.h"

namespace sahay::db {
namespace {

// Lists in columns are our own writing; an array that cannot be read counts as empty.
template <class Take>
void each_of(std::string_view json, Take take) {
  if (json.size() <= 2) return;  // "[]", by far the most frequent
  const auto parsed = parse_json(json);
  if (!parsed.ok()) return;
  if (const auto* array = parsed.value().if_array())
    for (const Json& item : *array) take(item);
}

}  // namespace

std::vector<Param> views_of(const std::vector<Value>& values) {
  std::vector<Param> out;
  out.reserve(values.size());
  for (const Value& value : values)
    std::visit([&](const auto& v) { out.push_back(to_param(v)); }, value);
  return out;
}

void match_columns(const Cursor& cursor, std::span<const std::string_view> names, int* columns) {
  const int count = cursor.columns();
  // Columns mostly stand in the order of the members: look behind the last hit first.
  int next = 0;
  for (const std::string_view wanted : names) {
    *columns = -1;
    for (int step = 0; step < count && *columns < 0; ++step) {
      const int i = next + step < count ? next + step : next + step - count;
      if (cursor.column_name(i) == wanted) {
        *columns = i;
        next = i + 1 < count ? i + 1 : 0;
      }
    }
    ++columns;
  }
}

std::vector<std::string> read_string_list(std::string_view json) {
  std::vector<std::string> out;
  each_of(json, [&](const Json& item) {
    if (const auto* text = item.if_string()) out.emplace_back(text->data(), text->size());
  });
  return out;
}

std::vector<std::int64_t> read_integer_list(std::string_view json) {
  std::vector<std::int64_t> out;
  each_of(json, [&](const Json& item) {
    if (item.is_int64()) out.push_back(item.as_int64());
    else if (item.is_uint64()) out.push_back(std::int64_t(item.as_uint64()));
  });
  return out;
}

}  // namespace sahay::db
