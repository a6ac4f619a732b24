// The door of people: users, identities, organizations, groups, sessions and API tokens.
// Rule of use: verbs take a Tx inside an open transaction; password hashing is the one exception (it is slow: 20-40 ms
// of CPU and 19 MiB, so it runs before the transaction, bounded to two at a time).
// Threading: any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.h"
#include "base/result.h"
#include "desk/people/organization.h"
#include "desk/people/user.h"
#include "platform/api/caller.h"
#include "platform/db/store.h"

namespace sahay::people {

// --- users ---

std::optional<User> find_user(db::Tx& tx, UserId id);
std::optional<User> find_by_address(db::Tx& tx, std::string_view email);  // any identity
std::optional<User> find_by_external_id(db::Tx& tx, std::string_view external_id);
std::vector<User> find_users(db::Tx& tx, const std::vector<std::int64_t>& ids);

struct NewUser {
  std::string name;   // "" = made from the address
  std::string email;  // "" = none
  std::string role = "end-user";
  std::string locale = "en-US";
  std::string phone;
  std::string time_zone = "UTC";
  bool verified = false;
  OrganizationId organization_id{};  // none: by the address's domain
};
// Errors: invalid email (not an address, or used by another user).
Result<User> create_user(db::Tx& tx, const NewUser& wanted);
// The user with this address, made as an end user when there is none. Errors: invalid email.
Result<User> find_or_create(db::Tx& tx, std::string_view email, std::string_view name, std::string_view locale = "en-US");
Result<Identity> add_identity(db::Tx& tx, UserId user, std::string_view type, std::string_view value, bool verified);
std::vector<Identity> identities_of(db::Tx& tx, UserId user);
bool has_admin(db::Tx& tx);
std::vector<User> staff(db::Tx& tx);  // active agents and admins

// --- organizations and groups ---

std::optional<Organization> find_organization(db::Tx& tx, OrganizationId id);
std::optional<Organization> organization_of_domain(db::Tx& tx, std::string_view domain);
std::optional<Group> find_group(db::Tx& tx, GroupId id);
std::optional<Group> default_group(db::Tx& tx);
std::vector<Group> groups(db::Tx& tx);  // not deleted
std::vector<GroupMembership> group_memberships(db::Tx& tx);
// Idempotent; the first membership of a user becomes the default.
OrganizationMembership join_organization(db::Tx& tx, UserId user, OrganizationId organization, bool view_tickets = false);
GroupMembership join_group(db::Tx& tx, UserId user, GroupId group);

// --- signing in ---

std::string hash_password(const Secret& password);                       // Argon2id, libsodium interactive 19 MiB
bool verify_password(const Secret& password, const std::string& hash);   // constant work for an empty hash too
std::optional<std::string> password_hash(db::Tx& tx, UserId user);
void set_password_hash(db::Tx& tx, UserId user, const std::string& hash);

// Sessions: kind "console" (agents) or "portal" (customers). The token is shown once and stored hashed.
std::string create_session(db::Tx& tx, UserId user, std::string_view kind, std::string_view address, Duration lifetime,
                           std::string_view user_agent = {});
std::optional<UserId> session_user(db::Tx& tx, std::string_view token, std::string_view kind);
void end_session(db::Tx& tx, std::string_view token);
void end_sessions_of(db::Tx& tx, UserId user);
void forget_ended_sessions(db::Tx& tx);

// A token of a person, or of an API client that a person let act for them (client_id).
struct ApiToken {
  std::int64_t id = 0;
  UserId user_id;
  std::string name;
  bool act_for_others = false;
  std::int64_t client_id = 0;
  std::vector<std::string> scopes;  // empty = everything the person may do
  std::string hint;                 // the last letters
  Time created_at, last_used_at, expires_at;
};
BOOST_DESCRIBE_STRUCT(ApiToken, (), (id, user_id, name, act_for_others, client_id, scopes, hint, created_at, last_used_at, expires_at))

struct NewToken {
  UserId user;
  std::string name;
  bool act_for_others = false;
  std::int64_t client_id = 0;
  std::vector<std::string> scopes{};
  Duration lifetime{};          // zero: does not end
  Duration refresh_lifetime{};  // zero: cannot be renewed
};
struct IssuedToken {
  ApiToken token;
  std::string clear, refresh;  // shown once
};
IssuedToken issue_token(db::Tx& tx, const NewToken& wanted);
// What credentials stood for is looked up anew after this commit: rights, passwords or tokens changed.
void forget_callers(db::Tx& tx);
std::string create_api_token(db::Tx& tx, UserId user, std::string_view name, bool act_for_others);  // the token, shown once
std::optional<ApiToken> find_api_token(db::Tx& tx, std::string_view token);

// The one-time link of the first start.
std::string create_setup_token(db::Tx& tx);
bool use_setup_token(db::Tx& tx, std::string_view token);  // false: unknown or used
bool is_setup_token(db::Tx& tx, std::string_view token);

// The caller that a user is, with memberships. Suspended and deleted users are nobody.
Result<api::Caller> caller_of(db::Tx& tx, UserId user);

}  // namespace sahay::people
