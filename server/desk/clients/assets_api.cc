// /contracts and /assets.
#include <algorithm>

#include "desk/clients/client_sql.h"
#include "desk/clients/clients_api.h"
#include "desk/people/merge.h"
#include "desk/people/people_api.h"

namespace sahay::clients {
namespace {

using api::Access;
using api::Context;
using api::Reply;

Result<void> check_owner(db::Tx& tx, OrganizationId organization) {
  if (organization && !people::find_organization(tx, organization)) return invalid("organization_id", "InvalidValue", "error.field.no_organization");
  return {};
}

Result<void> check_days(std::initializer_list<std::pair<const char*, const std::string*>> days) {
  for (const auto& [name, day] : days)
    if (!is_day(*day)) return invalid(name, "InvalidFormat", "error.field.wrong_type", {{"type", "date"}});
  return {};
}

// Agents who see some organizations only see what is theirs.
template <class T>
void scope_by_company(api::Resource<T>& r) {
  r.scope = [](const api::Caller& caller, api::Where& where) {
    if (!caller.admin() && caller.reach == api::Reach::organization) where.add_in("t.organization_id", caller.organization_ids);
  };
}

api::Resource<Contract> describe_contracts() {
  using namespace api;
  Resource<Contract> r;
  r.name = "contract";
  r.plural = "contracts";
  r.path = "/contracts";
  r.table = "contracts";
  r.see = Right(Access::staff, kAnyStaff);
  r.change = Right(Access::staff, "organizations.manage");
  r.audited = true;
  r.many = false;
  scope_by_company(r);
  r.filters = {{"organization_id", "t.organization_id", false}, {"tier", "t.tier"}};
  r.sorts = {{"id", {"t.id"}}, {"ends_on", {"t.ends_on"}}, {"created_at", {"t.created_at"}}};
  r.fields = {
      computed<Contract>("id", "integer", [](JsonWriter& w, const Contract& x, const Context&) { w.value(x.id); }),
      reference<Contract>("organization_id", &Contract::organization_id).required(),
      text_field<Contract>("number", &Contract::number).required().max(120),
      text_field<Contract>("tier", &Contract::tier).required().max(60),
      nullable_text<Contract>("starts_on", &Contract::starts_on),
      nullable_text<Contract>("ends_on", &Contract::ends_on),
      nullable_text<Contract>("notes", &Contract::notes).max(10'000),
      time_field<Contract>("created_at", &Contract::created_at).read_only(),
      time_field<Contract>("updated_at", &Contract::updated_at).read_only()};
  r.check = [](Context&, db::Tx& tx, const Contract*, Contract& now, const JsonObject&) -> Result<void> {
    TRY(check_owner(tx, now.organization_id));
    TRY(check_days({{"starts_on", &now.starts_on}, {"ends_on", &now.ends_on}}));
    if (!now.starts_on.empty() && !now.ends_on.empty() && now.ends_on < now.starts_on) return invalid("ends_on", "InvalidValue", "clients.error.ends_before");
    now.tier = text::lower_ascii(text::trim(now.tier));
    now.number_key = key_of(now.number);
    return {};
  };
  r.remove = [](Context&, db::Tx& tx, const Contract& gone) -> Result<void> {
    tx.execute(sql::client::release_assets, gone.id);
    tx.execute("delete from contracts where id = $1", gone.id);
    return {};
  };
  return r;
}

api::Resource<Asset> describe_assets() {
  using namespace api;
  Resource<Asset> r;
  r.name = "asset";
  r.plural = "assets";
  r.path = "/assets";
  r.table = "assets";
  r.see = Right(Access::staff, kAnyStaff);
  r.change = Right(Access::staff, "organizations.manage");
  r.audited = true;
  r.many = false;
  scope_by_company(r);
  r.filters = {{"organization_id", "t.organization_id", false}, {"user_id", "t.user_id", false}, {"contract_id", "t.contract_id", false}, {"product", "t.product"}};
  r.sorts = {{"id", {"t.id"}}, {"name", {"t.name_key"}}, {"created_at", {"t.created_at"}}};
  r.fields = {
      computed<Asset>("id", "integer", [](JsonWriter& w, const Asset& x, const Context&) { w.value(x.id); }),
      text_field<Asset>("name", &Asset::name).required().max(200),
      reference<Asset>("organization_id", &Asset::organization_id),
      reference<Asset>("user_id", &Asset::user_id),
      reference<Asset>("contract_id", &Asset::contract_id),
      nullable_text<Asset>("product", &Asset::product).max(120),
      nullable_text<Asset>("model", &Asset::model).max(120),
      nullable_text<Asset>("serial", &Asset::serial).max(120),
      nullable_text<Asset>("licence", &Asset::licence).max(120),
      nullable_text<Asset>("location", &Asset::location).max(200),
      nullable_text<Asset>("contract_ends_on", &Asset::contract_ends_on),
      nullable_text<Asset>("notes", &Asset::notes).max(10'000),
      flag<Asset>("active", &Asset::active),
      time_field<Asset>("created_at", &Asset::created_at).read_only(),
      time_field<Asset>("updated_at", &Asset::updated_at).read_only()};
  r.check = [](Context& c, db::Tx& tx, const Asset*, Asset& now, const JsonObject&) -> Result<void> {
    TRY(check_owner(tx, now.organization_id));
    TRY(check_days({{"contract_ends_on", &now.contract_ends_on}}));
    if (now.user_id && !people::find_user(tx, now.user_id)) return invalid("user_id", "InvalidValue", "error.field.no_user");
    if (now.contract_id && !contract_resource().find(c, tx, now.contract_id.value).ok()) return invalid("contract_id", "InvalidValue", "clients.error.no_contract");
    now.name_key = key_of(now.name);
    now.serial_key = key_of(now.serial);
    now.licence_key = key_of(now.licence);
    return {};
  };
  return r;
}

void write_entitlement(JsonWriter& w, const Entitlement& found) {
  w.begin_object().key("tier");
  if (found.tier.empty()) w.null(); else w.value(found.tier);
  w.field("ended", found.ended).key("contract");
  if (found.contract) w.begin_object().field("id", found.contract->id).field("number", found.contract->number).field("tier", found.contract->tier).field("ends_on", found.contract->ends_on).end_object();
  else w.null();
  w.end_object();
}

// What begins like what was typed; without words, what the person and the company have.
Result<Reply> autocomplete(Context& c, db::Tx& tx) {
  const auto number = [&](const char* name) { return text::to_integer(c.parameter(name).value_or("")).value_or(0); };
  const auto found = look_up(tx, c.parameter("q").value_or(c.parameter("name").value_or("")), OrganizationId(number("organization_id")), UserId(number("user_id")));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("assets").begin_array();
  for (const Asset& asset : found) {
    if (!asset_resource().find(c, tx, asset.id.value).ok()) continue;
    w.begin_object().field("id", asset.id).field("name", asset.name).field("model", asset.model).field("serial", asset.serial).field("licence", asset.licence);
    w.field("location", asset.location).field("organization_id", asset.organization_id).key("entitlement");
    write_entitlement(w, entitlement(tx, asset, asset.organization_id));
    w.end_object();
  }
  w.end_array().end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

const api::Resource<Contract>& contract_resource() {
  static const api::Resource<Contract> resource = describe_contracts();
  return resource;
}
const api::Resource<Asset>& asset_resource() {
  static const api::Resource<Asset> resource = describe_assets();
  return resource;
}

void add_asset_routes(api::Api& api) {
  api.read("GET", "/assets/autocomplete", api::Right(Access::staff, api::kAnyStaff), autocomplete);
  add_resource(api, contract_resource());
  add_resource(api, asset_resource());
  people::add_merge_part(people::column_part("assets", "user_id", true));
}

}  // namespace sahay::clients
