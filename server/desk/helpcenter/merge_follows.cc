// What a person follows: moved when two accounts of one person are merged, moved back by the undo.
#include "base/json.h"
#include "desk/helpcenter/follow.h"
#include "desk/helpcenter/follow_sql.h"
#include "desk/people/merge.h"

namespace sahay::helpcenter {
namespace {

namespace q = sql::follow;

struct Row {
  std::int64_t id = 0;
  std::string content_type;
  std::int64_t content_id = 0;
  std::string locale;
  std::int64_t include_comments = 0, created_at = 0;
  std::string token;
  std::int64_t told_at = 0;  // 0: never
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, content_type, content_id, locale, include_comments, created_at, token, told_at))

// What both follow is followed once: the row of the account that is folded away tells nobody, but the link of its letters still
// ends what the person follows, and it waits for the undo.
Json move(db::Tx& tx, UserId from, UserId into) {
  JsonArray moved;
  for (const Row& row : tx.all<Row>(q::rows_of_person, from)) {
    const bool both = follows(tx, row.content_type, row.content_id, into);
    if (!both) tx.execute(q::give_row, row.id, from, into);
    moved.push_back(JsonObject{{"id", row.id}, {"both", both}, {"content_type", row.content_type}, {"content_id", row.content_id}, {"locale", row.locale},
                               {"include_comments", row.include_comments}, {"created_at", row.created_at}, {"token", row.token}, {"told_at", row.told_at}});
  }
  return moved;
}

// What they stopped following since then stays so.
void move_back(db::Tx& tx, const Json& moved, UserId from, UserId into) {
  if (!moved.is_array()) return;
  for (const Json& item : moved.get_array()) {
    const JsonObject& row = item.get_object();
    const auto number = [&](const char* key) { return integer_at(row, key).value_or(0); };
    const auto words = [&](const char* key) { return string_at(row, key).value_or(""); };
    if (!bool_at(row, "both").value_or(false)) {
      tx.execute(q::give_row, number("id"), into, from);
    } else if (follows(tx, words("content_type"), number("content_id"), into)) {
      // Merges of before took the row away.
      if (!follows(tx, words("content_type"), number("content_id"), from)) tx.execute(q::insert_again, number("id"), words("content_type"), number("content_id"), from, words("locale"), number("include_comments"),
                 number("created_at"), words("token"), number("told_at"), tx.now());
    } else {
      tx.execute(q::remove_row, number("id"));
    }
  }
}

}  // namespace

void add_follow_merge() { people::add_merge_part({"help_subscriptions.user_id", move, move_back}); }

}  // namespace sahay::helpcenter
