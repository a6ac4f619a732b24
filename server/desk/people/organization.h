// Organization: a client company, its domains and the memberships of its people. Group: a support centre.
// Threading: values.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"

namespace sahay::people {

struct Organization {
  OrganizationId id;
  std::string name;
  std::string name_key;  // lower case, for the duplicate check
  std::string external_id;
  std::vector<std::string> domain_names;
  std::string details, notes;
  GroupId group_id;
  bool shared_tickets = false, shared_comments = false;
  std::vector<std::string> tags;
  RawJson organization_fields{"{}"};
  Time created_at, updated_at, deleted_at;
};
BOOST_DESCRIBE_STRUCT(Organization, (), (id, name, name_key, external_id, domain_names, details, notes, group_id, shared_tickets, shared_comments, tags, organization_fields, created_at, updated_at, deleted_at))

struct OrganizationMembership {
  Id<struct OrganizationMembershipTag> id;
  UserId user_id;
  OrganizationId organization_id;
  bool is_default = false;
  bool view_tickets = false;  // sees every ticket of the organization
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(OrganizationMembership, (), (id, user_id, organization_id, is_default, view_tickets, created_at, updated_at))

struct Group {
  GroupId id;
  std::string name, description;
  bool is_public = true, is_default = false, deleted = false;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Group, (), (id, name, description, is_public, is_default, deleted, created_at, updated_at))

struct GroupMembership {
  Id<struct GroupMembershipTag> id;
  UserId user_id;
  GroupId group_id;
  bool is_default = false;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(GroupMembership, (), (id, user_id, group_id, is_default, created_at, updated_at))

}  // namespace sahay::people
