#include "platform/mail/lmtp_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>
#include <thread>

#include "platform/mail/smtp_client.h"
#include "platform/mail/wire.h"

namespace sahay::mail {
namespace {

constexpr auto kSoon = std::chrono::seconds(5);

// A client that says lines and hears replies.
struct Caller {
  explicit Caller(std::uint16_t port)
      : wire(std::move(*Wire::connect({"127.0.0.1", port, Security::plain}, kSoon, nullptr))) {}
  std::string say(std::string_view lines, int replies = 1) {
    EXPECT_TRUE(wire.write(lines, kSoon).ok());
    std::string last;
    for (int i = 0; i < replies; ++i) last = hear();
    return last;
  }
  std::string hear() {
    while (true) {
      auto line = wire.read_line(1000, kSoon);
      if (!line.ok()) return line.error().key;
      if (line->size() < 4 || (*line)[3] != '-') return *line;
    }
  }
  Wire wire;
};

LmtpOptions options_for_test() {
  LmtpOptions options;
  options.listen = "127.0.0.1:0";
  return options;
}

TEST(LmtpServer, says_250_only_after_the_mail_was_delivered) {
  std::atomic<bool> stored{false};
  LmtpServer server(options_for_test(), [&](const ReceivedMail& mail) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    EXPECT_EQ(mail.data, "Subject: a\r\n\r\nb\r\n");
    EXPECT_TRUE(mail.peer.starts_with("127.0.0.1:")) << mail.peer;
    stored = true;
    return std::vector<Verdict>{{250, "2.0.0", "first"}, {550, "5.2.1", "second"}};
  });
  ASSERT_TRUE(server.start().ok());
  Caller caller(server.port());
  EXPECT_EQ(caller.hear(), "220 localhost LMTP Sahay");
  caller.say("LHLO me\r\nMAIL FROM:<a@b.c>\r\nRCPT TO:<x@d.e>\r\nRCPT TO:<y@d.e>\r\nDATA\r\n", 5);
  EXPECT_EQ(caller.say("Subject: a\r\n\r\nb\r\n.\r\n"), "250 2.0.0 first");
  EXPECT_TRUE(stored);
  EXPECT_EQ(caller.hear(), "550 5.2.1 second");
}

TEST(LmtpServer, says_451_when_delivery_throws_or_takes_too_long) {
  auto options = options_for_test();
  options.deliver_timeout = std::chrono::milliseconds(100);
  std::atomic<int> calls{0};
  LmtpServer server(options, [&](const ReceivedMail&) -> std::vector<Verdict> {
    if (calls++ == 0) throw std::runtime_error("disk is gone");
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
    return {{250, "2.0.0", "late"}};
  });
  ASSERT_TRUE(server.start().ok());
  for (int i = 0; i < 2; ++i) {
    Caller caller(server.port());
    caller.hear();
    caller.say("LHLO me\r\nMAIL FROM:<a@b.c>\r\nRCPT TO:<x@d.e>\r\nDATA\r\n", 4);
    EXPECT_THAT(caller.say("a\r\n.\r\n"), testing::StartsWith("451 4.3.0"));
    EXPECT_THAT(caller.say("NOOP\r\n"), testing::StartsWith("250"));
  }
}

TEST(LmtpServer, survives_garbage_and_sudden_ends) {
  LmtpServer server(options_for_test(), [](const ReceivedMail&) { return std::vector<Verdict>{{}}; });
  ASSERT_TRUE(server.start().ok());
  std::string noise(70000, '\0');
  for (std::size_t i = 0; i < noise.size(); ++i) noise[i] = char(i * 7919 >> 3);
  for (int i = 0; i < 20; ++i) {
    auto wire = std::move(*Wire::connect({"127.0.0.1", server.port(), Security::plain}, kSoon, nullptr));
    (void)wire.write(std::string_view(noise).substr(std::size_t(i) * 3000), kSoon);
  }
  Caller caller(server.port());
  EXPECT_THAT(caller.hear(), testing::StartsWith("220"));
}

TEST(LmtpServer, turns_away_more_than_its_connections) {
  auto options = options_for_test();
  options.max_connections = 1;
  LmtpServer server(options, [](const ReceivedMail&) { return std::vector<Verdict>{{}}; });
  ASSERT_TRUE(server.start().ok());
  Caller first(server.port());
  first.hear();
  Caller second(server.port());
  second.hear();
  EXPECT_THAT(second.hear(), testing::StartsWith("421"));
}

TEST(LmtpServer, closes_a_client_that_says_nothing) {
  auto options = options_for_test();
  options.command_timeout = std::chrono::milliseconds(200);
  LmtpServer server(options, [](const ReceivedMail&) { return std::vector<Verdict>{{}}; });
  ASSERT_TRUE(server.start().ok());
  Caller caller(server.port());
  caller.hear();
  EXPECT_EQ(caller.hear(), "mail.error.closed");
}

TEST(LmtpServer, speaks_smtp_with_our_own_client) {
  auto options = options_for_test();
  options.dialect = Dialect::smtp;
  std::mutex mutex;
  std::vector<ReceivedMail> mails;
  LmtpServer server(options, [&](const ReceivedMail& mail) {
    const std::lock_guard lock(mutex);
    mails.push_back(mail);
    return std::vector<Verdict>{{}};
  });
  ASSERT_TRUE(server.start().ok());
  SmtpAccount account;
  account.endpoint = {"127.0.0.1", server.port(), Security::plain};
  SmtpClient client;
  const std::string text = "Subject: с точкой\r\n\r\n.\r\n..\r\n" + std::string(3'000'000, 'x') + "\r\n";
  for (int i = 0; i < 3; ++i) {
    const auto outcome = client.send(account, {"", {"рина@пример.бел", "b@c.d"}}, text);
    ASSERT_TRUE(outcome.ok());
    for (const auto& r : outcome->recipients) EXPECT_EQ(r.fate, Fate::sent) << r.text;
  }
  ASSERT_EQ(mails.size(), 3u);
  EXPECT_EQ(mails[2].data, text);
  EXPECT_EQ(mails[2].recipients[0], "рина@пример.бел");
}

TEST(LmtpServer, listens_on_a_unix_socket_and_says_why_it_cannot) {
  auto options = options_for_test();
  options.listen = "unix:" + testing::TempDir() + "/sahay-lmtp-test.sock";
  LmtpServer server(options, [](const ReceivedMail&) { return std::vector<Verdict>{{}}; });
  EXPECT_TRUE(server.start().ok());
  for (const char* bad : {"", "nonsense", "127.0.0.1:99999", "unix:", "192.0.2.1:25", "unix:/nowhere/at/all"}) {
    options.listen = bad;
    LmtpServer broken(options, {});
    EXPECT_FALSE(broken.start().ok()) << bad;
  }
}

}  // namespace
}  // namespace sahay::mail
