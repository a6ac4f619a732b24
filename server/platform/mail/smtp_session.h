// SmtpSession: the protocol of one client of our LMTP/SMTP listener (RFC 2033, 5321, 1870, 2920, 3030 without
// BINARYMIME, 3207, 6152, 6531),
// as a pure state machine: bytes in, replies out, and one question at a time to the driver.
// Rule of use: loop { step(); send take_output(); do what Want says }. Nothing here blocks, reads a clock or throws.
// Threading: one thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sahay::mail {

enum class Dialect { lmtp, smtp };

// A reply of ours: {250, "2.0.0", "stored"}.
struct Verdict {
  int code = 250;
  std::string enhanced = "2.0.0";
  std::string text = "OK";
};

// One mail as the listener got it, before anybody looked into it.
struct ReceivedMail {
  std::string sender;                   // envelope; "" = null sender
  std::vector<std::string> recipients;  // accepted ones, in order
  std::string data;                     // the message, dots unstuffed, CRLF line ends (of chunks: as they came)
  std::string helo;
  std::string peer;  // "192.0.2.1:4711", "unix"
  bool secure = false;
};

struct SessionOptions {
  Dialect dialect = Dialect::lmtp;
  std::string host_name = "localhost";
  std::size_t max_message = 50u << 20;
  std::size_t max_recipients = 1000;
  std::size_t max_command_line = 4096;
  int max_errors = 20;
  bool offer_starttls = false;
  // Asked at RCPT; must be quick. Unset: every recipient is taken.
  std::function<Verdict(std::string_view address)> accept_recipient{};
  // Asked at MAIL: false answers 452 (disk low, too much in flight). Unset: always.
  std::function<bool()> has_room{};
  // Told of growth and release of buffered message bytes; false refuses the message with 452.
  std::function<bool(std::int64_t delta)> reserve{};
};

class SmtpSession {
 public:
  enum class Want { read, deliver, starttls, close };

  SmtpSession(SessionOptions options, std::string peer);
  ~SmtpSession();
  SmtpSession(const SmtpSession&) = delete;

  void feed(std::string_view bytes) { input_ += bytes; }
  // Works on what was fed until it needs the driver. After deliver: call delivered(); after starttls: secured().
  Want step();
  std::string take_output();

  // The mail to deliver, valid after Want::deliver until delivered().
  ReceivedMail& mail() { return mail_; }
  // One verdict for all recipients or one for each.
  void delivered(const std::vector<Verdict>& verdicts);
  // TLS is up: the state before it is forgotten (RFC 3207 4.2), and so is what came in plain text after STARTTLS.
  void secured();
  // Says why the line is being closed: 421 and the text.
  void refuse(std::string_view text);
  bool in_data() const { return phase_ == Phase::data || phase_ == Phase::chunk; }

 private:
  enum class Phase { command, data, chunk, delivering, starting_tls, closed };

  void reply(int code, std::string_view enhanced, std::string_view text);
  void error(int code, std::string_view enhanced, std::string_view text);
  void reset();
  bool take_command();
  bool take_data();
  void run(std::string_view line);
  void hello(std::string_view verb, std::string_view argument);
  void mail_from(std::string_view argument);
  bool mail_parameter(std::string_view parameter);
  void rcpt_to(std::string_view argument);
  void data();
  void end_of_data();
  void bdat(std::string_view argument);
  bool take_chunk();
  void end_of_chunk();
  Verdict verdict_of_fault() const;
  void append_data(std::string_view bytes);
  void release();

  SessionOptions options_;
  std::string peer_;
  std::string input_;
  std::string output_;
  Phase phase_ = Phase::command;
  std::string helo_;
  bool secure_ = false;
  bool has_sender_ = false;
  int errors_ = 0;
  ReceivedMail mail_;
  std::int64_t reserved_ = 0;
  std::size_t discarded_line_ = 0;  // bytes of an over-long command line thrown away so far
  // While receiving data:
  enum class Fault { none, too_large, no_room, bare_lf } fault_ = Fault::none;
  bool line_start_ = true;
  // While receiving chunks: the rest of this one, and whether it only is read to get past it.
  bool in_chunks_ = false;
  std::uint64_t chunk_left_ = 0;
  bool last_chunk_ = false, chunk_refused_ = false;
  char last_byte_ = 0;
};

}  // namespace sahay::mail
