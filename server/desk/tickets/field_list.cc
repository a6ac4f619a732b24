#include "desk/tickets/field_list.h"

#include "desk/tickets/ticket_field.h"

namespace sahay::tickets {

std::function<FieldList::Ids()> own_field_ids;
std::function<void(db::Tx&)> own_fields_changed;

void FieldList::load(db::Tx& tx, bool after_commit) {
  std::vector<std::int64_t> ids;
  for (const TicketField& field : ticket_fields(tx))
    if (field.active && field.removable) ids.push_back(field.id.value);
  auto fresh = std::make_shared<const std::vector<std::int64_t>>(std::move(ids));
  if (after_commit) tx.after_commit([this, fresh = std::move(fresh)] { set(fresh); });
  else set(std::move(fresh));
}

FieldList::Ids FieldList::ids() const {
  const std::lock_guard lock(mutex_);
  return ids_;
}

void FieldList::set(Ids ids) {
  const std::lock_guard lock(mutex_);
  ids_ = std::move(ids);
}

}  // namespace sahay::tickets
