#include "platform/http/client.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <csignal>

#include "base/text.h"
#include "platform/http/message.h"

namespace sahay::http {
namespace {

namespace beast_http = boost::beast::http;
using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t kHeaderLimit = 64 * 1024;

Error failed(const std::string& detail) { return {ErrorCode::unavailable, "error.unavailable", detail}; }
Error bad_url(const std::string& detail) { return {ErrorCode::bad_request, "error.bad_request", detail}; }

std::string tls_reason() {
  char reason[256] = "connection lost";
  if (const auto code = ERR_get_error(); code != 0) ERR_error_string_n(code, reason, sizeof reason);
  ERR_clear_error();
  return reason;
}

struct TlsDelete {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};

// Blocking reads and writes against a deadline over a non-blocking descriptor.
class Channel {
 public:
  Channel(int descriptor, SteadyClock::time_point deadline) : descriptor_(descriptor), deadline_(deadline) {}
  ~Channel() { ::close(descriptor_); }
  Channel(const Channel&) = delete;

  Result<void> start_tls(const Url& url, const std::string& authority_file);
  Result<void> write(std::string_view bytes);
  // 0: the peer ended the stream in order.
  Result<std::size_t> read(char* data, std::size_t size);

 private:
  Result<void> wait(short events);
  // What to do after an SSL call that did not succeed; ok: try again.
  Result<void> after(int result);

  int descriptor_;
  SteadyClock::time_point deadline_;
  std::unique_ptr<SSL_CTX, TlsDelete> context_;
  std::unique_ptr<SSL, TlsDelete> tls_;
};

Result<void> Channel::wait(short events) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - SteadyClock::now()).count();
  pollfd entry{descriptor_, events, 0};
  if (left <= 0 || ::poll(&entry, 1, int(left) + 1) == 0) return failed("out of time");
  return {};
}

Result<void> Channel::after(int result) {
  switch (SSL_get_error(tls_.get(), result)) {
    case SSL_ERROR_WANT_READ: return wait(POLLIN);
    case SSL_ERROR_WANT_WRITE: return wait(POLLOUT);
    default: break;
  }
  const auto trust = SSL_get_verify_result(tls_.get());
  if (trust != X509_V_OK) return failed(std::string("certificate: ") + X509_verify_cert_error_string(trust));
  return failed("TLS: " + tls_reason());
}

Result<void> Channel::start_tls(const Url& url, const std::string& authority_file) {
  context_.reset(SSL_CTX_new(TLS_client_method()));
  if (!context_) return failed("TLS is not available");
  SSL_CTX_set_min_proto_version(context_.get(), TLS1_2_VERSION);
  SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_default_verify_paths(context_.get());
  if (!authority_file.empty() && SSL_CTX_load_verify_locations(context_.get(), authority_file.c_str(), nullptr) != 1) {
    return failed("cannot read the authorities in " + authority_file);
  }
  tls_.reset(SSL_new(context_.get()));
  auto* parameters = SSL_get0_param(tls_.get());
  if (net::parse_address(url.host)) {
    X509_VERIFY_PARAM_set1_ip_asc(parameters, url.host.c_str());
  } else {
    SSL_set_tlsext_host_name(tls_.get(), url.host.c_str());
    X509_VERIFY_PARAM_set_hostflags(parameters, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    X509_VERIFY_PARAM_set1_host(parameters, url.host.c_str(), url.host.size());
  }
  SSL_set_fd(tls_.get(), descriptor_);
  while (true) {
    ERR_clear_error();
    const int result = SSL_connect(tls_.get());
    if (result == 1) return {};
    TRY(after(result));
  }
}

Result<void> Channel::write(std::string_view bytes) {
  while (!bytes.empty()) {
    if (tls_) {
      ERR_clear_error();
      const int sent = SSL_write(tls_.get(), bytes.data(), int(std::min<std::size_t>(bytes.size(), 1 << 20)));
      if (sent > 0) bytes.remove_prefix(std::size_t(sent));
      else TRY(after(sent));
      continue;
    }
    const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) bytes.remove_prefix(std::size_t(sent));
    else if (errno == EAGAIN || errno == EINTR) TRY(wait(POLLOUT));
    else return failed("the connection was lost while sending");
  }
  return {};
}

