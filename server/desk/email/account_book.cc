#include "desk/email/account_book.h"

#include <algorithm>

#include "base/log.h"
#include "base/text.h"
#include "desk/email/oauth_tokens.h"
#include "desk/email/tokens.h"

namespace sahay::email {
namespace {

constexpr Duration kFreshFor = std::chrono::minutes(5);  // a token is renewed this long before it ends

files::SealedBox open_box(const std::string& key_file) {
  auto box = files::SealedBox::open_key(key_file);
  if (box.ok()) return std::move(*box);
  log::error("email", "the key of the mail accounts cannot be used", {{"reason", box.error().detail}});
  return *files::SealedBox::open_key("");
}

mail::Security security_of(std::string_view word) {
  if (word == "tls") return mail::Security::tls;
  return word == "plain" ? mail::Security::plain : mail::Security::starttls;
}

Error sealed_shut() { return {ErrorCode::forbidden, "mail.error.sealed"}; }
Error revoked() { return {ErrorCode::forbidden, "mail.error.revoked"}; }

}  // namespace

mail::Endpoint receiving_endpoint(const MailAccount& account) {
  mail::Endpoint out;
  out.host = account.host;
  out.security = security_of(account.security);
  const bool tls = out.security == mail::Security::tls;
  const int usual = account.receive == "pop3" ? (tls ? 995 : 110) : (tls ? 993 : 143);
  out.port = std::uint16_t(account.port ? account.port : usual);
  return out;
}

mail::Endpoint sending_endpoint(const MailAccount& account) {
  mail::Endpoint out;
  out.host = account.smtp_host;
  out.security = security_of(account.smtp_security);
  out.port = std::uint16_t(account.smtp_port ? account.smtp_port : out.security == mail::Security::tls ? 465 : 587);
  return out;
}

AccountBook::AccountBook(const std::string& key_file, net::GuardOptions guard)
    : box_(open_box(key_file)), guard_(std::move(guard)) {}

void AccountBook::reload(db::Tx& tx) {
  std::map<InboxId, OpenAccountPtr> accounts;
  for (auto& account : mail_accounts(tx)) {
    auto open = std::make_shared<OpenAccount>();
    if (const auto stored = find_secrets(tx, account.id)) {
      open->oauth_state = stored->oauth_state;
      open->expires_at = stored->expires_at;
      auto secrets = unseal(box_, *stored);
      open->sealed_shut = !secrets.ok();
      if (secrets.ok()) open->secrets = std::move(*secrets);
    }
    const InboxId inbox = account.inbox_id;
    open->account = std::move(account);
    accounts[inbox] = std::move(open);
  }
  std::vector<std::string> addresses;
  for (const auto& inbox : inboxes(tx)) addresses.push_back(inbox.address);
  const std::lock_guard lock(mutex_);
  accounts_ = std::move(accounts);
  addresses_ = std::move(addresses);
}

void AccountBook::changed(db::Tx& tx) {
  tx.after_commit([this] {
    const std::shared_lock lock(mutex_);
    if (wake_) wake_();
  });
}

void AccountBook::watch_changes(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
}

std::vector<OpenAccountPtr> AccountBook::all() const {
  const std::shared_lock lock(mutex_);
  std::vector<OpenAccountPtr> out;
  for (const auto& [inbox, account] : accounts_) out.push_back(account);
  return out;
}

OpenAccountPtr AccountBook::of_inbox(InboxId inbox) const {
  const std::shared_lock lock(mutex_);
  const auto found = accounts_.find(inbox);
  return found == accounts_.end() ? nullptr : found->second;
}

std::vector<std::string> AccountBook::addresses() const {
  const std::shared_lock lock(mutex_);
  return addresses_;
}

bool AccountBook::is_ours(std::string_view address) const {
  const std::string exact = text::lower_ascii(text::trim(address)), plain = without_plus(address);
  const std::shared_lock lock(mutex_);
  return std::any_of(addresses_.begin(), addresses_.end(), [&](const auto& a) { return a == exact || a == plain; });
}

bool AccountBook::sends_itself(InboxId inbox) const {
  const auto open = of_inbox(inbox);
  return open && open->account.send == "smtp";
}

std::mutex& AccountBook::turn_of(InboxId inbox) {
  const std::lock_guard lock(turns_mutex_);
  auto& turn = turns_[inbox];
  if (!turn) turn = std::make_unique<std::mutex>();
  return *turn;
}

Result<mail::Login> AccountBook::login_of(db::Store& store, InboxId inbox, bool for_sending, bool force) {
  auto open = of_inbox(inbox);
  if (!open) return not_found("mail account");
  if (open->sealed_shut) return sealed_shut();
  const MailAccount& account = open->account;
  mail::Login login;
  const std::string& receiving = account.user_name.empty() ? account.address : account.user_name;
  login.user = for_sending && !account.smtp_user.empty() ? account.smtp_user : receiving;
  if (account.login == "oauth") {
    const std::lock_guard turn(turn_of(inbox));
    open = of_inbox(inbox);  // somebody may have fetched one while this waited
    if (!open) return not_found("mail account");
    if (open->oauth_state != "connected") return revoked();
    const Time now = store.read([](db::Tx& tx) { return tx.now(); });
    const bool fresh = !open->secrets.access_token.empty() && open->expires_at && now + kFreshFor < open->expires_at;
    if (!fresh || force) {
      TRY(renew_tokens(*this, store, *open));
      open = of_inbox(inbox);
      if (!open || open->oauth_state != "connected") return revoked();
    }
    login.kind = mail::LoginKind::oauth;
    login.secret = open->secrets.access_token;
    return login;
  }
  const Secret& own = open->secrets.smtp_password;
  login.secret = for_sending && !own.empty() ? own : open->secrets.password;
  login.kind = login.secret.empty() ? mail::LoginKind::none : mail::LoginKind::password;
  return login;
}

Result<mail::ImapAccount> AccountBook::imap_of(db::Store& store, InboxId inbox) {
  const auto open = of_inbox(inbox);
  if (!open) return not_found("mail account");
  mail::ImapAccount out;
  out.endpoint = receiving_endpoint(open->account);
  out.login = TRY(login_of(store, inbox, false));
  return out;
}

Result<mail::Pop3Account> AccountBook::pop3_of(db::Store& store, InboxId inbox) {
  const auto open = of_inbox(inbox);
  if (!open) return not_found("mail account");
  mail::Pop3Account out;
  out.endpoint = receiving_endpoint(open->account);
  out.login = TRY(login_of(store, inbox, false));
  return out;
}

Result<mail::SmtpAccount> AccountBook::smtp_of(db::Store& store, InboxId inbox) {
  const auto open = of_inbox(inbox);
  if (!open) return not_found("mail account");
  mail::SmtpAccount out;
  out.endpoint = sending_endpoint(open->account);
  out.login = TRY(login_of(store, inbox, true));
  return out;
}

std::string AccountBook::fingerprint(const OpenAccount& open) {
  const MailAccount& a = open.account;
  std::string out;
  for (const std::string& part :
       {a.receive, a.host, std::to_string(a.port), a.security, a.user_name.empty() ? a.address : a.user_name, a.folder,
        std::string(a.keep_on_server ? "1" : "0"), std::string(a.only_new ? "1" : "0"), a.login,
        std::string(a.active ? "1" : "0"), open.secrets.password.reveal(), open.oauth_state,
        std::string(open.sealed_shut ? "1" : "0")}) {
    out += part;
    out += '\0';
  }
  return out;
}

}  // namespace sahay::email
