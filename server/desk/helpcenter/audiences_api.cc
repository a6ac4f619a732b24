// /help_center/user_segments (who may read) and /guide/permission_groups (who may write).
#include "desk/helpcenter/audience_sql.h"
#include "desk/helpcenter/help_api.h"
#include "desk/people/people.h"

namespace sahay::helpcenter {
namespace {

using api::Access;
using api::Context;
using api::Reply;

template <class T>
api::Field<T> integers(std::string name, std::vector<std::int64_t> T::*member) {
  api::Field<T> field{name, "array", [member](JsonWriter& w, const T& o, const Context&) { w.value(o.*member); }, {}};
  field.read = [member, name](T& o, const Json& in) -> api::Problem {
    std::vector<std::int64_t> out;
    if (!in.is_array() && !in.is_null()) return api::wrong_type(name, "array");
    if (in.is_array())
      for (const Json& item : in.get_array()) {
        const JsonObject holder{{"v", item}};
        const auto id = integer_at(holder, "v");
        if (!id || out.size() >= 1000) return api::wrong_type(name, "array of ids");
        out.push_back(*id);
      }
    o.*member = std::move(out);
    return {};
  };
  return field;
}

api::Resource<Segment> describe_segments() {
  using namespace api;
  using S = Segment;
  Resource<S> r;
  r.name = "user_segment";
  r.plural = r.table = "user_segments";
  r.path = "/help_center/user_segments";
  r.see = Access::staff;
  r.change = Access::admin;
  r.fields = {computed<S>("id", "integer", [](JsonWriter& w, const S& s, const Context&) { w.value(s.id); }),
              text_field<S>("name", &S::name).required().max(255),
              choice<S>("user_type", &S::user_type, {"signed_in_users", "staff"}),
              strings<S>("tags", &S::tags), strings<S>("or_tags", &S::or_tags),
              integers<S>("organization_ids", &S::organization_ids), integers<S>("group_ids", &S::group_ids),
              computed<S>("added_user_ids", "array", [](JsonWriter& w, const S&, const Context&) { w.begin_array().end_array(); }),
              flag<S>("built_in", &S::built_in).read_only(),
              time_field<S>("created_at", &S::created_at).read_only(), time_field<S>("updated_at", &S::updated_at).read_only()};
  r.check = [](Context&, db::Tx& tx, const S* before, S& now, const JsonObject&) -> Result<void> {
    if (before && before->built_in) return invalid("id", "InvalidValue", "error.field.built_in");
    if (now.user_type.empty()) now.user_type = "signed_in_users";
    for (const auto id : now.organization_ids)
      if (!people::find_organization(tx, OrganizationId(id))) return invalid("organization_ids", "InvalidValue", "error.field.no_organization");
    for (const auto id : now.group_ids)
      if (!people::find_group(tx, GroupId(id))) return invalid("group_ids", "InvalidValue", "error.field.no_group");
    return {};
  };
  r.remove = [](Context&, db::Tx& tx, const S& segment) -> Result<void> {
    if (segment.built_in) return invalid("id", "InvalidValue", "error.field.built_in");
    // Without its audience an article would be for everybody.
    if (tx.scalar<std::int64_t>(sql::audience::segment_in_use, segment.id).value_or(0) > 0) return invalid("id", "InvalidValue", "error.field.in_use");
    tx.execute("delete from user_segments where id = $1", segment.id);
    return {};
  };
  return r;
}

api::Resource<PermissionGroup> describe_permission_groups() {
  using namespace api;
  using P = PermissionGroup;
  Resource<P> r;
  r.name = "permission_group";
  r.plural = r.table = "permission_groups";
  r.path = "/guide/permission_groups";
  r.see = Access::staff;
  r.change = Access::admin;
  r.fields = {computed<P>("id", "integer", [](JsonWriter& w, const P& p, const Context&) { w.value(p.id); }),
              text_field<P>("name", &P::name).required().max(255), integers<P>("edit", &P::edit), integers<P>("publish", &P::publish),
              flag<P>("built_in", &P::built_in).read_only(),
              time_field<P>("created_at", &P::created_at).read_only(), time_field<P>("updated_at", &P::updated_at).read_only()};
  r.check = [](Context&, db::Tx& tx, const P* before, P& now, const JsonObject&) -> Result<void> {
    if (before && before->built_in) return invalid("id", "InvalidValue", "error.field.built_in");
    const auto segments = tx.all<Segment>(sql::audience::segments);
    for (const auto* list : {&now.edit, &now.publish})
      for (const auto id : *list)
        if (std::none_of(segments.begin(), segments.end(), [&](const Segment& s) { return s.id.value == id; })) return invalid(list == &now.edit ? "edit" : "publish", "InvalidValue", "error.field.invalid");
    return {};
  };
  r.remove = [](Context&, db::Tx& tx, const P& group) -> Result<void> {
    if (group.built_in) return invalid("id", "InvalidValue", "error.field.built_in");
    if (tx.scalar<std::int64_t>(sql::audience::permission_group_in_use, group.id).value_or(0) > 0) return invalid("id", "InvalidValue", "error.field.in_use");
    tx.execute("delete from permission_groups where id = $1", group.id);
    return {};
  };
  return r;
}

// The segments that a user belongs to.
Result<Reply> segments_of_user(Context& c, db::Tx& tx, std::int64_t user, const api::Resource<Segment>& segments) {
  const auto found = people::find_user(tx, UserId(user));
  if (!found) return not_found();
  const api::Caller caller = TRY(people::caller_of(tx, found->id));
  std::vector<Segment> out;
  for (const Segment& segment : tx.all<Segment>(sql::audience::segments))
    if (belongs(caller, found->tags, segment)) out.push_back(segment);
  return objects_reply(segments, c, out);
}

}  // namespace

void add_audience_routes(api::Api& api) {
  static const auto segments = describe_segments();
  static const auto groups = describe_permission_groups();
  api.read("GET", "/help_center/user_segments/applicable", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> { return list_reply(segments, c, tx, segments.visible(c.caller), {"t.id"}); });
  api.read("GET", "/help_center/user_segments/{id}/articles", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    TRY(segments.find(c, tx, c.id()));
    api::Where where = readable_articles(c, tx);
    where.add("t.user_segment_id = ?", db::Value(c.id()));
    return articles_reply(c, tx, std::move(where));
  });
  // Sections have no audience of their own: those that hold articles of the segment.
  api.read("GET", "/help_center/user_segments/{id}/sections", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    TRY(segments.find(c, tx, c.id()));
    api::Where where;
    add_locale(where, wanted_locale(c));
    where.add("t.id in (select section_id from help_articles where user_segment_id = ? and archived_at is null)", db::Value(c.id()));
    return list_reply(section_rows(), c, tx, std::move(where), {"t.id"});
  });
  api.read("GET", "/help_center/users/{id}/user_segments", Access::staff, [](Context& c, db::Tx& tx) { return segments_of_user(c, tx, c.id(), segments); });
  add_resource(api, segments);
  add_resource(api, groups);
}

}  // namespace sahay::helpcenter
