// Inbox: one configured address of ours, where its mailbox was last read, and how reading it goes.
// Threading: inside one Tx.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "desk/email/settings.h"
#include "platform/db/store.h"

namespace sahay::email {

using InboxId = Id<struct InboxTag>;

struct Inbox {
  InboxId id;
  std::string address;  // lower case
  std::string name;
  std::string group_name;
  bool active = true;
  Time created_at;
};
BOOST_DESCRIBE_STRUCT(Inbox, (), (id, address, name, group_name, active, created_at))

// Where reading stands, and its health: state "new", "connecting", "watching", "broken" (error: i18n key).
struct InboxCursor {
  InboxId inbox_id;
  std::int64_t uid_validity = 0, last_uid = 0, mod_seq = 0;
  std::string state = "new";
  std::string error, detail;
  Time changed_at, succeeded_at;
};
BOOST_DESCRIBE_STRUCT(InboxCursor, (),
                      (inbox_id, uid_validity, last_uid, mod_seq, state, error, detail, changed_at, succeeded_at))

// Brings the table in line with the configuration; addresses that are gone become inactive.
void store_inboxes(db::Tx& tx, const EmailSettings& settings);
// Addresses that bear the desk's name take its new one.
void rename_inboxes(db::Tx& tx, std::string_view before, std::string_view now);
std::vector<Inbox> inboxes(db::Tx& tx);  // active ones, oldest first
std::optional<Inbox> find_inbox(db::Tx& tx, InboxId id);
// By address, with or without a plus part.
std::optional<Inbox> find_inbox(db::Tx& tx, std::string_view address);
InboxCursor cursor_of(db::Tx& tx, InboxId id);
void store_cursor(db::Tx& tx, InboxId id, const mail::ImapCursor& cursor);
void store_health(db::Tx& tx, InboxId id, const mail::ImapHealth& health);

}  // namespace sahay::email
