#include "platform/mail/wire.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <mutex>

namespace sahay::mail {
namespace {

using SteadyClock = std::chrono::steady_clock;

Error failure(std::string_view step, std::string detail, std::source_location where = std::source_location::current()) {
  return {ErrorCode::unavailable, "mail.error." + std::string(step), std::move(detail), {}, {}, where};
}

std::string last_openssl_error() {
  char buffer[256] = "unknown";
  if (const auto code = ERR_peek_last_error()) ERR_error_string_n(code, buffer, sizeof buffer);
  ERR_clear_error();
  return buffer;
}

struct FreeContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct FreeSsl {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};

// OpenSSL writes with write(2): a peer that is gone must be an error of that call, not the end of the process.
void ignore_broken_pipes() {
  static std::once_flag once;
  std::call_once(once, [] {
    struct sigaction current {};
    if (sigaction(SIGPIPE, nullptr, &current) == 0 && current.sa_handler == SIG_DFL) signal(SIGPIPE, SIG_IGN);
  });
}

bool is_address(const std::string& host) {
  unsigned char bytes[16];
  return inet_pton(AF_INET, host.c_str(), bytes) == 1 || inet_pton(AF_INET6, host.c_str(), bytes) == 1;
}

bool is_loopback(const sockaddr* address) {
  if (address->sa_family == AF_INET)
    return (ntohl(reinterpret_cast<const sockaddr_in*>(address)->sin_addr.s_addr) >> 24) == 127;
  if (address->sa_family == AF_INET6)
    return IN6_IS_ADDR_LOOPBACK(&reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr);
  return false;
}

void set_options(int descriptor) {
  const int on = 1;
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  // A peer that vanished while we idle gives no event: let the kernel ask.
  setsockopt(descriptor, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
  const int idle = 120, interval = 30, count = 4;
  setsockopt(descriptor, IPPROTO_TCP, TCP_KEEPIDLE, &idle, sizeof idle);
  setsockopt(descriptor, IPPROTO_TCP, TCP_KEEPINTVL, &interval, sizeof interval);
  setsockopt(descriptor, IPPROTO_TCP, TCP_KEEPCNT, &count, sizeof count);
}

}  // namespace

struct Wire::State {
  ~State() {
    if (ssl) SSL_shutdown(ssl.get());
    ssl.reset();
    if (descriptor >= 0) close(descriptor);
  }

  // Sleeps until the descriptor is ready for `events`, the time is over or somebody cancels.
  Result<Wait> wait(short events, SteadyClock::time_point deadline) {
    while (true) {
      if (cancel && cancel->cancelled()) return failure("cancelled", {});
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - SteadyClock::now()).count();
      pollfd set[2] = {{descriptor, events, 0}, {cancel ? cancel->descriptor() : -1, POLLIN, 0}};
      const int ready = poll(set, 2, int(std::clamp<long>(left, 0, 3'600'000)));
      if (ready < 0 && errno == EINTR) continue;
      if (ready < 0) return failure("closed", std::strerror(errno));
      if (set[1].revents) continue;
      if (set[0].revents) return Wait::readable;
      if (left <= 0) return Wait::timed_out;
    }
  }
  Result<void> must(short events, SteadyClock::time_point deadline) {
    if (TRY(wait(events, deadline)) == Wait::timed_out) return failure("timeout", endpoint.host);
    return {};
  }

  Result<void> connect_to(const addrinfo& address, SteadyClock::time_point deadline);
  Result<void> handshake(SteadyClock::time_point deadline);
  Result<void> fill(Duration timeout);
  // What SSL_read and SSL_write want next: nothing more (error given) or the events to wait for.
  Result<short> wanted(int result);

