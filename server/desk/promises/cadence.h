// Cadence: how often the customer of an open ticket hears from us though nothing changed: every so many seconds of
// working (or of every) hours, daily while it is in analysis. The first whose filter holds counts.
// Threading: Cadences from any thread; the rest inside one Tx.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "desk/promises/promises.h"
#include "desk/tickets/condition.h"

namespace sahay::promises {

struct Cadence {
  Id<struct CadenceTag> id;
  std::string title;
  std::int64_t position = 0;
  bool active = true;
  RawJson filter{"{\"all\":[],\"any\":[]}"};
  std::int64_t every_seconds = 4 * 3600, analysis_every_seconds = 8 * 3600;
  bool business_hours = true;
  std::int64_t attempts = 3;  // calls in vain before the closing sequence begins
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Cadence, (), (id, title, position, active, filter, every_seconds, analysis_every_seconds, business_hours, attempts, created_at, updated_at))

inline constexpr std::int64_t kUsualAttempts = 3;

class Cadences {
 public:
  struct Use {
    Cadence cadence;
    tickets::Conditions filter;
  };
  using List = std::shared_ptr<const std::vector<Use>>;
  List current(db::Tx& tx);
  // As it was last read; null: not yet. Right for a consumer that hears of every change and shares the store with nobody.
  List known();

 private:
  std::mutex mutex_;
  List list_;
  std::string stamp_;
};

std::vector<Cadences::Use> active_cadences(db::Tx& tx);
const Cadence* cadence_for(db::Tx& tx, const tickets::Ticket& ticket, const std::vector<Cadences::Use>& cadences);
// When the customer must hear again, counted from `from`.
Time next_update(db::Tx& tx, const tickets::Ticket& ticket, const Cadence& cadence, bool analysis, Time from);
// The ticket of a message that was split, on hold until its parts are done: these tell the customer what comes next. Any other
// ticket on hold keeps its cadence: who waits for a supplier hears so. Costs a query for a case on hold, else nothing.
bool waits_for_its_parts(db::Tx& tx, const tickets::Ticket& ticket);
// Makes the next update promise when the ticket is ours to move and none is owed.
void ensure_update(db::Tx& tx, const tickets::Actor& actor, const tickets::Ticket& ticket, const std::vector<Cadences::Use>& cadences);

}  // namespace sahay::promises
