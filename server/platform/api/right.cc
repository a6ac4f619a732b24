#include "platform/api/right.h"

#include <algorithm>
#include <mutex>

#include "base/text.h"

namespace sahay::api {
namespace {

bool has(const std::vector<std::string>& list, std::string_view wanted) {
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

#ifdef SAHAY_HOOKS
std::mutex hole_mutex;
std::string hole;
#endif

}  // namespace

bool changes_something(std::string_view method) { return method != "GET" && method != "HEAD" && method != "OPTIONS"; }

std::string permission_needed(const Right& right, std::string_view method) {
  if (right.permission == kAnyStaff) return "";
  if (!right.permission.empty()) return right.permission;
  return right.access == Access::staff && changes_something(method) ? kChanges : "";
}

bool allows(const Right& right, const Caller& caller, std::string_view method) {
  if (caller.admin()) return true;
  const std::string needed = permission_needed(right, method);
  if (right.access == Access::admin) return caller.staff() && !needed.empty() && caller.has_role && caller.may(needed);
  if (caller.access < right.access) return false;
  return !caller.staff() || needed.empty() || caller.may(needed);
}

std::string missing_scope(const Caller& caller, std::string_view method, std::string_view path) {
  if (caller.scopes.empty()) return "";
  const std::string verb = changes_something(method) ? "write" : "read";
  const std::string kind(text::split(path.substr(1), '/').front());
  if (has(caller.scopes, verb) || has(caller.scopes, kind + ":" + verb)) return "";
  // Who somebody is may be asked with any token, as clients do to test their connection.
  return verb == "read" && path == "/users/me" ? "" : verb;
}

#ifdef SAHAY_HOOKS
bool scope_in_force(std::string_view resource) {
  const std::lock_guard lock(hole_mutex);
  return hole.empty() || hole != resource;
}
void plant_hole(std::string resource) {
  const std::lock_guard lock(hole_mutex);
  hole = std::move(resource);
}
#else
bool scope_in_force(std::string_view) { return true; }
void plant_hole(std::string) {}
#endif

}  // namespace sahay::api
