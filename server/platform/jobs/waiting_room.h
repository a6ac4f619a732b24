// Where workers sleep and set/add wake them, one per store.
// Threading: any thread.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "platform/db/bell.h"

namespace sahay::jobs {

class WaitingRoom {
 public:
  db::Bell bell;

  // Until then jobs of the kind wake nobody: its worker looks for them at that moment in any case.
  void let_rest(const std::string& kind, std::chrono::steady_clock::time_point until) {
    const std::lock_guard lock(mutex_);
    rest_until_[kind] = until;
  }
  // A job of the kind has come.
  void ring_for(std::string_view kind) {
    if (!rests(kind)) bell.ring();
  }

 private:
  bool rests(std::string_view kind) {
    const std::lock_guard lock(mutex_);
    const auto found = rest_until_.find(kind);
    return found != rest_until_.end() && found->second > std::chrono::steady_clock::now();
  }

  std::mutex mutex_;
  std::map<std::string, std::chrono::steady_clock::time_point, std::less<>> rest_until_;
};

}  // namespace sahay::jobs
