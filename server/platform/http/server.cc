#include "platform/http/server.h"

#include <sys/socket.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <csignal>
#include <future>

#include "base/log.h"
#include "base/text.h"
#include "platform/http/connection.h"
#include "platform/http/websocket.h"

namespace sahay::http {
namespace {

constexpr int kBacklog = 4096;
constexpr std::chrono::milliseconds kAcceptPause{100};

net::Address address_of(const net::tcp::endpoint& endpoint) {
  net::Address out;
  const auto v6 = endpoint.address().is_v4()
                      ? asio::ip::make_address_v6(asio::ip::v4_mapped, endpoint.address().to_v4())
                      : endpoint.address().to_v6();
  out.bytes = v6.to_bytes();
  return out;
}

Error cannot_listen(const std::string& detail) { return {sahay::ErrorCode::unavailable, "error.unavailable", detail}; }

}  // namespace

void LoopInbox::push(std::function<void()> task) {
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    first = tasks_.empty();
    tasks_.push_back(std::move(task));
  }
  if (first) loop_.post([this] { run(); });
}

void LoopInbox::run() {
  std::vector<std::function<void()>> tasks;
  {
    const std::lock_guard lock(mutex_);
    tasks.swap(tasks_);
  }
  for (auto& task : tasks) {
    task();
    task = nullptr;
  }
}

void LoopInbox::clear() {
  std::vector<std::function<void()>> tasks;
  const std::lock_guard lock(mutex_);
  tasks.swap(tasks_);
}

Server::State::State(ServerOptions o, Router r)
    : options(std::move(o)),
      router(std::move(r)),
      trusted(options.trusted_proxies),
      scratch(std::make_unique<char[]>(kScratch)),
      request_prefix(text::random_token(6) + "-") {}

Server::State::~State() = default;

std::string Server::State::next_request_id() { return request_prefix + std::to_string(++request_counter); }

net::Task<> Server::State::accept_connections() {
  while (acceptor && acceptor->is_open()) {
    ErrorCode error;
    net::tcp::endpoint peer;
    auto socket = co_await acceptor->async_accept(peer, asio::redirect_error(net::use_task, error));
    if (error == asio::error::operation_aborted) co_return;
    if (error) {
      // Out of descriptors: the waiting connections stay in the backlog until some are free.
      log::warning("http", "cannot accept", {{"reason", error.message()}});
      net::SteadyTimer pause(loop.asio().context.get_executor(), kAcceptPause);
      co_await pause.async_wait(asio::redirect_error(net::use_task, error));
      continue;
    }
    auto connection = std::make_shared<Connection>(*this, std::move(socket), address_of(peer));
    auto task = Connection::run(std::move(connection));
    asio::co_spawn(loop.asio().context, std::move(task), asio::detached);
  }
}

net::Task<> Server::State::turn_wheel() {
  net::SteadyTimer timer(loop.asio().context.get_executor());
  auto next = std::chrono::steady_clock::now();
  while (true) {
    next += kTick;
    timer.expires_at(next);
    ErrorCode error;
    co_await timer.async_wait(asio::redirect_error(net::use_task, error));
    if (error) co_return;
    // A late loop turns the wheel as often as it missed.
    wheel.advance();
    while (std::chrono::steady_clock::now() - next >= kTick) {
      next += kTick;
      wheel.advance();
    }
  }
}

void Server::State::begin_drain() {
  draining = true;
  ErrorCode ignored;
  if (acceptor) acceptor->close(ignored);
  const std::vector<Connection*> open(connections.begin(), connections.end());
  for (auto* connection : open) connection->drain();
  for (auto* socket : sockets) socket->close(1001, "going away");
}

Server::Server(ServerOptions options, Router router)
    : state_(std::make_unique<State>(std::move(options), std::move(router))) {}

Server::~Server() { stop(); }

Result<void> Server::start() {
  auto& state = *state_;
  std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes with write()
  if (!state.options.certificate_file.empty()) {
    state.tls = TRY(make_server_tls(state.options.certificate_file, state.options.key_file));
  }
  ErrorCode error;
  const auto address = asio::ip::make_address(state.options.address, error);
  if (error) return cannot_listen("not an address: " + state.options.address);
  const net::tcp::endpoint endpoint(address, state.options.port);
  auto& acceptor = state.acceptor.emplace(state.loop.asio().context.get_executor());
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(net::tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(kBacklog, error);
  if (error) {
    state.acceptor.reset();
    return cannot_listen("cannot listen on " + state.options.address + ":" + std::to_string(state.options.port) + ": " +
                         error.message());
  }
  state.port = acceptor.local_endpoint().port();
  state.pool = std::make_unique<WorkerPool>(state.options.workers, state.options.queue);
  asio::co_spawn(state.loop.asio().context, state.accept_connections(), asio::detached);
  asio::co_spawn(state.loop.asio().context, state.turn_wheel(), asio::detached);
  state.loop.start();
  state.running = true;
  return {};
}

std::uint16_t Server::port() const { return state_->port; }

Result<void> Server::reload_certificate() {
  auto& state = *state_;
  if (!state.running || state.options.certificate_file.empty()) return {};
  auto fresh = TRY(make_server_tls(state.options.certificate_file, state.options.key_file));
  // Connections are made on the loop; each holds a reference to the context that it began with.
  std::promise<void> exchanged;
  state.loop.post([&] {
    state.tls.swap(fresh);
    exchanged.set_value();
  });
  exchanged.get_future().wait();
  return {};
}

void Server::stop() {
  auto& state = *state_;
  if (!std::exchange(state.running, false)) return;
  state.loop.post([&state] { state.begin_drain(); });
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(state.options.drain_seconds);
  while (state.open_connections + state.open_sockets > 0 && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  std::promise<void> closed;
  state.loop.post([&] {
    const std::vector<Connection*> connections(state.connections.begin(), state.connections.end());
    for (auto* connection : connections) connection->close();
    std::vector<std::shared_ptr<SocketSession>> sockets;
    for (auto* socket : state.sockets) sockets.push_back(socket->shared_from_this());
    for (auto& socket : sockets) socket->abort();
    closed.set_value();
  });
  closed.get_future().wait();
  // Handlers that still run end first; what they answer has nowhere to go.
  state.pool->stop();
  state.loop.stop();
  state.inbox.clear();
}

ServerStatistics Server::statistics() const {
  ServerStatistics out;
  out.requests = state_->requests;
  out.connections = state_->open_connections;
  out.sockets = state_->open_sockets;
  out.waiting = state_->pool ? state_->pool->waiting() : 0;
  return out;
}

}  // namespace sahay::http
