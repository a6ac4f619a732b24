#include <algorithm>

#include "desk/people/organization_sql.h"
#include "desk/people/people_api.h"

namespace sahay::people {
namespace {

using api::Access;
using api::Context;
using api::Reply;

api::Resource<Group> describe_groups() {
  using namespace api;
  Resource<Group> r;
  r.name = "group";
  r.plural = "groups";
  r.path = "/groups";
  r.table = "groups";
  r.change = Right(Access::admin, "groups.manage");
  r.base.add("t.deleted = 0");
  r.sorts = {{"id", {"t.id"}}, {"name", {"t.name", false, true}}, {"created_at", {"t.created_at"}}, {"updated_at", {"t.updated_at"}}};
  r.fields = {
      computed<Group>("id", "integer", [](JsonWriter& w, const Group& g, const Context&) { w.value(g.id); }),
      flag<Group>("is_public", &Group::is_public),
      text_field<Group>("name", &Group::name).required().max(255),
      text_field<Group>("description", &Group::description).max(2'000),
      flag<Group>("default", &Group::is_default).read_only(),
      flag<Group>("deleted", &Group::deleted).read_only(),
      time_field<Group>("created_at", &Group::created_at).read_only(),
      time_field<Group>("updated_at", &Group::updated_at).read_only()};
  r.remove = [](Context&, db::Tx& tx, const Group& group) -> Result<void> {
    if (group.is_default) return invalid("id", "InvalidValue", "error.field.default_group");
    tx.execute(sql::organization::remove_group_memberships_of_group, group.id);
    tx.execute("update groups set deleted = 1, updated_at = $2 where id = $1", group.id, tx.now());
    return {};
  };
  r.sideloads["users"] = [](Context& c, db::Tx& tx, const std::vector<Group>& groups, JsonWriter& w) {
    std::vector<std::int64_t> ids;
    for (const Group& group : groups) ids.push_back(group.id.value);
    api::Where where;
    where.add_in("group_id", ids);
    const auto params = db::views_of(where.values());
    const auto members = tx.run("select user_id from group_memberships" + where.sql(), params);
    ids.clear();
    while (members->next()) ids.push_back(members->integer(0));
    write_users(c, tx, std::move(ids), w);
  };
  return r;
}

api::Resource<GroupMembership> describe_memberships() {
  using namespace api;
  using M = GroupMembership;
  Resource<M> r;
  r.name = "group_membership";
  r.plural = "group_memberships";
  r.path = "/group_memberships";
  r.table = "group_memberships";
  r.change = Right(Access::admin, "groups.manage");
  r.filters = {{"user_id", "t.user_id", false}, {"group_id", "t.group_id", false}};
  r.sideloads["users"] = [](Context& c, db::Tx& tx, const std::vector<M>& rows, JsonWriter& w) {
    std::vector<std::int64_t> ids;
    for (const M& row : rows) ids.push_back(row.user_id.value);
    write_users(c, tx, std::move(ids), w);
  };
  r.sideloads["groups"] = [](Context& c, db::Tx& tx, const std::vector<M>& rows, JsonWriter& w) {
    std::vector<std::int64_t> ids;
    for (const M& row : rows) ids.push_back(row.group_id.value);
    write_groups(c, tx, std::move(ids), w);
  };
  r.fields = {
      computed<M>("id", "integer", [](JsonWriter& w, const M& m, const Context&) { w.value(m.id); }),
      reference<M>("user_id", &M::user_id).required(),
      reference<M>("group_id", &M::group_id).required(),
      flag<M>("default", &M::is_default),
      time_field<M>("created_at", &M::created_at).read_only(),
      time_field<M>("updated_at", &M::updated_at).read_only()};
  r.check = [](Context& c, db::Tx& tx, const M* before, M& now, const JsonObject&) -> Result<void> {
    if (before) {  // whom and where stays; only which is the first changes, and the first stays until another is
      now.user_id = before->user_id;
      now.group_id = before->group_id;
      now.is_default = before->is_default || now.is_default;
      return {};
    }
    const User user = TRY(user_resource().find(c, tx, now.user_id.value));
    if (!user.staff()) return invalid("user_id", "InvalidValue", "error.field.no_agent");
    if (!find_group(tx, now.group_id)) return invalid("group_id", "InvalidValue", "error.field.no_group");
    const auto others = tx.all<M>(sql::organization::group_memberships_of_user, user.id);
    for (const M& other : others)
      if (other.group_id == now.group_id) return invalid("user_id", "DuplicateValue", "error.field.member_already");
    if (others.empty()) now.is_default = true;
    return {};
  };
  r.stored = [](Context&, db::Tx& tx, const M*, const M& now, const JsonObject&) -> Result<void> {
    if (!now.is_default) return {};
    tx.execute(sql::organization::make_default_group, now.user_id, now.group_id, tx.now());
    forget_callers(tx);
    tx.execute("update users set default_group_id = $2, updated_at = $3 where id = $1", now.user_id, now.group_id, tx.now());
    return {};
  };
  r.remove = [](Context&, db::Tx& tx, const M& membership) -> Result<void> {
    tx.execute("delete from group_memberships where id = $1", membership.id);
    forget_callers(tx);
    if (!membership.is_default) return {};
    const auto others = tx.all<M>(sql::organization::group_memberships_of_user, membership.user_id);
    const GroupId next = others.empty() ? GroupId{} : others.front().group_id;
    if (next) tx.execute(sql::organization::make_default_group, membership.user_id, next, tx.now());
    tx.execute("update users set default_group_id = $2, updated_at = $3 where id = $1", membership.user_id, next, tx.now());
    return {};
  };
  return r;
}

}  // namespace

const api::Resource<Group>& group_resource() {
  static const api::Resource<Group> resource = describe_groups();
  return resource;
}

void write_groups(api::Context& context, db::Tx& tx, std::vector<std::int64_t> ids, JsonWriter& writer) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  api::Where where = group_resource().visible(context.caller);
  where.add_in("t.id", ids);
  writer.key("groups").begin_array();
  for (const auto& group : group_resource().select(tx, where, " order by t.id")) group_resource().write(writer, group, context);
  writer.end_array();
}

void add_group_routes(api::Api& api) {
  static const auto memberships = describe_memberships();
  api.read("GET", "/groups/assignable", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return list_reply(group_resource(), c, tx, group_resource().visible(c.caller), {"t.id"});
  });
  api.read("GET", "/groups/{id}/users", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    api::Where where = user_resource().visible(c.caller);
    where.add("t.active = 1");
    where.add("t.id in (select user_id from group_memberships where group_id = ?)", db::Value(c.id()));
    return list_reply(user_resource(), c, tx, std::move(where), {"t.id"});
  });
  const auto list_memberships = [](std::string column) {
    return [column = std::move(column)](Context& c, db::Tx& tx) -> Result<Reply> {
      api::Where where = memberships.visible(c.caller);
      if (!column.empty()) where.add("t." + column + " = ?", db::Value(c.id()));
      return list_reply(memberships, c, tx, std::move(where), {"t.id"});
    };
  };
  api.read("GET", "/groups/{id}/memberships", Access::staff, list_memberships("group_id"));
  api.read("GET", "/groups/{id}/memberships/assignable", Access::staff, list_memberships("group_id"));
  api.read("GET", "/users/{id}/group_memberships", Access::staff, list_memberships("user_id"));
  api.read("GET", "/group_memberships/assignable", Access::staff, list_memberships(""));
  api.write("POST", "/users/{id}/group_memberships", api::Right(Access::admin, "groups.manage"), [](Context& c, db::Tx& tx) -> Result<Reply> {
    JsonObject in = *TRY(c.wrapped("group_membership"));
    in["user_id"] = c.id();
    const auto membership = TRY(memberships.create(c, tx, in));
    return Reply::created(object_body(memberships, c, tx, membership), memberships.url(c, membership));
  });
  const auto of_user = [](Context& c, db::Tx& tx) -> Result<GroupMembership> {
    auto membership = TRY(memberships.find(c, tx, c.id("membership")));
    if (membership.user_id.value != c.id()) return not_found();
    return std::move(membership);
  };
  api.read("GET", "/users/{id}/group_memberships/{membership}", Access::staff, [of_user](Context& c, db::Tx& tx) -> Result<Reply> {
    const auto membership = TRY(of_user(c, tx));
    return Reply::ok(object_body(memberships, c, tx, membership));
  });
  api.write("DELETE", "/users/{id}/group_memberships/{membership}", api::Right(Access::admin, "groups.manage"), [of_user](Context& c, db::Tx& tx) -> Result<Reply> {
    const auto membership = TRY(of_user(c, tx));
    TRY(memberships.erase(c, tx, membership.id.value));
    return Reply::no_content();
  });
  api.write("PUT", "/users/{id}/group_memberships/{membership}/make_default", api::Right(Access::admin, "groups.manage"), [list_memberships, of_user](Context& c, db::Tx& tx) -> Result<Reply> {
    const auto membership = TRY(of_user(c, tx));
    tx.execute(sql::organization::make_default_group, membership.user_id, membership.group_id, tx.now());
    tx.execute("update users set default_group_id = $2, updated_at = $3 where id = $1", membership.user_id, membership.group_id, tx.now());
    return list_memberships("user_id")(c, tx);
  });
  add_resource(api, memberships);
  add_resource(api, group_resource());
}

}  // namespace sahay::people
