// Memory of the server process for each idle WebSocket: opens many, lets each say one word (so that every buffer a
// message needs has been taken once), waits, and compares. usage: ws_idle_floor [CONNECTIONS]
#include <chrono>
#include <cstdio>
#include <memory>
#include <thread>
#include <vector>

#include "child.h"
#include "platform/http/server.h"
#include "platform/http/test_client.h"

namespace {

using namespace sahay;

class Quiet final : public http::SocketHandler {
 public:
  void on_open(std::shared_ptr<http::WebSocket> socket) override { socket_ = std::move(socket); }
  void on_text(std::string text) override { socket_->send(std::move(text)); }
  void on_close() override {}

 private:
  std::shared_ptr<http::WebSocket> socket_;
};

std::uint16_t start() {
  http::Router router;
  router.add_socket("/live", [](http::Request&) -> std::variant<std::unique_ptr<http::SocketHandler>, http::Response> {
    return std::make_unique<Quiet>();
  });
  router.add("GET", "/idle", [](http::Request&) { return http::Response::text(200, "idle"); });
  http::ServerOptions options;
  options.port = 0;
  options.workers = 4;
  options.idle_timeout = std::chrono::minutes(10);
  options.ping_interval = std::chrono::seconds(5);
  static http::Server* server = new http::Server(options, std::move(router));
  if (!server->start().ok()) std::abort();
  return server->port();
}

void answer_pings(std::vector<std::unique_ptr<http::test::Client>>& clients) {
  for (auto& client : clients) {
    const auto frame = client->next_frame();
    if (frame.opcode == 9) client->send(http::test::Client::frame(0x8A, frame.payload));
  }
}

void measure(bool sockets, int count) {
  const bench::Child child(start);
  std::vector<std::unique_ptr<http::test::Client>> clients;
  for (int i = 0; i < 100; ++i) {
    http::test::Client warm(child.port());
    warm.open_socket("/live");
  }
  const auto open = [&](const char* name, auto connect) {
    std::this_thread::sleep_for(std::chrono::seconds(1));
    const long before = child.memory_kb();
    int failed = 0;
    for (int i = 0; i < count; ++i) {
      clients.push_back(std::make_unique<http::test::Client>(child.port()));
      if (!connect(*clients.back())) ++failed;
    }
    std::this_thread::sleep_for(std::chrono::seconds(1));
    const long after = child.memory_kb();
    std::printf("idle %s, %d open, %d failed: %.0f bytes each (%ld to %ld kB)\n", name, count, failed,
                double(after - before) * 1024 / count, before, after);
    std::fflush(stdout);
    return before;
  };
  if (!sockets) {
    open("HTTP keep-alive connection", [](http::test::Client& client) { return client.get("/idle").status == 200; });
    return;
  }
  const long before = open("WebSocket after one message", [](http::test::Client& client) {
    return client.open_socket("/live") && client.text("hello") && client.next_frame().payload == "hello";
  });
  std::this_thread::sleep_for(std::chrono::seconds(5));
  answer_pings(clients);
  std::this_thread::sleep_for(std::chrono::seconds(1));
  std::printf("idle WebSocket after a ping and its answer: %.0f bytes each\n",
              double(child.memory_kb() - before) * 1024 / count);
}

}  // namespace

int main(int count_of_words, char** words) {
  const int count = count_of_words > 1 ? std::atoi(words[1]) : 10'000;
  bench::raise_file_limit();
  measure(false, count);
  measure(true, count);
}
