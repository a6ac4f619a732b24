// The demonstration: people, groups and tickets in three languages (demo/*.json), written by the verbs of the desk with
// the times of their stories, so that lists, histories and searches look lived in. Nothing of it is ever sent.
// Rule of use: the store's clock must be `clock`, which this moves; a second run adds nothing but what `tickets` asks
// for. Threading: one caller.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "platform/db/store.h"

namespace sahay::app {

struct DemoAccount {
  std::string email, name, role;
};

struct DemoReport {
  int tickets = 0;                    // added by this run
  std::vector<DemoAccount> accounts;  // agents who may sign in
};

// Ends with `clock` at `now`. `tickets`: how many there shall be in all, when that is more than the stories give.
Result<DemoReport> write_demo(db::Store& store, ManualClock& clock, Time now, int tickets);

}  // namespace sahay::app