  Endpoint endpoint;
  const Cancel* cancel = nullptr;
  int descriptor = -1;
  bool loopback = false;
  std::unique_ptr<SSL_CTX, FreeContext> context;
  std::unique_ptr<SSL, FreeSsl> ssl;
  std::string buffer;     // read, not yet consumed
  std::size_t begin = 0;  // of what is not consumed
};

Result<void> Wire::State::connect_to(const addrinfo& address, SteadyClock::time_point deadline) {
  if (descriptor >= 0) close(descriptor);
  descriptor = socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor < 0) return failure("connect", std::strerror(errno));
  set_options(descriptor);
  if (::connect(descriptor, address.ai_addr, address.ai_addrlen) != 0) {
    if (errno != EINPROGRESS) return failure("connect", std::strerror(errno));
    TRY(must(POLLOUT, deadline));
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) return failure("connect", std::strerror(error));
  }
  loopback = is_loopback(address.ai_addr);
  return {};
}

Result<short> Wire::State::wanted(int result) {
  switch (SSL_get_error(ssl.get(), result)) {
    case SSL_ERROR_WANT_READ: return short(POLLIN);
    case SSL_ERROR_WANT_WRITE: return short(POLLOUT);
    case SSL_ERROR_ZERO_RETURN: return failure("closed", "TLS closed by " + endpoint.host);
    default: return failure("closed", endpoint.host + ": " + last_openssl_error());
  }
}

Result<void> Wire::State::handshake(SteadyClock::time_point deadline) {
  ignore_broken_pipes();
  ERR_clear_error();
  context.reset(SSL_CTX_new(TLS_client_method()));
  if (!context) return failure("tls", last_openssl_error());
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_mode(context.get(),
                   SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  const bool check = endpoint.certificate_check == CertificateCheck::full;
  if (check) {
    const int loaded = endpoint.ca_file.empty()
                           ? SSL_CTX_set_default_verify_paths(context.get())
                           : SSL_CTX_load_verify_locations(context.get(), endpoint.ca_file.c_str(), nullptr);
    if (loaded != 1) return failure("tls", "certificates of authorities: " + last_openssl_error());
  }
  SSL_CTX_set_verify(context.get(), check ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
  ssl.reset(SSL_new(context.get()));
  if (!ssl || SSL_set_fd(ssl.get(), descriptor) != 1) return failure("tls", last_openssl_error());
  if (is_address(endpoint.host)) {
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl.get()), endpoint.host.c_str());
  } else {
    SSL_set_tlsext_host_name(ssl.get(), endpoint.host.c_str());
    SSL_set1_host(ssl.get(), endpoint.host.c_str());
    SSL_set_hostflags(ssl.get(), X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  }
  while (true) {
    const int result = SSL_connect(ssl.get());
    if (result == 1) return {};
    const long verdict = SSL_get_verify_result(ssl.get());
    const int error = SSL_get_error(ssl.get(), result);
    if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) {
      TRY(must(error == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT, deadline));
      continue;
    }
    if (check && verdict != X509_V_OK) {
      ERR_clear_error();
      return failure("certificate", endpoint.host + ": " + X509_verify_cert_error_string(verdict));
    }
    return failure("tls", endpoint.host + ": " + last_openssl_error());
  }
}

// Appends at least one byte to the buffer.
Result<void> Wire::State::fill(Duration timeout) {
  if (begin > 0 && begin == buffer.size()) {
    buffer.clear();
    begin = 0;
  } else if (begin > 65536) {
    buffer.erase(0, begin);
    begin = 0;
  }
  const auto deadline = SteadyClock::now() + timeout;
  char piece[16384];
  while (true) {
    if (cancel && cancel->cancelled()) return failure("cancelled", {});
    long count = 0;
    short events = POLLIN;
    if (ssl) {
      ERR_clear_error();
      count = SSL_read(ssl.get(), piece, sizeof piece);
      if (count <= 0) events = TRY(wanted(int(count)));
    } else {
      count = recv(descriptor, piece, sizeof piece, 0);
      if (count == 0) return failure("closed", "closed by " + endpoint.host);
      if (count < 0 && errno != EAGAIN && errno != EINTR) return failure("closed", std::strerror(errno));
    }
    if (count > 0) {
      buffer.append(piece, std::size_t(count));
      return {};
    }
    TRY(must(events, deadline));
  }
}

