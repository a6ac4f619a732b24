#include "base/i18n.h"
#include "desk/email/account_sql.h"
#include "desk/email/mail_accounts_api.h"

namespace sahay::email {
namespace {

// A mailbox that is watched is asked every three minutes at least; silence beyond this is no health.
constexpr Duration kSilence = std::chrono::minutes(15);

void judge_receiving(MailHealth& out, const InboxCursor& cursor, std::string_view how, Time now) {
  if (how == "none") {
    out.receiving = "off";
  } else if (how != "imap" && how != "pop3") {
    out.receiving = out.last_mail_at ? "good" : "new";
  } else if (cursor.state == "broken") {
    out.receiving = "bad";
    out.receive_error = cursor.error;
    out.receive_detail = cursor.detail;
  } else if (!cursor.succeeded_at) {
    out.receiving = "new";
  } else if (now - cursor.succeeded_at > kSilence) {
    out.receiving = "bad";
    out.receive_error = "mail.error.silent";
  } else {
    out.receiving = "good";
  }
}

}  // namespace

MailHealth health_of(const MailDesk& desk, db::Tx& tx, const Inbox& inbox) {
  MailHealth out;
  const auto open = desk.accounts->of_inbox(inbox.id);
  const InboxCursor cursor = cursor_of(tx, inbox.id);
  out.changed_at = cursor.changed_at;
  out.received_at = cursor.succeeded_at;
  out.last_mail_at = tx.scalar<Time>(sql::account::last_mail, inbox.id).value_or(Time{});
  std::string how = "listener";
  if (open) how = open->account.active ? open->account.receive : "none";
  else
    for (const auto& from_file : desk.settings.inboxes)
      if (from_file.imap && find_inbox(tx, from_file.address) && find_inbox(tx, from_file.address)->id == inbox.id) how = "imap";
  judge_receiving(out, cursor, how, tx.now());
  if (open && open->oauth_state == "revoked") {
    const auto stored = find_secrets(tx, open->account.id);
    out.receiving = "bad";
    out.receive_error = "mail.error.revoked";
    out.receive_detail = stored ? stored->oauth_error : "";
  } else if (open && open->sealed_shut) {
    out.receiving = "bad";
    out.receive_error = "mail.error.sealed";
  }
  const SendingHealth sending = sending_health(tx, inbox.id);
  out.sent_at = sending.sent_at;
  out.failed_at = sending.failed_at;
  if (!desk.can_send(inbox.id)) {
    out.sending = "off";
  } else if (!sending.error.empty()) {
    out.sending = "bad";
    out.send_error = sending.error;
    out.send_detail = sending.detail;
  } else {
    out.sending = sending.sent_at ? "good" : "new";
  }
  return out;
}

std::string advice_for(std::string_view error) {
  if (!error.starts_with("mail.error.")) return error == "email.error.no_relay" ? "mail.advice.no_relay" : "";
  const std::string key = "mail.advice." + std::string(error.substr(11));
  return i18n::has(key) ? key : "";
}

}  // namespace sahay::email
