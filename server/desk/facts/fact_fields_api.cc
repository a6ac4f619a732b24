// /fact_fields: which ticket fields hold facts.
#include "desk/facts/fact_sql.h"
#include "desk/facts/facts_api.h"
#include "desk/tickets/ticket_field.h"

namespace sahay::facts {
namespace {

using api::Context;

Result<void> check(Context&, db::Tx& tx, const FactField*, FactField& now, const JsonObject&) {
  if (now.kind.empty()) now.kind = "environment";
  bool found = false;
  for (const auto& field : tickets::ticket_fields(tx)) found = found || (field.id.value == now.ticket_field_id && field.removable);
  if (!found) return invalid("ticket_field_id", "InvalidValue", "facts.error.no_field");
  if (tx.scalar<std::int64_t>(sql::fact::field_of, now.ticket_field_id, now.id.value)) return invalid("ticket_field_id", "DuplicateValue", "facts.error.field_taken");
  return {};
}

}  // namespace

void add_fact_field_routes(api::Api& api, Fields& fields) {
  using namespace api;
  using F = FactField;
  Resource<F> r;
  r.name = "fact_field";
  r.plural = "fact_fields";
  r.path = "/fact_fields";
  r.table = "fact_fields";
  r.see = Right(Access::staff, kAnyStaff);
  r.change = Right(Access::admin, "fields.manage");
  r.audited = true;
  r.many = false;
  r.default_sort = {"t.id"};
  r.fields = {
      computed<F>("id", "integer", [](JsonWriter& w, const F& x, const Context&) { w.value(x.id); }),
      number<F>("ticket_field_id", &F::ticket_field_id).required(),
      choice<F>("kind", &F::kind, {"symptom", "environment", "tried", "ruled_out"}),
      text_field<F>("label", &F::label).max(100),
      time_field<F>("created_at", &F::created_at).read_only(),
      time_field<F>("updated_at", &F::updated_at).read_only()};
  r.check = check;
  r.stored = [&fields](Context&, db::Tx& tx, const F*, const F&, const JsonObject&) -> Result<void> {
    fields.changed(tx);
    return {};
  };
  add_resource(api, std::move(r));
}

}  // namespace sahay::facts
