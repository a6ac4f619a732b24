#include "desk/people/merge.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "desk/people/merge_sql.h"
#include "desk/people/organization_sql.h"
#include "desk/people/user_sql.h"
#include "platform/events/events.h"

namespace sahay::people {
namespace q = sql::merge;
namespace {

std::vector<MergePart>& parts() {
  static std::vector<MergePart> all;
  return all;
}

std::vector<std::int64_t> ids_of(const Json& list) {
  std::vector<std::int64_t> out;
  if (list.is_array())
    for (const Json& id : list.get_array())
      if (id.is_int64()) out.push_back(id.get_int64());
  return out;
}

JsonArray move_identities(db::Tx& tx, UserId from, UserId into) {
  JsonArray moved;
  for (const Identity& identity : identities_of(tx, from)) {
    bool first = true;
    for (const Identity& other : identities_of(tx, into)) first &= other.type != identity.type;
    moved.push_back(JsonObject{{"id", identity.id.value}, {"primary", identity.is_primary}});
    tx.execute(q::move_identity, identity.id, into, first, tx.now());
  }
  return moved;
}

// A company that both belong to keeps the membership that is there; the other one waits for the undo.
JsonArray move_memberships(db::Tx& tx, UserId from, UserId into) {
  JsonArray moved;
  auto held = tx.all<OrganizationMembership>(sql::organization::memberships_of_user, into);
  for (const auto& membership : tx.all<OrganizationMembership>(sql::organization::memberships_of_user, from)) {
    const bool known = std::any_of(held.begin(), held.end(), [&](const auto& other) { return other.organization_id == membership.organization_id; });
    moved.push_back(JsonObject{{"id", membership.id.value}, {"organization_id", membership.organization_id.value}, {"default", membership.is_default},
                               {"view_tickets", membership.view_tickets}, {"dropped", known}});
    if (known) {
      tx.execute(sql::organization::remove_membership, membership.id);
    } else {
      tx.execute(q::move_membership, membership.id, into, held.empty(), tx.now());
      held.push_back(membership);
    }
  }
  return moved;
}

// What `into` does not know yet comes from `from`; the old values stand in the record.
JsonObject fill(db::Tx& tx, const User& from, const User& into) {
  User now = into;
  JsonObject before;
  const auto take = [&](const char* key, std::string User::*member) {
    if (!(now.*member).empty() || (from.*member).empty()) return;
    before[key] = "";
    now.*member = from.*member;
  };
  take("phone", &User::phone);
  take("external_id", &User::external_id);
  take("details", &User::details);
  take("notes", &User::notes);
  take("email", &User::email);
  if (!now.organization_id && from.organization_id) {
    before["organization_id"] = 0;
    now.organization_id = from.organization_id;
  }
  JsonArray tags, keys;
  for (const std::string& tag : from.tags)
    if (std::find(now.tags.begin(), now.tags.end(), tag) == now.tags.end()) {
      now.tags.push_back(tag);
      tags.emplace_back(tag);
    }
  auto mine = parse_json(now.user_fields.text), theirs = parse_json(from.user_fields.text);
  if (mine.ok() && theirs.ok() && mine->is_object() && theirs->is_object()) {
    for (const auto& [key, value] : theirs->get_object()) {
      const Json* known = mine->get_object().if_contains(key);
      if (known && !known->is_null()) continue;
      mine->get_object()[key] = value;
      keys.emplace_back(key);
    }
    now.user_fields.text = to_string(*mine);
  }
  before["tags"] = std::move(tags);
  before["user_fields"] = std::move(keys);
  tx.execute(q::fill, into.id, now.phone, now.external_id, now.details, now.notes, now.organization_id, now.user_fields, write_json(now.tags), now.email, tx.now());
  return before;
}

// Only what is still as the merge left it goes back: what people changed since then stays.
void unfill(db::Tx& tx, const JsonObject& before, const JsonObject& from, const User& into) {
  User now = into;
  const auto give_back = [&](const char* key, std::string User::*member) {
    if (before.contains(key) && now.*member == string_at(from, key).value_or("")) (now.*member).clear();
  };
  give_back("phone", &User::phone);
  give_back("external_id", &User::external_id);
  give_back("details", &User::details);
  give_back("notes", &User::notes);
  give_back("email", &User::email);
  if (before.contains("organization_id") && now.organization_id.value == integer_at(from, "organization_id").value_or(0)) now.organization_id = {};
  if (const JsonArray* tags = array_at(before, "tags"))
    for (const Json& tag : *tags)
      if (tag.is_string()) std::erase(now.tags, std::string(tag.get_string()));
  auto fields = parse_json(now.user_fields.text);
  if (const JsonArray* keys = array_at(before, "user_fields"); keys && fields.ok() && fields->is_object()) {
    for (const Json& key : *keys)
      if (key.is_string()) fields->get_object().erase(key.get_string());
    now.user_fields.text = to_string(*fields);
  }
  tx.execute(q::fill, into.id, now.phone, now.external_id, now.details, now.notes, now.organization_id, now.user_fields, write_json(now.tags), now.email, tx.now());
}

void tell(db::Tx& tx, const char* kind, UserId subject, UserId by, UserId other) {
  events::Event event;
  event.kind = kind;
  event.subject_id = subject.value;
  event.actor_id = by.value;
  event.via = "api";
  event.data.text = to_string(Json(JsonObject{{"other_id", other.value}}));
  events::emit(tx, std::move(event));
}

}  // namespace

void add_merge_part(MergePart part) {
  for (MergePart& known : parts())
    if (known.name == part.name) {  // the program may be wired more than once in one process (tests)
      known = std::move(part);
      return;
    }
  parts().push_back(std::move(part));
}

MergePart column_part(const std::string& table, const std::string& column, bool touch, const std::string& more) {
  const std::string set = "update " + table + " set " + column + " = $2" + (touch ? ", updated_at = $3" : "") + (more.empty() ? "" : ", " + more);
  const auto run = [touch](db::Tx& tx, const std::string& sql, std::int64_t id, UserId user) {
    if (touch) tx.execute(sql, id, user, tx.now());
    else tx.execute(sql, id, user);
  };
  MergePart part;
  part.name = table + "." + column;
  part.move = [=](db::Tx& tx, UserId from, UserId into) -> Json {
    JsonArray moved;
    {
      const db::Param params[] = {db::to_param(from)};
      const auto rows = tx.run("select id from " + table + " where " + column + " = $1", db::Params(params, 1));
      while (rows->next()) {
        std::int64_t id = 0;
        db::read_column(*rows, 0, id);
        moved.emplace_back(id);
      }
    }
    if (!moved.empty()) run(tx, set + " where " + column + " = $1", from.value, into);
    return moved;
  };
  part.move_back = [=](db::Tx& tx, const Json& moved, UserId from, UserId into) {
    const std::string sql = set + " where id = $1 and " + column + " = " + std::to_string(into.value);
    for (const std::int64_t id : ids_of(moved)) run(tx, sql, id, from);
  };
  return part;
}

Result<Merge> merge_users(db::Tx& tx, UserId by, UserId from_id, UserId into_id) {
  const auto from = find_user(tx, from_id), into = find_user(tx, into_id);
  if (!from || !into) return not_found();
  if (from_id == into_id) return invalid("id", "InvalidValue", "error.field.merge_itself");
  if (from->staff() || into->staff()) return invalid("id", "InvalidValue", "error.field.merge_staff");
  if (!from->active || !into->active) return invalid("id", "InvalidValue", "error.field.merge_deleted");
  JsonObject moved;
  moved["user"] = JsonObject{{"email", from->email}, {"external_id", from->external_id}, {"phone", from->phone}, {"details", from->details},
                             {"notes", from->notes}, {"organization_id", from->organization_id.value}};
  moved["identities"] = move_identities(tx, from_id, into_id);
  moved["memberships"] = move_memberships(tx, from_id, into_id);
  moved["filled"] = fill(tx, *from, *into);
  JsonObject of_parts;
  for (const MergePart& part : parts()) of_parts[part.name] = part.move(tx, from_id, into_id);
  moved["parts"] = std::move(of_parts);
  tx.execute(q::fold_away, from_id, tx.now());
  end_sessions_of(tx, from_id);
  forget_callers(tx);
  Merge merge;
  merge.id = MergeId(tx.new_id("user_merges"));
  merge.from_id = from_id;
  merge.into_id = into_id;
  merge.moved.text = to_string(Json(std::move(moved)));
  merge.merged_by = by;
  merge.merged_at = tx.now();
  tx.execute(q::insert_merge, merge.id, from_id, into_id, merge.moved, by, merge.merged_at);
  tell(tx, "user.merged", into_id, by, from_id);
  return merge;
}

Result<Merge> undo_merge(db::Tx& tx, UserId by, MergeId id) {
  auto merge = tx.one<Merge>(q::find_merge, id);
  if (!merge) return not_found();
  if (merge->undone_at) return invalid("id", "InvalidValue", "error.field.merge_undone");
  if (tx.scalar<std::int64_t>(q::later_merges, id, merge->into_id, merge->from_id).value_or(0) > 0) return invalid("id", "InvalidValue", "error.field.merge_not_last");
  const auto into = find_user(tx, merge->into_id);
  const auto record = parse_json(merge->moved.text);
  if (!into || !record.ok() || !record->is_object()) return not_found();
  const JsonObject& moved = record->get_object();
  const JsonObject none, &from = object_at(moved, "user") ? *object_at(moved, "user") : none;
  if (const JsonArray* list = array_at(moved, "identities"))
    for (const Json& item : *list) {
      const auto identity = tx.one<Identity>(q::find_identity_by_id, integer_at(item.get_object(), "id").value_or(0));
      if (identity && identity->user_id == into->id) tx.execute(q::move_identity, identity->id, merge->from_id, bool_at(item.get_object(), "primary").value_or(false), tx.now());
    }
  if (const JsonObject* before = object_at(moved, "filled")) unfill(tx, *before, from, *into);
  if (const JsonArray* list = array_at(moved, "memberships"))
    for (const Json& item : *list) {
      const JsonObject& m = item.get_object();
      if (bool_at(m, "dropped").value_or(false)) join_organization(tx, merge->from_id, OrganizationId(integer_at(m, "organization_id").value_or(0)), bool_at(m, "view_tickets").value_or(false));
      else tx.execute(q::move_membership, integer_at(m, "id").value_or(0), merge->from_id, bool_at(m, "default").value_or(false), tx.now());
    }
  if (const JsonObject* of_parts = object_at(moved, "parts"))
    for (const MergePart& part : parts())
      if (const Json* rows = of_parts->if_contains(part.name)) part.move_back(tx, *rows, merge->from_id, merge->into_id);
  const OrganizationId organization(integer_at(from, "organization_id").value_or(0));
  tx.execute(q::bring_back, merge->from_id, string_at(from, "email").value_or(""), string_at(from, "external_id").value_or(""), organization, tx.now());
  merge->undone_by = by;
  merge->undone_at = tx.now();
  tx.execute(q::mark_undone, id, by, tx.now());
  forget_callers(tx);
  tell(tx, "user.merge_undone", merge->into_id, by, merge->from_id);
  return *merge;
}

UserId merged_into(db::Tx& tx, UserId user) {
  constexpr int kLongestChain = 20;
  for (int i = 0; i < kLongestChain; ++i) {
    const auto next = tx.scalar<UserId>(q::into_of, user);
    if (!next) break;
    user = *next;
  }
  return user;
}

std::vector<Merge> merges_of(db::Tx& tx, UserId user) { return tx.all<Merge>(q::merges_of, user); }

}  // namespace sahay::people
