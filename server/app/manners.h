// Manners: how we behave towards customers: their mood and what is withheld, "did this solve it?", guided reports, one owner, hand-overs,
// a face on every answer. A part of the wiring in its own file.
// Rule of use: made with the Wiring, after PlainLanguage has set the gate of answers; before anything runs.
// Threading: the main thread.
#pragma once

#include "app/parts.h"
#include "desk/guided/guided.h"
#include "desk/satisfaction/satisfaction.h"

namespace sahay::app {

class Manners {
 public:
  Manners(const Parts& parts, Secret secret) : parts_(parts), links_(secret), report_links_(std::move(secret)) {}

  void add_routes(const site::Settings& site);
  void add_consumers();  // and the jobs

 private:
  const Parts parts_;
  const satisfaction::SolvedLinks links_;
  const guided::Links report_links_;
};

}  // namespace sahay::app
