#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "platform/http/server.h"
#include "platform/http/test_client.h"

namespace sahay::http {
namespace {

using test::Client;
using namespace std::chrono_literals;

// What the handlers of one test saw.
struct Seen {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::string> events;
  std::shared_ptr<WebSocket> socket;
  std::atomic<int> inside{0};
  std::atomic<bool> overlapped{false};

  void note(std::string event) {
    const std::lock_guard lock(mutex);
    events.push_back(std::move(event));
    changed.notify_all();
  }
  bool wait_for(const std::string& event) {
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, 10s, [&] { return std::find(events.begin(), events.end(), event) != events.end(); });
  }
};

class Echo final : public SocketHandler {
 public:
  explicit Echo(Seen& seen) : seen_(seen) {}
  void on_open(std::shared_ptr<WebSocket> socket) override {
    socket_ = socket;
    {
      const std::lock_guard lock(seen_.mutex);
      seen_.socket = socket;
    }
    seen_.note("open");
  }
  void on_text(std::string text) override {
    if (++seen_.inside > 1) seen_.overlapped = true;
    if (text == "throw") {
      --seen_.inside;
      throw std::runtime_error("broken");
    }
    if (text == "sleep") std::this_thread::sleep_for(50ms);
    if (text == "bye") socket_->close(4001, "as asked");
    socket_->send("echo " + text);
    --seen_.inside;
  }
  void on_close() override { seen_.note("close"); }

 private:
  Seen& seen_;
  std::shared_ptr<WebSocket> socket_;
};

class Live {
 public:
  explicit Live(ServerOptions options = {}) {
    options.port = 0;
    Router router;
    router.add_socket("/live/{room}", [this](Request& request) -> std::variant<std::unique_ptr<SocketHandler>, Response> {
      if (request.path_value("room") == "closed") return error_response(403, "Forbidden", "Not here.");
      return std::make_unique<Echo>(seen);
    });
    router.add("GET", "/plain", [](Request&) { return Response::text(200, "plain"); });
    server = std::make_unique<Server>(options, std::move(router));
    EXPECT_TRUE(server->start().ok());
  }
  std::uint16_t port() const { return server->port(); }

