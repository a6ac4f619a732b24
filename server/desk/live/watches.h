// Watches: the views that one console keeps open, and the frames that say what entered, changed and left.
// Rule of use: the console sends {"type":"watch","views":[1,2]} and reads the view afterwards; from then on every change of
// a ticket that concerns an open view is told. Rows that were never told may be told as left: taking a row away that is
// not there does nothing. Conditions on time change without events: consoles read such a view again from time to time.
// Threading: under the console's order.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "platform/api/caller.h"
#include "platform/db/store.h"
#include "platform/events/events.h"

namespace sahay::live {

class Watches {
 public:
  // Replaces the open views (at most 20); answers one frame each with its count.
  std::vector<std::string> open(db::Tx& tx, const api::Caller& viewer, const std::vector<std::int64_t>& views);
  // One frame for each open view that these events concern. Each ticket stands once, with its newest event.
  std::vector<std::string> frames(db::Tx& tx, const api::Caller& viewer, const std::vector<const events::Event*>& events);

 private:
  struct Open {
    std::map<std::int64_t, bool> told;  // ticket -> whether it was last told to be in
  };
  std::string frame(db::Tx& tx, const api::Caller& viewer, std::int64_t view, Open& open, const std::vector<const events::Event*>& events);

  std::map<std::int64_t, Open> open_;
};

}  // namespace sahay::live
