// Replies of an SMTP or LMTP server: the three-digit code, the enhanced code (RFC 2034) and the text lines.
// Rule of use: feed lines without line ends until complete; limits keep a hostile server from filling memory.
// Threading: values, pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace sahay::mail {

struct SmtpReply {
  int code = 0;
  std::string enhanced{};            // "5.1.1", "" when the server gives none
  std::vector<std::string> lines{};  // texts without code and enhanced code

  bool positive() const { return code >= 200 && code < 300; }
  bool transient() const { return code >= 400 && code < 500; }
  bool permanent() const { return code >= 500; }
  std::string text() const;  // the lines in one, at most 500 bytes of valid UTF-8
};

class SmtpReplyParser {
 public:
  // True when the line ends the reply. Errors: unavailable, mail.error.protocol.
  Result<bool> add_line(std::string_view line);
  SmtpReply take();

 private:
  SmtpReply reply_;
};

}  // namespace sahay::mail
