// Role: what a member of staff may do: which tickets they see, whether customers see their comments, and a set of
// permissions. Three roles are the system's: agent, light agent (reads, comments for colleagues only), administrator.
// Rule of use: routes and verbs ask Caller::may(permission) and the scope; nobody else looks at roles.
// Threading: values.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "desk/people/user.h"
#include "platform/api/caller.h"
#include "platform/db/store.h"

namespace sahay::api {
struct Context;
}

namespace sahay::people {

using RoleId = Id<struct RoleTag>;
inline constexpr RoleId kAgentRole{1}, kLightAgentRole{2}, kAdminRole{3};

struct Role {
  RoleId id;
  std::string name, description;
  std::int64_t role_type = 2;           // 0 agent, 1 light agent, 2 own, 4 administrator
  std::string ticket_access = "all";    // own, group, organization, all
  std::string comment_access = "public";  // public, private
  std::vector<std::string> permissions;
  bool is_system = false;
  Time created_at, updated_at;
  std::int64_t team_member_count = 0;  // counted for those who are shown the role, kept nowhere
};
BOOST_DESCRIBE_STRUCT(Role, (), (id, name, description, role_type, ticket_access, comment_access, permissions, is_system, created_at, updated_at))

// One permission and the key that the field's clients know it by ("" = none).
struct Permission {
  const char* name;
  const char* configuration;
};
const std::vector<Permission>& all_permissions();

std::optional<Role> find_role(db::Tx& tx, RoleId id);
// Fills reach, permissions and role of a caller that is staff: the role's, narrowed by what is set on the person.
void give_rights(db::Tx& tx, const User& user, api::Caller& caller);

// "roles":[...] for include=roles, each id once, in order of id; their people are not counted.
void write_roles(const api::Context& context, db::Tx& tx, std::vector<std::int64_t> ids, JsonWriter& writer);

}  // namespace sahay::people
