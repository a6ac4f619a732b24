// A moment in a body: nothing where none is given or null; what is no moment is refused as a wrong form, never as one that is over.
// Threading: pure.
#pragma once

#include <optional>

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"

namespace sahay::api {

inline Result<std::optional<Time>> time_in(const JsonObject& in, std::string_view key) {
  const Json* given = find(in, key);
  if (!given || given->is_null()) return std::optional<Time>{};
  auto at = given->is_string() ? parse_iso8601(std::string_view(given->get_string())) : std::nullopt;
  if (!at) return invalid(std::string(key), "InvalidFormat", "error.field.wrong_type", {{"type", "date-time"}});
  return at;
}
// The same where one must be given.
inline Result<Time> needed_time_in(const JsonObject& in, std::string_view key) {
  const auto at = time_in(in, key);
  if (!at.ok()) return at.error();
  if (!at.value()) return invalid(std::string(key), "BlankValue", "error.field.blank");
  return *at.value();
}

}  // namespace sahay::api
