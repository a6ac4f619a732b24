// Caller: who asks, as the authenticator found out. Rights are checked in one place (Api) and are part of every query
// (Resource::scope); handlers never look at credentials.
// Threading: a value per request.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/i18n.h"

namespace sahay::api {

// How far a caller may look, lowest first. Finer rights are permissions.
enum class Access { anonymous, customer, staff, admin };

// Which rows of the common work a member of staff sees: their own, their groups', their organizations', or all.
enum class Reach { own, group, organization, all };

struct Caller {
  std::int64_t id = 0;                 // 0 = nobody
  Access access = Access::anonymous;
  std::string name;
  std::string email;
  i18n::Language language = i18n::Language::en;
  std::string via = "api";             // "api" by token, "web" by cookie
  bool by_cookie = false;              // then changes need the header X-Sahay
  bool may_act_for_others = false;
  std::int64_t acting_for = 0;         // the token's owner when it acts for `id`
  std::int64_t organization_id = 0;
  std::vector<std::int64_t> organization_ids;         // member of
  std::vector<std::int64_t> shared_organization_ids;  // may see all their rows
  std::vector<std::int64_t> group_ids;
  Reach reach = Reach::all;
  bool has_role = false;                 // then `permissions` decides; without a role staff may do all that is staff's
  std::vector<std::string> permissions;  // of the role
  std::vector<std::string> scopes;       // of an API client's token; empty = everything the person may do
  std::int64_t role_id = 0;

  bool staff() const { return access >= Access::staff; }
  bool admin() const { return access == Access::admin; }
  // Whether this member of staff has a permission ("tickets.delete"). Customers have none.
  bool may(std::string_view permission) const {
    if (admin()) return true;
    return staff() && (!has_role || std::find(permissions.begin(), permissions.end(), permission) != permissions.end());
  }
  bool sees_all() const { return admin() || (staff() && reach == Reach::all); }
};

}  // namespace sahay::api
