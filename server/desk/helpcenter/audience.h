// Audience: which articles somebody may read. Segment: a named part of all users (signed-in people, some organizations,
// people with some tags, staff, some groups). PermissionGroup: who may edit articles and who may publish them.
// Rule of use: every query over articles takes the Audience of its caller; administrators see everything.
// Threading: values; audience_of inside one Tx.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"
#include "platform/api/caller.h"
#include "platform/db/store.h"

namespace sahay::helpcenter {

using SegmentId = Id<struct UserSegmentTag>;
using PermissionGroupId = Id<struct PermissionGroupTag>;

struct Segment {
  SegmentId id;
  std::string name;
  std::string user_type = "signed_in_users";  // signed_in_users, staff
  std::vector<std::string> tags, or_tags;     // all of / one of
  std::vector<std::int64_t> organization_ids, group_ids;  // one of; empty: whichever
  bool built_in = false;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Segment, (), (id, name, user_type, tags, or_tags, organization_ids, group_ids, built_in, created_at, updated_at))

struct PermissionGroup {
  PermissionGroupId id;
  std::string name;
  std::vector<std::int64_t> edit, publish;  // segments
  bool built_in = false;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(PermissionGroup, (), (id, name, edit, publish, built_in, created_at, updated_at))

struct Audience {
  bool everything = false;              // an administrator
  std::vector<std::int64_t> segments{};  // that the reader belongs to

  bool sees(std::int64_t segment) const;  // 0 = for everybody
};
Audience audience_of(db::Tx& tx, const api::Caller& caller);
bool belongs(const api::Caller& caller, const std::vector<std::string>& tags, const Segment& segment);
// Whether the caller may change (or publish) what the permission group guards; 0 = the first group.
enum class Work { edit, publish };
bool may_work(db::Tx& tx, const api::Caller& caller, std::int64_t permission_group, Work work);

// The people of one organization, a segment by its name; made when it is missing. Errors: invalid (no such organization).
Result<SegmentId> segment_for(db::Tx& tx, OrganizationId organization);

// The built-in segments ("Signed-in users", "Agents and admins") and permission groups, when they are missing.
void ensure_audiences(db::Tx& tx);

}  // namespace sahay::helpcenter
