// Routes of people: /users, /organizations, /groups, their memberships, identities, /session, and the authenticator.
// Threading: called once at start.
#pragma once

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

void add_user_routes(api::Api& api);
void add_organization_routes(api::Api& api);
void add_group_routes(api::Api& api);
void add_session_routes(api::Api& api);

// "users":[...], "organizations":[...], "groups":[...] for include=: each id once, in order of id.
void write_users(api::Context& context, db::Tx& tx, std::vector<std::int64_t> ids, JsonWriter& writer);
void write_organizations(api::Context& context, db::Tx& tx, std::vector<std::int64_t> ids, JsonWriter& writer);
void write_groups(api::Context& context, db::Tx& tx, std::vector<std::int64_t> ids, JsonWriter& writer);

}  // namespace sahay::people
