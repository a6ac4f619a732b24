#include "platform/api/rate_limit.h"

#include <algorithm>

namespace sahay::api {

RateLimit::Standing RateLimit::take(const Caller& caller, const std::string& address, Time now) {
  if (limit_ <= 0 || caller.by_cookie) return {};
  const std::int64_t second = now.seconds(), minute = second / 60;
  const std::string who = caller.id ? "user " + std::to_string(caller.id) : "address " + address;
  const std::lock_guard lock(mutex_);
  if (minute != minute_) {
    minute_ = minute;
    used_.clear();
  }
  int& used = used_[who];
  Standing out{limit_, 0, int(60 - second % 60), used >= limit_};
  if (!out.refused) ++used;
  out.remaining = std::max(0, limit_ - used);
  return out;
}

}  // namespace sahay::api
