// Objects that belong to a store without the store knowing them: emit() finds the dispatcher to wake, jobs the worker.
// Rule of use: the long-lived side keeps what attach() gives; the transaction side asks find(tx.origin()).
// Threading: any thread.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "platform/db/store.h"

namespace sahay::db {

template <class T>
class Attached {
 public:
  // The one T of this store, made when nobody holds it.
  static std::shared_ptr<T> attach(const Store& store) {
    const std::lock_guard lock(mutex());
    std::erase_if(all(), [](const auto& entry) { return entry.second.expired(); });
    auto& slot = all()[&store];
    auto held = slot.lock();
    if (!held) slot = held = std::make_shared<T>();
    return held;
  }
  static std::shared_ptr<T> find(const Store& store) {
    const std::lock_guard lock(mutex());
    const auto found = all().find(&store);
    return found == all().end() ? nullptr : found->second.lock();
  }

 private:
  static std::mutex& mutex() {
    static std::mutex m;
    return m;
  }
  static std::map<const Store*, std::weak_ptr<T>>& all() {
    static std::map<const Store*, std::weak_ptr<T>> m;
    return m;
  }
};

}  // namespace sahay::db
