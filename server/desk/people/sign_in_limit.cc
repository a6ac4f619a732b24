#include "desk/people/sign_in_limit.h"

#include <algorithm>

#include "base/text.h"

namespace sahay::people {
namespace {

constexpr std::size_t kMostKeys = 20'000;

// Keys are hashed: their size is bounded, and no typed password that landed in the e-mail field is kept.
std::string account_key(std::string_view account) { return text::sha256("account " + std::string(account)); }

// One customer line has a whole /64 of IPv6.
std::string address_key_of(std::string_view address) {
  std::size_t end = address.size();
  if (address.find('.') == address.npos) {
    const auto gap = address.find("::");
    int groups = 0;
    for (std::size_t i = 0; i < address.size(); ++i)
      if (address[i] == ':' && ++groups == 4) {
        end = i;
        break;
      }
    end = std::min(end, gap == address.npos || gap == 0 ? end : gap);
  }
  return text::sha256("address " + std::string(address.substr(0, end)));
}

}  // namespace

Duration SignInLimit::wait_of(const std::string& key, int limit, Time now) const {
  const auto found = counts_.find(key);
  if (found == counts_.end() || found->second.until <= now || found->second.failures < limit) return Duration::zero();
  return found->second.until - now;
}

void SignInLimit::add(const std::string& key, Time now) {
  Count& count = counts_[key];
  if (count.until <= now) count = {0, now + kWindow};
  ++count.failures;
}

// The table never grows beyond its bound: what is over goes first, then whoever failed least.
void SignInLimit::make_room(Time now) {
  if (counts_.size() + 2 <= kMostKeys) return;
  std::erase_if(counts_, [&](const auto& one) { return one.second.until <= now; });
  for (int least = 1; counts_.size() + 2 > kMostKeys; ++least)
    std::erase_if(counts_, [&](const auto& one) { return one.second.failures <= least; });
}

Duration SignInLimit::begin(std::string_view account, std::string_view address, Time now) {
  const std::string by_account = account_key(account), by_address = address_key_of(address);
  const std::lock_guard lock(mutex_);
  const Duration wait = std::max(wait_of(by_account, kPerAccount, now), wait_of(by_address, kPerAddress, now));
  if (wait > Duration::zero()) return wait;
  if (running_ >= kAtOneTime) return std::chrono::seconds(1);
  make_room(now);
  add(by_account, now);
  add(by_address, now);
  ++running_;
  return Duration::zero();
}

void SignInLimit::succeeded(std::string_view account, std::string_view address) {
  const std::lock_guard lock(mutex_);
  --running_;
  counts_.erase(account_key(account));
  // Only the own attempt is taken back: a known password must not wash away guesses at other accounts.
  if (const auto found = counts_.find(address_key_of(address)); found != counts_.end() && --found->second.failures <= 0)
    counts_.erase(found);
}

void SignInLimit::failed() {
  const std::lock_guard lock(mutex_);
  --running_;
}

Duration SignInLimit::locked_for(std::string_view account, Time now) const {
  const std::lock_guard lock(mutex_);
  return wait_of(account_key(account), kPerAccount, now);
}

int SignInLimit::failures_of(std::string_view account, Time now) const {
  const std::lock_guard lock(mutex_);
  const auto found = counts_.find(account_key(account));
  return found == counts_.end() || found->second.until <= now ? 0 : found->second.failures;
}

void SignInLimit::pardon(std::string_view account) {
  const std::lock_guard lock(mutex_);
  counts_.erase(account_key(account));
}

Error told_to_wait(Duration wait) {
  const std::int64_t minutes = (wait + std::chrono::minutes(1) - Duration(1)) / std::chrono::minutes(1);
  return {ErrorCode::too_many, "error.too_many_sign_ins", {}, {}, {{"minutes", std::to_string(minutes)}}};
}

std::size_t SignInLimit::remembered() const {
  const std::lock_guard lock(mutex_);
  return counts_.size();
}

}  // namespace sahay::people
