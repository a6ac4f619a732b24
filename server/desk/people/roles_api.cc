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
  for (const char* none : {"chat_access", "manage_facebook", "twitter_search_access", "voice_access", "forum_access_restricted_content"}) w.field(none, false);
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

Result<void> check_role(Context& c, db::Tx& tx, const Role* before, Role& now, const JsonObject&) {
  if (before && before->is_system) return invalid("id", "InvalidValue", "error.field.system_role");
  set(now, "tickets.comment", true);
  for (const std::string& permission : now.permissions) {
    const auto known = std::any_of(all_permissions().begin(), all_permissions().end(), [&](const Permission& p) { return p.name == permission; });
    if (!known) return invalid("permissions", "InvalidValue", "error.field.no_permission", {{"permission", permission}});
    // Nobody hands out what they do not have themselves.
    if (!c.caller.may(permission)) return forbidden(permission);
  }
  (void)tx;
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

}  // namespace

void add_role_routes(api::Api& api) { add_resource(api, describe()); }

}  // namespace sahay::people
