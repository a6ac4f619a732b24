// Right: what a route asks of its caller: how far they are let in (Access), and for the finer rights of a role a
// permission ("rules.manage"). This is the one choke point: Api asks refusal_of() for every request of every route.
// Rule of use: `Access::admin` alone is for administrators; Right(Access::admin, "rules.manage") also lets in those whose
// role has that permission. A route that changes something and names no permission asks staff for kChanges, so that a
// role that only reads and comments cannot use a route whose author did not think of it; kAnyStaff asks for none.
// Threading: values.
#pragma once

#include <string>
#include <string_view>

#include "platform/api/caller.h"

namespace sahay::api {

inline constexpr char kChanges[] = "tickets.edit";
inline constexpr char kAnyStaff[] = "any";

struct Right {
  Access access = Access::staff;
  std::string permission;

  Right(Access lowest) : access(lowest) {}
  Right(Access lowest, std::string needed) : access(lowest), permission(std::move(needed)) {}
};

bool changes_something(std::string_view method);
// The permission that a member of staff needs for this route; "" = none beyond the access.
std::string permission_needed(const Right& right, std::string_view method);
bool allows(const Right& right, const Caller& caller, std::string_view method);

// The scopes that a caller with scopes lacks for a route ("write", "tickets:write"); "" = none is missing.
std::string missing_scope(const Caller& caller, std::string_view method, std::string_view path);

// False while a test has planted a hole: the named resource shows every row to everybody, and the matrix of rights must
// notice. Builds without hooks have no hole to plant.
bool scope_in_force(std::string_view resource);
void plant_hole(std::string resource);

}  // namespace sahay::api
