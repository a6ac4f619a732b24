// FactField: a field of tickets whose value is a fact, so that what a form asked is never asked again. And Fields, which
// turns values into facts when tickets are made and changed.
// Rule of use: hear() stands in a durable consumer of ticket.created, ticket.updated, ticket.redacted and ticket.erased. Where
// no field is mapped and nothing is redacted it returns without a query (SQLite) or after one (PostgreSQL, where another
// process may have mapped the first).
// Threading: any thread; inside one Tx.
#pragma once

#include <atomic>

#include "desk/facts/facts.h"
#include "platform/jobs/jobs.h"

namespace sahay::facts {

inline constexpr char kTakeUp[] = "facts.take_up";  // values that stood in open tickets before their field was mapped

struct FactField {
  Id<struct FactFieldTag> id;
  std::int64_t ticket_field_id = 0;
  std::string kind = "environment", label;  // label "": the field's title
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(FactField, (), (id, ticket_field_id, kind, label, created_at, updated_at))

class Fields {
 public:
  void hear(db::Tx& tx, const events::Event& event);
  // Of ticket.erased and ticket.redacted: forgets what was copied.
  static void forget(db::Tx& tx, const events::Event& event);
  // Works off one page of open tickets and sets itself again.
  Result<void> take_up(db::Store& store, const jobs::Job& job);
  void changed(db::Tx& tx);  // a mapping was made, changed or removed

 private:
  bool in_use(db::Tx& tx);

  std::atomic<int> used_{-1};  // -1 not looked yet
};

}  // namespace sahay::facts
