#include "desk/tickets/ticket_settings.h"

#include "desk/tickets/ticket_settings_sql.h"

namespace sahay::tickets {
namespace {

constexpr char kChildrenFirst[] = "children_first";

}  // namespace

bool children_first(db::Tx& tx) { return tx.scalar<std::string>(sql::ticket_settings::value, kChildrenFirst).value_or("") == "on"; }

void set_children_first(db::Tx& tx, bool on) { tx.execute(sql::ticket_settings::set, kChildrenFirst, on ? "on" : "off"); }

bool waits_for_children(db::Tx& tx, TicketId id) {
  return tx.scalar<std::int64_t>(sql::ticket_settings::waits_for_children, id).has_value();
}

}  // namespace sahay::tickets
