#include "app/doctor.h"
#include "app/mail_accounts.h"
#include "platform/mail/imap_client.h"
#include "platform/mail/smtp_client.h"

namespace sahay::app {
namespace {

using Level = Finding::Level;

// The words of an error for the operator: what failed and what the other side said.
std::string sentence_of(const Error& error) {
  std::string out = i18n::text(i18n::Language::en, error.key, error.args);
  if (!error.detail.empty()) out += " (" + error.detail + ")";
  return out;
}

void check_smtp(const SmtpConfig& config, Findings& findings) {
  const std::string subject = "sending mail by " + config.host;
  const auto account = smtp_account(config);
  const auto probed = account.ok() ? mail::SmtpClient().probe(*account) : Result<void>(account.error());
  if (probed.ok())
    findings.push_back({Level::good, subject, "connected and signed in"});
  else
    findings.push_back({Level::bad, subject, sentence_of(probed.error()),
                        "check [smtp] host, port, security, user and password_file"});
}

Result<void> open_folder(const ImapConfig& config) {
  auto account = TRY(imap_account(config));
  account.connect_timeout = std::chrono::seconds(10);
  auto client = TRY(mail::ImapClient::connect(account, nullptr));
  TRY(client.examine(config.folder));
  client.logout();
  return {};
}

}  // namespace

void check_mail(const Config& config, Findings& findings) {
  if (config.mail.address.empty() && config.inbox.empty())
    findings.push_back({Level::warning, "mail", "no address of the desk is set",
                        "set [mail] address, [smtp] and [[imap]] or lmtp_listen"});
  if (!config.smtp.host.empty()) check_smtp(config.smtp, findings);
  for (const ImapConfig& imap : config.imap) {
    const auto opened = open_folder(imap);
    const std::string subject = "fetching mail from " + imap.host;
    if (opened.ok())
      findings.push_back({Level::good, subject, "signed in, the folder " + imap.folder + " opens"});
    else
      findings.push_back({Level::bad, subject, sentence_of(opened.error()), "check this [[imap]] section"});
  }
}

}  // namespace sahay::app
