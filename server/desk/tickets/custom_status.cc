#include "desk/tickets/custom_status.h"

#include <algorithm>

#include "desk/tickets/custom_status_sql.h"
#include "desk/tickets/record.h"

namespace sahay::tickets {
namespace {

constexpr std::string_view kLabels[] = {"New", "Open", "Pending", "On-hold", "Solved"};
constexpr std::int64_t kDefaults = std::size(kLabels);

}  // namespace

std::int64_t default_status_id(std::string_view category) {
  return std::clamp<std::int64_t>(status_rank(category) + 1, 1, kDefaults);
}

std::int64_t shown_status_id(const Ticket& ticket) {
  return ticket.custom_status_id ? ticket.custom_status_id : default_status_id(ticket.status);
}

void create_default_statuses(db::Tx& tx) {
  if (tx.scalar<std::int64_t>(sql::custom_status::count).value_or(0) > 0) return;
  for (std::int64_t id = 1; id <= kDefaults; ++id)
    tx.execute(sql::custom_status::insert_default, id, kStatuses[std::size_t(id - 1)], kLabels[std::size_t(id - 1)], tx.now());
  // The ids of the defaults are fixed: the sequence begins behind them.
  while (tx.new_id("custom_statuses") < kDefaults) {}
}

std::vector<CustomStatus> custom_statuses(db::Tx& tx) { return tx.all<CustomStatus>(sql::custom_status::all); }

std::optional<CustomStatus> find_custom_status(db::Tx& tx, std::int64_t id) {
  return tx.one<CustomStatus>(sql::custom_status::find, id);
}

Result<void> settle_status(db::Tx& tx, Ticket& ticket, std::optional<std::int64_t> wanted, bool status_given) {
  if (wanted && *wanted) {
    const auto own = find_custom_status(tx, *wanted);
    const bool kept = own && *wanted == ticket.custom_status_id;
    if (!own || (!own->active && !kept)) return invalid("custom_status_id", "InvalidValue", "error.field.no_status");
    // Clients send back both as they read them; where they differ, the plain status speaks.
    if (!status_given || own->status_category == ticket.status) {
      if (own->status_category != ticket.status && !(ticket.status == "closed" && own->status_category == "solved"))
        TRY(set_status(ticket, own->status_category, tx.now()));
      ticket.custom_status_id = own->is_default ? 0 : own->id.value;
      return {};
    }
  }
  if (wanted && !*wanted) ticket.custom_status_id = 0;
  if (!ticket.custom_status_id) return {};
  const auto own = find_custom_status(tx, ticket.custom_status_id);
  const bool fits = own && (own->status_category == ticket.status || (own->status_category == "solved" && ticket.status == "closed"));
  if (!fits) ticket.custom_status_id = 0;
  return {};
}

}  // namespace sahay::tickets
