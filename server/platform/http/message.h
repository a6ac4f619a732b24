// Between the wire and Request/Response: targets, queries, hosts, proxies, the head of an answer, ranges, compression.
// All pure and linear; the request side reads hostile input.
// Threading: pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/http/http.h"
#include "platform/net/cidr.h"

namespace sahay::http {

// Fills target, path and query. False: not a target we serve (not origin-form, NUL or broken UTF-8 in the path).
bool read_target(Request& request, std::string_view target);
// "a=1&b=2" decoded, at most 1000 pairs.
std::vector<std::pair<std::string, std::string>> parse_query(std::string_view query);
// host[:port] of letters, digits, "-", ".", "_" or a bracketed IPv6 address; at most 255 characters.
bool is_valid_host(std::string_view host);

// The other end of a connection, written out once.
struct Peer {
  net::Address address;
  std::string text;
};
// Sets remote_address and base_url. X-Forwarded-* count only when the peer is in `trusted`.
void read_origin(Request& request, const Peer& peer, bool tls, const net::CidrList& trusted, std::string_view public_url);

// Whether Accept-Encoding admits the coding ("gzip", "br") with a weight above zero.
bool accepts_encoding(std::string_view accept_encoding, std::string_view coding);
// Replaces the body by its gzip form when that is allowed and pays.
void compress(const Request& request, Response& response);

// First and last byte of one "bytes=" range. nullopt: answer the whole file; first > last: 416.
std::optional<std::pair<std::uint64_t, std::uint64_t>> parse_range(std::string_view header, std::uint64_t size);

enum class Persistence { keep, close };
// Status line and headers with the empty line at the end; content-length is `size` unless the status has no body.
std::string head_of(const Response& response, std::uint64_t size, Persistence persistence, std::string_view request_id);
bool may_have_body(int status);

}  // namespace sahay::http
