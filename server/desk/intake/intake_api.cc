// /tickets/{id}/intake and the own keys of a ticket: request_kind, asset_id, asset_serial, class_answers, priority_class,
// class_reason.
#include "desk/intake/intake_api.h"

#include "base/text.h"
#include "desk/clients/clients_api.h"
#include "desk/tickets/own_keys.h"
#include "desk/tickets/tickets_api.h"
#include "platform/api/rule_switch.h"

namespace sahay::intake {
namespace {

using api::Access;
using api::Context;
using api::Reply;

// What customers may say of their own request; the class only who speaks for the company and may.
Result<void> check_customer(Context& c, db::Tx& tx, const tickets::Ticket& ticket, const JsonObject& in) {
  if (!in.contains("priority_class") && !in.contains("class_answers")) return {};
  const auto contact = clients::contact_of_user(tx, ticket.organization_id, UserId(c.caller.id));
  if (!contact || !contact->sets_priority || !api::rule_in_force("D2")) return forbidden("priority_class");
  return {};
}

Result<std::optional<clients::AssetId>> read_asset(Context& c, db::Tx& tx, const tickets::Ticket& ticket, const JsonObject& in) {
  using Wanted = std::optional<clients::AssetId>;
  std::optional<clients::Asset> asset;
  if (const Json* id = find(in, "asset_id")) {
    if (id->is_null()) return Wanted(clients::AssetId{});
    asset = clients::find_asset(tx, clients::AssetId(integer_at(in, "asset_id").value_or(0)));
    if (!asset) return invalid("asset_id", "InvalidValue", "intake.error.no_asset");
  } else if (const auto serial = string_at(in, "asset_serial"); serial && !text::trim(*serial).empty()) {
    asset = clients::asset_of_serial(tx, *serial);
    if (!asset) return invalid("asset_serial", "InvalidValue", "intake.error.no_asset");
  }
  if (!asset) return Wanted();
  if (c.caller.staff() && !clients::asset_resource().find(c, tx, asset->id.value).ok()) return invalid("asset_id", "InvalidValue", "intake.error.no_asset");
  // Customers name what is theirs: another's product is as good as none.
  const bool own = (asset->user_id && asset->user_id == ticket.requester_id) || (asset->organization_id && asset->organization_id == ticket.organization_id);
  if (!c.caller.staff() && !own) return invalid("asset_serial", "InvalidValue", "intake.error.no_asset");
  return Wanted(asset->id);
}

Result<Wish> read_wish(Context& c, db::Tx& tx, const tickets::Ticket& ticket, const JsonObject& in, const char* answers, const char* reason) {
  Wish wish;
  if (const Json* kind = find(in, "request_kind")) {
    if (!kind->is_string() && !kind->is_null()) return invalid("request_kind", "InvalidFormat", "error.field.wrong_type", {{"type", "string"}});
    wish.request_kind = kind->is_null() ? "" : std::string(kind->get_string());
  }
  wish.asset = TRY(read_asset(c, tx, ticket, in));
  if (const JsonObject* given = object_at(in, answers)) wish.answers = TRY(read_answers(criteria(tx), *given));
  if (const Json* chosen = find(in, "priority_class")) {
    if (!chosen->is_string() && !chosen->is_null()) return invalid("priority_class", "InvalidFormat", "error.field.wrong_type", {{"type", "string"}});
    wish.priority_class = chosen->is_null() ? "" : std::string(chosen->get_string());
  }
  wish.reason = string_at(in, reason).value_or("");
  return wish;
}

constexpr const char* kKeys[] = {"request_kind", "asset_id", "asset_serial", "class_answers", "priority_class"};

Result<bool> take_keys(Context& c, db::Tx& tx, const tickets::Ticket& ticket, const JsonObject& in) {
  bool ours = false;
  for (const char* key : kKeys) ours = ours || in.contains(key);
  if (!ours) {
    if (in.contains("priority") && !ticket.priority.empty()) TRY(priority_was_set(tx, tickets::actor_of(c), ticket));
    return false;
  }
  if (!api::rule_in_force("A1")) return false;
  if (!c.caller.staff()) TRY(check_customer(c, tx, ticket, in));
  else if (!c.caller.may("tickets.edit")) return forbidden("tickets.edit");
  const Wish wish = TRY(read_wish(c, tx, ticket, in, "class_answers", "class_reason"));
  if (!wish.request_kind && !wish.asset && !wish.answers && !wish.priority_class) return false;
  TRY(apply(tx, tickets::actor_of(c), ticket.id, wish));
  return true;
}

void write_asset(JsonWriter& w, db::Tx& tx, clients::AssetId id) {
  const auto asset = clients::find_asset(tx, id);
  if (!asset) {
    w.null();
    return;
  }
  w.begin_object().field("id", asset->id).field("name", asset->name).field("product", asset->product).field("model", asset->model).field("serial", asset->serial);
  w.field("licence", asset->licence).field("location", asset->location).field("organization_id", asset->organization_id).end_object();
}

Result<Reply> reply_of(db::Tx& tx, const tickets::Ticket& ticket) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("intake");
  write_intake(w, tx, ticket, find_intake(tx, ticket.id));
  w.end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> change(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
  const JsonObject* in = TRY(c.wrapped("intake"));
  const Wish wish = TRY(read_wish(c, tx, ticket, *in, "answers", "reason"));
  TRY(apply(tx, tickets::actor_of(c), ticket.id, wish));
  return reply_of(tx, *tickets::find(tx, ticket.id));
}

}  // namespace

void write_intake(JsonWriter& w, db::Tx& tx, const tickets::Ticket& ticket, const std::optional<Intake>& found) {
  const Intake none{};
  const Intake& x = found ? *found : none;
  const auto text_or_null = [&](const char* key, std::string_view text) {
    w.key(key);
    if (text.empty()) w.null(); else w.value(text);
  };
  w.begin_object();
  text_or_null("request_kind", x.request_kind);
  w.key("asset");
  write_asset(w, tx, x.asset_id);
  text_or_null("priority_class", x.priority_class);
  text_or_null("computed_class", x.computed_class);
  w.field("points", x.points).field("answers", x.answers).field("criteria_id", x.criteria_id).key("override");
  if (x.overridden()) {
    const auto who = people::find_user(tx, x.overridden_by);
    w.begin_object().field("reason", x.override_reason).field("by", who ? who->name : "").field("at", x.overridden_at).end_object();
  } else {
    w.null();
  }
  const clients::Entitlement entitled = entitlement_of(tx, ticket, found);
  w.key("entitlement").begin_object();
  text_or_null("tier", entitled.tier);
  w.field("ended", entitled.ended).key("contract");
  if (entitled.contract) w.begin_object().field("number", entitled.contract->number).field("ends_on", entitled.contract->ends_on).end_object();
  else w.null();
  w.end_object().end_object();
}

void add_ticket_parts() {
  tickets::own_keys.push_back(take_keys);
  tickets::console_parts["intake"] = [](Context&, db::Tx& tx, const tickets::Ticket& ticket) {
    RawJson out{""};
    JsonWriter w(out.text);
    write_intake(w, tx, ticket, desk().in_use(tx) ? find_intake(tx, ticket.id) : std::nullopt);
    return out;
  };
  tickets::ticket_embeds["intake"] = [](Context&, db::Tx& tx, const std::vector<tickets::Ticket>&) -> api::Resource<tickets::Ticket>::RowKeys {
    return [&tx](JsonWriter& w, const tickets::Ticket& ticket) {
      w.key("intake");
      write_intake(w, tx, ticket, find_intake(tx, ticket.id));
    };
  };
}

void add_intake_routes(api::Api& api) {
  api.read("GET", "/tickets/{id}/intake", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return reply_of(tx, TRY(tickets::ticket_resource().find(c, tx, c.id())));
  });
  api.write("PUT", "/tickets/{id}/intake", Access::staff, change);
}

}  // namespace sahay::intake
