// Events: facts in past tense ("ticket.created"), written in the transaction that made them, then delivered.
// Durable consumers have a cursor each, hear every event at least once and in order, and must be idempotent; one that
// fails an event five times is parked with an alarm, the others go on. Live consumers (sockets) hear after the commit.
// Rule of use: verbs call emit(); app/wiring.cc registers consumers before start().
// Threading: emit inside a Tx; Dispatcher from any thread; durable handlers run on its own thread in a write
// transaction, live handlers on the store's thread (quick, no database).
#pragma once

#include <boost/describe.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "platform/db/store.h"

namespace sahay::events {

struct Event {
  std::int64_t id = 0;           // commit order on one store
  std::string kind;              // "ticket.created"
  std::int64_t subject_id = 0;   // the ticket, user, ... the fact is about
  std::int64_t actor_id = 0;     // the user who did it; 0 = the system
  std::string via;               // "api", "email", "chat", "web", "rule", "system", ...
  std::int64_t cause_id = 0;     // the event whose consumer did this; 0 = a person or a channel
  int depth = 0;                 // length of the chain of causes; automation stops at 5
  Time created_at;
  RawJson data;                  // facts of this kind
};
BOOST_DESCRIBE_STRUCT(Event, (), (id, kind, subject_id, actor_id, via, cause_id, depth, created_at, data))

// Writes the event row and, after the commit, wakes the consumers. Fills id and created_at; gives back the id.
std::int64_t emit(db::Tx& tx, Event event);

using DurableHandler = std::function<void(db::Tx&, const Event&)>;
using LiveHandler = std::function<void(const Event&)>;

// How often a durable consumer wants to hear: what comes while it rests it hears together, which is cheaper where events
// share their work. After a rest the next event is heard with the others, in their transaction. wait_until_idle() wakes all.
struct Pace {
  Duration rest{};          // between two rounds
  int events_at_once = 64;  // of one round, at most
};

class Dispatcher {
 public:
  // `first_pause`: before a failed event is tried again; four times as long after each further failure.
  explicit Dispatcher(db::Store& store, Duration first_pause = std::chrono::milliseconds(100));
  ~Dispatcher();
  Dispatcher(const Dispatcher&) = delete;

  // `name` keys the cursor; `kinds` empty = all. A new name hears history from the first event. Call before start().
  // What a handler throws counts as a failure; its changes and the cursor are one commit. A handler may run again when
  // a neighbour in the same commit fails: it must have no effect but by its Tx.
  void add_durable(std::string name, std::vector<std::string> kinds, DurableHandler handler, Pace pace = {});
  void add_live(LiveHandler handler);

  void start();
  void stop();
  // Blocks until every durable consumer has handled what was committed before the call, and what its handling caused
  // (tests, graceful stop). Without start() the calling thread does the work. Parked consumers are not waited for.
  void wait_until_idle();

  struct Consumer {
    std::string name;
    std::int64_t cursor = 0;
    bool parked = false;
    std::string error;  // of the event that parked it
  };
  std::vector<Consumer> consumers() const;
  // Lets a parked consumer try again from its cursor.
  void resume(const std::string& name);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sahay::events
