// ImapClient: one logged-in IMAP connection: open a folder read-only, list and fetch by UID without marking anything
// as read, sleep in IDLE.
// Rule of use: blocks its thread; after an Error the client is only good for destruction. Error keys name the step
// (mail.error.dns ... mail.error.login, mail.error.folder, mail.error.protocol).
// Threading: one thread at a time; Cancel wakes it from any other.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/mail/endpoint.h"
#include "platform/mail/imap_response.h"

namespace sahay::mail {

class Cancel;

struct ImapAccount {
  Endpoint endpoint;
  Login login{};
  Duration connect_timeout = std::chrono::seconds(30);
  Duration reply_timeout = std::chrono::minutes(2);
};

struct ImapMailbox {
  std::uint32_t uid_validity = 0;
  std::uint32_t uid_next = 0;  // 0 when the server does not say
  std::uint32_t exists = 0;
  std::uint64_t mod_seq = 0;  // HIGHESTMODSEQ (RFC 7162 3.1.2.1); 0 when the server keeps none
  // Of a resumption that the server took: the highest UID of what changed since; absent otherwise.
  std::optional<std::uint32_t> highest_changed{};
};

// Where a folder was left; with a mod_seq a server with QRESYNC tells in one answer what changed since.
struct ImapResume {
  std::uint32_t uid_validity = 0;
  std::uint64_t mod_seq = 0;  // 0: not known
};

struct ImapListed {
  std::uint32_t uid = 0;
  std::uint64_t size = 0;
};

class ImapClient {
 public:
  static Result<ImapClient> connect(const ImapAccount& account, const Cancel* cancel);
  ImapClient(ImapClient&&) noexcept;
  ImapClient& operator=(ImapClient&&) noexcept;
  ~ImapClient();

  // Asks for change numbers where the server keeps them (CONDSTORE), and for the changes since `resume` where it can
  // tell them (QRESYNC). A server that offers them and then refuses is asked again without.
  Result<ImapMailbox> examine(const std::string& folder, const ImapResume& resume = {});
  // Every message with a UID above `after`, ascending. Clears has_news().
  Result<std::vector<ImapListed>> list_after(std::uint32_t after);

  enum class Part { whole, header, message_id };
  // Gives what the server has of `uids` to `sink`, in the server's order; vanished messages are not given. When sink
  // answers false the rest is read and thrown away. False: the server refused (NO) part of it.
  Result<bool> fetch(const std::vector<std::uint32_t>& uids, Part part, const std::function<bool(ImapFetched&)>& sink);

  // The server spoke of new messages since the last list_after().
  bool has_news() const;
  bool can_idle() const;
  // Sleeps in IDLE (or, without IDLE, just sleeps and asks) until news or `longest`. Keep it under 29 minutes.
  Result<void> wait_for_news(Duration longest);
  void logout();

 private:
  struct State;
  explicit ImapClient(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// "1:3,7,9:10" of ascending numbers.
std::string imap_set(const std::vector<std::uint32_t>& ascending);

}  // namespace sahay::mail
