#include "desk/helpcenter/audience.h"

#include "desk/helpcenter/audience_sql.h"
#include "desk/people/people.h"

namespace sahay::helpcenter {
namespace {

bool meet(const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b) {
  return std::any_of(a.begin(), a.end(), [&](std::int64_t one) { return std::find(b.begin(), b.end(), one) != b.end(); });
}

}  // namespace

bool Audience::sees(std::int64_t segment) const {
  return segment == 0 || everything || std::find(segments.begin(), segments.end(), segment) != segments.end();
}

bool belongs(const api::Caller& caller, const std::vector<std::string>& tags, const Segment& segment) {
  if (caller.id == 0) return false;
  const auto has = [&](const std::string& tag) { return std::find(tags.begin(), tags.end(), tag) != tags.end(); };
  if (segment.user_type == "staff") return caller.staff() && (segment.group_ids.empty() || meet(segment.group_ids, caller.group_ids));
  if (caller.staff()) return true;  // who answers questions must be able to read the answers
  if (!segment.organization_ids.empty() && !meet(segment.organization_ids, caller.organization_ids)) return false;
  if (!std::all_of(segment.tags.begin(), segment.tags.end(), has)) return false;
  return segment.or_tags.empty() || std::any_of(segment.or_tags.begin(), segment.or_tags.end(), has);
}

Audience audience_of(db::Tx& tx, const api::Caller& caller) {
  Audience out;
  out.everything = caller.admin();
  if (out.everything || caller.id == 0) return out;
  std::optional<std::vector<std::string>> tags;
  for (const Segment& segment : tx.all<Segment>(sql::audience::segments)) {
    if (!tags) {
      const auto user = people::find_user(tx, UserId(caller.id));
      tags = user ? user->tags : std::vector<std::string>{};
    }
    if (belongs(caller, *tags, segment)) out.segments.push_back(segment.id.value);
  }
  return out;
}

bool may_work(db::Tx& tx, const api::Caller& caller, std::int64_t permission_group, Work work) {
  if (caller.admin()) return true;
  if (!caller.staff()) return false;
  const auto all = tx.all<PermissionGroup>(sql::audience::permission_groups);
  const auto found = std::find_if(all.begin(), all.end(), [&](const PermissionGroup& one) { return permission_group == 0 || one.id.value == permission_group; });
  if (found == all.end()) return false;
  return meet(work == Work::edit ? found->edit : found->publish, audience_of(tx, caller).segments);
}

Result<SegmentId> segment_for(db::Tx& tx, OrganizationId organization) {
  const auto found = people::find_organization(tx, organization);
  if (!found) return invalid("organization_id", "InvalidValue", "error.field.no_organization");
  for (const Segment& one : tx.all<Segment>(sql::audience::segments))
    if (one.user_type == "signed_in_users" && one.organization_ids == std::vector{organization.value} && one.tags.empty() && one.or_tags.empty()) return one.id;
  const SegmentId id(tx.new_id("user_segments"));
  tx.execute(sql::audience::insert_organization_segment, id, found->name, write_json(std::vector{organization.value}), tx.now());
  return id;
}

void ensure_audiences(db::Tx& tx) {
  auto segments = tx.all<Segment>(sql::audience::segments);
  if (segments.empty()) {
    tx.execute(sql::audience::insert_segment, tx.new_id("user_segments"), "Signed-in users", "signed_in_users", tx.now());
    tx.execute(sql::audience::insert_segment, tx.new_id("user_segments"), "Agents and admins", "staff", tx.now());
    segments = tx.all<Segment>(sql::audience::segments);
  }
  if (!tx.all<PermissionGroup>(sql::audience::permission_groups).empty()) return;
  std::vector<std::int64_t> staff;
  for (const Segment& one : segments)
    if (one.user_type == "staff" && one.built_in) staff.push_back(one.id.value);
  tx.execute(sql::audience::insert_permission_group, tx.new_id("permission_groups"), "Agents and admins", write_json(staff), tx.now());
  tx.execute(sql::audience::insert_permission_group, tx.new_id("permission_groups"), "Admins", "[]", tx.now());
}

}  // namespace sahay::helpcenter
