// Intake: how a contact becomes tickets: the split sheet with what promises and channels know, products and contracts, client
// companies, kinds and classes, planned events. A part of the wiring in its own file.
// Rule of use: made with the Wiring, before anything runs; start() after the migration.
// Threading: the main thread.
#pragma once

#include "app/parts.h"
#include "desk/clients/clients.h"

namespace sahay::app {

class Intake {
 public:
  Intake(const Parts& parts, Duration undo);

  void add_routes();
  Result<void> start();
  void read_events_anew();  // another process changed the planned events

 private:
  void join_clients();
  void join_classes();

  const Parts parts_;
  clients::Companies companies_;
};

}  // namespace sahay::app
