// Authentication-Results (RFC 8601): what a receiver wrote about a mail. Only the words of a receiver that was named as
// trusted say anything; all others may have come with the mail.
// Threading: pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sahay::mailauth {

struct ReportedResult {
  std::string method, result;  // "dmarc", "pass"; lower case
  std::vector<std::pair<std::string, std::string>> properties{};  // "header.d" -> "example.org"; lower-case names
  std::string comment{};       // all comments of the result, joined by blanks
  std::string_view at(std::string_view property) const;
};

struct AuthResults {
  std::string server;  // the authserv-id, lower case
  std::vector<ReportedResult> list;
  const ReportedResult* find(std::string_view method) const;  // a pass before others
};

// The value of one field, unfolded or not. Quoted texts and nested comments are read as such. Nothing when it has no
// authserv-id. 100 results at most.
std::optional<AuthResults> read_auth_results(std::string_view value);

}  // namespace sahay::mailauth
