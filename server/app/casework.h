// Casework: what is known of a problem (facts), how it is worked off (procedures), and answers that wait for their time. A part of
// the wiring in its own file.
// Rule of use: made with the Wiring, before anything runs.
// Threading: the main thread; hear() in the dispatcher's transaction.
#pragma once

#include "app/parts.h"
#include "desk/facts/fact_field.h"
#include "desk/procedures/book.h"
#include "desk/scheduled/scheduled_reply.h"

namespace sahay::app {

class Casework {
 public:
  explicit Casework(const Parts& parts);

  void add_routes();
  void add_consumers();  // and the jobs
  // ticket.created, ticket.updated
  void hear(db::Tx& tx, const events::Event& event) {
    fields_.hear(tx, event);
    book_.hear(tx, event);
    scheduled::hear(tx, event);
  }

 private:
  const Parts parts_;
  facts::Fields fields_;
  procedures::Book book_;
};

}  // namespace sahay::app
