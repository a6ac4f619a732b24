// SmtpConnection: one logged-in connection of the SMTP client; SmtpClient keeps and reuses them.
// Rule of use: open(), then transact() any number of times while reusable().
// Threading: one thread at a time.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/mail/smtp_client.h"
#include "platform/mail/smtp_reply.h"
#include "platform/mail/wire.h"

namespace sahay::mail {

class SmtpConnection {
 public:
  static Result<SmtpConnection> open(const SmtpAccount& account, const Cancel* cancel);

  // True while the connection is in step and may carry another message.
  bool reusable() const { return reusable_; }
  // Asks whether a kept connection is still alive.
  bool alive();
  // `data` in the form of to_smtp_data(). Errors only when nothing was tried.
  Result<SendOutcome> transact(const SmtpEnvelope& envelope, std::string_view data);
  void quit();

 private:
  SmtpConnection(const SmtpAccount& account, Wire wire) : account_(account), wire_(std::move(wire)) {}

  Result<void> hello();
  Result<void> login();
  Result<SmtpReply> command(std::string_view line);
  Result<SmtpReply> read_reply(Duration timeout);
  bool offers(std::string_view keyword) const;
  std::string mail_command(const SmtpEnvelope& envelope, std::string_view data, bool utf8) const;
  std::string recipient_command(const SmtpEnvelope& envelope, const std::string& address) const;
  Result<void> send_envelope(const SmtpEnvelope& envelope, std::string_view data, SendOutcome& outcome, bool& go_on);
  void send_data(const SmtpEnvelope& envelope, std::string_view data, SendOutcome& outcome);

  SmtpAccount account_;
  Wire wire_;
  std::vector<std::string> extensions_;  // lines of the EHLO reply
  bool reusable_ = true;
};

}  // namespace sahay::mail
