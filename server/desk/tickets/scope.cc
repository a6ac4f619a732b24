// Which tickets a member of staff sees whose role does not show them all: their own, their groups', their companies'.
#include "desk/tickets/tickets_api.h"

namespace sahay::tickets {

void scope_staff(const api::Caller& caller, api::Where& where) {
  if (caller.sees_all()) return;
  // What is one's own is always seen: to work on, asked by oneself, copied on.
  std::string condition =
      "t.assignee_id = ? or t.owner_id = ? or t.requester_id = ? or t.id in (select ticket_id from ticket_people where user_id = ?)";
  std::vector<db::Value> values{caller.id, caller.id, caller.id, caller.id};
  const auto add = [&](const char* column, const std::vector<std::int64_t>& ids) {
    for (const std::int64_t id : ids) {
      condition += std::string(" or ") + column + " = ?";
      values.emplace_back(id);
    }
  };
  if (caller.reach == api::Reach::group) add("t.group_id", caller.group_ids);
  if (caller.reach == api::Reach::organization) add("t.organization_id", caller.organization_ids);
  where.add_values(condition, values);
}

bool may_see(db::Tx& tx, const api::Caller& caller, TicketId id) {
  if (caller.sees_all()) return true;
  api::Where where;
  scope_tickets(caller, where);
  where.add("t.id = ?", db::Value(id.value));
  const auto params = db::views_of(where.values());
  return tx.run("select t.id from tickets t" + where.sql(), params)->next();
}

}  // namespace sahay::tickets
