#include "desk/tickets/ticket.h"

#include <algorithm>

#include "base/text.h"

namespace sahay::tickets {

int status_rank(std::string_view status) {
  const auto found = std::find(std::begin(kStatuses), std::end(kStatuses), status);
  return found == std::end(kStatuses) ? -1 : int(found - std::begin(kStatuses));
}

int priority_rank(std::string_view priority) {
  if (priority.empty()) return 0;
  const auto found = std::find(std::begin(kPriorities), std::end(kPriorities), priority);
  return found == std::end(kPriorities) ? -1 : int(found - std::begin(kPriorities)) + 1;
}

bool is_type(std::string_view type) {
  return type.empty() || std::find(std::begin(kTypes), std::end(kTypes), type) != std::end(kTypes);
}

std::optional<std::string> status_after_customer(std::string_view status) {
  if (status == "pending" || status == "hold" || status == "solved") return "open";
  return std::nullopt;
}

std::optional<std::string> status_after_staff(std::string_view status) {
  if (status == "new") return "open";
  return std::nullopt;
}

std::string snippet_of(std::string_view text) {
  std::string line;
  for (char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!space) line += c;
    else if (!line.empty() && line.back() != ' ') line += ' ';
    if (line.size() > 700) break;
  }
  return std::string(text::trim(text::first(line, 160)));
}

}  // namespace sahay::tickets
