#include "platform/mail/smtp_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/mail/scripted_peer.h"
#include "platform/mail/smtp_reply.h"

namespace sahay::mail {
namespace {

using test::ScriptedPeer;
using testing::Contains;
using testing::StartsWith;

SmtpAccount account_at(std::uint16_t port) {
  SmtpAccount account;
  account.endpoint = {"127.0.0.1", port, Security::plain};
  account.helo_name = "desk.test";
  account.connect_timeout = account.reply_timeout = account.final_timeout = std::chrono::seconds(3);
  return account;
}
const SmtpEnvelope kOne{"help@desk.test", {"rina@meghna.example"}};
const std::string kText = "Subject: a\r\n\r\nb\r\n";

Fate only_fate(const Result<SendOutcome>& outcome) {
  EXPECT_TRUE(outcome.ok());
  return outcome.ok() ? outcome->recipients.at(0).fate : Fate::permanent;
}

TEST(SmtpClient, sends_pipelined_with_size_and_request_for_reports) {
  ScriptedPeer peer(
      {{"S: 220 x", "C: EHLO desk.test", "S: 250-x", "S: 250-PIPELINING", "S: 250-SIZE 10000", "S: 250-DSN",
        "S: 250 8BITMIME", "C: MAIL FROM:<help@desk.test> SIZE=17 BODY=7BIT RET=HDRS ENVID=job+2B42",
        "C: RCPT TO:<rina@meghna.example> NOTIFY=FAILURE,DELAY ORCPT=rfc822;rina@meghna.example", "C: RCPT TO:<oleg",
        "C: DATA", "S: 250 2.1.0 ok", "S: 250 2.1.5 ok", "S: 550 5.1.1 no such user", "S: 354 go", "DATA",
        "S: 250 2.0.0 queued as 1"}});
  SmtpClient client;
  SmtpEnvelope envelope{"help@desk.test", {"rina@meghna.example", "oleg@meghna.example"}, "job+42", true};
  const auto outcome = client.send(account_at(peer.port()), envelope, kText);
  ASSERT_TRUE(outcome.ok()) << outcome.error().detail;
  EXPECT_EQ(outcome->recipients[0].fate, Fate::sent);
  EXPECT_EQ(outcome->recipients[1].fate, Fate::permanent);
  EXPECT_EQ(outcome->recipients[1].enhanced, "5.1.1");
  EXPECT_TRUE(outcome->dsn);
  peer.join();
  EXPECT_EQ(peer.complaint(), "");
}

TEST(SmtpClient, calls_a_lost_answer_after_the_final_dot_unknown) {
  ScriptedPeer peer({{"S: 220 x", "C: EHLO", "S: 250 x", "C: MAIL", "S: 250 ok", "C: RCPT", "S: 250 ok", "C: DATA",
                      "S: 354 go", "DATA", "CLOSE"}});
  SmtpClient client;
  EXPECT_EQ(only_fate(client.send(account_at(peer.port()), kOne, kText)), Fate::unknown);
}

TEST(SmtpClient, calls_every_earlier_loss_transient) {
  const std::vector<std::string> whole{"S: 220 x", "C: EHLO",   "S: 250 x", "C: MAIL", "S: 250 ok",
                                       "C: RCPT",  "S: 250 ok", "C: DATA",  "CLOSE"};
  for (std::size_t steps = 3; steps < whole.size(); ++steps) {
    std::vector<std::string> script(whole.begin(), whole.begin() + long(steps));
    ScriptedPeer peer({script});
    SmtpClient client;
    EXPECT_EQ(only_fate(client.send(account_at(peer.port()), kOne, kText)), Fate::transient) << steps;
  }
}

TEST(SmtpClient, says_error_when_nothing_was_tried) {
  SmtpClient client;
  ScriptedPeer busy({{"S: 421 too busy"}});
  const auto refused = client.send(account_at(busy.port()), kOne, kText);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().key, "mail.error.protocol");
  const auto nobody = client.send(account_at(1), kOne, kText);
  ASSERT_FALSE(nobody.ok());
  EXPECT_EQ(nobody.error().key, "mail.error.connect");
}

TEST(SmtpClient, logs_in_with_plain_login_and_xoauth2) {
  auto login = [](std::vector<std::string> script, LoginKind kind) {
    ScriptedPeer peer({std::move(script)});
    SmtpAccount account = account_at(peer.port());
    account.login = {kind, "help", Secret("pw")};
    const auto result = SmtpClient().probe(account);
    peer.join();
    EXPECT_EQ(peer.complaint(), "");
    return result.ok() ? std::string("ok") : result.error().key;
  };
  EXPECT_EQ(login({"S: 220 x", "C: EHLO", "S: 250-x", "S: 250 AUTH LOGIN PLAIN",
                   "C: AUTH PLAIN AGhlbHAAcHc=", "S: 235 ok", "C: QUIT", "S: 221 b"},
                  LoginKind::password),
            "ok");
  EXPECT_EQ(login({"S: 220 x", "C: EHLO", "S: 250-x", "S: 250 AUTH LOGIN", "C: AUTH LOGIN",
                   "S: 334 VXNlcg==", "C: aGVscA==", "S: 334 UGFzcw==", "C: cHc=", "S: 535 5.7.8 no"},
                  LoginKind::password),
            "mail.error.login");
  EXPECT_EQ(login({"S: 220 x", "C: EHLO", "S: 250-x", "S: 250 AUTH XOAUTH2",
                   "C: AUTH XOAUTH2 dXNlcj1oZWxwAWF1dGg9QmVhcmVyIHB3AQE=", "S: 334 eyJzdGF0dXMiOiI0MDAifQ==", "C: ",
                   "S: 535 5.7.8 no"},
                  LoginKind::oauth),
            "mail.error.login");
  EXPECT_EQ(login({"S: 220 x", "C: EHLO", "S: 250 x"}, LoginKind::password), "mail.error.no_login_method");
}

TEST(SmtpClient, refuses_a_server_without_the_starttls_it_was_told_of) {
  ScriptedPeer peer({{"S: 220 x", "C: EHLO", "S: 250 x"}});
  SmtpAccount account = account_at(peer.port());
  account.endpoint.security = Security::starttls;
  const auto result = SmtpClient().probe(account);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().key, "mail.error.no_starttls");
}

