// /escalation_tiers: the ladders of groups.
#include <algorithm>

#include "desk/escalation/escalation.h"
#include "desk/tickets/tickets_api.h"
#include "platform/api/controller.h"

namespace sahay::escalation {
namespace {

using api::Context;

Result<void> check(Context&, db::Tx& tx, const Tier*, Tier& now, const JsonObject& in) {
  if (in.contains("filter") || in.contains("conditions")) {
    const tickets::Conditions filter = TRY(tickets::read_conditions(tx, in, tickets::kPolicies));
    now.filter.text.clear();
    JsonWriter w(now.filter.text);
    tickets::write_conditions(w, filter);
  }
  if (std::find(std::begin(kLevels), std::end(kLevels), now.level) == std::end(kLevels)) return invalid("level", "InvalidValue", "error.field.not_allowed", {{"allowed", "1, 2, 3, vendor"}});
  if (!people::find_group(tx, now.group_id)) return invalid("group_id", "InvalidValue", "error.field.no_group");
  if (now.team_id && !people::find_group(tx, now.team_id)) return invalid("team_id", "InvalidValue", "error.field.no_group");
  if (now.target_minutes < 0 || now.target_minutes > 100'000) return invalid("target_minutes", "InvalidValue", "error.field.not_allowed", {{"allowed", "0-100000"}});
  if (now.assignee_id) {
    const auto user = people::find_user(tx, now.assignee_id);
    if (!user || !user->staff() || !user->active) return invalid("assignee_id", "InvalidValue", "error.field.no_agent");
  }
  return {};
}

}  // namespace

const api::Resource<Tier>& tier_resource() {
  static const api::Resource<Tier> resource = [] {
    using namespace api;
    Resource<Tier> r;
    r.name = "escalation_tier";
    r.plural = "escalation_tiers";
    r.path = "/escalation_tiers";
    r.table = "escalation_tiers";
    r.see = Right(Access::staff, kAnyStaff);
    r.change = Right(Access::admin, "rules.manage");
    r.audited = true;
    r.many = false;
    r.filters = {{"group_id", "t.group_id", false}, {"level", "t.level"}};
    r.sorts = {{"id", {"t.id"}}, {"level", {"t.level"}}};
    r.default_sort = {"t.id"};
    Field<Tier> filter = document<Tier>("filter", &Tier::filter);
    filter.read = [](Tier&, const Json& in) -> Problem { return in.is_object() ? Problem{} : wrong_type("filter", "object"); };
    r.fields = {computed<Tier>("id", "integer", [](JsonWriter& w, const Tier& x, const Context&) { w.value(x.id); }),
                reference<Tier>("group_id", &Tier::group_id).required(),
                text_field<Tier>("level", &Tier::level).required(),
                text_field<Tier>("title", &Tier::title).required().max(255),
                std::move(filter),
                number<Tier>("target_minutes", &Tier::target_minutes),
                flag<Tier>("business_hours", &Tier::business_hours),
                reference<Tier>("team_id", &Tier::team_id),
                reference<Tier>("assignee_id", &Tier::assignee_id),
                flag<Tier>("active", &Tier::active),
                time_field<Tier>("created_at", &Tier::created_at).read_only(),
                time_field<Tier>("updated_at", &Tier::updated_at).read_only()};
    r.check = check;
    return r;
  }();
  return resource;
}

}  // namespace sahay::escalation
