#include "platform/http/message.h"

#include <algorithm>
#include <charconv>
#include <ctime>

#include "base/text.h"

namespace sahay::http {
namespace {

constexpr std::size_t kQueryPairs = 1000;

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

bool is_port(std::string_view text) {
  const auto port = text::to_integer(text);
  return port && *port >= 1 && *port <= 65535 && text.front() != '+' && text.size() <= 5;
}

// The last value of a comma list: the one that the nearest proxy wrote.
std::string_view last_of(std::string_view list) {
  const auto comma = list.rfind(',');
  return text::trim(comma == std::string_view::npos ? list : list.substr(comma + 1));
}

// Walks X-Forwarded-For from the right and stops at the first address that is not ours (RFC 7239 7.1 in spirit).
std::string client_of(const Request& request, const net::Address& peer, const net::CidrList& trusted) {
  net::Address client = peer;
  const auto [first, last] = request.headers.equal_range("x-forwarded-for");
  for (auto header = last; header != first;) {
    --header;
    auto entries = text::split(header->second, ',');
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
      const auto address = net::parse_address(text::trim(*entry));
      if (!address) return client.to_string();
      client = *address;
      if (!trusted.contains(client)) return client.to_string();
    }
  }
  return client.to_string();
}

const std::string& date_line() {
  thread_local std::time_t second = 0;
  thread_local std::string line;
  const std::time_t now = std::time(nullptr);
  if (now != second) {
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[64];
    // IMF-fixdate; the C locale is never changed, so the names are English.
    const std::size_t length = std::strftime(text, sizeof text, "date: %a, %d %b %Y %H:%M:%S GMT\r\n", &parts);
    line.assign(text, length);
    second = now;
  }
  return line;
}

void append_number(std::string& out, std::uint64_t value) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, end);
}

bool is_managed(std::string_view name) {
  for (const char* managed : {"content-length", "connection", "transfer-encoding", "date", "x-request-id"}) {
    if (text::equal_ignoring_case(name, managed)) return true;
  }
  return false;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> parse_query(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> out;
  while (!query.empty() && out.size() < kQueryPairs) {
    const auto end = query.find('&');
    const auto pair = query.substr(0, end);
    if (!pair.empty()) {
      const auto equals = pair.find('=');
      auto value = equals == std::string_view::npos ? std::string{} : text::percent_decode(pair.substr(equals + 1), true);
      out.emplace_back(text::repair_utf8(text::percent_decode(pair.substr(0, equals), true)),
                       text::repair_utf8(value));
    }
    if (end == std::string_view::npos) break;
    query.remove_prefix(end + 1);
  }
  return out;
}

bool read_target(Request& request, std::string_view target) {
  request.target = target;
  if (target == "*" && request.method == "OPTIONS") {
    request.path = "*";
    return true;
  }
  // Absolute form (RFC 9112 3.2.2): the authority is ignored, Host decides.
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!text::starts_with_ignoring_case(target, scheme)) continue;
    const auto slash = target.find_first_of("/?", scheme.size());
    target = slash == std::string_view::npos ? std::string_view("/") : target.substr(slash);
    break;
  }
  if (!target.starts_with('/')) return false;
  target = target.substr(0, target.find('#'));
  const auto question = target.find('?');
  request.path = text::percent_decode(target.substr(0, question), false);
  if (question != std::string_view::npos) request.query = parse_query(target.substr(question + 1));
  return request.path.find('\0') == std::string::npos && text::is_valid_utf8(request.path);
}

bool is_valid_host(std::string_view host) {
  if (host.empty() || host.size() > 255) return false;
  if (host.front() == '[') {
    const auto end = host.find(']');
    if (end == std::string_view::npos || !net::parse_address(host.substr(0, end + 1))) return false;
    const auto rest = host.substr(end + 1);
    return rest.empty() || (rest.front() == ':' && is_port(rest.substr(1)));
  }
  const auto colon = host.find(':');
  const auto name = host.substr(0, colon);
  if (name.empty() || !std::all_of(name.begin(), name.end(), is_host_character)) return false;
  return colon == std::string_view::npos || is_port(host.substr(colon + 1));
}

