#include "desk/tickets/restriction.h"

#include <algorithm>

#include "desk/people/people.h"

namespace sahay::tickets {
namespace {

Error wrong() { return invalid("restriction", "InvalidValue", "rules.error.restriction"); }

}  // namespace

Restriction restricted_to(std::int64_t user) {
  return {RawJson{to_string(Json(JsonObject{{"type", "User"}, {"id", user}}))}, ",u" + std::to_string(user) + ","};
}

bool is_personal_of(std::string_view audience, std::int64_t user) { return audience == ",u" + std::to_string(user) + ","; }

Result<Restriction> read_restriction(db::Tx& tx, const Json& in) {
  if (in.is_null()) return Restriction{};
  if (!in.is_object()) return wrong();
  const JsonObject& object = in.get_object();
  const std::string type = string_at(object, "type").value_or("");
  const std::int64_t id = integer_at(object, "id").value_or(0);
  if (type == "User") {
    const auto user = people::find_user(tx, UserId(id));
    if (!user || !user->staff()) return wrong();
    return restricted_to(id);
  }
  if (type != "Group") return wrong();
  JsonArray ids;
  std::vector<std::int64_t> seen;
  std::string audience = ",";
  const auto take = [&](std::int64_t group) {
    if (std::find(seen.begin(), seen.end(), group) != seen.end()) return true;
    if (seen.size() >= 100 || !people::find_group(tx, GroupId(group))) return false;
    seen.push_back(group);
    ids.emplace_back(group);
    audience += "g" + std::to_string(group) + ",";
    return true;
  };
  if (id && !take(id)) return wrong();
  if (const JsonArray* list = array_at(object, "ids"))
    for (const Json& item : *list)
      if (!take(integer_at(JsonObject{{"id", item}}, "id").value_or(0))) return wrong();
  if (seen.empty()) return wrong();
  const std::int64_t first = seen.front();
  return Restriction{RawJson{to_string(Json(JsonObject{{"type", "Group"}, {"id", first}, {"ids", std::move(ids)}}))}, audience};
}

void scope_by_audience(const api::Caller& caller, std::string_view permission, api::Where& where) {
  if (!caller.staff()) return where.add("1 = 0");
  std::string condition = "t.audience = '' or t.audience = ?";
  std::vector<db::Value> values{",u" + std::to_string(caller.id) + ","};
  if (caller.may(permission)) {
    condition += " or t.audience like ',g%'";
  } else {
    for (const auto group : caller.group_ids) {
      condition += " or t.audience like ?";
      values.emplace_back("%,g" + std::to_string(group) + ",%");
    }
  }
  where.add_values(condition, values);
}

}  // namespace sahay::tickets
