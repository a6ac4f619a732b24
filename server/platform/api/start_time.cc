#include "platform/api/start_time.h"

#include <algorithm>

#include "base/text.h"

namespace sahay::api {

Result<std::int64_t> start_time(const Context& context) {
  constexpr std::int64_t kLatest = 1LL << 40;
  const std::string given = context.parameter("start_time").value_or("");
  const std::string_view seconds = std::string_view(given).substr(0, given.find('.'));
  const bool fraction = std::all_of(given.begin() + std::ptrdiff_t(seconds.size()), given.end(), [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
  auto start = fraction ? text::to_integer(seconds) : std::nullopt;
  if (!start)
    if (const auto at = parse_iso8601(given)) start = at->seconds();
  if (!start || *start < 0 || *start > kLatest) return invalid("start_time", "InvalidValue", "error.field.future_start");
  return *start;
}

}  // namespace sahay::api
