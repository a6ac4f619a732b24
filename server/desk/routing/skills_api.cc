// /skills: what tickets may ask for and agents may know.
#include "base/text.h"
#include "desk/routing/routing.h"
#include "desk/routing/routing_sql.h"
#include "platform/api/controller.h"

namespace sahay::routing {
namespace {

api::Resource<Skill> describe() {
  using namespace api;
  Resource<Skill> r;
  r.name = "skill";
  r.plural = "skills";
  r.path = "/skills";
  r.table = "skills";
  r.see = Right(Access::staff, kAnyStaff);
  r.change = Right(Access::admin, "rules.manage");
  r.sorts = {{"id", {"t.id"}}, {"name", {"t.name", false, true}}};
  r.fields = {
      computed<Skill>("id", "integer", [](JsonWriter& w, const Skill& s, const Context&) { w.value(s.id); }),
      text_field<Skill>("name", &Skill::name).required().max(100),
      text_field<Skill>("description", &Skill::description).max(1'000),
      strings<Skill>("tags", &Skill::tags),
      time_field<Skill>("created_at", &Skill::created_at).read_only(),
      time_field<Skill>("updated_at", &Skill::updated_at).read_only()};
  r.check = [](Context&, db::Tx& tx, const Skill*, Skill& now, const JsonObject&) -> Result<void> {
    now.name = std::string(text::trim(now.name));
    now.name_key = text::lower_ascii(now.name);
    if (tx.scalar<std::int64_t>(sql::routing::skill_named, now.name_key, now.id)) return invalid("name", "DuplicateValue", "error.field.name_taken");
    return {};
  };
  r.stored = [](Context&, db::Tx& tx, const Skill*, const Skill&, const JsonObject&) -> Result<void> {
    wake(tx);
    return {};
  };
  r.remove = [](Context&, db::Tx& tx, const Skill& skill) -> Result<void> {
    tx.execute(sql::routing::forget_skill, skill.id);
    for (AgentState& state : tx.all<AgentState>(sql::routing::all_states))
      if (std::erase(state.skill_ids, skill.id.value)) save_state(tx, state);
    tx.execute("delete from skills where id = $1", skill.id);
    wake(tx);
    return {};
  };
  return r;
}

}  // namespace

void add_skill_routes(api::Api& api) { add_resource(api, describe()); }

}  // namespace sahay::routing
