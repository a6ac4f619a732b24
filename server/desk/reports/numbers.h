// Numbers: what a report makes of the times and counts of its tickets.
// Rule of use: a value of the list itself, never one in between, so that every number can be shown by its ticket.
// Threading: pure.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace sahay::reports {

// The value below or at which so many percent of the sorted list lie (nearest rank); nothing: the list is empty.
std::optional<std::int64_t> percentile(const std::vector<std::int64_t>& sorted, int percent);

// What is counted under one heading.
struct Tally {
  std::int64_t tickets = 0;
  std::vector<std::int64_t> minutes{};  // one a ticket, where the figure is a time

  void sort();  // before median() and p90()
  std::optional<std::int64_t> median() const { return percentile(minutes, 50); }
  std::optional<std::int64_t> p90() const { return percentile(minutes, 90); }
};

// Percent of both together, rounded half up; nothing: neither has any.
std::optional<std::int64_t> share(std::int64_t of, std::int64_t against);

}  // namespace sahay::reports
