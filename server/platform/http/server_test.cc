#include "platform/http/server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <mutex>
#include <thread>

#include "platform/http/test_client.h"

namespace sahay::http {
namespace {

using test::Answer;
using test::Client;
using namespace std::chrono_literals;

// A server with a few routes on a free port.
class Desk {
 public:
  explicit Desk(ServerOptions options = {}) {
    options.port = 0;
    Router router;
    router.add("GET", "/hello/{name}", [](Request& request) {
      return Response::json(200, "{\"name\":\"" + std::string(request.path_value("name")) + "\"}");
    });
    router.add("POST", "/echo", [](Request& request) { return Response::text(201, request.body); }, {.body_limit = 4096});
    router.add("GET", "/origin", [](Request& request) {
      return Response::text(200, request.remote_address + " " + request.base_url);
    });
    router.add("GET", "/slow", [this](Request&) {
      ++slow_started;
      while (!release) std::this_thread::sleep_for(2ms);
      return Response::text(200, "done");
    });
    router.add("GET", "/throws", [](Request&) -> Response { throw std::runtime_error("broken"); });
    router.add("GET", "/long", [](Request&) { return Response::json(200, "[" + std::string(100'000, '1') + "]"); });
    router.add("GET", "/file", [this](Request&) {
      Response response;
      response.file_path = file;
      response.header("content-type", "application/octet-stream").header("etag", "\"v1\"");
      return response;
    });
    router.add("POST", "/upload", [](Request& request) {
      std::ifstream in(request.body_file, std::ios::binary);
      const std::string body(std::istreambuf_iterator<char>(in), {});
      return Response::text(200, request.body_file + " " + std::to_string(body.size()) + " " +
                                     std::to_string(body.find_first_not_of('u')));
    }, {.body_limit = 8 << 20, .spool_body = true});
    server = std::make_unique<Server>(std::move(options), std::move(router));
    const auto started = server->start();
    EXPECT_TRUE(started.ok());
  }
  ~Desk() { release = true; }

  std::uint16_t port() const { return server->port(); }

  std::atomic<int> slow_started{0};
  std::atomic<bool> release{false};
  std::string file = "/proc/self/exe";
  std::unique_ptr<Server> server;
};

std::string get(std::string_view path, std::string_view headers = {}) {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: desk.example\r\n" + std::string(headers) + "\r\n";
}

TEST(Server, many_requests_use_one_connection) {
  Desk desk;
  Client client(desk.port());
  for (int i = 0; i < 50; ++i) {
    const auto answer = client.get("/hello/" + std::to_string(i));
    ASSERT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "{\"name\":\"" + std::to_string(i) + "\"}");
  }
  EXPECT_EQ(desk.server->statistics().requests, 50);
  EXPECT_EQ(desk.server->statistics().connections, 1);
}

TEST(Server, an_answer_carries_id_date_and_security_headers) {
  Desk desk;
  Client client(desk.port());
  const auto first = client.get("/hello/a");
  const auto second = client.get("/hello/a");
  EXPECT_FALSE(first.header("x-request-id").empty());
  EXPECT_NE(first.header("x-request-id"), second.header("x-request-id"));
  EXPECT_TRUE(first.header("date").ends_with("GMT"));
  EXPECT_EQ(first.header("x-content-type-options"), "nosniff");
  EXPECT_EQ(first.header("referrer-policy"), "same-origin");
}

TEST(Server, pipelined_requests_are_answered_in_order) {
  Desk desk;
  Client client(desk.port());
  std::string all;
  for (int i = 0; i < 100; ++i) all += get("/hello/" + std::to_string(i));
  all += "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc" + get("/hello/last");
  client.send(all);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(client.answer().body, "{\"name\":\"" + std::to_string(i) + "\"}");
  EXPECT_EQ(client.answer().body, "abc");
  EXPECT_EQ(client.answer().body, "{\"name\":\"last\"}");
}

TEST(Server, a_request_may_arrive_byte_by_byte) {
  Desk desk;
  Client client(desk.port());
  const std::string bytes = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello";
  for (const char c : bytes) client.send({&c, 1});
  EXPECT_EQ(client.answer().body, "hello");
}

TEST(Server, a_chunked_body_is_put_together) {
  Desk desk;
  Client client(desk.port());
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
  client.send("4;note=x\r\ndefg\r\n0\r\nTrailer: yes\r\n\r\n");
  EXPECT_EQ(client.answer().body, "abcdefg");
  EXPECT_EQ(client.get("/hello/on").status, 200);
}

TEST(Server, a_client_that_expects_100_gets_it_before_it_sends) {
  Desk desk;
  Client client(desk.port());
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.answer(false).status, 100);
  client.send("ok");
  EXPECT_EQ(client.answer().body, "ok");
}

TEST(Server, a_body_above_the_limit_of_its_route_is_refused_before_it_is_read) {
  Desk desk;
  Client announced(desk.port());
  announced.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000\r\nExpect: 100-continue\r\n\r\n");
  const auto answer = announced.answer();
  EXPECT_EQ(answer.status, 413);
  EXPECT_EQ(answer.header("connection"), "close");
  EXPECT_NE(answer.body.find("\"error\":\"RequestEntityTooLarge\""), std::string::npos);

  Client chunked(desk.port());
  chunked.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2000\r\n" +
               std::string(0x2000, 'x') + "\r\n");
  EXPECT_EQ(chunked.answer().status, 413);
}

TEST(Server, a_header_above_16_kb_is_refused) {
  Desk desk;
  Client client(desk.port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\nCookie: " + std::string(17'000, 'c') + "\r\n\r\n");
  EXPECT_EQ(client.answer().status, 431);
  Client endless(desk.port());
  endless.send("GET /" + std::string(40'000, 'p'));
  EXPECT_EQ(endless.answer().status, 431);
}

TEST(Server, malformed_requests_get_400_as_json_and_the_server_lives) {
  Desk desk;
  const std::string nul("GET /a\0b HTTP/1.1\r\nHost: a\r\n\r\n", 30);
  for (const std::string& bad : {
           std::string("\r\n\r\n\r\nhello\r\n\r\n"), std::string("GET\r\n\r\n"), nul,
           std::string("GET / HTTP/2.0\r\nHost: a\r\n\r\n"), std::string("GET / HTTP/1.1\r\n\r\n"),
           std::string("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
           std::string("GET / HTTP/1.1\r\nHost: a<script>\r\n\r\n"), std::string("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"),
           std::string("GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n"), std::string("GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n"),
           std::string("GET /%ff HTTP/1.1\r\nHost: a\r\n\r\n"), std::string("GET example HTTP/1.1\r\nHost: a\r\n\r\n"),
           std::string("GET / HTTP/1.1\r\nHost: a\r\nBad Name: x\r\n\r\n"),
           std::string("GET / HTTP/1.1\r\nHost: a\r\n folded: x\r\n\r\n"),
           std::string("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"),
           std::string("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
           std::string("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
           std::string("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n"),
           std::string("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
           std::string("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
       }) {
    Client client(desk.port());
    client.send(bad);
    const auto answer = client.answer();
    EXPECT_EQ(answer.status, 400) << bad;
    EXPECT_NE(answer.body.find("{\"error\":\"BadRequest\",\"description\":"), std::string::npos) << bad;
    client.half_close();
    EXPECT_TRUE(client.ended()) << bad;
  }
  Client client(desk.port());
  EXPECT_EQ(client.get("/hello/still").status, 200);
}

TEST(Server, a_slow_header_is_cut_off_with_408) {
  ServerOptions options;
  options.header_timeout = 200ms;
  Desk desk(options);
  Client client(desk.port());
  client.send("GET / HTTP/1.1\r\nHo");
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(client.answer().status, 408);
  EXPECT_TRUE(client.ended());
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 3s);
}

TEST(Server, an_idle_connection_is_closed_in_silence) {
  ServerOptions options;
  options.idle_timeout = 200ms;
  Desk desk(options);
  Client client(desk.port());
  EXPECT_EQ(client.get("/hello/a").status, 200);
  EXPECT_TRUE(client.ended(5s));
  EXPECT_TRUE(client.buffer().empty());
}

TEST(Server, a_stalled_body_is_cut_off) {
  ServerOptions options;
  options.body_timeout = 200ms;
  Desk desk(options);
  Client client(desk.port());
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
  EXPECT_TRUE(client.ended(5s));
}

TEST(Server, unknown_paths_are_404_and_wrong_methods_405_with_allow) {
  Desk desk;
  Client client(desk.port());
  EXPECT_EQ(client.get("/nowhere").status, 404);
  client.send("DELETE /echo HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto wrong = client.answer();
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.header("allow"), "POST, OPTIONS");
  client.send("OPTIONS /hello/x HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto options = client.answer();
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.header("allow"), "GET, HEAD, OPTIONS");
}

TEST(Server, head_answers_the_length_without_the_body) {
  Desk desk;
  Client client(desk.port());
  client.send("HEAD /hello/abc HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto answer = client.answer(false);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("content-length"), "14");
  EXPECT_EQ(client.get("/hello/next").status, 200);
}

TEST(Server, connection_close_and_http_1_0_end_the_connection) {
  Desk desk;
  Client closing(desk.port());
  const auto answer = closing.get("/hello/a", "Connection: close\r\n");
  EXPECT_EQ(answer.header("connection"), "close");
  closing.half_close();
  EXPECT_TRUE(closing.ended());
  Client old(desk.port());
  old.send("GET /hello/a HTTP/1.0\r\n\r\n");
  EXPECT_EQ(old.answer().status, 200);
  old.half_close();
  EXPECT_TRUE(old.ended());
}

TEST(Server, an_exception_of_a_handler_is_500_without_its_text) {
  Desk desk;
  Client client(desk.port());
  const auto answer = client.get("/throws");
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.body.find("broken"), std::string::npos);
  EXPECT_EQ(client.get("/hello/a").status, 200);
}

TEST(Server, a_full_queue_answers_503_with_retry_after) {
  ServerOptions options;
  options.workers = 1;
  options.queue = 1;
  Desk desk(options);
  Client running(desk.port());
  running.send(get("/slow"));
  while (desk.slow_started == 0) std::this_thread::sleep_for(1ms);
  Client waiting(desk.port());
  waiting.send(get("/slow"));
  while (desk.server->statistics().waiting == 0) std::this_thread::sleep_for(1ms);
  Client refused(desk.port());
  const auto answer = refused.get("/hello/a");
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.header("retry-after"), "1");
  desk.release = true;
  EXPECT_EQ(running.answer().body, "done");
  EXPECT_EQ(waiting.answer().body, "done");
  EXPECT_EQ(refused.get("/hello/a").status, 200);
}

TEST(Server, forwarded_headers_count_only_from_trusted_proxies) {
  const std::string forged =
      "X-Forwarded-For: 198.51.100.9, 192.0.2.7\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil.example\r\n";
  Desk open;
  Client direct(open.port());
  EXPECT_EQ(direct.get("/origin", forged).body, "127.0.0.1 http://desk.example");

  ServerOptions options;
  options.trusted_proxies = {"127.0.0.0/8", "192.0.2.0/24"};
  Desk behind(options);
  Client proxied(behind.port());
  EXPECT_EQ(proxied.get("/origin", forged).body, "198.51.100.9 https://evil.example");
  EXPECT_EQ(proxied.get("/origin", "X-Forwarded-Host: a<b\r\nX-Forwarded-For: junk\r\n").body,
            "127.0.0.1 http://desk.example");

  options.public_url = "https://help.example/";
  Desk named(options);
  Client client(named.port());
  EXPECT_EQ(client.get("/origin", forged).body, "198.51.100.9 https://help.example");
}

TEST(Server, long_text_answers_are_compressed_for_clients_that_accept_it) {
  Desk desk;
  Client client(desk.port());
  const auto plain = client.get("/long");
  EXPECT_EQ(plain.body.size(), 100'002u);
  EXPECT_EQ(plain.header("vary"), "accept-encoding");
  const auto packed = client.get("/long", "Accept-Encoding: br, gzip\r\n");
  EXPECT_EQ(packed.header("content-encoding"), "gzip");
  EXPECT_LT(packed.body.size(), 2000u);
  EXPECT_TRUE(client.get("/long", "Accept-Encoding: gzip;q=0\r\n").header("content-encoding").empty());
  EXPECT_TRUE(client.get("/hello/a", "Accept-Encoding: gzip\r\n").header("content-encoding").empty());
}

TEST(Server, files_are_streamed_and_ranges_answered) {
  const std::string path = testing::TempDir() + "/sahay_range_test";
  std::string content;
  for (int i = 0; i < 200'000; ++i) content += std::to_string(i) + ",";
  std::ofstream(path, std::ios::binary) << content;
  Desk desk;
  desk.file = path;
  Client client(desk.port());
  const auto whole = client.get("/file");
  EXPECT_EQ(whole.status, 200);
  EXPECT_TRUE(whole.body == content);
  const auto part = client.get("/file", "Range: bytes=1000-1999\r\n");
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.body, content.substr(1000, 1000));
  EXPECT_EQ(part.header("content-range"), "bytes 1000-1999/" + std::to_string(content.size()));
  EXPECT_EQ(client.get("/file", "Range: bytes=-5\r\n").body, content.substr(content.size() - 5));
  EXPECT_EQ(client.get("/file", "Range: bytes=5-\r\nIf-Range: \"v0\"\r\n").status, 200);
  EXPECT_EQ(client.get("/file", "Range: bytes=5-\r\nIf-Range: \"v1\"\r\n").status, 206);
  const auto beyond = client.get("/file", "Range: bytes=99999999-\r\n");
  EXPECT_EQ(beyond.status, 416);
  EXPECT_EQ(beyond.header("content-range"), "bytes */" + std::to_string(content.size()));
  desk.file = "/nonexistent";
  EXPECT_EQ(client.get("/file").status, 404);
}

TEST(Server, a_large_upload_is_spooled_to_a_file_that_goes_away) {
  ServerOptions options;
  options.spool_directory = testing::TempDir();
  Desk desk(options);
  Client client(desk.port());
  client.send("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000\r\n\r\n" + std::string(5'000'000, 'u'));
  const auto answer = client.answer();
  EXPECT_TRUE(answer.body.ends_with(" 5000000 " + std::to_string(std::string::npos))) << answer.body;
  EXPECT_EQ(client.get("/hello/a").status, 200);
  EXPECT_FALSE(std::ifstream(answer.body.substr(0, answer.body.find(' '))).good());
}

TEST(Server, stopping_lets_running_requests_end_and_closes_idle_connections) {
  Desk desk;
  Client idle(desk.port());
  EXPECT_EQ(idle.get("/hello/a").status, 200);
  Client busy(desk.port());
  busy.send(get("/slow"));
  while (desk.slow_started == 0) std::this_thread::sleep_for(1ms);
  std::thread stopping([&] { desk.server->stop(); });
  EXPECT_TRUE(idle.ended());
  desk.release = true;
  const auto answer = busy.answer();
  EXPECT_EQ(answer.body, "done");
  EXPECT_EQ(answer.header("connection"), "close");
  busy.half_close();
  stopping.join();
  EXPECT_FALSE(Client(desk.port()).connected());
}

TEST(Server, a_port_in_use_is_an_error_with_its_reason) {
  Desk desk;
  ServerOptions options;
  options.port = desk.port();
  Server second(options, Router());
  const auto started = second.start();
  ASSERT_FALSE(started.ok());
  EXPECT_NE(started.error().detail.find("in use"), std::string::npos);
}

TEST(Server, every_answer_passes_the_decoration_also_refusals) {
  ServerOptions options;
  options.decorate = [](const Request&, Response& response) { response.header("access-control-allow-origin", "*"); };
  Desk desk(options);
  for (const std::string& request : {get("/hello/a"), get("/nowhere"), get("/throws"), std::string("BAD\r\n\r\n")}) {
    Client client(desk.port());
    client.send(request);
    EXPECT_EQ(client.answer().header("access-control-allow-origin"), "*") << request;
  }
}

TEST(Server, clients_that_vanish_do_no_harm) {
  Desk desk;
  for (int i = 0; i < 50; ++i) {
    Client client(desk.port());
    client.send(i % 2 == 0 ? get("/long") : "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nab");
  }
  Client client(desk.port());
  EXPECT_EQ(client.get("/hello/a").status, 200);
}

}  // namespace
}  // namespace sahay::http
