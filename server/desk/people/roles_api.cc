// Routes of /custom_roles.
#include <algorithm>

#include "base/text.h"
#include "desk/people/people_api.h"
#include "desk/people/role.h"
#include "desk/people/role_sql.h"

namespace sahay::people {
namespace {

using api::Access;
using api::Context;
using api::Reply;

// The field's clients know other words for which tickets a role sees.
constexpr std::pair<const char*, const char*> kTicketAccess[] = {
    {"own", "assigned-only"}, {"group", "within-groups"}, {"organization", "within-organization"}, {"all", "all"}};

bool has(const Role& role, std::string_view permission) {
  return std::find(role.permissions.begin(), role.permissions.end(), permission) != role.permissions.end();
}

void set(Role& role, std::string_view permission, bool on) {
  if (on && !has(role, permission)) role.permissions.emplace_back(permission);
  if (!on) std::erase(role.permissions, permission);
}

void write_configuration(JsonWriter& w, const Role& role) {
  const bool all = role.id == kAdminRole;
  w.begin_object().field("light_agent", role.id == kLightAgentRole);
  for (const auto& [ours, theirs] : kTicketAccess)
    if (role.ticket_access == ours) w.field("ticket_access", theirs);
  w.field("ticket_comment_access", role.comment_access == "public" ? "public" : "none");
  for (const Permission& permission : all_permissions())
    if (*permission.configuration && permission.configuration != std::string_view("manage_roles")) w.field(permission.configuration, all || has(role, permission.name));
  w.field("manage_roles", all || has(role, "roles.manage") ? "all-except-self" : "none");
  w.field("end_user_profile_access", all || has(role, "users.manage") ? "full" : "readonly").field("end_user_list_access", "full");
  w.field("organization_editing", all || has(role, "organizations.manage")).field("ticket_tag_editing", all || has(role, "tickets.edit"));
  w.field("view_access", all || has(role, "views.manage") ? "full" : "manage-personal").field("macro_access", all || has(role, "macros.manage") ? "full" : "manage-personal");
  w.field("report_access", all ? "full" : has(role, "reports.view") ? "readonly" : "none").field("forum_access", all || has(role, "helpcenter.manage") ? "full" : "readonly");
  w.field("explore_access", all ? "full" : has(role, "reports.view") ? "readonly" : "none");
  const bool rules = all || has(role, "rules.manage"), fields = all || has(role, "fields.manage");
  for (const char* key : {"manage_automations", "manage_triggers", "manage_slas", "manage_skills"}) w.field(key, rules);
  for (const char* key : {"manage_user_fields", "manage_organization_fields", "manage_ticket_forms"}) w.field(key, fields);
  w.field("manage_group_memberships", all || has(role, "groups.manage")).field("organization_notes_editing", all || has(role, "organizations.manage"));
  w.field("assign_tickets_to_any_group", all || has(role, "tickets.edit")).field("ticket_redaction", all || has(role, "tickets.delete"));
  for (const char* none : {"chat_access", "manage_facebook", "manage_contextual_workspaces", "twitter_search_access", "voice_access", "voice_dashboard_access", "forum_access_restricted_content"}) w.field(none, false);
  w.field("group_access", true).field("side_conversation_create", all || has(role, "tickets.edit")).field("user_view_access", "full").end_object();
}

api::Problem read_configuration(Role& role, const Json& in) {
  if (!in.is_object()) return api::wrong_type("configuration", "object");
  const JsonObject& wish = in.get_object();
  if (const auto access = string_at(wish, "ticket_access")) {
    bool known = false;
    for (const auto& [ours, theirs] : kTicketAccess)
      if (*access == ours || *access == theirs) {
        role.ticket_access = ours;
        known = true;
      }
    if (!known) return FieldError{"configuration.ticket_access", "InvalidValue", "error.field.not_allowed", {{"allowed", "own, group, organization, all"}}};
  }
  if (const auto access = string_at(wish, "ticket_comment_access")) role.comment_access = *access == "public" ? "public" : "private";
  for (const Permission& permission : all_permissions())
    if (const auto on = *permission.configuration ? bool_at(wish, permission.configuration) : std::nullopt) set(role, permission.name, *on);
  if (const auto access = string_at(wish, "end_user_profile_access")) set(role, "users.manage", *access == "full" || *access == "edit");
  return {};
}

std::int64_t people_with(db::Tx& tx, const Role& role) {
  // Without a role of their own, agents have the first, administrators the third.
  if (role.id == kAgentRole || role.id == kAdminRole) return tx.scalar<std::int64_t>(sql::role::count_plain, role.id, role.id == kAdminRole ? "admin" : "agent").value_or(0);
  return tx.scalar<std::int64_t>(sql::role::count_people, role.id).value_or(0);
}

Result<void> check_role(Context& c, db::Tx& tx, const Role* before, Role& now, const JsonObject&) {
  if (before && before->is_system) return invalid("id", "InvalidValue", "error.field.system_role");
  set(now, "tickets.comment", true);
  for (const std::string& permission : now.permissions) {
    const auto known = std::any_of(all_permissions().begin(), all_permissions().end(), [&](const Permission& p) { return p.name == permission; });
    if (!known) return invalid("permissions", "InvalidValue", "error.field.no_permission", {{"permission", permission}});
    // Nobody hands out what they do not have themselves.
    if (!c.caller.may(permission)) return forbidden(permission);
  }
  now.team_member_count = before ? people_with(tx, now) : 0;
  return {};
}

api::Resource<Role> describe() {
  using namespace api;
  Resource<Role> r;
  r.name = "custom_role";
  r.plural = "custom_roles";
  r.path = "/custom_roles";
  r.table = "custom_roles";
  r.see = Access::staff;
  r.lists = r.shows = false;  // with the number of people, below
  r.sorts = {{"id", {"t.id"}}, {"name", {"t.name", false, true}}, {"created_at", {"t.created_at"}}, {"updated_at", {"t.updated_at"}}};
  r.change = Right(Access::admin, "roles.manage");
  r.check = check_role;
  r.remove = [](Context&, db::Tx& tx, const Role& role) -> Result<void> {
    if (role.is_system) return invalid("id", "InvalidValue", "error.field.system_role");
    if (tx.scalar<std::int64_t>(sql::role::count_people, role.id).value_or(0) > 0) return invalid("id", "InvalidValue", "error.field.role_in_use");
    tx.execute("delete from custom_roles where id = $1", role.id);
    return {};
  };
  r.fields = {
      computed<Role>("id", "integer", [](JsonWriter& w, const Role& o, const Context&) { w.value(o.id); }),
      text_field<Role>("name", &Role::name).required().max(255),
      text_field<Role>("description", &Role::description).max(2'000),
      number<Role>("role_type", &Role::role_type).read_only(),
      number<Role>("team_member_count", &Role::team_member_count).read_only(),
      strings<Role>("permissions", &Role::permissions),
      choice<Role>("ticket_access", &Role::ticket_access, {"own", "group", "organization", "all"}),
      choice<Role>("comment_access", &Role::comment_access, {"public", "private"}),
      flag<Role>("system", &Role::is_system).read_only(),
      time_field<Role>("created_at", &Role::created_at).read_only(),
      time_field<Role>("updated_at", &Role::updated_at).read_only()};
  Field<Role> configuration = computed<Role>("configuration", "object", [](JsonWriter& w, const Role& o, const Context&) { write_configuration(w, o); });
  configuration.read = read_configuration;
  r.fields.push_back(std::move(configuration));
  return r;
}

const api::Resource<Role>& resource() {
  static const auto descriptor = describe();
  return descriptor;
}

Result<Reply> list(Context& c, db::Tx& tx) {
  const api::Page page = TRY(api::page_of(c));
  const api::ListQuery query{"t.*", "custom_roles t", {}, api::sort_of(c, resource().sorts, {"t.id"})};
  std::vector<Role> rows;
  std::optional<db::RowReader<Role>> reader;
  const api::PageState state = TRY(api::run_page(tx, query, page, [&](const db::Cursor& row) {
    if (!reader) reader.emplace(row);
    rows.push_back(reader->read(row));
  }));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("custom_roles").begin_array();
  for (Role& role : rows) {
    role.team_member_count = people_with(tx, role);
    resource().write(w, role, c);
  }
  w.end_array();
  api::write_page(w, c, page, state);
  w.end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

void write_roles(const Context& c, db::Tx& tx, std::vector<std::int64_t> ids, JsonWriter& w) {
  api::Where where;
  where.add_in("t.id", ids);
  w.key("roles").begin_array();
  for (const Role& role : resource().select(tx, where, " order by t.id")) resource().write(w, role, c);
  w.end_array();
}

void add_role_routes(api::Api& api) {
  api.read("GET", "/custom_roles", Access::staff, list);
  api.read("GET", "/custom_roles/count", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return api::count_reply(api::count_rows(tx, {"t.id", "custom_roles t", {}, {}}), c.now);
  });
  api.read("GET", "/custom_roles/{id}", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    Role role = TRY(resource().find(c, tx, c.id()));
    role.team_member_count = people_with(tx, role);
    return Reply::ok(object_body(resource(), c, tx, role));
  });
  add_resource(api, resource());
}

}  // namespace sahay::people