  Seen seen;
  std::unique_ptr<Server> server;
};

TEST(WebSocket, a_text_is_echoed) {
  Live live;
  Client client(live.port());
  ASSERT_TRUE(client.open_socket("/live/a"));
  EXPECT_EQ(client.upgrade.header("Sec-WebSocket-Accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  for (int i = 0; i < 20; ++i) {
    client.text("hello " + std::to_string(i));
    EXPECT_EQ(client.next_frame().payload, "echo hello " + std::to_string(i));
  }
  EXPECT_EQ(live.server->statistics().sockets, 1);
}

TEST(WebSocket, frames_that_arrive_with_the_upgrade_or_many_at_once_are_all_read) {
  Live live;
  Client client(live.port());
  std::string frames;
  for (int i = 0; i < 200; ++i) frames += Client::frame(0x81, std::to_string(i));
  client.send("GET /live/a HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
              "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n" + frames);
  EXPECT_EQ(client.answer().status, 101);
  for (int i = 0; i < 200; ++i) EXPECT_EQ(client.next_frame().payload, "echo " + std::to_string(i));
  client.send(frames);
  for (int i = 0; i < 200; ++i) EXPECT_EQ(client.next_frame().payload, "echo " + std::to_string(i));
}

TEST(WebSocket, a_frame_may_arrive_byte_by_byte) {
  Live live;
  Client client(live.port());
  ASSERT_TRUE(client.open_socket("/live/a"));
  for (const char c : Client::frame(0x81, "slowly")) client.send({&c, 1});
  EXPECT_EQ(client.next_frame().payload, "echo slowly");
}

TEST(WebSocket, fragments_with_a_ping_between_them_make_one_message) {
  Live live;
  Client client(live.port());
  ASSERT_TRUE(client.open_socket("/live/a"));
  client.send(Client::frame(0x01, "one ") + Client::frame(0x89, "are you there") + Client::frame(0x00, "two ") +
              Client::frame(0x80, "three"));
  const auto pong = client.next_frame();
  EXPECT_EQ(pong.opcode, 10);
  EXPECT_EQ(pong.payload, "are you there");
  EXPECT_EQ(client.next_frame().payload, "echo one two three");
}

TEST(WebSocket, long_messages_pass_up_to_the_limit) {
  Live live;
  Client client(live.port());
  ASSERT_TRUE(client.open_socket("/live/a"));
  for (const std::size_t size : {125, 126, 1535, 1536, 1537, 65535, 65536, 200'000}) {
    const std::string text(size, 'x');
    client.text(text);
    EXPECT_TRUE(client.next_frame().payload == "echo " + text) << size;
  }
  client.text(std::string(300'000, 'x'));
  const auto close = client.next_frame();
  EXPECT_EQ(close.opcode, 8);
  EXPECT_EQ(close.close_code(), 1009);
  EXPECT_TRUE(live.seen.wait_for("close"));
}

TEST(WebSocket, wrong_frames_close_with_the_code_of_the_mistake) {
  const std::vector<std::pair<std::string, int>> cases{
      {Client::frame(0x81, "unmasked", false), 1002},
      {Client::frame(0xC1, "reserved bit"), 1002},
      {Client::frame(0x83, "reserved opcode"), 1002},
      {Client::frame(0x80, "continuation of nothing"), 1002},
      {Client::frame(0x09, "fragmented ping"), 1002},
      {Client::frame(0x89, std::string(126, 'p')), 1002},
      {Client::frame(0x01, "a") + Client::frame(0x81, "b"), 1002},
      {Client::frame(0x81, "\xC3\x28"), 1007},
      {Client::frame(0x01, "\xE0") + Client::frame(0x80, "\x80\x80"), 1007},
      {Client::frame(0x81, "\xED\xA0\x80"), 1007},
      {Client::frame(0x88, "\x03"), 1002},
      {Client::frame(0x88, std::string("\x03\xED", 2)), 1002},
      {Client::frame(0x82, "binary"), 1003},
      {std::string("\x81\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x00\x00\x00\x00", 14), 0},
  };
  Live live;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    Client client(live.port());
    ASSERT_TRUE(client.open_socket("/live/a"));
    client.send(cases[i].first);
    const auto frame = client.next_frame();
    EXPECT_EQ(frame.opcode, 8) << "case " << i;
    if (cases[i].second != 0) EXPECT_EQ(frame.close_code(), cases[i].second) << "case " << i;
    client.half_close();
    EXPECT_TRUE(client.ended()) << "case " << i;
  }
  Client client(live.port());
  ASSERT_TRUE(client.open_socket("/live/a"));
  client.text("still");
  EXPECT_EQ(client.next_frame().payload, "echo still");
}

TEST(WebSocket, a_close_of_the_client_is_answered_and_told_to_the_handler) {
  Live live;
  Client client(live.port());
  ASSERT_TRUE(client.open_socket("/live/a"));
  client.text("last");
  client.send(Client::frame(0x88, std::string("\x03\xE8", 2) + "done"));
  std::vector<int> codes;
  for (auto frame = client.next_frame(); frame.opcode != -1; frame = client.next_frame()) {
    if (frame.opcode == 8) codes.push_back(frame.close_code());
  }
  EXPECT_EQ(codes, std::vector<int>{1000});
  EXPECT_TRUE(live.seen.wait_for("close"));
  EXPECT_TRUE(client.ended());
}

TEST(WebSocket, a_close_of_the_server_waits_for_the_answer) {
  Live live;
  Client client(live.port());
  ASSERT_TRUE(client.open_socket("/live/a"));
  client.text("bye");
  const auto frame = client.next_frame();
  EXPECT_EQ(frame.opcode, 8);
  EXPECT_EQ(frame.close_code(), 4001);
  EXPECT_EQ(frame.payload.substr(2), "as asked");
  client.send(Client::frame(0x88, frame.payload));
  EXPECT_TRUE(client.ended());
  EXPECT_TRUE(live.seen.wait_for("close"));
}

TEST(WebSocket, a_client_that_vanishes_is_a_close) {
  Live live;
  {
    Client client(live.port());
    ASSERT_TRUE(client.open_socket("/live/a"));
    ASSERT_TRUE(live.seen.wait_for("open"));
  }
  EXPECT_TRUE(live.seen.wait_for("close"));
  live.seen.socket->send(std::string("into the void"));
}

TEST(WebSocket, calls_of_one_socket_never_overlap_and_keep_their_order) {
  Live live;
  Client client(live.port());
  ASSERT_TRUE(client.open_socket("/live/a"));
  std::string frames;
  for (int i = 0; i < 2000; ++i) frames += Client::frame(0x81, i % 500 == 0 ? "sleep" : std::to_string(i));
  std::thread sending([&] { client.send(frames); });
  for (int i = 0; i < 2000; ++i) {
    ASSERT_EQ(client.next_frame().payload, i % 500 == 0 ? "echo sleep" : "echo " + std::to_string(i));
  }
  sending.join();
  EXPECT_FALSE(live.seen.overlapped);
}

TEST(WebSocket, a_slow_consumer_is_closed) {
  Live live;
  Client client(live.port(), 4096);
  ASSERT_TRUE(client.open_socket("/live/a"));
  ASSERT_TRUE(live.seen.wait_for("open"));
  const auto text = std::make_shared<const std::string>(64 * 1024, 's');
  for (int i = 0; i < 400; ++i) live.seen.socket->send(text);
  EXPECT_TRUE(live.seen.wait_for("close"));
  EXPECT_EQ(live.server->statistics().sockets, 0);
}

TEST(WebSocket, a_slow_consumer_that_reads_on_learns_the_reason) {
  Live live;
  Client client(live.port(), 4096);
  ASSERT_TRUE(client.open_socket("/live/a"));
  ASSERT_TRUE(live.seen.wait_for("open"));
  const auto text = std::make_shared<const std::string>(64 * 1024, 's');
  for (int i = 0; i < 400; ++i) live.seen.socket->send(text);
  auto frame = client.next_frame();
  while (frame.opcode == 1) frame = client.next_frame();
  EXPECT_EQ(frame.close_code(), 4008);
}

TEST(WebSocket, a_silent_connection_is_pinged_and_then_closed) {
  ServerOptions options;
  options.ping_interval = 200ms;
  Live live(options);
  Client client(live.port());
  ASSERT_TRUE(client.open_socket("/live/a"));
  const auto ping = client.next_frame();
  EXPECT_EQ(ping.opcode, 9);
  client.send(Client::frame(0x8A, ping.payload));
  EXPECT_EQ(client.next_frame().opcode, 9);
  EXPECT_TRUE(client.ended());
  EXPECT_TRUE(live.seen.wait_for("close"));
}

TEST(WebSocket, a_refusal_is_an_ordinary_answer) {
  Live live;
  Client client(live.port());
  EXPECT_FALSE(client.open_socket("/live/closed"));
  EXPECT_EQ(client.upgrade.status, 403);
  Client plain(live.port());
  EXPECT_EQ(plain.get("/live/a").status, 426);
  Client no_socket(live.port());
  EXPECT_FALSE(no_socket.open_socket("/plain"));
  EXPECT_EQ(no_socket.upgrade.body, "plain");
}

TEST(WebSocket, an_exception_of_the_handler_closes_with_1011) {
  Live live;
  Client client(live.port());
  ASSERT_TRUE(client.open_socket("/live/a"));
  client.text("throw");
  EXPECT_EQ(client.next_frame().close_code(), 1011);
}

TEST(WebSocket, stopping_says_1001) {
  Live live;
  Client client(live.port());
  ASSERT_TRUE(client.open_socket("/live/a"));
  ASSERT_TRUE(live.seen.wait_for("open"));
  std::thread stopping([&] { live.server->stop(); });
  const auto frame = client.next_frame();
  EXPECT_EQ(frame.close_code(), 1001);
  client.send(Client::frame(0x88, frame.payload));
  stopping.join();
  live.seen.socket->send(std::string("after the end"));
  live.server.reset();
  live.seen.socket->close(1000, "long gone");
}

}  // namespace
}  // namespace sahay::http
