// A bucket of tokens per key: `burst` at once, then one every `refill`. Keys that are full again are forgotten.
// Threading: any thread.
#pragma once

#include <mutex>
#include <string>
#include <unordered_map>

#include "base/clock.h"

namespace sahay::chat {

// One bucket, for what has its own memory (a socket).
class Bucket {
 public:
  Bucket(int burst, Duration refill) : burst_(burst), refill_(refill), tokens_(burst) {}
  // Takes a token; else how long until there is one.
  Duration take(Time now) {
    if (filled_at_) {
      const auto earned = (now - filled_at_) / refill_;
      if (earned > 0) tokens_ = int(std::min<std::int64_t>(burst_, tokens_ + earned)), filled_at_ = now;
    } else {
      filled_at_ = now;
    }
    if (tokens_ == 0) return refill_;
    --tokens_;
    return Duration::zero();
  }
  bool full(Time now) const { return tokens_ + (now - filled_at_) / refill_ >= burst_; }

 private:
  int burst_;
  Duration refill_;
  int tokens_;
  Time filled_at_;
};

class RateLimit {
 public:
  RateLimit(int burst, Duration refill) : burst_(burst), refill_(refill) {}
  bool allows(const std::string& key, Time now) {
    const std::lock_guard lock(mutex_);
    if (buckets_.size() > 10'000) std::erase_if(buckets_, [&](const auto& one) { return one.second.full(now); });
    return buckets_.try_emplace(key, burst_, refill_).first->second.take(now) == Duration::zero();
  }

 private:
  int burst_;
  Duration refill_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace sahay::chat
