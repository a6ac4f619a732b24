// Duties: what we owe customers: promises, updates, calls, expected times. A part of the wiring in its own file.
// Rule of use: made with the Wiring, before anything runs; start() after the migration.
// Threading: the main thread.
#pragma once

#include "app/parts.h"
#include "desk/promises/conduct.h"
#include "desk/sla/clocks.h"

namespace sahay::app {

class Duties {
 public:
  Duties(const Parts& parts, sla::Clocks& clocks);

  void add_routes();
  void add_consumers();  // and the jobs
  Result<void> start();  // the timers

 private:
  const Parts parts_;
  promises::Conduct conduct_;
};

}  // namespace sahay::app
