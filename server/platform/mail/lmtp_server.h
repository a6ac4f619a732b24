// LmtpServer: our LMTP (or SMTP) listener behind an MTA. Sockets live on one event loop; each complete mail is handed
// to `deliver` on a worker thread, and 250 leaves only after it returned: what it answers must be on disk.
// Rule of use: `deliver` answers one Verdict for all recipients or one for each, in their order; when it throws or
// takes longer than `deliver_timeout` the client hears 451 and will come again, so deliver must know repeats.
// Threading: start/stop from the owner; callbacks of Options run on the loop (quick), deliver on several workers.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "platform/mail/smtp_session.h"

namespace sahay::mail {

struct LmtpOptions {
  std::string listen = "127.0.0.1:2424";  // "host:port", "[::1]:port" (port 0 = any free one) or "unix:/path"
  Dialect dialect = Dialect::lmtp;
  std::string host_name = "localhost";
  std::size_t max_message = 50u << 20;
  std::int64_t max_buffered = 512 << 20;  // bytes of all mails being received; above it 452
  int max_connections = 200;
  int workers = 8;
  Duration command_timeout = std::chrono::minutes(5);
  Duration deliver_timeout = std::chrono::seconds(60);
  std::string certificate_file{};  // PEM; with key_file: STARTTLS is offered
  std::string key_file{};
  std::function<Verdict(std::string_view address)> accept_recipient{};
  std::function<bool()> has_room{};  // false: 452 at MAIL
};

using Deliver = std::function<std::vector<Verdict>(const ReceivedMail&)>;

class LmtpServer {
 public:
  LmtpServer(LmtpOptions options, Deliver deliver);
  ~LmtpServer();  // stops
  LmtpServer(const LmtpServer&) = delete;

  // Errors: unavailable, mail.error.listen with the reason.
  Result<void> start();
  std::uint16_t port() const;  // 0 for unix sockets
  // Takes no new mails, lets running deliveries end and answer (5 s at most), closes the rest.
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sahay::mail