Result<std::size_t> Channel::read(char* data, std::size_t size) {
  while (true) {
    if (tls_) {
      ERR_clear_error();
      const int got = SSL_read(tls_.get(), data, int(size));
      if (got > 0) return std::size_t(got);
      if (SSL_get_error(tls_.get(), got) == SSL_ERROR_ZERO_RETURN) return std::size_t{0};
      TRY(after(got));
      continue;
    }
    const ssize_t got = ::recv(descriptor_, data, size, 0);
    if (got >= 0) return std::size_t(got);
    if (errno != EAGAIN && errno != EINTR) return failed("the connection was lost while reading");
    TRY(wait(POLLIN));
  }
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

bool has_break(std::string_view text) { return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos; }

Result<std::string> head_text(const ClientRequest& request, const Url& url) {
  if (!is_token(request.method)) return bad_url("not a method: " + request.method);
  std::string out = request.method + " " + url.target + " HTTP/1.1\r\nhost: " + url.host_header + "\r\n";
  for (const auto& [name, value] : request.headers) {
    if (!is_token(name) || has_break(value)) return bad_url("a header has characters that do not belong");
    const auto lower = text::lower_ascii(name);
    if (lower == "host" || lower == "content-length" || lower == "connection" || lower == "transfer-encoding") continue;
    out += name + ": " + value + "\r\n";
  }
  if (!request.headers.contains("user-agent")) out += "user-agent: Sahay\r\n";
  if (!request.headers.contains("accept")) out += "accept: */*\r\n";
  if (!request.body.empty() || (request.method != "GET" && request.method != "HEAD")) {
    out += "content-length: " + std::to_string(request.body.size()) + "\r\n";
  }
  return out + "connection: close\r\n\r\n";
}

Result<ClientResponse> read_answer(Channel& channel, bool head_only, std::size_t most_bytes) {
  auto parser = std::make_unique<beast_http::response_parser<beast_http::string_body>>();
  std::string pending;
  std::vector<char> chunk(64 * 1024);
  const auto set_limits = [&] {
    parser->header_limit(kHeaderLimit);
    parser->body_limit(most_bytes);
    parser->skip(head_only);
    parser->eager(true);
  };
  set_limits();
  while (!parser->is_done()) {
    const auto got = TRY(channel.read(chunk.data(), chunk.size()));
    pending.append(chunk.data(), got);
    boost::system::error_code error;
    if (got == 0) {
      if (parser->got_some()) parser->put_eof(error);
      if (error || !parser->is_done()) return failed("the answer ended too early");
      break;
    }
    while (!pending.empty() && !parser->is_done() && !error) {
      pending.erase(0, parser->put(boost::asio::buffer(pending), error));
      // Interim answers (100, 103) come before the real one.
      if (!error && parser->is_done() && parser->get().result_int() < 200) {
        parser = std::make_unique<beast_http::response_parser<beast_http::string_body>>();
        set_limits();
      }
    }
    if (error == beast_http::error::need_more) error = {};
    if (error == beast_http::error::body_limit) {
      return Error{ErrorCode::too_large, "error.too_large", "the answer is larger than allowed"};
    }
    if (error) return failed("the answer is not valid HTTP: " + error.message());
  }
  ClientResponse out;
  auto message = parser->release();
  out.status = int(message.result_int());
  for (const auto& field : message) out.headers.emplace(text::lower_ascii({field.name_string().data(), field.name_string().size()}), field.value());
  out.body = std::move(message.body());
  return out;
}

}  // namespace

std::string_view ClientResponse::header(std::string_view name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string_view{} : std::string_view(found->second);
}

Result<Url> parse_url(std::string_view url) {
  Url out;
  url = url.substr(0, url.find('#'));
  const std::string_view whole = url;
  if (text::starts_with_ignoring_case(url, "https://")) {
    out.tls = true;
    url.remove_prefix(8);
  } else if (text::starts_with_ignoring_case(url, "http://")) {
    url.remove_prefix(7);
  } else {
    return bad_url("not an http address: " + std::string(whole));
  }
  const bool clean = std::all_of(whole.begin(), whole.end(), [](char c) { return c > ' ' && c < 0x7F && c != '\\'; });
  if (!clean || whole.size() > 8192) return bad_url("the address has characters that do not belong, or is too long");
  const auto end = url.find_first_of("/?");
  const auto authority = url.substr(0, end);
  out.target = end == std::string_view::npos ? "/" : std::string(url.substr(end));
  if (out.target.front() == '?') out.target.insert(0, 1, '/');
  if (!is_valid_host(authority)) return bad_url("not a host: " + std::string(authority));
  out.host_header = text::lower_ascii(authority);
  const auto colon = out.host_header.find(':', out.host_header.front() == '[' ? out.host_header.find(']') : 0);
  out.host = out.host_header.substr(0, colon);
  out.port = colon == std::string::npos ? (out.tls ? 443 : 80)
                                        : std::uint16_t(*text::to_integer(out.host_header.substr(colon + 1)));
  if (out.host.front() == '[') out.host = out.host.substr(1, out.host.size() - 2);
  return out;
}

Result<ClientResponse> fetch(const ClientRequest& request, const GuardOptions& options) {
  static const bool no_signal = std::signal(SIGPIPE, SIG_IGN) != SIG_ERR;  // OpenSSL writes with write()
  static_cast<void>(no_signal);
  const auto deadline = SteadyClock::now() + options.total_timeout;
  const auto url = TRY(parse_url(request.url));
  const auto head = TRY(head_text(request, url));
  const auto connection = TRY(net::guarded_connect(url.host, url.port, options));
  Channel channel(connection.descriptor, deadline);
  if (url.tls) TRY(channel.start_tls(url, request.authority_file));
  TRY(channel.write(head + request.body));
  auto answer = TRY(read_answer(channel, request.method == "HEAD", options.most_bytes));
  answer.address = connection.address.to_string();
  return answer;
}

}  // namespace sahay::http
