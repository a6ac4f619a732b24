// Pop3Client: one logged-in POP3 connection (RFC 1939, UIDL and TOP; RFC 2449 CAPA; RFC 2595 STLS; RFC 5034 AUTH).
// Rule of use: blocks its thread; remove() only marks, quit() makes the server delete: a connection that breaks before it
// has deleted nothing. After an Error the client is only good for destruction. Error keys as ImapClient's.
// Threading: one thread at a time; Cancel wakes it from any other.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/mail/endpoint.h"
#include "platform/mail/imap_response.h"

namespace sahay::mail {

class Cancel;

struct Pop3Account {
  Endpoint endpoint;
  Login login{};
  Duration connect_timeout = std::chrono::seconds(30);
  Duration reply_timeout = std::chrono::minutes(2);
};

struct Pop3Listed {
  int number = 0;    // in this session
  std::string uidl;  // over all sessions, at most 70 printable characters
  std::uint64_t size = 0;
};

class Pop3Client {
 public:
  static Result<Pop3Client> connect(const Pop3Account& account, const Cancel* cancel);
  Pop3Client(Pop3Client&&) noexcept;
  Pop3Client& operator=(Pop3Client&&) noexcept;
  ~Pop3Client();

  // At most 100,000 messages. Errors: unavailable, mail.error.no_uidl when the server cannot name its messages.
  Result<std::vector<Pop3Listed>> list();
  // The message, or its header alone; nothing when the server refuses to give it.
  enum class Part { whole, header };
  Result<std::unique_ptr<ImapLiteral>> fetch(const Pop3Listed& one, Part part, std::uint64_t most);
  Result<void> remove(int number);
  Result<void> quit();

 private:
  struct State;
  explicit Pop3Client(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sahay::mail
