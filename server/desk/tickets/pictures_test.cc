#include "desk/tickets/pictures.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "desk/tickets/mail_card.h"
#include "platform/http/server.h"
#include "platform/text/html.h"

namespace sahay::tickets {
namespace {

constexpr Time kNow = Time::from_seconds(1'750'000'000);

http::GuardOptions loopback() {
  http::GuardOptions guard;
  guard.allowed_networks = {"127.0.0.0/8"};
  return guard;
}

// Somebody's server with pictures and with what only calls itself one.
class Elsewhere {
 public:
  Elsewhere() {
    http::Router router;
    add(router, "/pixel.gif", "GIF89a.......");
    add(router, "/page", "<html><script>1</script></html>");
    add(router, "/drawing.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"1\"/>");
    router.add("GET", "/away", [](http::Request&) { return http::Response::redirect(302, "http://10.0.0.1/pixel.gif"); });
    router.add("GET", "/moved", [](http::Request&) { return http::Response::redirect(302, "/pixel.gif"); });
    router.add("GET", "/big", [](http::Request&) {
      http::Response answer;
      answer.body = "GIF89a" + std::string(11 << 20, 'x');
      return answer;
    });
    http::ServerOptions options;
    options.port = 0;
    server_ = std::make_unique<http::Server>(options, std::move(router));
    EXPECT_TRUE(server_->start().ok());
  }
  std::string url(std::string_view path) const { return "http://127.0.0.1:" + std::to_string(server_->port()) + std::string(path); }

 private:
  static void add(http::Router& router, const std::string& path, const std::string& body) {
    router.add("GET", path, [body](http::Request&) {
      http::Response answer;
      answer.body = body;
      answer.header("Content-Type", "image/gif");
      return answer;
    });
  }
  std::unique_ptr<http::Server> server_;
};

http::Request request_of(std::string_view path) {
  http::Request request;
  request.method = "GET";
  const std::size_t question = path.find("?of=");
  request.path_values = {{"signature", std::string(path.substr(10, question - 10))}};
  request.query = {{"of", text::percent_decode(path.substr(question + 4), false)}};
  return request;
}

TEST(Pictures, a_signed_address_gives_the_picture_and_nothing_that_a_browser_could_run) {
  const Elsewhere site;
  Pictures pictures(Secret("key"), loopback());
  const auto get = [&](std::string_view path) { return pictures.fetch(request_of(pictures.signed_path(site.url(path), kNow)), kNow); };
  const http::Response gif = get("/pixel.gif");
  EXPECT_EQ(gif.status, 200);
  EXPECT_EQ(gif.headers.find("Content-Type")->second, "image/gif");
  EXPECT_NE(gif.headers.find("Content-Security-Policy")->second.find("sandbox"), std::string::npos);
  EXPECT_EQ(get("/moved").status, 200);
  EXPECT_EQ(get("/page").status, 415);
  EXPECT_EQ(get("/drawing.svg").status, 415);
  EXPECT_EQ(get("/away").status, 502);
  EXPECT_EQ(get("/big").status, 502);
  EXPECT_EQ(get("/nothing").status, 502);
}

TEST(Pictures, inner_networks_are_not_reached) {
  const Elsewhere site;
  Pictures pictures(Secret("key"), {});
  EXPECT_EQ(pictures.fetch(request_of(pictures.signed_path(site.url("/pixel.gif"), kNow)), kNow).status, 502);
}

TEST(Pictures, an_address_that_was_not_signed_here_or_has_expired_is_not_found) {
  const Elsewhere site;
  Pictures pictures(Secret("key"), loopback());
  const std::string path = pictures.signed_path(site.url("/pixel.gif"), kNow);
  http::Request other = request_of(path);
  other.query = {{"of", site.url("/page")}};
  EXPECT_EQ(pictures.fetch(other, kNow).status, 404);
  EXPECT_EQ(pictures.fetch(request_of(path), kNow + std::chrono::hours(26)).status, 404);
  EXPECT_EQ(Pictures(Secret("another key"), loopback()).fetch(request_of(path), kNow).status, 404);
  http::Request bare;
  bare.path_values = {{"signature", "12"}};
  EXPECT_EQ(pictures.fetch(bare, kNow).status, 404);
}

TEST(Pictures, only_addresses_that_the_sanitiser_put_aside_are_put_in) {
  const Pictures pictures(Secret("key"), {});
  const std::string stored = text::sanitise_html("<p title=' data-remote-src=\"http://x.example/a\"'> data-remote-src=\"b\" <img src=\"https://x.example/c?d=1&amp;e=2\"></p>").html;
  EXPECT_TRUE(has_remote_pictures(stored));
  const std::string shown = pictures.with_pictures(stored, kNow);
  EXPECT_EQ(shown.find("<img data-remote-src"), std::string::npos);
  EXPECT_NE(shown.find(text::escape_html(pictures.signed_path("https://x.example/c?d=1&e=2", kNow))), std::string::npos);
  EXPECT_EQ(text::html_to_text(shown), text::html_to_text(stored));
  EXPECT_FALSE(has_remote_pictures("<p>no picture</p>"));
}

TEST(MailCard, an_invitation_is_read_from_what_the_mail_left) {
  Comment comment;
  comment.via.text = R"({"channel":"email","mail":{"protection":"signed","invite":{"method":"REQUEST","summary":"Visit","start":"2025-06-04T14:00:00","start_zone":"Asia/Dhaka"}}})";
  const MailCard card = mail_card_of(comment);
  ASSERT_TRUE(card.invite);
  EXPECT_EQ(card.protection, "signed");
  EXPECT_EQ(card.invite->kind(), "request");
  EXPECT_EQ(card.invite->start_words(), "2025-06-04 14:00 (Asia/Dhaka)");
  EXPECT_EQ(card.invite->end_words(), "");
  EXPECT_FALSE(mail_card_of(Comment{}).invite);
}

}  // namespace
}  // namespace sahay::tickets
