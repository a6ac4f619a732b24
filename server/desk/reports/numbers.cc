#include "desk/reports/numbers.h"

#include <algorithm>

namespace sahay::reports {

std::optional<std::int64_t> percentile(const std::vector<std::int64_t>& sorted, int percent) {
  if (sorted.empty()) return std::nullopt;
  const std::size_t rank = (sorted.size() * std::size_t(percent) + 99) / 100;
  return sorted[std::max<std::size_t>(rank, 1) - 1];
}

void Tally::sort() { std::sort(minutes.begin(), minutes.end()); }

std::optional<std::int64_t> share(std::int64_t of, std::int64_t against) {
  const std::int64_t all = of + against;
  if (all <= 0) return std::nullopt;
  return (of * 200 + all) / (2 * all);
}

}  // namespace sahay::reports
