// Gives back what only the start needed: pages of code and constants that ran once (first rows, routes, descriptions) stay
// in the process otherwise until it ends. What is used again is mapped again from the page cache, a microsecond each.
// Rule of use: once, when the server listens.
// Threading: any thread, others may run.
#pragma once

namespace sahay::app {

void give_back_start_memory();

}  // namespace sahay::app
