// The guarded outbound HTTP client: for addresses that a user configured or a mail carried (webhooks, avatars, feeds).
// The name is resolved once and every address checked (net/guarded_connect.h), the checked address is the one used,
// certificates are verified, redirects are never followed, size and time are capped.
// Threading: blocking; from any worker. One connection per call.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/http/http.h"
#include "platform/net/guarded_connect.h"

namespace sahay::http {

using net::GuardOptions;

struct ClientRequest {
  std::string method = "GET";
  std::string url;      // http:// or https://, without user name
  Headers headers;      // host, content-length and connection are set here
  std::string body;
  std::string authority_file;  // PEM of further trusted authorities (an inner network's own); empty: the system's only
};

struct ClientResponse {
  int status = 0;
  Headers headers;
  std::string body;
  std::string address;  // that answered

  std::string_view header(std::string_view name) const;
};

struct Url {
  bool tls = false;
  std::string host;     // without brackets
  std::uint16_t port = 0;
  std::string target;   // path and query, at least "/"
  std::string host_header;
};
// bad_request when it is not an absolute http(s) URL, carries a user name, or has characters that do not belong.
Result<Url> parse_url(std::string_view url);

// forbidden: an inner address or a port that is not allowed; too_large: more than most_bytes; unavailable: no
// connection, no trust, broken answer, or out of time. Any HTTP status is a success here.
Result<ClientResponse> fetch(const ClientRequest& request, const GuardOptions& options = {});

}  // namespace sahay::http
