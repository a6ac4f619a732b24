#include "app/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace sahay::app {
namespace {

using testing::HasSubstr;

std::string complaint(std::string_view text) {
  const auto config = parse_config(text, "sahay.toml");
  return config.ok() ? "" : config.error().detail;
}

TEST(Config, an_empty_file_gives_the_defaults) {
  const auto config = parse_config("", "sahay.toml");
  ASSERT_TRUE(config.ok());
  EXPECT_EQ(config->server.listen, "127.0.0.1:8080");
  EXPECT_TRUE(config->database.url.empty());
  EXPECT_TRUE(config->smtp.host.empty());
}

TEST(Config, every_kind_of_option_is_read) {
  const auto config = parse_config(R"(
[server]
listen = "0.0.0.0:80"
trusted_proxies = ["127.0.0.1/32", "::1"]
[desk]
frame_origins = ["https://shop.sahay.example", "https://*.sahay.example", "http://localhost:3000"]
[smtp]
url = "smtp+plain://127.0.0.1:2525"
[[inbox]]
address = "billing@sahay.example"
group = "Billing"
[[imap]]
url = "imaps://desk@sahay.example@imap.sahay.example"
password_file = "/etc/sahay/imap-password"
[[imap]]
url = "imap://[2001:db8::25]/Desk"
)",
                                   "sahay.toml");
  ASSERT_TRUE(config.ok()) << config.error().detail;
  EXPECT_EQ(config->server.trusted_proxies.size(), 2u);
  EXPECT_EQ(config->smtp.host, "127.0.0.1");
  EXPECT_EQ(config->smtp.port, 2525);
  EXPECT_EQ(config->smtp.security, "plain");
  EXPECT_EQ(config->desk.frame_origins.size(), 3u);
  EXPECT_EQ(config->inbox.at(0).group, "Billing");
  EXPECT_EQ(config->imap.at(1).folder, "Desk");
  EXPECT_EQ(config->imap.at(0).port, 993);
  EXPECT_EQ(config->imap.at(0).security, "tls");
  EXPECT_EQ(config->imap.at(0).user, "desk@sahay.example");
  EXPECT_EQ(config->imap.at(0).host, "imap.sahay.example");
  EXPECT_EQ(config->imap.at(0).folder, "INBOX");
  EXPECT_EQ(config->imap.at(1).host, "2001:db8::25");
  EXPECT_EQ(config->imap.at(1).port, 143);
  EXPECT_EQ(config->imap.at(1).security, "starttls");
}

TEST(Config, an_unknown_option_is_named_with_its_line_and_the_nearest_known_one) {
  EXPECT_EQ(complaint("[server]\nlisen = \"127.0.0.1:80\"\n"),
            "sahay.toml:2: [server] has no option \"lisen\", did you mean \"listen\"?");
  EXPECT_THAT(complaint("[databse]\nurl = \"\"\n"),
              HasSubstr("there is no section [databse], did you mean \"database\"?"));
}

TEST(Config, an_option_like_no_other_gets_the_list_of_known_ones) {
  EXPECT_THAT(complaint("[log]\ncolour = 1\n"), HasSubstr("[log] has no option \"colour\" (known: level)"));
}

TEST(Config, a_wrong_type_is_named_with_what_is_right) {
  EXPECT_EQ(complaint("[mail]\nundo_send_seconds = \"many\"\n"), "sahay.toml:2: mail.undo_send_seconds must be a whole number");
  EXPECT_THAT(complaint("[outbound]\nallow = \"127.0.0.0/8\"\n"), HasSubstr("outbound.allow must be a list of texts"));
  EXPECT_THAT(complaint("server = 5\n"), HasSubstr("server must be a section: [server]"));
  EXPECT_THAT(complaint("[imap]\nurl = \"a\"\n"), HasSubstr("imap must be a list of sections: [[imap]]"));
}

TEST(Config, all_mistakes_are_told_at_once) {
  const std::string text = complaint("[server]\nlisten = 8080\nkye = \"\"\n[mail]\nundo_send_seconds = 99999\n");
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2) << text;
}

