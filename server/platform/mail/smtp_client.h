// SmtpClient: hands one message to a relay or submission server (RFC 5321, 6409, 4954, 3207, 2920, 1870, 6152, 6531,
// 3461) and says for each recipient what became of it.
// Rule of use: send() blocks its job worker; connections are kept for reuse. An Error means that no recipient was
// tried (unreachable, certificate, login refused: key says which step); otherwise read the outcomes. Fate::unknown
// (connection lost after the final dot) is a matter of the caller: it may have arrived.
// Threading: any thread; each call uses its own connection.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "platform/mail/endpoint.h"

namespace sahay::mail {

class Cancel;

struct SmtpAccount {
  Endpoint endpoint;
  Login login{};
  std::string helo_name = "localhost";
  Duration connect_timeout = std::chrono::seconds(30);
  Duration reply_timeout = std::chrono::minutes(5);   // RFC 5321 4.5.3.2
  Duration final_timeout = std::chrono::minutes(10);  // after the final dot
};

struct SmtpEnvelope {
  std::string sender;  // "" is the null sender of automatic mail
  std::vector<std::string> recipients;
  std::string envelope_id{};  // ENVID: comes back in delivery reports
  bool want_reports = false;  // NOTIFY=FAILURE,DELAY and RET=HDRS where the server knows DSN
  // Called right before the final dot, the last moment at which the server surely has nothing; false gives up. Who must
  // never send twice writes down there that the outcome is unknown until it is known.
  std::function<bool()> before_end{};
};

enum class Fate { sent, transient, permanent, unknown };

struct RecipientOutcome {
  std::string address;
  Fate fate = Fate::transient;
  int code = 0;            // of the reply; 0 when there was none
  std::string enhanced{};  // "5.1.1"
  std::string text{};
};

struct SendOutcome {
  std::vector<RecipientOutcome> recipients;  // in the order of the envelope
  bool dsn = false;                          // the server took the request for reports
  bool secure = false;                       // went over TLS
};

class SmtpClient {
 public:
  // `cancel` may be null; it must outlive the client and ends calls with mail.error.cancelled.
  explicit SmtpClient(const Cancel* cancel = nullptr);
  ~SmtpClient();
  SmtpClient(const SmtpClient&) = delete;

  // `message` is RFC 5322 bytes with any line ends; dots are stuffed and line ends made CRLF here.
  Result<SendOutcome> send(const SmtpAccount& account, const SmtpEnvelope& envelope, std::string_view message);
  // Connects, logs in and says goodbye: for "test this account".
  Result<void> probe(const SmtpAccount& account);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The DATA form of a message: CRLF line ends, leading dots doubled, without the final dot line.
std::string to_smtp_data(std::string_view message);

}  // namespace sahay::mail
