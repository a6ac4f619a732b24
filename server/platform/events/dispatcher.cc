// One thread carries all durable consumers. Those that stand at the same event get the next events in one transaction,
// so the usual price of an event is one commit for everybody; one that fails goes on alone, event by event.
#include <algorithm>
#include <condition_variable>
#include <map>
#include <thread>
#include <utility>

#include "base/log.h"
#include "platform/db/attached.h"
#include "platform/events/batches.h"
#include "platform/events/consumer.h"
#include "platform/events/event_sql.h"
#include "platform/events/feed.h"

namespace sahay::events {
namespace {

using Steady = std::chrono::steady_clock;

// A consumer may come this much later than the commit: the events of that time share one transaction and one fsync,
// where each alone would cost as much as the request that made it.
constexpr std::chrono::milliseconds kGather{20};
// The row of a consumer may lag by this many events that did not interest it: hearing of them again costs nothing.
constexpr std::int64_t kUnsavedAtMost = 1000;
// Events of another process on the same database are found by looking.
constexpr std::chrono::seconds kBelt{2};

struct CursorRow {
  std::string name;
  std::int64_t cursor = 0;
  bool parked = false;
  std::string error;
};
BOOST_DESCRIBE_STRUCT(CursorRow, (), (name, cursor, parked, error))

// Another process has moved the cursor: what we were about to do is done.
struct CursorMoved {};

// `at`: the event that is being handled; of several handled together the last, so that a consumer that fails goes
// through all of them alone.
void hear(const DurableConsumer& consumer, db::Tx& tx, const std::vector<Event>& events, const Event*& at) {
  const auto* const together = consumer.handler.target<InBatches>();
  std::vector<const Event*> batch;
  for (const Event& event : events) {
    if (event.id <= consumer.cursor || !consumer.wants(event)) continue;
    at = &event;
    if (together) batch.push_back(&event);
    else consumer.handler(tx, event);
  }
  if (!batch.empty()) together->hear(tx, batch);
  at = nullptr;
}

}  // namespace

struct Dispatcher::State {
  State(db::Store& s, Duration pause) : store(s), first_pause(pause), feed(db::Attached<Feed>::attach(s)) {}

  void load();
  void run();
  void gather();
  bool pass();
  bool advance_together(std::vector<DurableConsumer*> group);
  bool advance_alone(DurableConsumer& consumer);
  bool deliver(const std::vector<DurableConsumer*>& group, const std::vector<Event>& events, std::int64_t upto);
  void handled(const std::vector<DurableConsumer*>& group, std::int64_t upto, bool saved);
  void failed(DurableConsumer& consumer, const Event& event, const std::string& what);
  void park(DurableConsumer& consumer);
  void reload(DurableConsumer& consumer);
  void save_all();
  bool store_answers();
  bool all_at(std::int64_t event) const;
  bool is_behind(const DurableConsumer& consumer) const;
  std::int64_t last_event() {
    return store.read([](db::Tx& tx) { return tx.scalar<std::int64_t>(sql::event::last_event).value_or(0); });
  }

