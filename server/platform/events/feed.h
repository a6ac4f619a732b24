// What ties emit() to the dispatcher of the same store: the bell of the durable side, the handlers of the live side.
// Threading: ring and publish from the store's thread; live handlers are added before the first event.
#pragma once

#include <atomic>
#include <mutex>
#include <set>
#include <vector>

#include "platform/db/bell.h"
#include "platform/events/events.h"

namespace sahay::events {

struct Feed {
  db::Bell bell;

  void add(LiveHandler handler) {
    const std::lock_guard lock(mutex_);
    live_.push_back(std::move(handler));
  }
  bool has_live() const {
    const std::lock_guard lock(mutex_);
    return !live_.empty();
  }
  void publish(const Event& event) const {
    const std::lock_guard lock(mutex_);
    for (const LiveHandler& handler : live_) handler(event);
  }
  // Events that this process committed while it listens to others (Elsewhere): they are known already.
  std::atomic<bool> notes_own = false;
  void note_own(std::int64_t event) {
    const std::lock_guard lock(own_mutex_);
    own_.insert(event);
    if (own_.size() > kOwnAtMost) own_.erase(own_.begin());
  }
  // Whether it is ours; asked once for each event.
  bool take_own(std::int64_t event) {
    const std::lock_guard lock(own_mutex_);
    return own_.erase(event) > 0;
  }
  // After this returns no handler runs any more.
  void silence() {
    const std::lock_guard lock(mutex_);
    live_.clear();
  }

 private:
  static constexpr std::size_t kOwnAtMost = 100'000;

  mutable std::mutex mutex_;
  std::vector<LiveHandler> live_;
  std::mutex own_mutex_;
  std::set<std::int64_t> own_;
};

}  // namespace sahay::events
