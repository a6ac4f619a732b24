// libFuzzer target: whatever a client says to our listener, it must neither crash nor accept what is not a mail.
#include <cstdint>
#include <cstdlib>

#include "platform/mail/smtp_client.h"
#include "platform/mail/smtp_reply.h"
#include "platform/mail/smtp_session.h"

using namespace sahay::mail;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  SessionOptions options;
  options.dialect = data[0] & 1 ? Dialect::smtp : Dialect::lmtp;
  options.offer_starttls = data[0] & 2;
  options.max_message = 4096;
  options.max_recipients = 3;
  const std::size_t piece = 1 + data[1];
  const std::string_view input(reinterpret_cast<const char*>(data) + 2, size - 2);
  SmtpSession session(options, "fuzz");
  bool closed = false;
  for (std::size_t i = 0; i < input.size() && !closed; i += piece) {
    session.feed(input.substr(i, piece));
    for (auto want = session.step(); want != SmtpSession::Want::read; want = session.step()) {
      if (want == SmtpSession::Want::close) {
        closed = true;
        break;
      }
      if (want == SmtpSession::Want::starttls) {
        session.secured();
        continue;
      }
      if (session.mail().recipients.empty() || session.mail().data.size() > options.max_message) std::abort();
      session.delivered({Verdict{}});
    }
  }
  const std::string replies = session.take_output();
  SmtpReplyParser parser;
  for (std::size_t i = 0; i < input.size();) {
    const auto end = std::min(input.find('\n', i), input.size());
    if (!parser.add_line(input.substr(i, end - i)).ok()) break;
    i = end + 1;
  }
  if (to_smtp_data(input).find("\r\n.\r\n") != std::string::npos) std::abort();
  return 0;
}
