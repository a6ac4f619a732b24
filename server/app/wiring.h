// The only list of routes, channels, actions, consumers, jobs and timers. wiring.cc reads as a table of contents.
// Threading: called once, before anything starts.
#pragma once

#include "app/parts.h"

namespace sahay::app {

void wire(const Parts& parts);

}  // namespace sahay::app
