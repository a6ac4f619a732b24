#include "base/text.h"
#include "desk/email/account.h"
#include "desk/email/account_sql.h"
#include "desk/email/inbox_sql.h"

namespace sahay::email {
namespace {

constexpr Duration kQuiet = std::chrono::hours(1);

std::string label(MailAccountId id) { return "mail_accounts/" + std::to_string(id.value); }

constexpr std::pair<const char*, Secret AccountSecrets::*> kSecrets[] = {
    {"password", &AccountSecrets::password},           {"smtp_password", &AccountSecrets::smtp_password},
    {"hook_key", &AccountSecrets::hook_key},           {"client_secret", &AccountSecrets::client_secret},
    {"access_token", &AccountSecrets::access_token},   {"refresh_token", &AccountSecrets::refresh_token}};

}  // namespace

std::vector<MailAccount> mail_accounts(db::Tx& tx) { return tx.all<MailAccount>(sql::account::all); }
std::optional<MailAccount> find_account(db::Tx& tx, MailAccountId id) {
  return tx.one<MailAccount>(sql::account::find, id);
}
std::optional<MailAccount> account_of_inbox(db::Tx& tx, InboxId inbox) {
  return tx.one<MailAccount>(sql::account::of_inbox, inbox);
}
std::optional<StoredSecrets> find_secrets(db::Tx& tx, MailAccountId id) {
  return tx.one<StoredSecrets>(sql::account::find_secrets, id);
}
void save_secrets(db::Tx& tx, const StoredSecrets& s) {
  tx.execute(sql::account::save_secrets, s.account_id, s.sealed, s.oauth_state, s.oauth_error, s.expires_at, tx.now());
}

void forget_account(db::Tx& tx, const MailAccount& account) {
  tx.execute(sql::account::remove, account.id);
  tx.execute(sql::account::remove_secrets, account.id);
  tx.execute(sql::account::remove_consents, account.id);
  tx.execute(sql::account::forget_seen, account.inbox_id);
  tx.execute(sql::account::retire_inbox, account.inbox_id);
}

std::string seal(const files::SealedBox& box, MailAccountId id, const AccountSecrets& secrets) {
  JsonObject all;
  for (const auto& [name, member] : kSecrets)
    if (!(secrets.*member).empty()) all[name] = boost::json::string((secrets.*member).reveal());
  return box.seal(Secret(to_string(Json(all))), label(id));
}

Result<AccountSecrets> unseal(const files::SealedBox& box, const StoredSecrets& stored) {
  const Secret plain = TRY(box.open(stored.sealed, label(stored.account_id)));
  const Json json = TRY(parse_json(plain.reveal()));
  AccountSecrets out;
  if (json.is_object())
    for (const auto& [name, member] : kSecrets) out.*member = Secret(string_at(json.get_object(), name).value_or(""));
  return out;
}

InboxId ensure_inbox(db::Tx& tx, std::string_view address, std::string_view name, std::string_view group) {
  const std::string key = text::lower_ascii(address);
  if (tx.execute(sql::inbox::renew, key, name, group) > 0) return find_inbox(tx, key)->id;
  const InboxId id(tx.new_id("inboxes"));
  tx.execute(sql::inbox::insert, id, key, name, group, tx.now());
  tx.execute(sql::inbox::insert_cursor, id, tx.now());
  return id;
}

SendingHealth sending_health(db::Tx& tx, InboxId inbox) {
  return tx.one<SendingHealth>(sql::account::sending, inbox).value_or(SendingHealth{});
}

void record_sending(db::Tx& tx, InboxId inbox, const std::string& error, const std::string& detail) {
  SendingHealth now = sending_health(tx, inbox);
  Time& when = error.empty() ? now.sent_at : now.failed_at;
  if (now.error == error && when && tx.now() - when < kQuiet) return;
  when = tx.now();
  tx.execute(sql::account::save_sending, inbox, now.sent_at, now.failed_at, error, std::string(text::first(text::repair_utf8(detail), 500)));
}

}  // namespace sahay::email
