// /procedures: list, edit the draft, publish, versions.
#include "base/text.h"
#include "desk/procedures/procedure_sql.h"
#include "desk/procedures/procedure_store.h"
#include "desk/procedures/procedures_api.h"

namespace sahay::procedures {
namespace q = sql::procedure;
namespace {

using api::Access;
using api::Context;
using api::Reply;
using P = Procedure;

const api::Right& editors() {
  static const api::Right right(Access::admin, "rules.manage");
  return right;
}

Result<void> check(Context&, db::Tx& tx, const P* before, P& now, const JsonObject& in) {
  if (in.contains("filter") || in.contains("conditions")) {
    const tickets::Conditions filter = TRY(tickets::read_conditions(tx, in, tickets::kPolicies));
    now.filter.text.clear();
    JsonWriter w(now.filter.text);
    tickets::write_conditions(w, filter);
  }
  const JsonObject* draft = object_at(in, "draft");
  if (!draft && !before) return invalid("draft", "BlankValue", "error.field.blank");
  if (draft) {
    const Definition definition = TRY(read_definition(*draft));
    now.draft.text.clear();
    JsonWriter w(now.draft.text);
    write_definition(w, definition);
  }
  if (!before && !in.contains("position")) now.position = tx.scalar<std::int64_t>(q::last_position).value_or(0) + 1;
  return {};
}

api::Resource<P> describe() {
  using namespace api;
  Resource<P> r;
  r.name = "procedure";
  r.plural = "procedures";
  r.path = "/procedures";
  r.table = "procedures";
  r.see = Right(Access::staff, kAnyStaff);
  r.change = editors();
  r.audited = true;
  r.many = false;
  r.default_sort = {"t.position"};
  r.sorts = {{"position", {"t.position"}}, {"id", {"t.id"}}};
  const auto object = [](const char* name, RawJson P::*member) {
    Field<P> field = document<P>(name, member);
    field.read = [name](P&, const Json& in) -> Problem { return in.is_object() ? Problem{} : wrong_type(name, "object"); };
    return field;
  };
  r.fields = {
      computed<P>("id", "integer", [](JsonWriter& w, const P& p, const Context&) { w.value(p.id); }),
      nullable_text<P>("key", &P::key).read_only(),
      computed<P>("title", "string", [](JsonWriter& w, const P& p, const Context& c) { w.value(parse_definition(p.draft.text).title.in(c.caller.language)); }),
      flag<P>("active", &P::active),
      number<P>("position", &P::position),
      object("filter", &P::filter),
      object("draft", &P::draft),
      number<P>("version", &P::version).read_only(),
      time_field<P>("created_at", &P::created_at).read_only(),
      time_field<P>("updated_at", &P::updated_at).read_only()};
  r.check = check;
  return r;
}

void write_version(JsonWriter& w, const Version& version) {
  w.begin_object().field("id", version.id).field("procedure_id", version.procedure_id).field("number", version.number).field("definition", version.definition);
  w.field("published_by", version.published_by).field("created_at", version.created_at).end_object();
}

Result<Reply> list_versions(Context& c, db::Tx& tx) {
  const P procedure = TRY(procedure_resource().find(c, tx, c.id()));
  std::string out;
  JsonWriter w(out);
  const auto rows = tx.all<Version>(q::versions, procedure.id);
  w.begin_object().key("versions").begin_array();
  for (const Version& version : rows) write_version(w, version);
  w.end_array().key("next_page").null().key("previous_page").null().field("count", rows.size()).end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> publish_draft(Context& c, db::Tx& tx, Book& book) {
  const P procedure = TRY(procedure_resource().find(c, tx, c.id()));
  const Version version = TRY(publish(tx, tickets::actor_of(c), procedure.id));
  book.changed();
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("version");
  write_version(w, version);
  w.end_object();
  return Reply::created(std::move(out), c.url("/procedures/" + std::to_string(procedure.id.value) + "/versions.json"));
}

}  // namespace

const api::Resource<P>& procedure_resource() {
  static const api::Resource<P> resource = describe();
  return resource;
}

void add_procedure_routes(api::Api& api, Book& book) {
  add_shipped_routes(api, book);
  add_statistics_routes(api);
  api.read("GET", "/procedures/{id}/versions", api::Right(Access::staff, api::kAnyStaff), list_versions);
  api.write("POST", "/procedures/{id}/publish", editors(), [&book](Context& c, db::Tx& tx) { return publish_draft(c, tx, book); });
  auto resource = procedure_resource();
  resource.stored = [&book](Context&, db::Tx&, const P*, const P&, const JsonObject&) -> Result<void> {
    book.changed();
    return {};
  };
  // What ran on tickets stays readable: such a procedure is switched off instead.
  resource.remove = [&book](Context&, db::Tx& tx, const P& procedure) -> Result<void> {
    if (tx.scalar<std::int64_t>(q::any_run, procedure.id)) return Error{ErrorCode::conflict, "procedures.error.in_use"};
    tx.execute(q::remove_versions, procedure.id);
    tx.execute(q::remove, procedure.id);
    book.changed();
    return {};
  };
  api::add_resource(api, std::move(resource));
}

}  // namespace sahay::procedures
