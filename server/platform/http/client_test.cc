#include "platform/http/client.h"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <thread>

#include "platform/http/server.h"
#include "platform/http/test_client.h"

namespace sahay::http {
namespace {

using namespace std::chrono_literals;

// A TLS and a plain server with one certificate for "localhost" and 127.0.0.1, made once.
class Fetch : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = testing::TempDir() + "/sahay_tls_" + std::to_string(::getpid());
    std::filesystem::create_directories(folder_);
    have_certificate_ = make_certificate("");
  }
  // key<mark>.pem and cert<mark>.pem, an authority of its own.
  static bool make_certificate(const std::string& mark) {
    const std::string command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost "
        "-addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout " + folder_ + "/key" + mark + ".pem -out " + folder_ +
        "/cert" + mark + ".pem 2>/dev/null";
    return std::system(command.c_str()) == 0;
  }
  static void TearDownTestSuite() { std::filesystem::remove_all(folder_); }

  Server& start(bool tls) {
    ServerOptions options;
    options.port = 0;
    if (tls) {
      options.certificate_file = folder_ + "/cert.pem";
      options.key_file = folder_ + "/key.pem";
    }
    Router router;
    router.add("POST", "/hook", [](Request& request) {
      return Response::json(202, request.method + " " + request.body + " " + std::string(request.header("x-sahay-signature")) +
                                     " " + request.base_url);
    });
    router.add("GET", "/big", [](Request&) { return Response::text(200, std::string(3 << 20, 'b')); });
    router.add("GET", "/away", [](Request&) { return Response::redirect(302, "http://10.0.0.1/"); });
    router.add("GET", "/never", [](Request&) {
      std::this_thread::sleep_for(600ms);
      return Response::text(200, "late");
    });
    server_ = std::make_unique<Server>(options, std::move(router));
    EXPECT_TRUE(server_->start().ok());
    return *server_;
  }
  std::string url(std::string_view scheme, std::string_view path, std::string_view host = "127.0.0.1") const {
    return std::string(scheme) + "://" + std::string(host) + ":" + std::to_string(server_->port()) + std::string(path);
  }
  static GuardOptions local() {
    GuardOptions options;
    options.allowed_networks = {"127.0.0.0/8", "::1"};
    return options;
  }

  static inline std::string folder_;
  static inline bool have_certificate_ = false;
  std::unique_ptr<Server> server_;
};

TEST_F(Fetch, a_webhook_is_posted_with_its_headers) {
  start(false);
  const ClientRequest request{.method = "POST", .url = url("http", "/hook"), .headers = {{"X-Sahay-Signature", "abc"}}, .body = "{}"};
  const auto answer = fetch(request, local());
  ASSERT_TRUE(answer.ok()) << answer.error().detail;
  EXPECT_EQ(answer->status, 202);
  EXPECT_EQ(answer->body, "POST {} abc " + url("http", ""));
  EXPECT_EQ(answer->header("Content-Type"), "application/json; charset=utf-8");
  EXPECT_EQ(answer->address, "127.0.0.1");
}

TEST_F(Fetch, inner_addresses_are_forbidden_unless_allowed) {
  start(false);
  const auto answer = fetch({.url = url("http", "/hook")});
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, ErrorCode::forbidden);
}

TEST_F(Fetch, redirects_are_reported_and_not_followed) {
  start(false);
  const auto answer = fetch({.url = url("http", "/away")}, local());
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->status, 302);
  EXPECT_EQ(answer->header("location"), "http://10.0.0.1/");
}

TEST_F(Fetch, an_answer_that_is_too_large_or_too_late_is_an_error) {
  start(false);
  const auto large = fetch({.url = url("http", "/big")}, local());
  ASSERT_FALSE(large.ok());
  EXPECT_EQ(large.error().code, ErrorCode::too_large);
  auto hasty = local();
  hasty.total_timeout = 100ms;
  const auto late = fetch({.url = url("http", "/never")}, hasty);
  ASSERT_FALSE(late.ok());
  EXPECT_EQ(late.error().detail, "out of time");
}

