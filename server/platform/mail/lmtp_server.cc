#include "platform/mail/lmtp_server.h"

#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/write.hpp>
#include <list>
#include <thread>

#include "base/log.h"
#include "base/text.h"
#include "platform/net/asio_loop.h"

namespace sahay::mail {
namespace {

namespace asio = boost::asio;
using net::Executor;
using net::Task;
using Code = boost::system::error_code;
using Stream = asio::basic_stream_socket<asio::generic::stream_protocol, Executor>;
using Tls = asio::ssl::stream<Stream&>;
using LocalAcceptor = asio::basic_socket_acceptor<asio::local::stream_protocol, Executor>;
using SteadyClock = std::chrono::steady_clock;

constexpr int kListenBacklog = 128;

Error listen_error(std::string detail) { return {ErrorCode::unavailable, "mail.error.listen", std::move(detail)}; }

struct Address {
  std::string path;  // of a unix socket
  asio::ip::address host;
  std::uint16_t port = 0;
};

Result<Address> parse_listen(const std::string& listen) {
  Address out;
  if (listen.starts_with("unix:")) {
    out.path = listen.substr(5);
    if (out.path.empty() || out.path.size() > 100) return listen_error(listen);
    return out;
  }
  const auto colon = listen.rfind(':');
  const auto port = colon == listen.npos ? std::nullopt : text::to_integer(listen.substr(colon + 1));
  if (!port || *port < 0 || *port > 65535) return listen_error(listen);
  std::string host = listen.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  if (host == "localhost") host = "127.0.0.1";
  Code code;
  out.host = asio::ip::make_address(host, code);
  out.port = std::uint16_t(*port);
  if (code) return listen_error(listen + ": " + code.message());
  return out;
}

struct Connection {
  Connection(Executor executor, SessionOptions options, std::string peer)
      : socket(executor), finished(executor), session(std::move(options), std::move(peer)) {}

  Stream socket;
  net::SteadyTimer finished;  // wakes the connection when its delivery ended
  std::unique_ptr<Tls> tls;
  SmtpSession session;
  SteadyClock::time_point deadline = SteadyClock::time_point::max();
  std::optional<std::vector<Verdict>> verdicts;
};
using ConnectionPtr = std::shared_ptr<Connection>;

Task<bool> write_all(Connection& c) {
  const std::string out = c.session.take_output();
  if (out.empty()) co_return true;
  Code code;
  if (c.tls)
    co_await asio::async_write(*c.tls, asio::buffer(out), asio::redirect_error(net::use_task, code));
  else
    co_await asio::async_write(c.socket, asio::buffer(out), asio::redirect_error(net::use_task, code));
  co_return !code;
}

Task<bool> read_some(Connection& c) {
  char piece[32768];
  Code code;
  std::size_t count = 0;
  if (c.tls)
    count = co_await c.tls->async_read_some(asio::buffer(piece), asio::redirect_error(net::use_task, code));
  else
    count = co_await c.socket.async_read_some(asio::buffer(piece), asio::redirect_error(net::use_task, code));
  if (code) co_return false;
  c.session.feed({piece, count});
  co_return true;
}

}  // namespace

struct LmtpServer::State {
  State(LmtpOptions o, Deliver d) : options(std::move(o)), deliver(std::move(d)) {}

  SessionOptions session_options();
  std::string peer_name(const Stream& socket) const;
  void take(ConnectionPtr connection);
  Task<> serve(ConnectionPtr connection);
  Task<> run_delivery(ConnectionPtr connection);
  Task<bool> shake_hands(Connection& connection);
  template <class Acceptor>
  Task<> accept(Acceptor& acceptor);
  Task<> sweep();
  Result<void> prepare_tls();
  Result<void> bind();
  std::vector<Verdict> guarded_deliver(const ReceivedMail& mail) const;

