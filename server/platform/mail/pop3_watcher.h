// Pop3Watcher: looks into a POP3 mailbox every minute, takes what it has not seen, and comes back by itself after every
// kind of break. What it has seen is known by UIDL.
// Rule of use: on_message must have the bytes and the UIDL on disk, in one commit, before it answers true. A message is
// deleted from the server only after that, and only when `keep_on_server` is false.
// Threading: one thread of its own; callbacks run there; stop() from the owner.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "platform/mail/imap_watcher.h"
#include "platform/mail/pop3_client.h"

namespace sahay::mail {

struct Pop3Message {
  std::string uidl;
  std::uint64_t size = 0;  // as the server says
  ImapMessage::Completeness completeness = ImapMessage::Completeness::whole;
  std::string_view raw;
};

struct Pop3WatcherOptions {
  std::function<Result<Pop3Account>()> account;  // asked at every connect: tokens expire
  std::map<std::string, bool> seen;              // UIDLs that are stored; true = whole, so that the server may lose it
  bool keep_on_server = true;
  FirstStart first_start = FirstStart::everything;  // only_new: what lies there at the very first look is passed over
  std::uint64_t max_message = 50u << 20;
  Duration poll_every = std::chrono::minutes(1);
  Duration shortest_pause = std::chrono::seconds(1);
  Duration longest_pause = std::chrono::minutes(5);
  Duration pause_after_refusal = std::chrono::minutes(1);
  std::function<bool(const Pop3Message&)> on_message;
  std::function<bool(const std::vector<std::string>& uidls)> on_passed_over;
  // These were deleted and are no longer listed: they need not be remembered.
  std::function<void(const std::vector<std::string>& uidls)> on_gone{};
  std::function<void(const ImapHealth&)> on_health{};
};

class Pop3Watcher {
 public:
  explicit Pop3Watcher(Pop3WatcherOptions options);
  ~Pop3Watcher();  // stops
  Pop3Watcher(const Pop3Watcher&) = delete;

  void start();
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sahay::mail