TEST_F(Fetch, certificates_are_verified_against_authority_and_name) {
  if (!have_certificate_) GTEST_SKIP() << "openssl is not installed";
  start(true);
  const auto stranger = fetch({.url = url("https", "/big")}, local());
  ASSERT_FALSE(stranger.ok());
  EXPECT_TRUE(stranger.error().detail.starts_with("certificate: ")) << stranger.error().detail;
  auto generous = local();
  generous.most_bytes = 8 << 20;
  for (const char* host : {"127.0.0.1", "localhost"}) {
    const auto trusted = fetch({.url = url("https", "/big", host), .authority_file = folder_ + "/cert.pem"}, generous);
    ASSERT_TRUE(trusted.ok()) << trusted.error().detail;
    EXPECT_EQ(trusted->body.size(), std::size_t(3 << 20));
  }
  const auto other_name = fetch({.url = url("https", "/big", "127.0.0.2"), .authority_file = folder_ + "/cert.pem"}, local());
  ASSERT_FALSE(other_name.ok());
}

TEST_F(Fetch, a_tls_server_knows_its_scheme_and_survives_garbage) {
  if (!have_certificate_) GTEST_SKIP() << "openssl is not installed";
  start(true);
  {
    test::Client garbage(server_->port());
    garbage.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_TRUE(garbage.ended());
    test::Client silent(server_->port());
  }
  const ClientRequest request{.method = "POST", .url = url("https", "/hook"), .body = std::string(100'000, 'x'),
                              .authority_file = folder_ + "/cert.pem"};
  const auto answer = fetch(request, local());
  ASSERT_TRUE(answer.ok()) << answer.error().detail;
  EXPECT_TRUE(answer->body.ends_with(url("https", "")));
}

TEST_F(Fetch, a_new_certificate_serves_new_connections_and_a_broken_one_changes_nothing) {
  if (!have_certificate_ || !make_certificate("_new")) GTEST_SKIP() << "openssl is not installed";
  const auto put = [](const std::string& from, const std::string& to) {
    std::filesystem::copy_file(folder_ + from, folder_ + to, std::filesystem::copy_options::overwrite_existing);
  };
  ASSERT_TRUE(make_certificate("_old"));
  ServerOptions options;
  options.port = 0;
  options.certificate_file = folder_ + "/cert_now.pem";
  options.key_file = folder_ + "/key_now.pem";
  put("/cert_old.pem", "/cert_now.pem");
  put("/key_old.pem", "/key_now.pem");
  Router router;
  router.add("GET", "/", [](Request&) { return Response::text(200, "here"); });
  server_ = std::make_unique<Server>(options, std::move(router));
  ASSERT_TRUE(server_->start().ok());
  const auto answers_to = [&](const char* authority) {
    return fetch({.url = url("https", "/"), .authority_file = folder_ + authority}, local()).ok();
  };
  EXPECT_TRUE(answers_to("/cert_old.pem"));
  put("/cert_new.pem", "/cert_now.pem");  // the key is still the old one's
  EXPECT_FALSE(server_->reload_certificate().ok());
  EXPECT_TRUE(answers_to("/cert_old.pem"));
  put("/key_new.pem", "/key_now.pem");
  EXPECT_TRUE(server_->reload_certificate().ok());
  EXPECT_TRUE(answers_to("/cert_new.pem"));
  EXPECT_FALSE(answers_to("/cert_old.pem"));
}

TEST_F(Fetch, a_missing_certificate_file_is_an_error_of_start) {
  ServerOptions options;
  options.port = 0;
  options.certificate_file = "/nonexistent.pem";
  Server server(options, Router());
  const auto started = server.start();
  ASSERT_FALSE(started.ok());
  EXPECT_NE(started.error().detail.find("/nonexistent.pem"), std::string::npos);
}

TEST(ParseUrl, the_parts_are_found_and_oddities_refused) {
  const auto url = parse_url("HTTPS://Hooks.Example.org:8443?x=1#frag");
  ASSERT_TRUE(url.ok());
  EXPECT_TRUE(url->tls);
  EXPECT_EQ(url->host, "hooks.example.org");
  EXPECT_EQ(url->port, 8443);
  EXPECT_EQ(url->target, "/?x=1");
  EXPECT_EQ(parse_url("http://[::1]:8080/a")->host, "::1");
  EXPECT_EQ(parse_url("http://[::1]:8080/a")->port, 8080);
  for (const char* bad : {"", "ftp://a/", "http://", "http:///a", "http://user@a/", "http://user:pass@a/", "http://a:x/",
                          "http://a b/", "http://a\r\nx/", "http://a\\@b/", "//a/", "http://a:0/"}) {
    EXPECT_FALSE(parse_url(bad).ok()) << bad;
  }
}

}  // namespace
}  // namespace sahay::http