  db::Store& store;
  const Duration first_pause;
  const std::shared_ptr<Feed> feed;
  mutable std::mutex mutex;  // the members of consumers
  std::condition_variable moved;
  std::vector<std::unique_ptr<DurableConsumer>> consumers;
  std::thread thread;
  bool running = false;
  bool stopping = false;
  bool more_waits = false;  // the last round took as many events as it may
  int hurried = 0;          // callers of wait_until_idle
};

void Dispatcher::State::load() {
  (void)store.write([&](db::Tx& tx) -> Result<void> {
    for (const auto& consumer : consumers) tx.execute(sql::event::add_cursor, consumer->name);
    return {};
  });
  for (const auto& consumer : consumers) reload(*consumer);
}

void Dispatcher::State::reload(DurableConsumer& consumer) {
  const auto row =
      store.read([&](db::Tx& tx) { return tx.one<CursorRow>(sql::event::load_cursor, consumer.name); });
  const std::lock_guard lock(mutex);
  consumer.saved = row ? row->cursor : 0;
  consumer.cursor = consumer.saved;
  consumer.parked = row && row->parked;
  consumer.error = row ? row->error : "";
}

void Dispatcher::State::run() {
  std::uint64_t seen = 0;
  while (true) {
    Steady::duration patience = kBelt;
    {
      const std::lock_guard lock(mutex);
      if (stopping) return;
      for (const auto& consumer : consumers) {
        if (consumer->parked || (consumer->failures == 0 && !is_behind(*consumer))) continue;
        const auto next = std::max(consumer->retry_at, consumer->rests_until);
        patience = std::min(patience, std::max(next - Steady::now(), Steady::duration::zero()));
      }
    }
    try {
      seen = feed->bell.wait(seen, patience);
      do {
        gather();
      } while (pass());
    } catch (const std::exception& e) {
      log::error("events", "the store does not answer; the dispatcher tries again", {{"what", e.what()}});
      std::this_thread::sleep_for(std::chrono::seconds(1));
    }
  }
}

// Gives others time to add to what is handled together; nobody who waits for the end is kept waiting.
void Dispatcher::State::gather() {
  std::unique_lock lock(mutex);
  if (!std::exchange(more_waits, false)) moved.wait_for(lock, kGather, [&] { return stopping || hurried > 0; });
}

// One round over all consumers; whether anybody moved.
bool Dispatcher::State::pass() {
  std::map<std::int64_t, std::vector<DurableConsumer*>> healthy;
  std::vector<DurableConsumer*> ailing;
  {
    const std::lock_guard lock(mutex);
    if (stopping) return false;
    for (const auto& consumer : consumers) {
      if (!consumer->may_run(Steady::now()) || (hurried == 0 && running && consumer->rests_until > Steady::now())) continue;
      if (consumer->failures > 0) ailing.push_back(consumer.get());
      else healthy[consumer->cursor].push_back(consumer.get());
    }
  }
  bool progress = false;
  for (auto& [cursor, group] : healthy) progress |= advance_together(std::move(group));
  for (DurableConsumer* consumer : ailing) progress |= advance_alone(*consumer);
  return progress;
}

bool Dispatcher::State::advance_together(std::vector<DurableConsumer*> group) {
  const std::int64_t from = group.front()->cursor;
  int most = group.front()->pace.events_at_once;
  for (const DurableConsumer* consumer : group) most = std::min(most, consumer->pace.events_at_once);
  const auto events = store.read([&](db::Tx& tx) { return tx.all<Event>(sql::event::events_after, from, most); });
  if (events.empty()) return false;
  const std::int64_t upto = events.back().id;
  if (events.size() == std::size_t(most)) {
    const std::lock_guard lock(mutex);
    more_waits = true;
  }
  std::vector<DurableConsumer*> idle;
  std::erase_if(group, [&](DurableConsumer* consumer) {
    const bool busy = std::any_of(events.begin(), events.end(), [&](const Event& e) { return consumer->wants(e); }) ||
                      upto - consumer->saved > kUnsavedAtMost;
    if (!busy) idle.push_back(consumer);
    return !busy;
  });
  handled(idle, upto, false);
  while (!group.empty()) {
    if (deliver(group, events, upto)) break;
    // The one that failed, was parked or overtaken has left the group's position or health; the others go on.
    const std::lock_guard lock(mutex);
    std::erase_if(group, [&](DurableConsumer* c) { return c->failures > 0 || c->parked || c->cursor != from; });
  }
  return true;
}

// The consumer has failed: events one by one, so that the others' and its own good ones are not repeated.
bool Dispatcher::State::advance_alone(DurableConsumer& consumer) {
  const auto events = store.read(
      [&](db::Tx& tx) { return tx.all<Event>(sql::event::events_after, consumer.cursor, consumer.pace.events_at_once); });
  for (const Event& event : events) {
    if (!consumer.wants(event)) {
      handled({&consumer}, event.id, false);
    } else if (!deliver({&consumer}, {event}, event.id)) {
      return true;
    }
    const std::lock_guard lock(mutex);
    if (event.id >= consumer.failed_event) {
      consumer.failures = 0;
      consumer.error.clear();
      break;
    }
  }
  return !events.empty();
}

bool Dispatcher::State::deliver(const std::vector<DurableConsumer*>& group, const std::vector<Event>& events,
                                std::int64_t upto) {
  DurableConsumer* at = nullptr;
  const Event* event_at = nullptr;
  bool overtaken = false;
  std::string what;
  try {
    (void)store.write([&](db::Tx& tx) -> Result<void> {
      at = nullptr;
      event_at = nullptr;
      overtaken = false;
      for (DurableConsumer* consumer : group) {
        at = consumer;
        // First the cursor: its row lock keeps a second process from doing the same work.
        if (tx.execute(sql::event::advance_cursor, consumer->name, upto, consumer->saved) != 1) {
          overtaken = true;
          throw CursorMoved{};
        }
        hear(*consumer, tx, events, event_at);
      }
      at = nullptr;
      return {};
    });
    handled(group, upto, true);
    return true;
  } catch (const CursorMoved&) {
  } catch (const db::Failure& e) {
    if (e.kind == db::Failure::Kind::busy || !at || !event_at || !store_answers()) throw;
    what = e.what();
  } catch (const std::exception& e) {
    if (!at || !event_at) throw;
    what = e.what();
  } catch (...) {
    what = "an unknown exception";
  }
  if (overtaken) reload(*at);
  else if (at && event_at) failed(*at, *event_at, what);
  return false;
}

void Dispatcher::State::handled(const std::vector<DurableConsumer*>& group, std::int64_t upto, bool saved) {
  {
    const std::lock_guard lock(mutex);
    for (DurableConsumer* consumer : group) {
      consumer->cursor = upto;
      if (!saved) continue;
      consumer->saved = upto;
      if (consumer->pace.rest > Duration::zero()) consumer->rests_until = Steady::now() + consumer->pace.rest;
    }
  }
  moved.notify_all();
}

void Dispatcher::State::failed(DurableConsumer& consumer, const Event& event, const std::string& what) {
  bool give_up = false;
  {
    const std::lock_guard lock(mutex);
    if (consumer.failed_event != event.id) consumer.failures = 0;
    consumer.failed_event = event.id;
    consumer.error = event.kind + " " + std::to_string(event.id) + ": " + what;
    ++consumer.failures;
    const Duration pause = first_pause * (std::int64_t{1} << (2 * (consumer.failures - 1)));
    consumer.retry_at = Steady::now() + pause;
    give_up = consumer.failures >= kFailuresBeforeParking;
  }
  log::warning("events", "a consumer failed",
               {{"consumer", consumer.name}, {"event", event.id}, {"kind", event.kind}, {"what", what}});
  if (give_up) park(consumer);
}

void Dispatcher::State::park(DurableConsumer& consumer) {
  (void)store.write([&](db::Tx& tx) -> Result<void> {
    tx.execute(sql::event::park, consumer.name, consumer.error);
    return {};
  });
  {
    const std::lock_guard lock(mutex);
    consumer.parked = true;
  }
  log::error("events", "a consumer is parked until someone resumes it",
             {{"consumer", consumer.name}, {"error", consumer.error}});
  moved.notify_all();
}

bool Dispatcher::State::store_answers() {
  try {
    (void)last_event();
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

bool Dispatcher::State::all_at(std::int64_t event) const {
  return std::all_of(consumers.begin(), consumers.end(),
                     [&](const auto& consumer) { return consumer->parked || consumer->cursor >= event; });
}

// Whether somebody has handled more than it: there is something for it.
bool Dispatcher::State::is_behind(const DurableConsumer& consumer) const {
  return std::any_of(consumers.begin(), consumers.end(), [&](const auto& other) { return other->cursor > consumer.cursor; });
}

// Writes down how far everybody has come, for a quick next start.
void Dispatcher::State::save_all() {
  (void)store.write([&](db::Tx& tx) -> Result<void> {
    for (const auto& consumer : consumers)
      if (consumer->cursor != consumer->saved)
        tx.execute(sql::event::advance_cursor, consumer->name, consumer->cursor, consumer->saved);
    return {};
  });
  for (const auto& consumer : consumers) consumer->saved = consumer->cursor;
}

Dispatcher::Dispatcher(db::Store& store, Duration first_pause)
    : state_(std::make_unique<State>(store, first_pause)) {}

Dispatcher::~Dispatcher() {
  stop();
  state_->feed->silence();
}

void Dispatcher::add_durable(std::string name, std::vector<std::string> kinds, DurableHandler handler, Pace pace) {
  auto consumer = std::make_unique<DurableConsumer>();
  consumer->name = std::move(name);
  consumer->kinds = {kinds.begin(), kinds.end()};
  consumer->handler = std::move(handler);
  consumer->pace = pace;
  const std::lock_guard lock(state_->mutex);
  state_->consumers.push_back(std::move(consumer));
}

void Dispatcher::add_live(LiveHandler handler) { state_->feed->add(std::move(handler)); }

void Dispatcher::start() {
  if (state_->running) return;
  state_->load();
  state_->stopping = false;
  state_->running = true;
  state_->thread = std::thread([this] { state_->run(); });
  state_->feed->bell.ring();
}

void Dispatcher::stop() {
  if (!state_->running) return;
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
  }
  state_->feed->bell.ring();
  state_->moved.notify_all();
  state_->thread.join();
  state_->running = false;
  state_->moved.notify_all();
  try {
    state_->save_all();
  } catch (const std::exception& e) {
    log::warning("events", "cursors were not saved; some events will be looked at again", {{"what", e.what()}});
  }
}

void Dispatcher::wait_until_idle() {
  std::int64_t target = 0;
  for (std::int64_t last = state_->last_event(); last != target; last = state_->last_event()) {
    target = last;
    if (!state_->running) {
      state_->stopping = false;
      state_->load();
      while (true) {
        while (state_->pass()) {
        }
        {
          const std::lock_guard lock(state_->mutex);
          if (state_->all_at(target)) break;
        }
        std::this_thread::sleep_for(state_->first_pause);
      }
      continue;
    }
    state_->feed->bell.ring();
    std::unique_lock lock(state_->mutex);
    ++state_->hurried;
    state_->moved.notify_all();
    state_->moved.wait(lock, [&] { return state_->stopping || state_->all_at(target); });
    --state_->hurried;
  }
}

std::vector<Dispatcher::Consumer> Dispatcher::consumers() const {
  std::vector<Consumer> out;
  const std::lock_guard lock(state_->mutex);
  for (const auto& c : state_->consumers) out.push_back({c->name, c->cursor, c->parked, c->error});
  return out;
}

void Dispatcher::resume(const std::string& name) {
  (void)state_->store.write([&](db::Tx& tx) -> Result<void> {
    tx.execute(sql::event::resume, name);
    return {};
  });
  {
    const std::lock_guard lock(state_->mutex);
    for (const auto& consumer : state_->consumers) {
      if (consumer->name != name) continue;
      consumer->parked = false;
      consumer->failures = 0;
      consumer->retry_at = {};
      consumer->error.clear();
    }
  }
  state_->feed->bell.ring();
}

}  // namespace sahay::events
