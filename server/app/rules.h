// Rules: triggers, automations, macros and views. A part of the wiring in its own file.
// Rule of use: made with the Wiring, before anything runs; start() after the migration.
// Threading: the main thread.
#pragma once

#include "app/parts.h"
#include "desk/automation/automation.h"

namespace sahay::app {

class Rules {
 public:
  explicit Rules(const Parts& parts);

  void add_routes();
  void add_consumers();
  void add_jobs();
  Result<void> start();  // the hourly timer; the rules and views of a new desk

 private:
  const Parts parts_;
  automation::Automations automations_;
};

}  // namespace sahay::app
