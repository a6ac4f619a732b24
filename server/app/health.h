// /healthz (the process lives), /readyz (it may be given work) and /metrics (Prometheus text, from loopback and trusted
// proxies only). Counters are read when asked; nothing is collected in between.
// Threading: handlers run on several workers; `ready` may be cleared from any thread.
#pragma once

#include <atomic>
#include <functional>

#include "app/parts.h"
#include "platform/http/server.h"

namespace sahay::app {

struct Health {
  std::atomic<bool> ready{false};
  std::function<http::ServerStatistics()> http_statistics;  // set once the server exists
};

void add_health_routes(const Parts& parts, Health& health);
// The text of /metrics.
std::string metrics_text(const Parts& parts, const Health& health);

}  // namespace sahay::app
