// Config: every option of sahay.toml with its default. packaging/sahay.toml lists them, docs/admin/configure.md
// explains. Rule of use: read once at start; an unknown option, a wrong type or a value out of its set is an error that
// names the line, the option and what would be right. Passwords are named by file, never written here. Threading:
// values.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace sahay::app {

struct ServerConfig {
  std::string listen = "127.0.0.1:8080";
  std::string public_url;                    // "https://help.example.org"; "" = as each request names us
  std::vector<std::string> trusted_proxies;  // CIDR
  std::string certificate, key;              // PEM files; both or none
  int api_calls_a_minute = 0;                // of one caller; 0 = no limit; from the command line, no option of the file
};
BOOST_DESCRIBE_STRUCT(ServerConfig, (), (listen, public_url, trusted_proxies, certificate, key))

struct DatabaseConfig {
  std::string url;  // "" = SQLite in the data folder; "postgres://..."
};
BOOST_DESCRIBE_STRUCT(DatabaseConfig, (), (url))

struct DeskConfig {
  std::string name = "Help desk";
  std::string time_zone = "UTC";
  std::string hours;   // "mon-fri 09:00-18:00; sat 10:00-14:00"; "" = always open
  std::string accent;  // "#1a5bc2", of the pages and the widget that customers see; "" = ours
  std::vector<std::string> frame_origins;  // "https://shop.example.org": sites that may show the widget; none = every
};
BOOST_DESCRIBE_STRUCT(DeskConfig, (), (name, time_zone, hours, accent, frame_origins))

struct MailConfig {
  std::string address;      // the desk's own address; "" = no mail
  std::string lmtp_listen;  // "HOST:PORT" or "unix:/path"; "" = no listener
  std::string smtp_listen;  // the same, for SMTP; with [server] certificate it offers STARTTLS
  std::vector<std::string> trusted_authserv_ids;  // receivers whose Authentication-Results are believed
  std::vector<std::string> trusted_relays;  // our own mail servers in front, CIDR; none = all that are not public
  std::string verify_senders = "yes";       // SPF, DKIM, DMARC by ourselves where no such receiver did: yes, no
  std::string dns_server;                   // "192.0.2.1:53"; "" = those of the system
  std::string subject_tag;                  // "ACME": subjects carry "[ACME-1234]"; "" = none
  int undo_send_seconds = 10;  // how long an answer by mail waits for its writer to take it back; 0 = not at all
};
BOOST_DESCRIBE_STRUCT(MailConfig, (), (address, lmtp_listen, smtp_listen, undo_send_seconds, trusted_authserv_ids, trusted_relays, verify_senders, dns_server, subject_tag))

// A further address of ours, and the group that gets what arrives there.
struct InboxConfig {
  std::string address, group;
  std::vector<std::string> trusted_authserv_ids;  // beside those of [mail]
};
BOOST_DESCRIBE_STRUCT(InboxConfig, (), (address, group, trusted_authserv_ids))

// A mail server in one line, as "smtp://desk@example.org@mail.example.org:587": scheme, user (may hold an @), host, port,
// and for IMAP the folder after the slash. "smtp" and "imap" ask for STARTTLS, "smtps" and "imaps" are TLS from the first
// byte, "smtp+plain" and "imap+plain" send everything in the clear.
struct MailServer {
  std::string url, password_file;
  // What the url says, after parse_config.
  std::string host, user, folder = "INBOX";
  std::string security = "starttls";  // tls, starttls, plain
  int port = 0;
};
BOOST_DESCRIBE_STRUCT(MailServer, (), (url, password_file))

struct SmtpConfig : MailServer {};  // without a url nothing is sent
BOOST_DESCRIBE_STRUCT(SmtpConfig, (MailServer), ())
struct ImapConfig : MailServer {};
BOOST_DESCRIBE_STRUCT(ImapConfig, (MailServer), ())

struct OutboundConfig {
  std::vector<std::string> allow;  // private networks that webhooks may reach, CIDR
};
BOOST_DESCRIBE_STRUCT(OutboundConfig, (), (allow))

struct LogConfig {
  std::string level = "info";  // debug, info, warning, error
};
BOOST_DESCRIBE_STRUCT(LogConfig, (), (level))

struct Config {
  ServerConfig server;
  DatabaseConfig database;
  DeskConfig desk;
  MailConfig mail;
  std::vector<InboxConfig> inbox;
  SmtpConfig smtp;
  std::vector<ImapConfig> imap;
  OutboundConfig outbound;
  LogConfig log;
};
BOOST_DESCRIBE_STRUCT(Config, (), (server, database, desk, mail, inbox, smtp, imap, outbound, log))

// `source` names the file in messages. Errors: invalid; its detail holds one sentence a line, for the operator.
Result<Config> parse_config(std::string_view text, std::string_view source);
// The named file, or DIR/sahay.toml when there is one, or the defaults.
Result<Config> load_config(const std::string& named, const std::string& data_folder);

// "HOST:PORT", "[::1]:PORT"; errors: invalid with the sentence in detail.
struct ListenAddress {
  std::string host;
  int port = 0;
};
Result<ListenAddress> parse_listen(std::string_view text);
// "http://127.0.0.1:8080": where people reach us; 0.0.0.0 is shown as localhost.
std::string site_url(const Config& config, int port);

// The one of `names` that `word` was probably meant to be, "" when none is near.
std::string nearest_name(std::string_view word, const std::vector<std::string>& names);

}  // namespace sahay::app
