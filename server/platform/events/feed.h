// What ties emit() to the dispatcher of the same store: the bell of the durable side, the handlers of the live side.
// Threading: ring and publish from the store's thread; live handlers are added before the first event.
#pragma once

#include <mutex>
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
  // After this returns no handler runs any more.
  void silence() {
    const std::lock_guard lock(mutex_);
    live_.clear();
  }

 private:
  mutable std::mutex mutex_;
  std::vector<LiveHandler> live_;
};

}  // namespace sahay::events
