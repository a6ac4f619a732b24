// Routes of people: /users, /organizations, /groups, their memberships, identities, /session, and the authenticator.
// Threading: called once at start.
#pragma once

#include <functional>
#include <memory>

#include "desk/people/people.h"
#include "platform/api/controller.h"

namespace sahay::people {

// Descriptors; others use them to side-load people beside their own rows.
const api::Resource<User>& user_resource();
const api::Resource<Organization>& organization_resource();
const api::Resource<Group>& group_resource();

// Basic "email/token:TOKEN", "Bearer TOKEN", or the console's cookie. A token acts for its owner; one with
// act_for_others for anyone it names (by the e-mail of Basic or X-On-Behalf-Of).
api::Authenticator authenticator();

// Whether an account of staff is in this caller's hands: the administrator's, or the role's that manages staff.
bool may_change_staff(const api::Caller& caller, const User& user);

// The answer that opens the console for this person: a new session in a cookie. `recovery_codes`: shown once, with it.
Result<api::Reply> open_console(api::Context& c, db::Tx& tx, const User& user, const std::vector<std::string>& recovery_codes = {});
// The cookie of a console session ("" with 0 seconds: taken away).
std::string console_cookie(const http::Request& request, const std::string& token, std::int64_t seconds);
inline constexpr auto kConsoleSession = std::chrono::hours(24 * 14);

// What a right password alone does not open. Set once at start by desk/signin; empty: it opens everything. Runs in the
// transaction of the session, which is kept also when it refuses.
struct SecondStep {
  std::optional<api::Reply> refused;        // answered instead of a session
  std::vector<std::string> recovery_codes;  // made by this step
};
extern std::function<SecondStep(api::Context&, db::Tx&, const User&, std::string_view code)> second_step;

class SignInLimit;

void add_user_routes(api::Api& api);
void add_organization_routes(api::Api& api);
void add_group_routes(api::Api& api);
void add_session_routes(api::Api& api, std::shared_ptr<SignInLimit> limit = nullptr);  // `limit`: shared with the portal's door
void add_account_routes(api::Api& api, std::shared_ptr<SignInLimit> limit);  // by add_session_routes
void add_role_routes(api::Api& api);
void add_audit_routes(api::Api& api);          // sets api::keep_change
void add_person_field_routes(api::Api& api);   // user_fields, organization_fields
void add_merge_routes(api::Api& api);          // merge, undo, suggestions of duplicates
void add_deleted_user_routes(api::Api& api);
void add_identity_routes(api::Api& api);       // by add_user_routes

// "scopes" (a list) or "scope" (words): read, write, KIND:read, KIND:write, impersonate. Errors: invalid scopes.
Result<std::vector<std::string>> read_scopes(const JsonObject& in);

// Asks a person by mail to say that an address is theirs. Set by app/wiring.cc; empty: nobody is asked.
extern std::function<void(db::Tx&, const std::string& site_url, const User&, const Identity&)> ask_to_verify;

// "users":[...], "organizations":[...], "groups":[...] for include=: each id once, in order of id.
void write_users(api::Context& context, db::Tx& tx, std::vector<std::int64_t> ids, JsonWriter& writer);
void write_organizations(api::Context& context, db::Tx& tx, std::vector<std::int64_t> ids, JsonWriter& writer);
void write_groups(api::Context& context, db::Tx& tx, std::vector<std::int64_t> ids, JsonWriter& writer);

}  // namespace sahay::people
