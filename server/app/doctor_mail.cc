#include <dirent.h>
#include <unistd.h>

#include "app/doctor.h"
#include "app/first_rows.h"
#include "app/mail_accounts.h"
#include "base/text.h"
#include "desk/email/mail_accounts_api.h"
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
                        "check [smtp] url and password_file"});
}

Result<void> open_folder(const ImapConfig& config) {
  auto account = TRY(imap_account(config));
  account.connect_timeout = std::chrono::seconds(10);
  auto client = TRY(mail::ImapClient::connect(account, nullptr));
  TRY(client.examine(config.folder));
  client.logout();
  return {};
}

void tell_side(Findings& findings, const std::string& subject, const std::string& state, const std::string& error,
               const std::string& detail, Time last) {
  if (state == "off") return;
  if (state == "bad") {
    const std::string advice = email::advice_for(error);
    findings.push_back({Level::bad, subject, sentence_of({ErrorCode::unavailable, error, detail}),
                        advice.empty() ? "run the test on the page of the account" : i18n::text(i18n::Language::en, advice)});
  } else {
    findings.push_back({Level::good, subject, last ? "works, last at " + to_iso8601(last) : "not used yet"});
  }
}

// Mails that `sahay mail deliver` left and nobody has taken.
int files_in(const std::string& folder) {
  int count = 0;
  if (DIR* dir = ::opendir(folder.c_str())) {
    while (const dirent* entry = ::readdir(dir)) count += std::string_view(entry->d_name).ends_with(".mail") && entry->d_name[0] != '.';
    ::closedir(dir);
  }
  return count;
}

}  // namespace

void check_mail_accounts(db::Store& store, const Config& config, const DataFolder& folder, Findings& findings) {
  Secret key = store.read([](db::Tx& tx) { return installation_key(tx); });
  auto settings = email_settings(config, std::move(key), "");
  if (!settings.ok()) return;  // check_mail says it
  if (::access(folder.mail_key().c_str(), R_OK) == 0) settings->key_file = folder.mail_key();
  files::Directory files(folder.files());
  const email::MailDesk desk(std::move(*settings), files);
  store.read([&](db::Tx& tx) {
    desk.accounts->reload(tx);
    for (const auto& inbox : email::inboxes(tx)) {
      const email::MailHealth health = email::health_of(desk, tx, inbox);
      tell_side(findings, "mail to " + inbox.address, health.receiving, health.receive_error, health.receive_detail, health.last_mail_at);
      tell_side(findings, "mail from " + inbox.address, health.sending, health.send_error, health.send_detail, health.sent_at);
    }
  });
  if (const int waiting = files_in(folder.spool()); waiting > 0)
    findings.push_back({Level::warning, "spool", std::to_string(waiting) + " mails of `sahay mail deliver` wait", "start the server; it takes them"});
}

void check_mail(const Config& config, Findings& findings) {
  if (config.mail.address.empty() && config.inbox.empty())
    findings.push_back({Level::good, "mail", "the configuration file names no address; the console may"});
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
