#include "desk/people/organization_sql.h"
#include "desk/people/people.h"
#include "desk/people/user_sql.h"

namespace sahay::people {

std::optional<Organization> find_organization(db::Tx& tx, OrganizationId id) {
  return id ? tx.one<Organization>(sql::organization::find_organization, id) : std::nullopt;
}

std::optional<Organization> organization_of_domain(db::Tx& tx, std::string_view domain) {
  return domain.empty() ? std::nullopt : tx.one<Organization>(sql::organization::of_domain, domain);
}

std::optional<Group> find_group(db::Tx& tx, GroupId id) {
  return id ? tx.one<Group>(sql::organization::find_group, id) : std::nullopt;
}

std::optional<Group> default_group(db::Tx& tx) { return tx.one<Group>(sql::organization::default_group); }

std::vector<Group> groups(db::Tx& tx) { return tx.all<Group>(sql::organization::all_groups); }

std::vector<GroupMembership> group_memberships(db::Tx& tx) {
  return tx.all<GroupMembership>(sql::organization::all_group_memberships);
}

OrganizationMembership join_organization(db::Tx& tx, UserId user, OrganizationId organization, bool view_tickets) {
  if (auto known = tx.one<OrganizationMembership>(sql::organization::find_membership, user, organization)) return *known;
  OrganizationMembership membership;
  membership.id = decltype(membership.id)(tx.new_id("organization_memberships"));
  membership.user_id = user;
  membership.organization_id = organization;
  membership.is_default = tx.all<OrganizationMembership>(sql::organization::memberships_of_user, user).empty();
  membership.view_tickets = view_tickets;
  membership.created_at = membership.updated_at = tx.now();
  tx.execute(sql::organization::insert_membership, membership.id, user, organization, membership.is_default, view_tickets, tx.now());
  if (membership.is_default) tx.execute(sql::user::set_organization, user, organization, tx.now());
  return membership;
}

GroupMembership join_group(db::Tx& tx, UserId user, GroupId group) {
  if (auto known = tx.one<GroupMembership>(sql::organization::find_group_membership, user, group)) return *known;
  GroupMembership membership;
  membership.id = decltype(membership.id)(tx.new_id("group_memberships"));
  membership.user_id = user;
  membership.group_id = group;
  membership.is_default = tx.all<GroupMembership>(sql::organization::group_memberships_of_user, user).empty();
  membership.created_at = membership.updated_at = tx.now();
  tx.execute(sql::organization::insert_group_membership, membership.id, user, group, membership.is_default, tx.now());
  if (membership.is_default) tx.execute(sql::user::set_default_group, user, group, tx.now());
  return membership;
}

}  // namespace sahay::people
