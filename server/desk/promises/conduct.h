// Conduct: what happens by itself around promises. It hears the events of tickets (a word of ours keeps promises, the end
// of a ticket ends them, the cadence makes the next one), rings their alarms, looks for messages that nobody answered,
// walks the closing sequence and counts how long such requests take.
// Rule of use: hear() is a durable consumer, the others are job handlers. Where nobody uses promises, hear() returns
// without a query (SQLite) or after one (PostgreSQL, where another process may have made the first).
// Threading: any thread.
#pragma once

#include <atomic>
#include <mutex>

#include "desk/promises/cadence.h"
#include "desk/promises/promises.h"
#include "platform/events/events.h"
#include "platform/jobs/jobs.h"

namespace sahay::promises {

inline constexpr char kSweep[] = "promise.sweep";  // the desk's word within so many hours, one timer
inline constexpr char kWord[] = "promise.word";    // key: the ticket; a message whose turn comes later
inline constexpr char kEta[] = "promise.eta";      // one timer, hourly
const std::vector<std::string>& heard_events();

class Conduct {
 public:
  void hear(db::Tx& tx, const events::Event& event);
  // The alarms of promises; together in one commit unless one of them fails.
  std::vector<Result<void>> ring(db::Store& store, const std::vector<jobs::Job>& jobs);
  Result<void> close(db::Store& store, const jobs::Job& job);         // the next step of the closing sequence
  Result<void> sweep(db::Store& store, const jobs::Job& job);
  Result<void> look_at_word(db::Store& store, const jobs::Job& job);
  Result<void> count_eta(db::Store& store, const jobs::Job& job);
  void start(db::Tx& tx);  // the timers

 private:
  bool in_use(db::Tx& tx, const events::Event& event);

  Cadences cadences_;
  std::atomic<int> used_{-1};  // -1 not looked yet
};

void register_conduct(Conduct& conduct, events::Dispatcher& dispatcher, jobs::Worker& worker);

}  // namespace sahay::promises
