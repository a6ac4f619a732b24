// Slows down whoever tries passwords: failures per account and per address within five minutes, and few attempts at one
// time, because each holds a worker while Argon2id runs.
// Rule of use: begin() before the password is looked at; succeeded() or failed() exactly once after an admitted begin().
// An attempt counts from its begin, so that a burst at the same moment finds no gap. Kept in memory, bounded.
// Threading: any thread.
#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"
#include "base/result.h"

namespace sahay::people {

class SignInLimit {
 public:
  static constexpr int kPerAccount = 10;
  static constexpr int kPerAddress = 30;  // an office behind one address has many people
  static constexpr int kAtOneTime = 6;
  static constexpr Duration kWindow = std::chrono::minutes(5);

  // Zero: go on. Otherwise how long to wait; nothing was counted.
  Duration begin(std::string_view account, std::string_view address, Time now);
  void succeeded(std::string_view account, std::string_view address);
  void failed();
  std::size_t remembered() const;
  // How long this account must wait at the moment, and an administrator's pardon.
  Duration locked_for(std::string_view account, Time now) const;
  int failures_of(std::string_view account, Time now) const;
  void pardon(std::string_view account);

 private:
  struct Count {
    int failures = 0;
    Time until{};
  };
  Duration wait_of(const std::string& key, int limit, Time now) const;
  void add(const std::string& key, Time now);
  void make_room(Time now);

  mutable std::mutex mutex_;
  std::unordered_map<std::string, Count> counts_;
  int running_ = 0;
};

// One admitted attempt; it failed unless it is told otherwise.
class Attempt {
 public:
  Attempt(SignInLimit& limit, std::string account, std::string address) : limit_(limit), account_(std::move(account)), address_(std::move(address)) {}
  Attempt(const Attempt&) = delete;
  Attempt& operator=(const Attempt&) = delete;
  ~Attempt() {
    if (!done_) limit_.failed();
  }
  void succeeded() {
    done_ = true;
    limit_.succeeded(account_, address_);
  }

 private:
  SignInLimit& limit_;
  std::string account_, address_;
  bool done_ = false;
};

// What is answered to whoever must wait, in whole minutes.
Error told_to_wait(Duration wait);

}  // namespace sahay::people