TEST(Config, values_out_of_their_set_are_refused) {
  EXPECT_THAT(complaint("[smtp]\nurl = \"ssl://mail.example.org\"\n"),
              HasSubstr("sahay.toml:2: smtp.url \"ssl://mail.example.org\" must begin with smtp://, smtps:// or smtp+plain://"));
  EXPECT_THAT(complaint("[smtp]\nurl = \"mail.example.org\"\n"), HasSubstr("is no address like \"smtps://"));
  EXPECT_THAT(complaint("[smtp]\nurl = \"smtp://mail.example.org:99999\"\n"), HasSubstr("is no address like"));
  EXPECT_THAT(complaint("[smtp]\nurl = \"smtp://desk@mail.example.org\"\n"), HasSubstr("password_file must name a file"));
  EXPECT_THAT(complaint("[log]\nlevel = \"loud\"\n"), HasSubstr("log.level"));
  EXPECT_THAT(complaint("[server]\nlisten = \"8080\"\n"), HasSubstr("is no HOST:PORT"));
  EXPECT_THAT(complaint("[server]\ncertificate = \"/etc/cert.pem\"\n"), HasSubstr("only used together"));
  EXPECT_THAT(complaint("[server]\ntrusted_proxies = [\"proxy\"]\n"), HasSubstr("\"proxy\" is no network"));
  EXPECT_THAT(complaint("[mail]\naddress = \"desk\"\n"), HasSubstr("is no e-mail address"));
  EXPECT_THAT(complaint("[desk]\nhours = \"nine to five\"\n"), HasSubstr("desk.hours"));
  EXPECT_THAT(complaint("[[imap]]\npassword_file = \"/p\"\n"), HasSubstr("is no address like \"imaps://"));
  EXPECT_THAT(complaint("[mail]\nundo_send_seconds = 31\n"), HasSubstr("must be between 0 and 30"));
  for (const char* site : {"shop.example", "https://", "https://a.example/x", "https://a.example; script-src *", "javascript://a"})
    EXPECT_THAT(complaint("[desk]\nframe_origins = [\"" + std::string(site) + "\"]\n"), HasSubstr("is no site like"));
}

TEST(Config, broken_toml_is_named_by_its_line) {
  EXPECT_THAT(complaint("[server]\nlisten = \n"), HasSubstr("sahay.toml:2: "));
}

TEST(Config, a_named_file_that_is_missing_is_an_error_and_a_missing_default_is_not) {
  EXPECT_TRUE(load_config("", "/nonexistent").ok());
  const auto named = load_config("/nonexistent/sahay.toml", "/nonexistent");
  ASSERT_FALSE(named.ok());
  EXPECT_THAT(named.error().detail, HasSubstr("/nonexistent/sahay.toml"));
}

TEST(Config, the_packaged_file_names_every_option_with_its_default) {
  std::ifstream file(SAHAY_SOURCE_DIR "/packaging/sahay.toml");
  if (!file) GTEST_SKIP() << "packaging/sahay.toml is not here";
  std::string line, text;
  int options = 0;
  while (std::getline(file, line)) {
    // Without the mark of a comment: prose stays a comment, options and sections become real.
    const bool option = line.starts_with("# ") && (line.find(" = ") != line.npos || line.starts_with("# [["));
    options += option && line.find(" = ") != line.npos;
    text += (option ? line.substr(2) : line) + "\n";
  }
  const auto config = parse_config(text, "packaging/sahay.toml");
  ASSERT_TRUE(config.ok()) << config.error().detail;
  EXPECT_EQ(config->server.listen, ServerConfig{}.listen);
  EXPECT_EQ(config->smtp.port, SmtpConfig{}.port);
  EXPECT_EQ(options, 29) << "none forgotten, and a new one is thought about twice";
}

TEST(Listen, hosts_ports_and_brackets_are_understood) {
  EXPECT_EQ(parse_listen("127.0.0.1:8080")->port, 8080);
  EXPECT_EQ(parse_listen("[::1]:0")->host, "::1");
  EXPECT_EQ(parse_listen("localhost:80")->host, "127.0.0.1");
  EXPECT_FALSE(parse_listen("127.0.0.1").ok());
  EXPECT_FALSE(parse_listen(":80").ok());
  EXPECT_FALSE(parse_listen("127.0.0.1:70000").ok());
}

TEST(SiteUrl, the_public_address_wins_over_the_listening_one) {
  Config config;
  EXPECT_EQ(site_url(config, 8080), "http://127.0.0.1:8080");
  config.server.listen = "0.0.0.0:80";
  EXPECT_EQ(site_url(config, 80), "http://localhost:80");
  config.server.public_url = "https://help.sahay.example/";
  EXPECT_EQ(site_url(config, 80), "https://help.sahay.example");
}

}  // namespace
}  // namespace sahay::app