Wire::Wire(std::unique_ptr<State> state) : state_(std::move(state)) {}
Wire::Wire(Wire&&) noexcept = default;
Wire& Wire::operator=(Wire&&) noexcept = default;
Wire::~Wire() = default;

Result<Wire> Wire::connect(const Endpoint& endpoint, Duration timeout, const Cancel* cancel) {
  auto state = std::make_unique<State>();
  state->endpoint = endpoint;
  state->cancel = cancel;
  const auto deadline = SteadyClock::now() + timeout;
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_ADDRCONFIG | AI_NUMERICSERV;
  if (is_address(endpoint.host)) hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int code = getaddrinfo(endpoint.host.c_str(), std::to_string(endpoint.port).c_str(), &hints, &found);
  if (code != 0) return failure("dns", endpoint.host + ": " + gai_strerror(code));
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> addresses(found, freeaddrinfo);
  Result<void> connected = failure("dns", endpoint.host + ": no address");
  for (const addrinfo* address = found; address && !connected.ok(); address = address->ai_next)
    connected = state->connect_to(*address, deadline);
  TRY(std::move(connected));
  if (endpoint.security == Security::tls) TRY(state->handshake(deadline));
  return Wire(std::move(state));
}

Result<void> Wire::start_tls(Duration timeout) {
  if (state_->begin < state_->buffer.size()) return failure("tls", "bytes before the TLS handshake");
  return state_->handshake(SteadyClock::now() + timeout);
}

bool Wire::secure() const { return state_->ssl != nullptr; }
bool Wire::loopback() const { return state_->loopback; }

Result<std::string> Wire::read_line(std::size_t limit, Duration timeout) {
  std::size_t searched = 0;
  while (true) {
    const std::string_view waiting = std::string_view(state_->buffer).substr(state_->begin);
    const auto end = waiting.find('\n', searched);
    if (end != waiting.npos) {
      if (end > limit) return failure("too_long", state_->endpoint.host);
      std::string_view line = waiting.substr(0, end);
      if (line.ends_with('\r')) line.remove_suffix(1);
      std::string out(line);
      state_->begin += end + 1;
      return out;
    }
    searched = waiting.size();
    if (searched > limit) return failure("too_long", state_->endpoint.host);
    TRY(state_->fill(timeout));
  }
}

Result<void> Wire::read_bytes(std::size_t count, const std::function<void(std::string_view)>& sink, Duration timeout) {
  while (count > 0) {
    if (state_->begin == state_->buffer.size()) TRY(state_->fill(timeout));
    const auto piece = std::string_view(state_->buffer).substr(state_->begin, count);
    sink(piece);
    count -= piece.size();
    state_->begin += piece.size();
  }
  return {};
}

Result<void> Wire::write(std::string_view bytes, Duration timeout) {
  while (!bytes.empty()) {
    const auto deadline = SteadyClock::now() + timeout;
    if (state_->cancel && state_->cancel->cancelled()) return failure("cancelled", {});
    long count = 0;
    short events = POLLOUT;
    if (state_->ssl) {
      ERR_clear_error();
      count = SSL_write(state_->ssl.get(), bytes.data(), int(std::min<std::size_t>(bytes.size(), 1 << 20)));
      if (count <= 0) events = TRY(state_->wanted(int(count)));
    } else {
      count = send(state_->descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count < 0 && errno != EAGAIN && errno != EINTR) return failure("closed", std::strerror(errno));
    }
    if (count > 0)
      bytes.remove_prefix(std::size_t(count));
    else
      TRY(state_->must(events, deadline));
  }
  return {};
}

Result<Wire::Wait> Wire::wait_readable(Duration timeout) {
  if (state_->begin < state_->buffer.size()) return Wait::readable;
  if (state_->ssl && SSL_pending(state_->ssl.get()) > 0) return Wait::readable;
  return state_->wait(POLLIN, SteadyClock::now() + timeout);
}

}  // namespace sahay::mail
