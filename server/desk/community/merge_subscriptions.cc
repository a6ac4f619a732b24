// What a person follows in the community, when two of their accounts are merged, and again after the undo.
#include "base/json.h"
#include "desk/community/community_api.h"
#include "desk/community/community_sql.h"
#include "desk/people/merge.h"

namespace sahay::community {
namespace {

namespace q = sql::community;

struct Row {
  std::int64_t id = 0;
  std::string content_type;
  std::int64_t content_id = 0, include_comments = 0, created_at = 0;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, content_type, content_id, include_comments, created_at))

bool follows(db::Tx& tx, std::string_view type, std::int64_t content, UserId user) { return tx.scalar<std::int64_t>(q::follows, type, content, user).has_value(); }

// What both follow is followed once, as the account that stays does; the other row waits for the undo.
Json move(db::Tx& tx, UserId from, UserId into) {
  JsonArray moved;
  for (const Row& row : tx.all<Row>(q::subscriptions_of_person, from)) {
    const bool both = follows(tx, row.content_type, row.content_id, into);
    if (both) tx.execute(q::remove_subscription, row.id);
    else tx.execute(q::give_subscription, row.id, from, into);
    moved.push_back(JsonObject{{"id", row.id}, {"both", both}, {"content_type", row.content_type}, {"content_id", row.content_id}, {"include_comments", row.include_comments}, {"created_at", row.created_at}});
  }
  return moved;
}

// What they stopped following since then stays so.
void move_back(db::Tx& tx, const Json& moved, UserId from, UserId into) {
  if (!moved.is_array()) return;
  for (const Json& item : moved.get_array()) {
    const JsonObject& kept = item.get_object();
    const auto number = [&](const char* key) { return integer_at(kept, key).value_or(0); };
    const std::string type = string_at(kept, "content_type").value_or("");
    const std::int64_t content = number("content_id");
    if (!bool_at(kept, "both").value_or(false)) tx.execute(q::give_subscription, number("id"), into, from);
    else if (follows(tx, type, content, into) && !follows(tx, type, content, from))
      tx.execute(q::insert_subscription, number("id"), type, content, from, number("include_comments"), Time{number("created_at")});
  }
}

}  // namespace

void add_subscription_merge() { people::add_merge_part({"community_subscriptions.user_id", move, move_back}); }

}  // namespace sahay::community
