// Wire: one client connection to a mail server, by lines and by counted bytes, plain or TLS, with a limit of time on
// every call. It blocks its caller (a job worker or a mailbox's own thread) and sleeps in poll(2).
// Rule of use: errors are unavailable with a key that names the step: mail.error.dns, .connect, .tls, .certificate,
// .timeout, .closed, .cancelled, .too_long; after an error the Wire is only good for destruction.
// Threading: one thread at a time; Cancel wakes it from any other.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/mail/cancel.h"
#include "platform/mail/endpoint.h"

namespace sahay::mail {

class Wire {
 public:
  // Resolves, connects (every address in turn) and, for Security::tls, shakes hands. `cancel` may be null and must
  // outlive the Wire.
  static Result<Wire> connect(const Endpoint& endpoint, Duration timeout, const Cancel* cancel);

  Wire(Wire&&) noexcept;
  Wire& operator=(Wire&&) noexcept;
  ~Wire();

  // Turns the open connection into TLS. Bytes that came before the handshake are an error (RFC 3207 6, injection).
  Result<void> start_tls(Duration timeout);
  bool secure() const;
  // The peer is on this machine.
  bool loopback() const;

  // One line without its line end. Longer than `limit` bytes: mail.error.too_long.
  Result<std::string> read_line(std::size_t limit, Duration timeout);
  // Exactly `count` bytes, given to `sink` in pieces. The timeout is for each piece.
  Result<void> read_bytes(std::size_t count, const std::function<void(std::string_view)>& sink, Duration timeout);
  // The timeout is for each piece that makes progress.
  Result<void> write(std::string_view bytes, Duration timeout);

  enum class Wait { readable, timed_out };
  Result<Wait> wait_readable(Duration timeout);

 private:
  struct State;
  explicit Wire(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sahay::mail
