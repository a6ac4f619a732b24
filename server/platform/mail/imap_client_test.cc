#include "platform/mail/imap_client.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "platform/mail/scripted_peer.h"

namespace sahay::mail {
namespace {

using test::ScriptedPeer;

ImapAccount by_token(std::uint16_t port) {
  ImapAccount out;
  out.endpoint = {"127.0.0.1", port, Security::plain};
  out.login = {LoginKind::oauth, "help@desk.test", Secret("token-1")};
  out.reply_timeout = std::chrono::seconds(3);
  return out;
}

// What the client said after AUTHENTICATE and the mechanism, decoded.
std::string said(const ScriptedPeer& peer, std::size_t line) {
  const std::string& whole = peer.received().at(line);
  return text::from_base64(whole.substr(whole.rfind(' ') + 1)).value_or("");
}

TEST(ImapClient, logs_in_by_oauthbearer_where_nothing_else_is_offered) {
  ScriptedPeer peer({{"S: * OK hi", "C: s1 CAPABILITY", "S: * CAPABILITY IMAP4rev1 SASL-IR AUTH=OAUTHBEARER", "S: s1 OK", "C: s2 AUTHENTICATE OAUTHBEARER ", "S: s2 OK",
                      "C: s3 CAPABILITY", "S: s3 OK", "WAIT"}});
  EXPECT_TRUE(ImapClient::connect(by_token(peer.port()), nullptr).ok());
  peer.join();
  EXPECT_EQ(peer.complaint(), "");
  // RFC 7628 3.1
  EXPECT_EQ(said(peer, 1), "n,a=help@desk.test,\x01host=127.0.0.1\x01port=" + std::to_string(peer.port()) + "\x01" "auth=Bearer token-1\x01\x01");
}

TEST(ImapClient, hears_the_reason_of_a_refused_token_before_the_refusal) {
  ScriptedPeer peer({{"S: * OK hi", "C: s1 CAPABILITY", "S: * CAPABILITY IMAP4rev1 SASL-IR AUTH=OAUTHBEARER", "S: s1 OK", "C: s2 AUTHENTICATE OAUTHBEARER ",
                      "S: + eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIn0=", "C: AQ==", "S: s2 NO [AUTHENTICATIONFAILED] no", "WAIT"}});
  const auto refused = ImapClient::connect(by_token(peer.port()), nullptr);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().key, "mail.error.login");
  EXPECT_EQ(refused.error().code, ErrorCode::forbidden);
  peer.join();
  EXPECT_EQ(peer.complaint(), "");
}

TEST(ImapClient, prefers_what_the_large_providers_document) {
  ScriptedPeer peer({{"S: * OK hi", "C: s1 CAPABILITY", "S: * CAPABILITY IMAP4rev1 AUTH=OAUTHBEARER AUTH=XOAUTH2", "S: s1 OK", "C: s2 AUTHENTICATE XOAUTH2", "S: + ",
                      "C: ", "S: s2 OK", "C: s3 CAPABILITY", "S: s3 OK", "WAIT"}});
  EXPECT_TRUE(ImapClient::connect(by_token(peer.port()), nullptr).ok());
  peer.join();
  EXPECT_EQ(peer.complaint(), "");
  EXPECT_EQ(said(peer, 2), "user=help@desk.test\x01" "auth=Bearer token-1\x01\x01");
}

TEST(ImapClient, sends_no_token_to_a_server_that_knows_no_way_for_it) {
  ScriptedPeer peer({{"S: * OK hi", "C: s1 CAPABILITY", "S: * CAPABILITY IMAP4rev1 AUTH=PLAIN", "S: s1 OK", "WAIT"}});
  const auto refused = ImapClient::connect(by_token(peer.port()), nullptr);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().key, "mail.error.no_login_method");
  peer.join();
  EXPECT_EQ(peer.received().size(), 1u);
}

}  // namespace
}  // namespace sahay::mail
