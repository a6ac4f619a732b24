#include "base/text.h"
#include "desk/email/inbox.h"
#include "desk/email/inbox_sql.h"
#include "desk/email/tokens.h"

namespace sahay::email {

void store_inboxes(db::Tx& tx, const EmailSettings& settings) {
  tx.execute(sql::inbox::retire_without_account);
  for (const auto& wanted : settings.inboxes) {
    const std::string address = text::lower_ascii(wanted.address);
    // What the console says of an address is newer than the file.
    if (const auto there = tx.one<Inbox>(sql::inbox::find_by_address, address); there && tx.scalar<std::int64_t>(sql::inbox::has_account, there->id)) continue;
    const std::string name = wanted.name.empty() ? settings.desk_name.text() : wanted.name;
    if (tx.execute(sql::inbox::renew, address, name, wanted.group) > 0) continue;
    const InboxId id(tx.new_id("inboxes"));
    tx.execute(sql::inbox::insert, id, address, name, wanted.group, tx.now());
    tx.execute(sql::inbox::insert_cursor, id, tx.now());
  }
}

void rename_inboxes(db::Tx& tx, std::string_view before, std::string_view now) {
  if (before != now && !now.empty()) tx.execute(sql::inbox::rename, before, now);
}

std::vector<Inbox> inboxes(db::Tx& tx) { return tx.all<Inbox>(sql::inbox::active); }

std::optional<Inbox> find_inbox(db::Tx& tx, InboxId id) { return tx.one<Inbox>(sql::inbox::find, id); }

std::optional<Inbox> find_inbox(db::Tx& tx, std::string_view address) {
  const std::string exact = text::lower_ascii(text::trim(address)), plain = without_plus(address);
  auto found = tx.one<Inbox>(sql::inbox::find_by_address, exact);
  return found || plain == exact ? std::move(found) : tx.one<Inbox>(sql::inbox::find_by_address, plain);
}

InboxCursor cursor_of(db::Tx& tx, InboxId id) {
  InboxCursor none;
  none.inbox_id = id;
  return tx.one<InboxCursor>(sql::inbox::cursor_of, id).value_or(none);
}

void store_cursor(db::Tx& tx, InboxId id, const mail::ImapCursor& cursor) {
  tx.execute(sql::inbox::set_cursor, id, std::int64_t(cursor.uid_validity), std::int64_t(cursor.last_uid),
             std::int64_t(cursor.mod_seq));
}

void store_health(db::Tx& tx, InboxId id, const mail::ImapHealth& health) {
  using State = mail::ImapHealth::State;
  if (health.state == State::watching)
    tx.execute(sql::inbox::set_success, id, "watching", tx.now());
  else if (health.state == State::connecting)
    tx.execute(sql::inbox::set_health, id, "connecting", "", "", tx.now());
  else
    tx.execute(sql::inbox::set_health, id, "broken", health.error.key, health.error.detail, tx.now());
}

}  // namespace sahay::email
