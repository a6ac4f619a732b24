// Requests a second and CPU time a request: platform/http (route, worker, head, deadlines) beside bare Beast.
// The load is wrk on the same machine, so rates are shared with it; the CPU time is the server's own.
#include <cstdio>
#include <cstring>

#include "bare_beast.h"
#include "child.h"
#include "platform/http/server.h"

namespace {

using namespace sahay;

std::uint16_t start_ours(int workers, std::string body) {
  http::Router router;
  router.add("GET", "/api/v2/tickets/{id}", [body](http::Request&) { return http::Response::json(200, body); });
  http::ServerOptions options;
  options.port = 0;
  options.workers = workers;
  static http::Server* server = new http::Server(options, std::move(router));  // until the process is killed
  if (!server->start().ok()) std::abort();
  return server->port();
}

void measure(const char* name, const bench::Child& child, int connections, const char* headers = "") {
  const double before = child.cpu_seconds();
  const std::string command = "wrk -t1 -c" + std::to_string(connections) + " -d4s --latency " + headers +
                              " http://127.0.0.1:" + std::to_string(child.port()) + "/api/v2/tickets/17.json";
  FILE* wrk = ::popen(command.c_str(), "r");
  char line[256];
  long requests = 0, failed = 0;
  double rate = 0;
  char p50[32] = "?", p99[32] = "?";
  while (::fgets(line, sizeof line, wrk) != nullptr) {
    ::sscanf(line, " %ld requests in", &requests);
    ::sscanf(line, "Requests/sec: %lf", &rate);
    ::sscanf(line, " 50%% %31s", p50);
    ::sscanf(line, " 99%% %31s", p99);
    ::sscanf(line, "  Non-2xx or 3xx responses: %ld", &failed);
  }
  ::pclose(wrk);
  const double cpu = child.cpu_seconds() - before;
  std::printf("%s, %d connections: %.0f/s, %.1f us CPU, p50 %s, p99 %s%s\n", name, connections, rate,
              requests > 0 ? cpu / double(requests) * 1e6 : 0.0, p50, p99, failed > 0 ? ", WITH ERRORS" : "");
  std::fflush(stdout);
}

}  // namespace

int main() {
  const std::string ticket =
      R"({"ticket":{"id":17,"subject":"The printer prints blank pages","status":"open","priority":"normal",)"
      R"("requester_id":4,"assignee_id":2,"group_id":1,"created_at":"2026-01-01T10:00:00Z"}})";
  std::string list = "[";
  for (int i = 0; i < 50; ++i) list += (i > 0 ? "," : "") + std::string("{\"number\":") + std::to_string(i * 7919) + "," + ticket.substr(1);
  list += "]";
  {
    const bench::Child child([&] { return bench::start_bare_beast(ticket); });
    measure("bare Beast, 200 bytes", child, 1);
    measure("bare Beast, 200 bytes", child, 64);
  }
  {
    const bench::Child child([&] { return start_ours(4, ticket); });
    measure("platform/http, 200 bytes, 4 workers", child, 1);
    measure("platform/http, 200 bytes, 4 workers", child, 64);
  }
  {
    const bench::Child child([&] { return start_ours(16, ticket); });
    measure("platform/http, 200 bytes, 16 workers", child, 64);
  }
  {
    const bench::Child child([&] { return start_ours(4, list); });
    measure(("platform/http, list of " + std::to_string(list.size()) + " bytes, plain").c_str(), child, 64);
    measure("platform/http, the same list, gzip", child, 64, "-H 'Accept-Encoding: gzip'");
  }
}
