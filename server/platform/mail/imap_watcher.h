// ImapWatcher: keeps watching one folder: takes every message above the cursor in order, sleeps in IDLE, asks again
// every few minutes in any case, and comes back by itself after every kind of break. Where the server counts changes
// (CONDSTORE, QRESYNC) coming back to an unchanged folder costs no listing. What others do to flags means nothing here.
// Rule of use: on_message must have the raw bytes and `cursor_after` on disk, in one commit, before it answers true;
// otherwise the same message comes again. Nothing on the server is changed or marked.
// Threading: one thread of its own; callbacks run there; stop() from the owner.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/mail/imap_client.h"

namespace sahay::mail {

struct ImapCursor {
  std::uint32_t uid_validity = 0;  // 0: this folder was never opened
  std::uint32_t last_uid = 0;
  std::uint64_t mod_seq = 0;  // every change up to this number is done with (RFC 7162); 0: not known
  bool operator==(const ImapCursor&) const = default;
};

struct ImapMessage {
  std::uint32_t uid_validity = 0;
  std::uint32_t uid = 0;
  ImapCursor cursor_after;  // to be stored with the message; may lag when the server answers out of order
  Time internal_date;
  std::uint64_t size = 0;  // as the server says
  // header_only: larger than max_message; unreadable: the server refused to give it, raw is empty.
  enum class Completeness { whole, header_only, unreadable } completeness = Completeness::whole;
  std::string_view raw;
};

// What is known of a message without fetching it; asked when the server has numbered its mailbox anew.
struct ImapSummary {
  std::string message_id;  // with < >, "" when there is none
  std::uint64_t size = 0;
  Time internal_date;
};

struct ImapHealth {
  enum class State { connecting, watching, broken } state = State::connecting;
  Error error{};  // of broken; forbidden = needs a person (login, folder), unavailable = comes back by itself
};

enum class FirstStart { everything, only_new };

struct ImapWatcherOptions {
  std::function<Result<ImapAccount>()> account;  // asked at every connect: tokens expire
  std::string folder = "INBOX";
  ImapCursor cursor{};
  FirstStart first_start = FirstStart::everything;
  std::uint64_t max_message = 100u << 20;
  Duration poll_every = std::chrono::minutes(3);  // also the renewal of IDLE
  Duration shortest_pause = std::chrono::seconds(1);
  Duration longest_pause = std::chrono::minutes(5);
  Duration pause_after_refusal = std::chrono::minutes(1);  // servers lock out who insists
  std::function<bool(const ImapMessage&)> on_message;
  // The cursor moved without a message: first start with only_new, new UIDVALIDITY, known messages stepped over.
  std::function<bool(const ImapCursor&)> on_cursor;
  std::function<bool(const ImapSummary&)> is_known{};  // unset: nothing is
  std::function<void(const ImapHealth&)> on_health{};
};

class ImapWatcher {
 public:
  explicit ImapWatcher(ImapWatcherOptions options);
  ~ImapWatcher();  // stops
  ImapWatcher(const ImapWatcher&) = delete;

  void start();
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sahay::mail