void read_origin(Request& request, const Peer& peer, bool tls, const net::CidrList& trusted, std::string_view public_url) {
  std::string_view scheme = tls ? "https" : "http";
  std::string_view host = request.header("host");
  if (!trusted.empty() && trusted.contains(peer.address)) {
    request.remote_address = client_of(request, peer.address, trusted);
    const auto proto = last_of(request.header("x-forwarded-proto"));
    if (text::equal_ignoring_case(proto, "https")) scheme = "https";
    if (text::equal_ignoring_case(proto, "http")) scheme = "http";
    const auto forwarded = last_of(request.header("x-forwarded-host"));
    if (is_valid_host(forwarded)) host = forwarded;
  } else {
    request.remote_address = peer.text;
  }
  if (!public_url.empty()) {
    while (public_url.ends_with('/')) public_url.remove_suffix(1);
    request.base_url = public_url;
    return;
  }
  request.base_url = scheme;
  request.base_url += "://";
  request.base_url += host.empty() ? std::string("localhost") : text::lower_ascii(host);
}

bool accepts_encoding(std::string_view accept_encoding, std::string_view coding) {
  bool star = false;
  for (const auto entry : text::split(accept_encoding, ',')) {
    const auto semicolon = entry.find(';');
    const auto name = text::trim(entry.substr(0, semicolon));
    bool zero = false;
    if (semicolon != std::string_view::npos) {
      const auto weight = text::trim(entry.substr(semicolon + 1));
      zero = text::starts_with_ignoring_case(weight, "q=0") && weight.find_first_of("123456789") == std::string_view::npos;
    }
    if (text::equal_ignoring_case(name, coding)) return !zero;
    if (name == "*") star = !zero;
  }
  return star;
}

std::optional<std::pair<std::uint64_t, std::uint64_t>> parse_range(std::string_view header, std::uint64_t size) {
  header = text::trim(header);
  if (!text::starts_with_ignoring_case(header, "bytes=")) return {};
  header.remove_prefix(6);
  if (header.find(',') != std::string_view::npos) return {};  // several ranges: the whole file is a correct answer
  const auto dash = header.find('-');
  if (dash == std::string_view::npos) return {};
  const auto number = [](std::string_view text) -> std::optional<std::uint64_t> {
    text = text::trim(text);
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return {};
    return value;
  };
  const auto first = number(header.substr(0, dash));
  const auto last = number(header.substr(dash + 1));
  const std::pair<std::uint64_t, std::uint64_t> unsatisfiable{1, 0};
  if (!first) {
    if (!text::trim(header.substr(0, dash)).empty() || !last) return {};
    if (*last == 0 || size == 0) return unsatisfiable;
    return std::pair{size - std::min(*last, size), size - 1};
  }
  if (!last && !text::trim(header.substr(dash + 1)).empty()) return {};
  if (last && *last < *first) return {};
  if (*first >= size) return unsatisfiable;
  return std::pair{*first, std::min(last.value_or(size - 1), size - 1)};
}

bool may_have_body(int status) { return status >= 200 && status != 204 && status != 304; }

std::string head_of(const Response& response, std::uint64_t size, Persistence persistence, std::string_view request_id) {
  std::string out;
  out.reserve(384 + (size < 32 * 1024 ? size : 0));
  out += "HTTP/1.1 ";
  append_number(out, std::uint64_t(response.status));
  out += ' ';
  out += reason_of(response.status);
  out += "\r\n";
  out += date_line();
  for (const auto& [name, value] : response.headers) {
    if (is_managed(name) || name.empty()) continue;
    out += name;
    out += ": ";
    out += value;
    out += "\r\n";
  }
  if (!response.headers.contains("x-content-type-options")) out += "x-content-type-options: nosniff\r\n";
  if (!response.headers.contains("referrer-policy")) out += "referrer-policy: same-origin\r\n";
  out += "x-request-id: ";
  out += request_id;
  out += "\r\n";
  if (may_have_body(response.status)) {
    out += "content-length: ";
    append_number(out, size);
    out += "\r\n";
  }
  if (persistence == Persistence::close) out += "connection: close\r\n";
  out += "\r\n";
  return out;
}

}  // namespace sahay::http
