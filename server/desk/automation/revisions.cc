#include "desk/automation/revisions.h"

#include <boost/describe.hpp>

#include "desk/automation/rule_sql.h"

namespace sahay::automation {
namespace {

struct Noted {
  std::int64_t id = 0, actor_id = 0;
  std::string before_value;
  Time created_at;
};
BOOST_DESCRIBE_STRUCT(Noted, (), (id, actor_id, before_value, created_at))

constexpr const char* kShown[] = {"title", "description", "active", "position", "category_id", "conditions", "actions"};

}  // namespace

std::vector<Revision> revisions_of(db::Tx& tx, std::int64_t trigger, JsonObject now) {
  std::vector<Revision> out;
  for (const Noted& noted : tx.all<Noted>(sql::rule::noted_changes, "trigger", trigger)) {
    Revision revision{noted.id, noted.actor_id, noted.created_at, {}};
    for (const char* key : kShown)
      if (const auto* value = now.if_contains(key)) revision.snapshot[key] = *value;
    out.push_back(std::move(revision));
    // What the change replaced is what was before it.
    const auto before = parse_json(noted.before_value);
    if (before.ok() && before->is_object())
      for (const auto& [key, value] : before->get_object()) now[key] = value;
  }
  return out;
}

}  // namespace sahay::automation