TEST(SmtpClient, refuses_what_was_said_before_the_handshake) {
  ScriptedPeer peer(
      {{"S: 220 x", "C: EHLO", "S: 250-x", "S: 250 STARTTLS", "C: STARTTLS", "S: 220 go\r\n250 injected"}});
  SmtpAccount account = account_at(peer.port());
  account.endpoint.security = Security::starttls;
  const auto result = SmtpClient().probe(account);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().key, "mail.error.tls");
}

TEST(SmtpClient, uses_a_connection_again_and_opens_another_when_it_died) {
  const std::vector<std::string> mail{"C: MAIL", "S: 250 ok", "C: RCPT", "S: 250 ok",
                                      "C: DATA", "S: 354 go", "DATA",    "S: 250 ok"};
  std::vector<std::string> first{"S: 220 x", "C: EHLO", "S: 250 x"}, second = first;
  first.insert(first.end(), mail.begin(), mail.end());
  first.insert(first.end(), {"C: RSET", "S: 250 ok"});
  first.insert(first.end(), mail.begin(), mail.end());
  second.insert(second.end(), mail.begin(), mail.end());
  ScriptedPeer peer({first, second});
  SmtpClient client;
  const auto account = account_at(peer.port());
  for (int i = 0; i < 3; ++i) EXPECT_EQ(only_fate(client.send(account, kOne, kText)), Fate::sent) << i;
  peer.join();
  EXPECT_EQ(peer.complaint(), "");
}

TEST(SmtpClient, never_lets_an_address_end_the_command) {
  ScriptedPeer peer({{"S: 220 x", "C: EHLO", "S: 250 x", "WAIT"}});
  SmtpEnvelope envelope{"help@desk.test", {"a@b.c>\r\nRCPT TO:<evil@x.test", "a b@c.d", ""}};
  SmtpClient client;
  const auto outcome = client.send(account_at(peer.port()), envelope, kText);
  ASSERT_TRUE(outcome.ok());
  for (const auto& r : outcome->recipients) EXPECT_EQ(r.fate, Fate::permanent) << r.address;
}

TEST(SmtpClient, does_not_offer_what_the_server_cannot_take) {
  ScriptedPeer small({{"S: 220 x", "C: EHLO", "S: 250-x", "S: 250 SIZE 5", "WAIT"}});
  ScriptedPeer ascii({{"S: 220 x", "C: EHLO", "S: 250-x", "S: 250 8BITMIME", "WAIT"}});
  SmtpClient client;
  EXPECT_EQ(client.send(account_at(small.port()), kOne, kText)->recipients[0].enhanced, "5.3.4");
  EXPECT_EQ(client.send(account_at(ascii.port()), {"a@b.c", {"рина@b.c"}}, kText)->recipients[0].enhanced, "5.6.7");
}

TEST(SmtpClient, stuffs_dots_and_mends_line_ends) {
  EXPECT_EQ(to_smtp_data(".a\n..b\r\nc\r.d"), "..a\r\n...b\r\nc\r\n..d\r\n");
  EXPECT_EQ(to_smtp_data(""), "");
  EXPECT_EQ(to_smtp_data("."), "..\r\n");
}

TEST(SmtpReply, reads_codes_and_refuses_garbage) {
  SmtpReplyParser parser;
  EXPECT_FALSE(*parser.add_line("250-2.1.0 one"));
  EXPECT_TRUE(*parser.add_line("250 2.1.0 two"));
  const auto reply = parser.take();
  EXPECT_EQ(reply.enhanced, "2.1.0");
  EXPECT_EQ(reply.text(), "one two");
  for (const char* bad : {"", "25", "abc", "999 x", "100 x", "250x",
                          "2\xff"
                          "0 x"})
    EXPECT_FALSE(SmtpReplyParser().add_line(bad).ok()) << bad;
}

}  // namespace
}  // namespace sahay::mail
