// The HTTP/1.1 and WebSocket server: one event loop for sockets, a bounded pool of workers for handlers.
// Limits: header 16 KB within 10 s, body per route, idle connections 60 s, waiting requests bounded (503 with
// Retry-After above). stop() drains: no new connections, running requests end, sockets close with 1001.
// Threading: start/stop from one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/http/http.h"

namespace sahay::http {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;             // 0 = any free port
  int workers = 16;
  std::size_t queue = 2048;              // complete requests waiting for a worker
  std::vector<std::string> trusted_proxies;  // CIDR; X-Forwarded-For/-Proto/-Host count only from these
  std::string public_url;                // when set, base_url of every request
  std::string certificate_file;          // PEM; with key_file: TLS
  std::string key_file;
  int drain_seconds = 10;

  // Called on every answer before it leaves, also on those the server makes itself (404, 413, 503): CORS, counters.
  // The request of a refused one may be half empty. Runs on a worker or on the loop: it must not block.
  std::function<void(const Request&, Response&)> decorate;
  bool compress = true;                  // gzip text answers above 1.5 kB for clients that accept it (on the worker)
  std::string spool_directory = "/tmp";  // of bodies with RouteOptions::spool_body

  // Limits; the defaults are right, tests shorten them.
  std::size_t header_limit = 16 * 1024;
  std::chrono::milliseconds header_timeout{10'000};
  std::chrono::milliseconds idle_timeout{60'000};
  std::chrono::milliseconds body_timeout{30'000};   // without any progress
  std::chrono::milliseconds write_timeout{60'000};  // without any progress
  std::size_t socket_message_limit = 256 * 1024;
  std::size_t socket_queue_limit = 1 << 20;         // bytes waiting for a slow consumer
  std::chrono::milliseconds ping_interval{45'000};  // a silent socket is pinged, and closed after a second silence
};

struct ServerStatistics {
  std::int64_t requests = 0;
  std::int64_t connections = 0;   // open now
  std::int64_t sockets = 0;       // WebSockets open now
  std::size_t waiting = 0;
};

class Server {
 public:
  Server(ServerOptions options, Router router);
  ~Server();
  Server(const Server&) = delete;

  // Binds and listens; errors: unavailable with the reason (address in use, bad certificate).
  Result<void> start();
  std::uint16_t port() const;
  // Reads certificate and key anew for the connections to come; open ones keep theirs. Without TLS nothing happens.
  // Errors: unavailable with the reason; the old certificate stays.
  Result<void> reload_certificate();
  void stop();
  ServerStatistics statistics() const;

  struct State;  // server_state.h, for the .cc files of this folder

 private:
  std::unique_ptr<State> state_;
};

}  // namespace sahay::http
