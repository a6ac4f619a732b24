// /help_center/sections/{id}/access_policy: who reads a section, in the older words of the field's clients. Here articles
// have the audience: a section's is that of all its articles, and of those that come without one.
#include <algorithm>

#include "base/text.h"
#include "desk/helpcenter/audience_sql.h"
#include "desk/helpcenter/content_tag_sql.h"
#include "desk/helpcenter/help_api.h"
#include "desk/people/people.h"
#include "platform/events/events.h"

namespace sahay::helpcenter {
namespace {

namespace q = sql::content_tag;
using api::Access;
using api::Context;
using api::Reply;

struct Policy {
  std::string viewable_by = "everybody", manageable_by = "managers";
  std::vector<std::int64_t> groups, organizations;
  std::vector<std::string> tags;
};

Policy policy_of(db::Tx& tx, const SectionRow& section) {
  Policy policy;
  policy.manageable_by = section.manageable_by;
  if (!section.user_segment_id) return policy;
  for (const Segment& segment : tx.all<Segment>(sql::audience::segments)) {
    if (segment.id != section.user_segment_id) continue;
    policy.viewable_by = segment.user_type;
    policy.groups = segment.group_ids;
    policy.organizations = segment.organization_ids;
    policy.tags = segment.tags;
  }
  return policy;
}

Reply policy_reply(const Context& c, const SectionRow& section, const Policy& policy) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("access_policy").begin_object();
  w.field("url", c.url("/help_center/sections/" + std::to_string(section.id.value) + "/access_policy.json"));
  w.field("viewable_by", policy.viewable_by).field("manageable_by", policy.manageable_by);
  w.field("restricted_to_group_ids", policy.groups).field("restricted_to_organization_ids", policy.organizations).field("required_tags", policy.tags);
  w.field("user_segment_id", section.user_segment_id).end_object().end_object();
  return Reply::ok(std::move(out));
}

Result<void> read_ids(const JsonObject& in, const char* key, std::vector<std::int64_t>& out) {
  const JsonArray* list = array_at(in, key);
  if (!list) return in.contains(key) && !in.at(key).is_null() ? Result<void>(invalid(key, "InvalidFormat", "error.field.wrong_type", {{"type", "array"}})) : Result<void>();
  out.clear();
  for (const Json& item : *list) {
    const auto id = integer_at(JsonObject{{"id", item}}, "id");
    if (!id || list->size() > 1000) return invalid(key, "InvalidValue", "error.field.invalid");
    out.push_back(*id);
  }
  return {};
}

Result<void> read_choice(const JsonObject& in, const char* key, std::vector<std::string> allowed, std::string& out) {
  const auto given = string_at(in, key);
  if (!given) return {};
  if (std::find(allowed.begin(), allowed.end(), *given) == allowed.end()) {
    std::string list;
    for (const std::string& one : allowed) list += (list.empty() ? "" : ", ") + one;
    return invalid(key, "InvalidValue", "error.field.not_allowed", {{"allowed", list}});
  }
  out = *given;
  return {};
}

Result<void> read_policy(db::Tx& tx, const JsonObject& in, Policy& policy) {
  TRY(read_choice(in, "viewable_by", {"everybody", "signed_in_users", "staff"}, policy.viewable_by));
  TRY(read_choice(in, "manageable_by", {"managers", "staff"}, policy.manageable_by));
  TRY(read_ids(in, "restricted_to_group_ids", policy.groups));
  TRY(read_ids(in, "restricted_to_organization_ids", policy.organizations));
  if (const JsonArray* list = array_at(in, "required_tags")) {
    policy.tags.clear();
    for (const Json& item : *list)
      if (item.is_string() && policy.tags.size() < 100) policy.tags.emplace_back(item.get_string());
  }
  for (const auto id : policy.organizations)
    if (!people::find_organization(tx, OrganizationId(id))) return invalid("restricted_to_organization_ids", "InvalidValue", "error.field.no_organization");
  for (const auto id : policy.groups)
    if (!people::find_group(tx, GroupId(id))) return invalid("restricted_to_group_ids", "InvalidValue", "error.field.no_group");
  return {};
}

// The segment that says the same, made when there is none. 0: everybody.
SegmentId segment_of(db::Tx& tx, const Policy& policy, const std::string& name) {
  const bool narrowed = !policy.groups.empty() || !policy.organizations.empty() || !policy.tags.empty();
  if (policy.viewable_by == "everybody" && !narrowed) return {};
  const std::string type = policy.viewable_by == "staff" ? "staff" : "signed_in_users";
  for (const Segment& segment : tx.all<Segment>(sql::audience::segments))
    if (segment.user_type == type && segment.group_ids == policy.groups && segment.organization_ids == policy.organizations && segment.tags == policy.tags && segment.or_tags.empty()) return segment.id;
  const SegmentId id(tx.new_id("user_segments"));
  tx.execute("insert into user_segments(id, name, user_type, tags, or_tags, organization_ids, group_ids, built_in, created_at, updated_at) values ($1, $2, $3, $4, '[]', $5, $6, 0, $7, $7)",
             id, name, type, write_json(policy.tags), write_json(policy.organizations), write_json(policy.groups), tx.now());
  return id;
}

Result<Reply> show(Context& c, db::Tx& tx) {
  const SectionRow section = TRY(find_words(section_rows(), c, tx, c.id()));
  return policy_reply(c, section, policy_of(tx, section));
}

Result<Reply> change(Context& c, db::Tx& tx) {
  SectionRow section = TRY(find_words(section_rows(), c, tx, c.id()));
  const JsonObject* in = TRY(c.wrapped("access_policy"));
  Policy policy = policy_of(tx, section);
  TRY(read_policy(tx, *in, policy));
  section.user_segment_id = segment_of(tx, policy, section.name);
  section.manageable_by = policy.manageable_by;
  tx.execute(q::set_section_audience, section.id, section.user_segment_id.value, section.manageable_by, tx.now());
  const auto inside = articles_of(tx, section.id);
  tx.execute(q::give_audience, section.id, section.user_segment_id.value, tx.now());
  for (const Article& article : inside) {
    events::Event event;
    event.kind = "article.updated";
    event.subject_id = article.id.value;
    event.actor_id = c.caller.id;
    event.via = c.caller.via;
    events::emit(tx, std::move(event));
  }
  return policy_reply(c, section, policy_of(tx, section));
}

}  // namespace

std::int64_t segment_of_section(db::Tx& tx, SectionId section) { return tx.scalar<std::int64_t>(q::section_audience, section).value_or(0); }

void add_access_policy_routes(api::Api& api) {
  api.read("GET", "/help_center/sections/{id}/access_policy", Access::staff, show);
  api.write("PUT", "/help_center/sections/{id}/access_policy", Access::admin, change);
}

}  // namespace sahay::helpcenter
