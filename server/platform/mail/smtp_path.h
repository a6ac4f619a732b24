// Paths of MAIL and RCPT: "<local@domain> PARAM=VALUE ..." (RFC 5321 4.1.2), with quoted local parts and the source
// routes of old. Linear, no allocation in proportion to anything but the address.
// Threading: pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sahay::mail {

struct SmtpPath {
  std::string address;          // "" for "<>"
  std::string_view parameters;  // what follows, of the input
};

enum class EmptyPath { refuse, allow };

// `text` begins at the "<". Nothing when it is not a path.
std::optional<SmtpPath> parse_path(std::string_view text, EmptyPath empty);

}  // namespace sahay::mail
