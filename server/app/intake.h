// Intake: how a contact becomes tickets: the split sheet with what promises and channels know. A part of the wiring in its
// own file.
// Rule of use: made with the Wiring, before anything runs.
// Threading: the main thread.
#pragma once

#include "app/parts.h"

namespace sahay::app {

class Intake {
 public:
  Intake(const Parts& parts, Duration undo);

  void add_routes();

 private:
  const Parts parts_;
};

}  // namespace sahay::app
