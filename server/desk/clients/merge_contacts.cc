// Who speaks for a company, when two accounts of one person are merged, and again after the undo.
#include <boost/mp11/algorithm.hpp>

#include "base/json.h"
#include "desk/clients/client_sql.h"
#include "desk/clients/clients_api.h"
#include "desk/people/merge.h"

namespace sahay::clients {
namespace {

namespace q = sql::client;

struct Row {
  std::int64_t id = 0, organization_id = 0, position = 0, may_open = 0, sees_all = 0, may_approve = 0, sets_priority = 0, created_at = 0, updated_at = 0;
  std::int64_t saw_all = 0;  // the membership of the account that stays, before
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, organization_id, position, may_open, sees_all, may_approve, sets_priority, created_at, updated_at, saw_all))

void told(db::Tx& tx) {
  people::forget_callers(tx);
  if (contacts_changed) contacts_changed();
}

// Where both speak for a company the person keeps the place and the rights of the account that stays; the other waits for the undo.
Json move(db::Tx& tx, UserId from, UserId into) {
  JsonArray moved;
  for (const Row& row : tx.all<Row>(q::contacts_of_person, from, into)) {
    const bool both = tx.scalar<std::int64_t>(q::contact_row, row.organization_id, into).has_value();
    if (both) {
      tx.execute(q::remove_contact, row.id);
    } else {
      tx.execute(q::give_contact, row.id, from, into);
      tx.execute(q::see_all, into, row.organization_id, row.sees_all, tx.now());
    }
    JsonObject kept{{"both", both}};
    boost::mp11::mp_for_each<boost::describe::describe_members<Row, boost::describe::mod_public>>([&](auto member) { kept[member.name] = row.*member.pointer; });
    moved.push_back(std::move(kept));
  }
  if (!moved.empty()) told(tx);
  return moved;
}

// A place that was taken away or given to somebody else since then stays so.
void move_back(db::Tx& tx, const Json& moved, UserId from, UserId into) {
  if (!moved.is_array() || moved.get_array().empty()) return;
  for (const Json& item : moved.get_array()) {
    Row row;
    boost::mp11::mp_for_each<boost::describe::describe_members<Row, boost::describe::mod_public>>(
        [&](auto member) { row.*member.pointer = integer_at(item.get_object(), member.name).value_or(0); });
    if (bool_at(item.get_object(), "both").value_or(false)) {
      const bool place = contacts_of(tx, OrganizationId(row.organization_id)).size() < kMostContacts;
      if (!place || !tx.scalar<std::int64_t>(q::contact_row, row.organization_id, into) || tx.scalar<std::int64_t>(q::contact_row, row.organization_id, from)) continue;
      tx.execute(q::bring_contact_back, row.id, row.organization_id, from, row.position, row.may_open, row.sees_all, row.may_approve, row.sets_priority, row.created_at, row.updated_at);
    } else if (tx.execute(q::give_contact, row.id, into, from) > 0) {
      tx.execute(q::see_all, into, row.organization_id, row.saw_all, tx.now());
    }
  }
  told(tx);
}

}  // namespace

void add_contact_merge() { people::add_merge_part({"contact_persons.user_id", move, move_back}); }

}  // namespace sahay::clients
