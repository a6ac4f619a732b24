#include "desk/people/role.h"

#include "desk/people/role_sql.h"

namespace sahay::people {
namespace {

api::Reach reach_of(std::string_view access) {
  if (access == "own") return api::Reach::own;
  if (access == "group") return api::Reach::group;
  if (access == "organization") return api::Reach::organization;
  return api::Reach::all;
}

// The older setting on the person, as the field's clients write it.
api::Reach restriction_of(std::string_view restriction) {
  if (restriction == "groups") return api::Reach::group;
  if (restriction == "organization") return api::Reach::organization;
  if (restriction == "assigned" || restriction == "requested") return api::Reach::own;
  return api::Reach::all;
}

}  // namespace

const std::vector<Permission>& all_permissions() {
  static const std::vector<Permission> all = {
      {"tickets.comment", ""},
      {"tickets.comment_public", ""},
      {"drafts.override", ""},
      {"procedures.skip", ""},
      {"tickets.edit", "ticket_editing"},
      {"tickets.delete", "ticket_deletion"},
      {"tickets.merge", "ticket_merge"},
      {"tickets.deleted", "view_deleted_tickets"},
      {"suspended.manage", "manage_suspended_tickets"},
      {"users.manage", "end_user_editing"},
      {"organizations.manage", "manage_organizations"},
      {"staff.manage", "manage_team_members"},
      {"groups.manage", "manage_groups"},
      {"roles.manage", "manage_roles"},
      {"fields.manage", "manage_ticket_fields"},
      {"rules.manage", "manage_business_rules"},
      {"views.manage", "manage_views"},
      {"macros.manage", "manage_macros"},
      {"content.manage", "manage_dynamic_content"},
      {"channels.manage", "manage_extensions_and_channels"},
      {"settings.manage", "manage_settings"},
      {"helpcenter.write", "moderate_forums"},
      {"helpcenter.manage", "manage_help_center"},
      {"reports.view", "view_reports"},
      {"exports.run", "export_data"},
      {"audit.view", "view_audit_log"},
      {"clients.manage", "manage_api_clients"}};
  return all;
}

std::optional<Role> find_role(db::Tx& tx, RoleId id) { return tx.one<Role>(sql::role::find_role, id); }

void give_rights(db::Tx& tx, const User& user, api::Caller& caller) {
  caller.has_role = true;
  auto role = find_role(tx, user.custom_role_id ? RoleId(user.custom_role_id) : kAgentRole);
  if (!role) role = find_role(tx, kLightAgentRole);  // a role that is gone gives the least
  if (!role) return;
  caller.role_id = role->id.value;
  caller.permissions = std::move(role->permissions);
  if (role->comment_access == "public" && !user.only_private_comments) caller.permissions.push_back("tickets.comment_public");
  caller.reach = std::min(reach_of(role->ticket_access), restriction_of(user.ticket_restriction));
}

}  // namespace sahay::people
