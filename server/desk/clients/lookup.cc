#include "base/text.h"
#include "desk/clients/client_sql.h"
#include "desk/clients/clients.h"
#include "platform/calendar/zone.h"

namespace sahay::clients {
namespace q = sql::client;

std::string today_of(db::Tx& tx) {
  auto zone = calendar::Zone::find(desk_zone.text());
  if (!zone) zone = calendar::Zone::find("UTC");
  const std::int64_t now = tx.now().seconds();
  return to_iso8601(Time::from_seconds(now + zone->stretch_at(now).offset)).substr(0, 10);
}

std::optional<Asset> find_asset(db::Tx& tx, AssetId id) { return id ? tx.one<Asset>(q::find_asset, id) : std::nullopt; }

std::optional<Asset> asset_of_serial(db::Tx& tx, std::string_view serial) {
  const std::string key = key_of(serial);
  return key.empty() ? std::nullopt : tx.one<Asset>(q::asset_of_key, key);
}

std::vector<Asset> look_up(db::Tx& tx, std::string_view words, OrganizationId organization, UserId user, int most) {
  const std::string from = key_of(words);
  if (from.empty()) return user || organization ? tx.all<Asset>(q::assets_of, user.value, organization.value, most) : std::vector<Asset>{};
  // Behind every word that begins like this: the last code point of all.
  return tx.all<Asset>(q::look_up, from, from + "\xF4\x8F\xBF\xBF", user.value, organization.value, most);
}

Entitlement entitlement(db::Tx& tx, const std::optional<Asset>& asset, OrganizationId organization) {
  Entitlement out;
  const std::string today = today_of(tx);
  std::vector<Contract> contracts;
  if (asset && asset->contract_id)
    if (auto own = tx.one<Contract>(q::find_contract, asset->contract_id)) contracts.push_back(std::move(*own));
  const OrganizationId owner = asset && asset->organization_id ? asset->organization_id : organization;
  if (contracts.empty() && owner) contracts = tx.all<Contract>(q::contracts_of, owner);
  if (asset && !asset->contract_id && !asset->contract_ends_on.empty() && asset->contract_ends_on < today) {
    out.ended = true;
    return out;
  }
  for (Contract& contract : contracts) {
    if (!covers(contract, today)) continue;
    out.tier = contract.tier;
    out.contract = std::move(contract);
    return out;
  }
  out.ended = !contracts.empty();
  if (out.ended) out.contract = contracts.front();
  return out;
}

}  // namespace sahay::clients
