#include "desk/email/discover.h"

#include <gtest/gtest.h>

#include <chrono>

namespace sahay::email {
namespace {

std::string text_of(const ServerProposal& s) { return s.host.empty() ? "" : s.host + ":" + std::to_string(s.port) + " " + s.security; }

TEST(Discover, knows_the_large_providers_and_their_subdomains_only) {
  const auto gmail = known_provider("GMail.com");
  ASSERT_TRUE(gmail);
  EXPECT_EQ(text_of(gmail->imap), "imap.gmail.com:993 tls");
  EXPECT_EQ(text_of(gmail->smtp), "smtp.gmail.com:465 tls");
  EXPECT_EQ(gmail->login, "oauth");
  EXPECT_EQ(gmail->provider, "google");
  const auto tenant = known_provider("meghna.onmicrosoft.com");
  ASSERT_TRUE(tenant);
  EXPECT_EQ(text_of(tenant->smtp), "smtp.office365.com:587 starttls");
  const auto yandex = known_provider("yandex.ru");
  ASSERT_TRUE(yandex);
  EXPECT_EQ(yandex->login, "password");
  EXPECT_EQ(yandex->hint, "mail.hint.app_password");
  EXPECT_FALSE(known_provider("notgmail.com"));
  EXPECT_FALSE(known_provider("gmail.com.meghna.example"));
  EXPECT_FALSE(known_provider(""));
}

// In the form of https://wiki.mozilla.org/Thunderbird:Autoconfiguration:ConfigFileFormat.
constexpr char kFile[] = R"(<?xml version="1.0"?>
<clientConfig version="1.1"><emailProvider id="meghna.example"><domain>meghna.example</domain>
 <incomingServer type="imap"><hostname>plain.meghna.example</hostname><port>143</port><socketType>plain</socketType></incomingServer>
 <incomingServer type="imap"><hostname> imap.meghna.example </hostname><port>993</port><socketType>SSL</socketType></incomingServer>
 <incomingServer type="imap"><hostname>second.meghna.example</hostname><port>993</port><socketType>SSL</socketType></incomingServer>
 <incomingServer type="pop3"><hostname>pop.meghna.example</hostname><port>110</port><socketType>STARTTLS</socketType></incomingServer>
 <outgoingServer type="smtp"><hostname>smtp.meghna.example</hostname><port>587</port><socketType>STARTTLS</socketType></outgoingServer>
</emailProvider></clientConfig>)";

TEST(Discover, reads_the_file_of_mail_programs_and_takes_the_first_encrypted_server) {
  const auto found = autoconfig_of(kFile);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->source, "autoconfig");
  EXPECT_EQ(text_of(found->imap), "imap.meghna.example:993 tls");
  EXPECT_EQ(text_of(found->pop3), "pop.meghna.example:110 starttls");
  EXPECT_EQ(text_of(found->smtp), "smtp.meghna.example:587 starttls");
}

TEST(Discover, makes_no_proposal_of_what_is_broken_or_would_send_a_password_in_the_open) {
  for (const char* bad : {"", "<html>not found</html>", "<incomingServer type=\"imap\"><hostname>a b</hostname><socketType>SSL</socketType></incomingServer>",
                          "<incomingServer type=\"imap\"><hostname>imap.x.example</hostname><socketType>plain</socketType></incomingServer>",
                          "<incomingServer type=\"imap\"><hostname>imap.x.example</hostname><socketType>SSL</socketType>",
                          "<incomingServer type=\"imap\"><hostname>x\"onload=\"</hostname><socketType>SSL</socketType></incomingServer>"})
    EXPECT_FALSE(autoconfig_of(bad)) << bad;
}

TEST(Discover, reads_a_hostile_file_in_time) {
  std::string many;
  for (int i = 0; i < 10'000; ++i) many += "<incomingServer><incomingServer type=\"imap\">";
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_FALSE(autoconfig_of(many));
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(2));
}

}  // namespace
}  // namespace sahay::email