  LmtpOptions options;
  Deliver deliver;
  net::EventLoop loop;
  std::unique_ptr<asio::thread_pool> workers;
  std::unique_ptr<asio::ssl::context> tls_context;
  std::unique_ptr<net::Acceptor> tcp;
  std::unique_ptr<LocalAcceptor> local;
  std::list<std::weak_ptr<Connection>> connections;  // loop thread only
  int open = 0;                                      // loop thread only
  std::atomic<std::int64_t> buffered{0};
  std::atomic<int> delivering{0};
  std::atomic<bool> stopping{false};
  std::uint16_t port = 0;
  bool started = false;
};

SessionOptions LmtpServer::State::session_options() {
  SessionOptions out;
  out.dialect = options.dialect;
  out.host_name = options.host_name;
  out.max_message = options.max_message;
  out.offer_starttls = tls_context != nullptr;
  out.accept_recipient = options.accept_recipient;
  out.has_room = [this] { return buffered.load() < options.max_buffered && (!options.has_room || options.has_room()); };
  out.reserve = [this](std::int64_t delta) {
    const auto now = buffered.fetch_add(delta) + delta;
    if (delta <= 0 || now <= options.max_buffered) return true;
    buffered.fetch_sub(delta);
    return false;
  };
  return out;
}

// The peer's address for the log and for judging the mail; a unix peer has none.
std::string LmtpServer::State::peer_name(const Stream& socket) const {
  if (local) return "unix";
  Code code;
  const auto end = socket.remote_endpoint(code);
  if (code) return "unknown";
  asio::ip::tcp::endpoint address;
  if (end.size() > address.capacity()) return "unknown";
  std::memcpy(address.data(), end.data(), end.size());
  address.resize(end.size());
  return address.address().to_string() + ":" + std::to_string(address.port());
}

Result<void> LmtpServer::State::prepare_tls() {
  if (options.certificate_file.empty()) return {};
  auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  Code code;
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  context->use_certificate_chain_file(options.certificate_file, code);
  if (!code) context->use_private_key_file(options.key_file, asio::ssl::context::pem, code);
  if (code) return listen_error(options.certificate_file + ": " + code.message());
  tls_context = std::move(context);
  return {};
}

Result<void> LmtpServer::State::bind() {
  const Address address = TRY(parse_listen(options.listen));
  const auto executor = loop.asio().context.get_executor();
  Code code;
  if (!address.path.empty()) {
    ::unlink(address.path.c_str());
    local = std::make_unique<LocalAcceptor>(executor);
    local->open(asio::local::stream_protocol(), code);
    if (!code) local->bind(asio::local::stream_protocol::endpoint(address.path), code);
    // The MTA runs as another user; who may reach the socket is a matter of its folder.
    if (!code) ::chmod(address.path.c_str(), 0666);
    if (!code) local->listen(kListenBacklog, code);
  } else {
    const asio::ip::tcp::endpoint endpoint(address.host, address.port);
    tcp = std::make_unique<net::Acceptor>(executor);
    tcp->open(endpoint.protocol(), code);
    if (!code) tcp->set_option(asio::socket_base::reuse_address(true), code);
    if (!code) tcp->bind(endpoint, code);
    if (!code) tcp->listen(kListenBacklog, code);
    if (!code) port = tcp->local_endpoint(code).port();
  }
  if (code) return listen_error(options.listen + ": " + code.message());
  return {};
}

template <class Acceptor>
Task<> LmtpServer::State::accept(Acceptor& acceptor) {
  while (!stopping) {
    Stream socket(loop.asio().context.get_executor());
    Code code;
    co_await acceptor.async_accept(socket, asio::redirect_error(net::use_task, code));
    if (code == asio::error::operation_aborted) co_return;
    if (code) {
      // Out of descriptors or memory: a pause instead of a spin.
      net::SteadyTimer pause(loop.asio().context.get_executor(), std::chrono::milliseconds(100));
      co_await pause.async_wait(asio::redirect_error(net::use_task, code));
      continue;
    }
    auto connection =
        std::make_shared<Connection>(loop.asio().context.get_executor(), session_options(), peer_name(socket));
    connection->socket = std::move(socket);
    take(std::move(connection));
  }
}

void LmtpServer::State::take(ConnectionPtr connection) {
  connection->deadline = SteadyClock::now() + options.command_timeout;
  if (open >= options.max_connections) connection->session.refuse("too many connections");
  ++open;
  connections.push_back(connection);
  asio::co_spawn(loop.asio().context.get_executor(), serve(std::move(connection)), asio::detached);
}

Task<> LmtpServer::State::serve(ConnectionPtr c) {
  bool alive = true;
  while (alive) {
    const auto want = c->session.step();
    c->deadline = SteadyClock::now() + options.command_timeout;
    alive = co_await write_all(*c);
    if (!alive || want == SmtpSession::Want::close) break;
    switch (want) {
      case SmtpSession::Want::read:
        if (stopping)
          c->session.refuse("shutting down");
        else
          alive = co_await read_some(*c);
        break;
      case SmtpSession::Want::deliver: co_await run_delivery(c); break;
      case SmtpSession::Want::starttls: alive = co_await shake_hands(*c); break;
      case SmtpSession::Want::close: break;
    }
  }
  Code ignored;
  c->socket.close(ignored);
  --open;
}

Task<bool> LmtpServer::State::shake_hands(Connection& c) {
  c.tls = std::make_unique<Tls>(c.socket, *tls_context);
  Code code;
  co_await c.tls->async_handshake(asio::ssl::stream_base::server, asio::redirect_error(net::use_task, code));
  if (code) co_return false;
  c.session.secured();
  co_return true;
}

std::vector<Verdict> LmtpServer::State::guarded_deliver(const ReceivedMail& mail) const {
  try {
    return deliver(mail);
  } catch (const std::exception& e) {
    log::error("mail", "delivery failed", {{"peer", mail.peer}, {"reason", std::string_view(e.what())}});
    return {{451, "4.3.0", "not stored, try again later"}};
  }
}

Task<> LmtpServer::State::run_delivery(ConnectionPtr c) {
  auto mail = std::make_shared<const ReceivedMail>(std::move(c->session.mail()));
  // The session still has to answer for each recipient.
  c->session.mail().recipients = mail->recipients;
  c->deadline = SteadyClock::time_point::max();
  c->verdicts.reset();
  c->finished.expires_after(options.deliver_timeout);
  ++delivering;
  asio::post(*workers, [this, c, mail] {
    auto verdicts = guarded_deliver(*mail);
    asio::post(loop.asio().context, [this, c, verdicts = std::move(verdicts)]() mutable {
      c->verdicts = std::move(verdicts);
      c->finished.cancel();
      --delivering;
    });
  });
  Code code;
  co_await c->finished.async_wait(asio::redirect_error(net::use_task, code));
  if (!c->verdicts) log::warning("mail", "delivery took too long", {{"peer", mail->peer}});
  c->session.delivered(c->verdicts ? std::move(*c->verdicts) : std::vector<Verdict>{});
}

// One look a second at every connection instead of a timer for every read.
Task<> LmtpServer::State::sweep() {
  net::SteadyTimer timer(loop.asio().context.get_executor());
  while (!stopping) {
    timer.expires_after(std::chrono::seconds(1));
    Code code;
    co_await timer.async_wait(asio::redirect_error(net::use_task, code));
    const auto now = SteadyClock::now();
    for (auto it = connections.begin(); it != connections.end();) {
      const auto c = it->lock();
      if (c && c->deadline < now) c->socket.close(code);
      it = c ? std::next(it) : connections.erase(it);
    }
  }
}

LmtpServer::LmtpServer(LmtpOptions options, Deliver deliver)
    : state_(std::make_unique<State>(std::move(options), std::move(deliver))) {}

LmtpServer::~LmtpServer() { stop(); }

std::uint16_t LmtpServer::port() const { return state_->port; }

Result<void> LmtpServer::start() {
  TRY(state_->prepare_tls());
  TRY(state_->bind());
  State& s = *state_;
  s.workers = std::make_unique<asio::thread_pool>(std::size_t(s.options.workers));
  const auto executor = s.loop.asio().context.get_executor();
  if (s.tcp) asio::co_spawn(executor, s.accept(*s.tcp), asio::detached);
  if (s.local) asio::co_spawn(executor, s.accept(*s.local), asio::detached);
  asio::co_spawn(executor, s.sweep(), asio::detached);
  s.loop.start();
  s.started = true;
  return {};
}

void LmtpServer::stop() {
  State& s = *state_;
  if (!s.started) return;
  s.started = false;
  s.stopping = true;
  s.loop.post([&s] {
    Code ignored;
    if (s.tcp) s.tcp->close(ignored);
    if (s.local) s.local->close(ignored);
  });
  for (int i = 0; i < 100 && s.delivering.load() > 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  s.workers->join();
  s.loop.stop();
}

}  // namespace sahay::mail
