// Book: the published procedures with their conditions, in memory, so that a ticket that none concerns costs no query; and
// what procedures do when tickets change.
// Rule of use: one Book a process; hear() stands in a durable consumer of ticket.created and ticket.updated; changed() is
// called by whoever changes or publishes a procedure. Where nothing is published hear() returns
// without a query (SQLite) or after one (PostgreSQL, where another process may have published the first).
// Threading: any thread; hear() inside one Tx.
#pragma once

#include <memory>
#include <mutex>

#include "desk/procedures/procedures.h"
#include "desk/tickets/condition.h"

namespace sahay::procedures {

class Book {
 public:
  void hear(db::Tx& tx, const events::Event& event);
  static void forget(db::Tx& tx, const events::Event& event);  // ticket.erased
  void changed();

 private:
  struct Entry {
    Procedure procedure;
    tickets::Conditions filter;
  };
  using List = std::shared_ptr<const std::vector<Entry>>;
  List current(db::Tx& tx);
  void attach_by_conditions(db::Tx& tx, const tickets::Actor& system, const tickets::Ticket& ticket, const std::vector<Entry>& entries);

  std::mutex mutex_;
  List list_;
  std::string stamp_;
};

}  // namespace sahay::procedures
