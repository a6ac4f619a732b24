#include <algorithm>

#include "base/text.h"
#include "desk/people/organization_sql.h"
#include "desk/people/people_api.h"
#include "desk/people/person_field.h"

namespace sahay::people {
namespace {

using api::Access;
using api::Context;
using api::Reply;

std::string name_key(std::string_view name) { return text::lower_ascii(text::trim(name)); }

Result<void> check_organization(Context&, db::Tx& tx, const Organization* before, Organization& now, const JsonObject& in) {
  now.name_key = name_key(now.name);
  const auto twin = tx.one<Organization>(sql::organization::find_by_name, now.name_key);
  if (twin && (!before || twin->id != before->id))
    return invalid("name", "DuplicateValue", "error.field.name_taken", {{"name", now.name}});
  for (std::string& domain : now.domain_names) domain = text::lower_ascii(text::trim(domain));
  if (now.group_id && !find_group(tx, now.group_id)) return invalid("group_id", "InvalidValue", "error.field.no_group");
  now.organization_fields = TRY(check_field_values(tx, "organization_fields", before ? &before->organization_fields : nullptr, in));
  return {};
}

Result<void> organization_stored(Context&, db::Tx& tx, const Organization* before, const Organization& now, const JsonObject&) {
  if (before && before->domain_names == now.domain_names) return {};
  tx.execute(sql::organization::remove_domains, now.id);
  for (const std::string& domain : now.domain_names) tx.execute(sql::organization::insert_domain, domain, now.id);
  return {};
}

Result<void> remove_organization(Context&, db::Tx& tx, const Organization& organization) {
  tx.execute(sql::organization::remove_domains, organization.id);
  tx.execute(sql::organization::remove_memberships_of_organization, organization.id);
  tx.execute(sql::organization::release_users, organization.id, tx.now());
  tx.execute(sql::organization::mark_deleted, organization.id, tx.now());
  return {};
}

api::Resource<Organization> describe_organizations() {
  using namespace api;
  Resource<Organization> r;
  r.name = "organization";
  r.plural = "organizations";
  r.path = "/organizations";
  r.table = "organizations";
  r.see = Access::customer;
  r.change = Right(Access::staff, "organizations.manage");
  r.base.add("t.deleted_at is null");
  r.scope = [](const Caller& caller, Where& where) {
    if (!caller.staff() || (!caller.admin() && caller.reach == Reach::organization)) where.add_in("t.id", caller.organization_ids);
  };
  r.filters = {{"external_id", "t.external_id", true}};
  r.sorts = {{"id", {"t.id"}}, {"name", {"t.name_key", false, true}}, {"created_at", {"t.created_at"}}, {"updated_at", {"t.updated_at"}}};
  r.check = check_organization;
  r.stored = organization_stored;
  r.remove = remove_organization;
  r.fields = {
      computed<Organization>("id", "integer", [](JsonWriter& w, const Organization& o, const Context&) { w.value(o.id); }),
      text_field<Organization>("name", &Organization::name).required().max(255),
      flag<Organization>("shared_tickets", &Organization::shared_tickets),
      flag<Organization>("shared_comments", &Organization::shared_comments),
      nullable_text<Organization>("external_id", &Organization::external_id).max(255),
      time_field<Organization>("created_at", &Organization::created_at).read_only(),
      time_field<Organization>("updated_at", &Organization::updated_at).read_only(),
      strings<Organization>("domain_names", &Organization::domain_names),
      nullable_text<Organization>("details", &Organization::details).max(65'536),
      nullable_text<Organization>("notes", &Organization::notes).max(65'536).internal(),
      reference<Organization>("group_id", &Organization::group_id),
      strings<Organization>("tags", &Organization::tags),
      document<Organization>("organization_fields", &Organization::organization_fields)};
  return r;
}

// The name is the organization's: read with a membership, never written with it.
struct NamedMembership : OrganizationMembership {
  std::string organization_name;
};
BOOST_DESCRIBE_STRUCT(NamedMembership, (OrganizationMembership), (organization_name))
struct Membership : OrganizationMembership {
  std::string organization_name;  // filled by check, no column
};
BOOST_DESCRIBE_STRUCT(Membership, (OrganizationMembership), ())

// What reading and writing have alike.
template <class M>
api::Resource<M> describe_memberships() {
  using namespace api;
  using Base = OrganizationMembership;
  Resource<M> r;
  r.name = "organization_membership";
  r.plural = "organization_memberships";
  r.path = "/organization_memberships";
  r.see = Access::customer;
  r.change = Right(Access::staff, "organizations.manage");
  r.scope = [](const Caller& caller, Where& where) {
    if (!caller.staff()) where.add("t.user_id = ?", db::Value(caller.id));
  };
  r.filters = {{"user_id", "t.user_id", false}, {"organization_id", "t.organization_id", false}};
  r.fields = {
      computed<M>("id", "integer", [](JsonWriter& w, const M& m, const Context&) { w.value(m.id); }),
      reference<M>("user_id", static_cast<UserId M::*>(&Base::user_id)).required(),
      reference<M>("organization_id", static_cast<OrganizationId M::*>(&Base::organization_id)).required(),
      text_field<M>("organization_name", &M::organization_name).read_only(),
      flag<M>("default", static_cast<bool M::*>(&Base::is_default)),
      flag<M>("view_tickets", static_cast<bool M::*>(&Base::view_tickets)),
      time_field<M>("created_at", static_cast<Time M::*>(&Base::created_at)).read_only(),
      time_field<M>("updated_at", static_cast<Time M::*>(&Base::updated_at)).read_only()};
  return r;
}

api::Resource<NamedMembership> describe_membership_rows() {
  using M = NamedMembership;
  api::Resource<M> r = describe_memberships<M>();
  r.table = "named_memberships";
  r.creates = r.updates = r.deletes = r.many = false;
  r.sideloads["users"] = [](Context& c, db::Tx& tx, const std::vector<M>& rows, JsonWriter& w) {
    std::vector<std::int64_t> ids;
    for (const M& row : rows) ids.push_back(row.user_id.value);
    write_users(c, tx, std::move(ids), w);
  };
  r.sideloads["organizations"] = [](Context& c, db::Tx& tx, const std::vector<M>& rows, JsonWriter& w) {
    std::vector<std::int64_t> ids;
    for (const M& row : rows) ids.push_back(row.organization_id.value);
    write_organizations(c, tx, std::move(ids), w);
  };
  return r;
}

api::Resource<Membership> describe_membership_changes() {
  using M = Membership;
  api::Resource<M> r = describe_memberships<M>();
  r.table = "organization_memberships";
  r.lists = r.shows = false;
  r.check = [](Context& c, db::Tx& tx, const M* before, M& now, const JsonObject&) -> Result<void> {
    if (before) {  // whose and where stays; the first stays the first until another is
      now.user_id = before->user_id;
      now.organization_id = before->organization_id;
      now.is_default = before->is_default || now.is_default;
    }
    const User user = TRY(user_resource().find(c, tx, now.user_id.value));
    const auto organization = find_organization(tx, now.organization_id);
    if (!organization) return invalid("organization_id", "InvalidValue", "error.field.no_organization");
    now.organization_name = organization->name;
    if (before) return {};
    const auto others = tx.all<OrganizationMembership>(sql::organization::memberships_of_user, user.id);
    for (const auto& other : others)
      if (other.organization_id == now.organization_id) return invalid("user_id", "DuplicateValue", "error.field.member_already");
    if (others.empty()) now.is_default = true;
    return {};
  };
  r.stored = [](Context&, db::Tx& tx, const M* before, const M& now, const JsonObject&) -> Result<void> {
    if (before) forget_callers(tx);  // of which tickets they see
    if (!now.is_default) return {};
    tx.execute(sql::organization::make_default_membership, now.user_id, now.organization_id, tx.now());
    tx.execute("update users set organization_id = $2, updated_at = $3 where id = $1", now.user_id, now.organization_id, tx.now());
    return {};
  };
  r.remove = [](Context&, db::Tx& tx, const M& membership) -> Result<void> {
    tx.execute(sql::organization::remove_membership, membership.id);
    if (!membership.is_default) return {};
    const auto others = tx.all<OrganizationMembership>(sql::organization::memberships_of_user, membership.user_id);
    const OrganizationId next = others.empty() ? OrganizationId{} : others.front().organization_id;
    tx.execute(sql::organization::make_default_membership, membership.user_id, next.value, tx.now());
    tx.execute("update users set organization_id = $2, updated_at = $3 where id = $1", membership.user_id, next, tx.now());
    return {};
  };
  return r;
}

Result<Reply> search_organizations(Context& c, db::Tx& tx) {
  api::Where where = organization_resource().visible(c.caller);
  if (const auto external = c.parameter("external_id")) where.add("t.external_id = ?", db::Value(*external));
  else if (const auto name = c.parameter("name")) where.add("t.name_key like ? escape '\\'", db::Value(text::replace_all(name_key(*name), "%", "") + "%"));
  else return invalid("name", "BlankValue", "error.field.blank");
  return list_reply(organization_resource(), c, tx, std::move(where), {"t.id"});
}

Result<std::pair<Organization, bool>> create_or_update(Context& c, db::Tx& tx, const JsonObject& in) {
  api::Where where = organization_resource().visible(c.caller);
  const auto id = integer_at(in, "id");
  const auto external = string_at(in, "external_id");
  if (id) where.add("t.id = ?", db::Value(*id));
  else if (external && !external->empty()) where.add("t.external_id = ?", db::Value(*external));
  else where.add("t.name_key = ?", db::Value(name_key(string_at(in, "name").value_or(""))));
  const auto known = organization_resource().select(tx, where);
  if (known.empty()) return std::pair(TRY(organization_resource().create(c, tx, in)), true);
  return std::pair(TRY(organization_resource().update(c, tx, known.front().id.value, in)), false);
}

}  // namespace

const api::Resource<Organization>& organization_resource() {
  static const api::Resource<Organization> resource = describe_organizations();
  return resource;
}

void write_organizations(api::Context& context, db::Tx& tx, std::vector<std::int64_t> ids, JsonWriter& writer) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  api::Where where = organization_resource().visible(context.caller);
  where.add_in("t.id", ids);
  writer.key("organizations").begin_array();
  for (const auto& organization : organization_resource().select(tx, where, " order by t.id")) organization_resource().write(writer, organization, context);
  writer.end_array();
}

void add_organization_routes(api::Api& api) {
  static const auto rows = describe_membership_rows();
  static const auto memberships = describe_membership_changes();
  api.read("GET", "/organizations/search", Access::staff, search_organizations);
  for (const char* method : {"GET", "POST"}) api.read(method, "/organizations/autocomplete", Access::staff, search_organizations);
  api.write("POST", "/organizations/create_or_update", api::Right(Access::staff, "organizations.manage"), [](Context& c, db::Tx& tx) -> Result<Reply> {
    const JsonObject* in = TRY(c.wrapped("organization"));
    const auto [organization, created] = TRY(create_or_update(c, tx, *in));
    std::string body = object_body(organization_resource(), c, tx, organization);
    return created ? Reply::created(std::move(body), organization_resource().url(c, organization)) : Reply::ok(std::move(body));
  });
  api.read("GET", "/organizations/{id}/users", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const auto organization = TRY(organization_resource().find(c, tx, c.id()));
    api::Where where = user_resource().visible(c.caller);
    where.add("t.active = 1");
    where.add("t.id in (select user_id from organization_memberships where organization_id = ?)", db::Value(organization.id.value));
    return list_reply(user_resource(), c, tx, std::move(where), {"t.id"});
  });
  const auto list_memberships = [](std::string column) {
    return [column = std::move(column)](Context& c, db::Tx& tx) -> Result<Reply> {
      api::Where where = rows.visible(c.caller);
      where.add("t." + column + " = ?", db::Value(c.id()));
      return list_reply(rows, c, tx, std::move(where), {"t.id"});
    };
  };
  api.read("GET", "/organizations/{id}/organization_memberships", Access::staff, list_memberships("organization_id"));
  api.read("GET", "/users/{id}/organization_memberships", Access::customer, list_memberships("user_id"));
  api.write("POST", "/users/{id}/organization_memberships", api::Right(Access::staff, "organizations.manage"), [](Context& c, db::Tx& tx) -> Result<Reply> {
    JsonObject in = *TRY(c.wrapped("organization_membership"));
    in["user_id"] = c.id();
    const auto membership = TRY(memberships.create(c, tx, in));
    return Reply::created(object_body(memberships, c, tx, membership), memberships.url(c, membership));
  });
  // The membership that a path below a user names, by its own id or by that of the organization.
  using Named = Result<NamedMembership> (*)(Context&, db::Tx&);
  const Named by_id = [](Context& c, db::Tx& tx) -> Result<NamedMembership> {
    auto membership = TRY(rows.find(c, tx, c.id("membership")));
    if (membership.user_id.value != c.id()) return not_found();
    return std::move(membership);
  };
  const Named by_organization = [](Context& c, db::Tx& tx) -> Result<NamedMembership> {
    api::Where where = rows.visible(c.caller);
    where.add("t.user_id = ? and t.organization_id = ?", db::Value(c.id()), db::Value(c.id("organization")));
    auto found = rows.select(tx, where);
    if (found.empty()) return not_found();
    return std::move(found.front());
  };
  const api::Right manage(Access::staff, "organizations.manage");
  api.read("GET", "/users/{id}/organization_memberships/{membership}", Access::customer, [by_id](Context& c, db::Tx& tx) -> Result<Reply> {
    const auto membership = TRY(by_id(c, tx));
    return Reply::ok(object_body(rows, c, tx, membership));
  });
  for (const auto& [path, named] : {std::pair<std::string, Named>{"/users/{id}/organization_memberships/{membership}", by_id}, {"/users/{id}/organizations/{organization}", by_organization}}) {
    api.write("DELETE", path, manage, [named = named](Context& c, db::Tx& tx) -> Result<Reply> {
      const auto membership = TRY(named(c, tx));
      TRY(memberships.erase(c, tx, membership.id.value));
      return Reply::no_content();
    });
    api.write("PUT", path + "/make_default", manage, [named = named, list_memberships](Context& c, db::Tx& tx) -> Result<Reply> {
      const auto membership = TRY(named(c, tx));
      tx.execute(sql::organization::make_default_membership, membership.user_id, membership.organization_id, tx.now());
      tx.execute("update users set organization_id = $2, updated_at = $3 where id = $1", membership.user_id, membership.organization_id, tx.now());
      return list_memberships("user_id")(c, tx);
    });
  }
  add_resource(api, rows);
  add_resource(api, memberships);
  add_resource(api, organization_resource());
}

}  // namespace sahay::people
