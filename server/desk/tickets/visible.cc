#include "desk/tickets/visible.h"

#include "base/text.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::tickets {

std::string of_visible_tickets(const api::Caller& caller, std::string_view selected, std::vector<db::Value>& values) {
  const api::Where seen = ticket_resource().visible(caller);
  std::string condition = seen.sql();
  // Placeholders are numbered where the whole query is known.
  for (std::size_t n = seen.values().size(); n > 0; --n) condition = text::replace_all(condition, "$" + std::to_string(n), "?");
  values.insert(values.end(), seen.values().begin(), seen.values().end());
  return "(select " + std::string(selected) + " from tickets t" + condition + ")";
}

void add_of_visible_tickets(const api::Caller& caller, api::Where& where, std::string_view column, std::string_view selected) {
  std::vector<db::Value> values;
  const std::string tickets = of_visible_tickets(caller, selected, values);
  where.add_values(std::string(column) + " in " + tickets, values);
}

}  // namespace sahay::tickets
