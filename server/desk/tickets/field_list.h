// FieldList: the ids of the active own fields of tickets, in their order. A ticket on the wire lists all of them, also
// those without a value, and is written without asking the database; so the list is kept in memory.
// Rule of use: app/wiring.cc owns one, loads it at the start and gives it to own_field_ids and own_fields_changed.
// Threading: any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "platform/db/store.h"

namespace sahay::tickets {

class FieldList {
 public:
  using Ids = std::shared_ptr<const std::vector<std::int64_t>>;

  // What the database holds; inside write() it takes effect with the commit.
  void load(db::Tx& tx, bool after_commit);
  Ids ids() const;

 private:
  void set(Ids ids);

  mutable std::mutex mutex_;
  Ids ids_ = std::make_shared<const std::vector<std::int64_t>>();
};

// Not set: a ticket lists the fields that have a value.
extern std::function<FieldList::Ids()> own_field_ids;
// Told inside the transaction that changed a field.
extern std::function<void(db::Tx&)> own_fields_changed;

}  // namespace sahay::tickets
