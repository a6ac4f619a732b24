#include "desk/notifications/notifications.h"

#include <map>
#include <set>

#include "desk/notifications/notification_sql.h"
#include "desk/people/people.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::notifications {
namespace q = sql::notification;
namespace {

void tell(db::Tx& tx, UserId user) {
  events::Event event;
  event.kind = kChanged;
  event.subject_id = user.value;
  event.via = "system";
  event.data.text = "{}";
  events::emit(tx, std::move(event));
}

std::map<std::int64_t, std::string> visible_subjects(db::Tx& tx, const api::Caller& reader,
                                                     const std::set<std::int64_t>& tickets) {
  std::map<std::int64_t, std::string> out;
  if (tickets.empty()) return out;
  api::Where where;
  tickets::scope_tickets(reader, where);
  where.add_in("t.id", std::vector<std::int64_t>(tickets.begin(), tickets.end()));
  where.add("t.deleted_at is null");
  const auto params = db::views_of(where.values());
  const auto rows = tx.run("select t.id, t.subject from tickets t" + where.sql(), params);
  while (rows->next()) out.emplace(rows->integer(0), rows->text(1));
  return out;
}

std::map<std::int64_t, std::string> names_of(db::Tx& tx, const std::vector<Notification>& rows) {
  std::set<std::int64_t> ids;
  for (const Notification& row : rows)
    if (row.actor_id) ids.insert(row.actor_id.value);
  std::map<std::int64_t, std::string> out;
  for (const people::User& user : people::find_users(tx, {ids.begin(), ids.end()}))
    out.emplace(user.id.value, user.name);
  return out;
}

}  // namespace

Preferences preferences_of(db::Tx& tx, UserId user) {
  auto found = tx.one<Preferences>(q::preferences, user);
  if (found) return *std::move(found);
  Preferences out;
  out.id = user;
  return out;
}

void save(db::Tx& tx, const Preferences& p) {
  tx.execute(q::save_preferences, p.id, p.ways, p.quiet_from, p.quiet_to, p.digest_at, write_json(p.digest_days),
             tx.now());
}

std::int64_t unread(db::Tx& tx, UserId user) { return tx.scalar<std::int64_t>(q::unread, user).value_or(0); }

bool mark_read(db::Tx& tx, UserId user, NotificationId id) {
  if (!tx.one<Notification>(q::find, id, user)) return false;
  if (tx.execute(q::read_one, id, user, tx.now())) tell(tx, user);
  return true;
}

void mark_ticket_read(db::Tx& tx, UserId user, TicketId ticket) {
  if (tx.execute(q::read_ticket, user, ticket.value, tx.now())) tell(tx, user);
}

void mark_all_read(db::Tx& tx, UserId user) {
  if (tx.execute(q::read_all, user, tx.now())) tell(tx, user);
}

std::vector<Described> described(db::Tx& tx, const api::Caller& reader, std::vector<Notification> rows,
                                 i18n::Language language) {
  std::set<std::int64_t> tickets;
  for (const Notification& row : rows)
    if (row.ticket_id) tickets.insert(row.ticket_id);
  const auto subjects = visible_subjects(tx, reader, tickets);
  const auto names = names_of(tx, rows);
  std::vector<Described> out;
  for (Notification& row : rows) {
    Described each;
    const auto subject = subjects.find(row.ticket_id);
    each.visible = row.ticket_id ? subject != subjects.end() : row.kind != "held_mail" || reader.admin();
    if (each.visible) {
      const auto name = names.find(row.actor_id.value);
      if (subject != subjects.end()) each.subject = subject->second;
      if (name != names.end()) each.actor = name->second;
      const std::string key = "notify.text." + row.kind;
      const bool nobody = each.actor.empty() && i18n::has(key + "_by_rule");
      each.text = i18n::text(
          language, nobody ? key + "_by_rule" : key,
          {{"number", std::to_string(row.ticket_id)}, {"person", each.actor}, {"n", std::to_string(row.times)}});
    } else {
      each.text = i18n::text(language, "notify.text.hidden");
    }
    each.row = std::move(row);
    out.push_back(std::move(each));
  }
  return out;
}

void forget_old(db::Tx& tx) { tx.execute(q::forget_old, tx.now() - kKeptFor); }

}  // namespace sahay::notifications
