// The procedures that come with the program (shipped/*.json): shown as a choice, made and published when somebody wants them.
#include <algorithm>
#include <stdexcept>

#include "assets/shipped_procedures.h"
#include "desk/procedures/procedure_sql.h"
#include "desk/procedures/procedures_api.h"
#include "platform/http/assets.h"

namespace sahay::procedures {
namespace q = sql::procedure;
namespace {

using api::Context;
using api::Reply;

struct Shipped {
  std::string key, tag;
  Definition definition;
};

const std::vector<Shipped>& shipped() {
  static const std::vector<Shipped> all = [] {
    std::vector<Shipped> out;
    for (const http::Asset& asset : assets::shipped_procedures()) {
      const auto parsed = parse_json(asset.identity);
      if (!parsed.ok() || !parsed->is_object()) throw std::logic_error("procedure " + std::string(asset.path));
      auto definition = read_definition(parsed->get_object());
      if (!definition.ok()) throw std::logic_error("procedure " + std::string(asset.path) + ": " + (definition.error().fields.empty() ? "" : definition.error().fields.front().field));
      out.push_back({string_at(parsed->get_object(), "key").value_or(""), string_at(parsed->get_object(), "tag").value_or(""), std::move(definition).value()});
    }
    std::sort(out.begin(), out.end(), [](const Shipped& a, const Shipped& b) { return a.key < b.key; });
    return out;
  }();
  return all;
}

Result<void> make(db::Tx& tx, const tickets::Actor& actor, const Shipped& one) {
  Procedure made;
  made.id = ProcedureId(tx.new_id("procedures"));
  made.key = one.key;
  made.position = tx.scalar<std::int64_t>(q::last_position).value_or(0) + 1;
  made.created_at = made.updated_at = tx.now();
  made.draft.text.clear();
  JsonWriter draft(made.draft.text);
  write_definition(draft, one.definition);
  made.filter.text.clear();
  JsonWriter filter(made.filter.text);
  tickets::Conditions tagged;
  tagged.any.push_back({"current_tags", "includes", Json(one.tag)});
  tickets::write_conditions(filter, tagged);
  procedure_resource().insert(tx, made);
  TRY(publish(tx, actor, made.id));
  return {};
}

Result<Reply> list(Context& c, db::Tx& tx) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("shipped").begin_array();
  for (const Shipped& one : shipped()) {
    w.begin_object().field("key", one.key).field("tag", one.tag).field("title", one.definition.title.in(c.caller.language));
    w.field("description", one.definition.description.in(c.caller.language)).field("steps", one.definition.steps.size());
    w.field("loaded", tx.scalar<std::int64_t>(q::by_key, one.key).has_value()).end_object();
  }
  w.end_array().field("count", shipped().size()).end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

Result<int> load_shipped(db::Tx& tx, const tickets::Actor& actor, const std::vector<std::string>& keys) {
  for (const std::string& key : keys)
    if (std::none_of(shipped().begin(), shipped().end(), [&](const Shipped& one) { return one.key == key; })) return invalid("keys", "InvalidValue", "procedures.error.no_procedure");
  int made = 0;
  for (const Shipped& one : shipped()) {
    if (!keys.empty() && std::find(keys.begin(), keys.end(), one.key) == keys.end()) continue;
    if (tx.scalar<std::int64_t>(q::by_key, one.key)) continue;
    TRY(make(tx, actor, one));
    ++made;
  }
  return made;
}

void add_shipped_routes(api::Api& api, Book& book) {
  api.read("GET", "/procedures/shipped", api::Right(api::Access::staff, api::kAnyStaff), list);
  api.write("POST", "/procedures/shipped", api::Right(api::Access::admin, "rules.manage"), [&book](Context& c, db::Tx& tx) -> Result<Reply> {
    std::vector<std::string> keys;
    if (const JsonArray* wanted = array_at(c.body, "keys"))
      for (const Json& key : *wanted) keys.emplace_back(key.is_string() ? std::string_view(key.get_string()) : std::string_view());
    const int made = TRY(load_shipped(tx, tickets::actor_of(c), keys));
    book.changed();
    std::string out;
    JsonWriter(out).begin_object().field("made", made).end_object();
    return Reply::ok(std::move(out));
  });
}

}  // namespace sahay::procedures
