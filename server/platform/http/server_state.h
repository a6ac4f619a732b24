// What the connections of one server share. Internal to platform/http (includes Asio).
// Threading: everything here belongs to the loop, except what says otherwise.
#pragma once

#include <atomic>
#include <mutex>
#include <unordered_set>

#include "platform/http/server.h"
#include "platform/http/tls.h"
#include "platform/http/transport.h"
#include "platform/http/worker_pool.h"
#include "platform/net/cidr.h"
#include "platform/net/timer_wheel.h"

namespace sahay::http {

class Connection;
class SocketSession;

// Tasks from workers to the loop; those that gather while the loop is busy cost one wake-up together.
class LoopInbox {
 public:
  explicit LoopInbox(net::EventLoop& loop) : loop_(loop) {}
  void push(std::function<void()> task);  // any thread
  void clear();

 private:
  void run();

  net::EventLoop& loop_;
  std::mutex mutex_;
  std::vector<std::function<void()>> tasks_;
};

struct Server::State {
  static constexpr std::chrono::milliseconds kTick{50};

  State(ServerOptions o, Router r);
  ~State();

  void arm(net::WheelTimer& timer, std::chrono::milliseconds delay) {
    wheel.set(timer, std::uint64_t(delay / kTick) + 1);
  }
  std::string next_request_id();  // any thread
  net::Task<> accept_connections();
  net::Task<> turn_wheel();
  void begin_drain();
  bool has_tls() const { return tls != nullptr; }

  ServerOptions options;
  Router router;
  net::CidrList trusted;
  std::unique_ptr<SSL_CTX, SslContextDelete> tls;
  net::TimerWheel wheel;
  std::unordered_set<Connection*> connections;
  std::unordered_set<SocketSession*> sockets;
  bool draining = false;
  std::unique_ptr<char[]> scratch;  // every read of the loop lands here first
  std::string request_prefix;
  std::atomic<std::uint64_t> request_counter{0};
  std::atomic<std::uint64_t> socket_counter{0};
  std::atomic<std::int64_t> requests{0};
  std::atomic<std::int64_t> open_connections{0};
  std::atomic<std::int64_t> open_sockets{0};
  std::uint16_t port = 0;
  bool running = false;

  static constexpr std::size_t kScratch = 64 * 1024;

  net::EventLoop loop;
  LoopInbox inbox{loop};
  std::unique_ptr<WorkerPool> pool;
  std::optional<net::Acceptor> acceptor;
};

}  // namespace sahay::http
