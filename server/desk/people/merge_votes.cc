// Votes of a person: moved when two accounts of one person are merged, moved back by the undo.
#include "base/json.h"
#include "desk/people/merge.h"

namespace sahay::people {
namespace {

struct Row {
  std::int64_t id = 0;
  std::string item_type;
  std::int64_t item_id = 0, value = 0, created_at = 0, updated_at = 0;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, item_type, item_id, value, created_at, updated_at))

struct Ballot {
  std::string table;
  std::map<std::string, std::string> counted;

  bool voted(db::Tx& tx, const Row& row, UserId user) const {
    return tx.scalar<std::int64_t>("select id from " + table + " where item_type = $1 and item_id = $2 and user_id = $3", row.item_type, row.item_id, user).has_value();
  }
  // False: the item is gone.
  bool count(db::Tx& tx, const Row& row, int sign) const {
    const auto item = counted.find(row.item_type);
    if (item == counted.end()) return false;
    const std::string sql = "update " + item->second + " set up_votes = up_votes + $2, down_votes = down_votes + $3 where id = $1";
    return tx.execute(sql, row.item_id, row.value > 0 ? sign : 0, row.value < 0 ? sign : 0) > 0;
  }
};

// What both voted on has one vote of the person, the one of the account that stays; the other waits for the undo.
Json move(const Ballot& ballot, db::Tx& tx, UserId from, UserId into) {
  JsonArray moved;
  for (const Row& row : tx.all<Row>("select id, item_type, item_id, value, created_at, updated_at from " + ballot.table + " where user_id = $1 order by id", from)) {
    const bool both = ballot.voted(tx, row, into);
    if (both) {
      tx.execute("delete from " + ballot.table + " where id = $1", row.id);
      ballot.count(tx, row, -1);
    } else {
      tx.execute("update " + ballot.table + " set user_id = $2 where id = $1", row.id, into);
    }
    moved.push_back(JsonObject{{"id", row.id}, {"both", both}, {"item_type", row.item_type}, {"item_id", row.item_id}, {"value", row.value},
                               {"created_at", row.created_at}, {"updated_at", row.updated_at}});
  }
  return moved;
}

// A vote that was taken back since then stays so.
void move_back(const Ballot& ballot, db::Tx& tx, const Json& moved, UserId from, UserId into) {
  if (!moved.is_array()) return;
  for (const Json& item : moved.get_array()) {
    const JsonObject& kept = item.get_object();
    const auto number = [&](const char* key) { return integer_at(kept, key).value_or(0); };
    const Row row{number("id"), string_at(kept, "item_type").value_or(""), number("item_id"), number("value"), number("created_at"), number("updated_at")};
    if (!bool_at(kept, "both").value_or(false)) {
      tx.execute("update " + ballot.table + " set user_id = $3 where id = $1 and user_id = $2", row.id, into, from);
    } else if (ballot.voted(tx, row, into) && !ballot.voted(tx, row, from) && ballot.count(tx, row, 1)) {
      tx.execute("insert into " + ballot.table + "(id, item_type, item_id, user_id, value, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7)", row.id,
                 row.item_type, row.item_id, from, row.value, row.created_at, row.updated_at);
    }
  }
}

}  // namespace

MergePart votes_part(const std::string& table, std::map<std::string, std::string> counted) {
  const Ballot ballot{table, std::move(counted)};
  return {table + ".user_id", [ballot](db::Tx& tx, UserId from, UserId into) { return move(ballot, tx, from, into); },
          [ballot](db::Tx& tx, const Json& moved, UserId from, UserId into) { move_back(ballot, tx, moved, from, into); }};
}

}  // namespace sahay::people
