#include "app/mail_accounts.h"

#include <fstream>

#include "app/desk_facts.h"
#include "base/text.h"

namespace sahay::app {
namespace {

mail::Security security_of(std::string_view word) {
  if (word == "tls") return mail::Security::tls;
  return word == "plain" ? mail::Security::plain : mail::Security::starttls;
}

Result<mail::Login> login_of(const std::string& user, const std::string& password_file) {
  mail::Login login;
  if (user.empty()) return login;
  login.kind = mail::LoginKind::password;
  login.user = user;
  login.secret = TRY(read_password_file(password_file));
  return login;
}

template <class Account, class Section>
Result<Account> account_of(const Section& config) {
  Account account;
  account.endpoint.host = config.host;
  account.endpoint.port = std::uint16_t(config.port);
  account.endpoint.security = security_of(config.security);
  account.login = TRY(login_of(config.user, config.password_file));
  return account;
}

void add_inbox(email::EmailSettings& settings, const std::string& address, const std::string& group) {
  if (address.empty()) return;
  for (email::InboxSettings& known : settings.inboxes)
    if (text::equal_ignoring_case(known.address, address)) {
      if (!group.empty()) known.group = group;
      return;
    }
  email::InboxSettings inbox;
  inbox.address = address;
  inbox.group = group;
  settings.inboxes.push_back(std::move(inbox));
}

email::InboxSettings* inbox_of(email::EmailSettings& settings, std::string_view user) {
  for (email::InboxSettings& inbox : settings.inboxes)
    if (text::equal_ignoring_case(inbox.address, user)) return &inbox;
  return settings.inboxes.empty() ? nullptr : &settings.inboxes.front();
}

}  // namespace

Result<Secret> read_password_file(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  if (!file || !std::getline(file, line))
    return Error{ErrorCode::unavailable, "error.unavailable",
                 "the password file \"" + path + "\" cannot be read or is empty"};
  return Secret(std::string(text::trim(line)));
}

Result<mail::SmtpAccount> smtp_account(const SmtpConfig& config) { return account_of<mail::SmtpAccount>(config); }
Result<mail::ImapAccount> imap_account(const ImapConfig& config) { return account_of<mail::ImapAccount>(config); }

Result<email::EmailSettings> email_settings(const Config& config, Secret secret, const std::string& site) {
  email::EmailSettings out;
  out.lmtp_listen = config.mail.lmtp_listen;
  out.smtp_listen = config.mail.smtp_listen;
  out.certificate_file = config.server.certificate;
  out.key_file_of_certificate = config.server.key;
  out.guard.allowed_networks = config.outbound.allow;
  out.secret = std::move(secret);
  out.desk_name = desk_facts().name;
  out.site_url = site;
  add_inbox(out, config.mail.address, "");
  for (const InboxConfig& inbox : config.inbox) {
    add_inbox(out, inbox.address, inbox.group);
    if (auto* made = inbox_of(out, inbox.address)) made->trusted_authserv_ids = inbox.trusted_authserv_ids;
  }
  out.trusted_authserv_ids = config.mail.trusted_authserv_ids;
  out.trusted_relays = config.mail.trusted_relays;
  out.subject_tag = config.mail.subject_tag;
  if (config.mail.verify_senders == "yes") {
    net::DnsRecords::Options dns;
    dns.server = config.mail.dns_server;
    out.records = std::make_shared<net::DnsRecords>(dns);
  }
  for (const ImapConfig& imap : config.imap) {
    email::InboxSettings* inbox = inbox_of(out, imap.user);
    if (!inbox || inbox->imap)
      return Error{ErrorCode::invalid, "error.invalid",
                   "[[imap]] " + imap.user + "@" + imap.host +
                       " belongs to no inbox: set [mail] address or an [[inbox]] with the address of its user"};
    inbox->imap = email::ImapSettings {
      TRY(imap_account(imap))
      , imap.folder
    };
  }
  // Without an address in the file the accounts of the console speak; our Message-IDs then end in the site's own name.
  if (out.inboxes.empty())
    if (const auto url = http::parse_url(site); url.ok() && url->host.find('.') != std::string::npos) out.message_id_domain = url->host;
  if (!config.smtp.host.empty()) out.relay = TRY(smtp_account(config.smtp));
  return out;
}

}  // namespace sahay::app
