// What of tickets belongs to a person: moved when two accounts of one person are merged, moved back by the undo.
#include "desk/tickets/merge_people.h"

#include <algorithm>

#include "base/text.h"
#include "desk/people/merge.h"
#include "desk/tickets/tickets.h"

namespace sahay::tickets {
namespace {

struct Copied {
  std::int64_t ticket_id = 0;
  std::string kind;
};
BOOST_DESCRIBE_STRUCT(Copied, (), (ticket_id, kind))

struct Lists {
  std::int64_t id = 0;
  std::vector<std::int64_t> collaborator_ids, follower_ids, email_cc_ids;
};
BOOST_DESCRIBE_STRUCT(Lists, (), (id, collaborator_ids, follower_ids, email_cc_ids))

bool replace(std::vector<std::int64_t>& list, std::int64_t from, std::int64_t into) {
  const auto at = std::find(list.begin(), list.end(), from);
  if (at == list.end()) return false;
  if (std::find(list.begin(), list.end(), into) != list.end()) list.erase(at);
  else *at = into;
  return true;
}

// The lists on the ticket say the same as ticket_people.
void rewrite_lists(db::Tx& tx, std::int64_t ticket, UserId from, UserId into) {
  auto lists = tx.one<Lists>("select id, collaborator_ids, follower_ids, email_cc_ids from tickets where id = $1", ticket);
  if (!lists) return;
  bool changed = false;
  for (auto* list : {&lists->collaborator_ids, &lists->follower_ids, &lists->email_cc_ids}) changed |= replace(*list, from.value, into.value);
  if (changed)
    tx.execute("update tickets set collaborator_ids = $2, follower_ids = $3, email_cc_ids = $4, updated_at = $5, version = version + 1 where id = $1", ticket,
               write_json(lists->collaborator_ids), write_json(lists->follower_ids), write_json(lists->email_cc_ids), tx.now());
}

Json move_copies(db::Tx& tx, UserId from, UserId into) {
  JsonArray moved;
  for (const Copied& row : tx.all<Copied>("select ticket_id, kind from ticket_people where user_id = $1", from)) {
    const bool known = tx.scalar<std::int64_t>("select ticket_id from ticket_people where user_id = $1 and ticket_id = $2 and kind = $3", into, row.ticket_id, row.kind).has_value();
    tx.execute("delete from ticket_people where user_id = $1 and ticket_id = $2 and kind = $3", from, row.ticket_id, row.kind);
    if (!known) tx.execute("insert into ticket_people(user_id, ticket_id, kind) values ($1, $2, $3)", into, row.ticket_id, row.kind);
    rewrite_lists(tx, row.ticket_id, from, into);
    moved.push_back(JsonObject{{"ticket_id", row.ticket_id}, {"kind", row.kind}, {"both", known}});
  }
  return moved;
}

// Who was on a ticket under both accounts stays there under the first one too.
void move_copies_back(db::Tx& tx, const Json& moved, UserId from, UserId into) {
  if (!moved.is_array()) return;
  for (const Json& item : moved.get_array()) {
    const std::int64_t ticket = integer_at(item.get_object(), "ticket_id").value_or(0);
    const std::string kind = string_at(item.get_object(), "kind").value_or("");
    const bool both = bool_at(item.get_object(), "both").value_or(false);
    if (!tx.scalar<std::int64_t>("select ticket_id from ticket_people where user_id = $1 and ticket_id = $2 and kind = $3", into, ticket, kind)) continue;
    tx.execute("insert into ticket_people(user_id, ticket_id, kind) values ($1, $2, $3) on conflict (user_id, kind, ticket_id) do nothing", from, ticket, kind);
    if (!both) {
      tx.execute("delete from ticket_people where user_id = $1 and ticket_id = $2 and kind = $3", into, ticket, kind);
      rewrite_lists(tx, ticket, into, from);
      continue;
    }
    auto lists = tx.one<Lists>("select id, collaborator_ids, follower_ids, email_cc_ids from tickets where id = $1", ticket);
    if (!lists) continue;
    auto& list = kind == "follower" ? lists->follower_ids : kind == "email_cc" ? lists->email_cc_ids : lists->collaborator_ids;
    if (std::find(list.begin(), list.end(), from.value) == list.end()) list.push_back(from.value);
    tx.execute("update tickets set collaborator_ids = $2, follower_ids = $3, email_cc_ids = $4, version = version + 1 where id = $1", ticket, write_json(lists->collaborator_ids),
               write_json(lists->follower_ids), write_json(lists->email_cc_ids));
  }
}

}  // namespace

void add_merge_parts() {
  people::add_merge_part(people::column_part("tickets", "requester_id", true, "version = version + 1"));
  people::add_merge_part(people::column_part("tickets", "submitter_id", false, "version = version + 1"));
  people::add_merge_part(people::column_part("comments", "author_id"));
  people::add_merge_part(people::column_part("attachments", "uploaded_by"));
  people::add_merge_part(people::column_part("satisfaction_ratings", "requester_id"));
  people::add_merge_part({"ticket_people", move_copies, move_copies_back});
}

}  // namespace sahay::tickets
