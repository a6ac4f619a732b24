#include "desk/clients/seed.h"

#include "desk/clients/client_sql.h"

namespace sahay::clients {
namespace q = sql::client;

void seed(db::Tx& tx, OrganizationId organization, const SeedPeople& people) {
  if (!tx.all<Contract>(q::contracts_of, organization).empty()) return;
  const ContractId contract(tx.new_id("contracts"));
  const std::string year = to_iso8601(tx.now()).substr(0, 4);
  tx.execute(q::insert_contract, contract, organization, "MT-2041", key_of("MT-2041"), "gold", year + "-01-01", std::to_string(std::stoi(year) + 1) + "-12-31", tx.now());
  const struct {
    const char *name, *product, *model, *serial, *location;
  } assets[] = {{"Pump of hall 2", "pump", "P-200", "SN-4711/B", "Hall 2"}, {"Label printer", "printer", "LP-60", "LP60-0098", "Store"}};
  for (const auto& asset : assets)
    tx.execute(q::insert_asset, tx.new_id("assets"), organization, contract, asset.name, key_of(asset.name), asset.product, asset.model, asset.serial, key_of(asset.serial), asset.location, tx.now());
  tx.execute(q::put_terms, organization, people.account_manager, people.deputy, write_json(std::vector<std::string>{"email", "phone"}), write_json(std::vector<std::string>{"bn", "en"}), "Sun-Thu 9:00-18:00, Dhaka", "cc", tx.now());
  std::int64_t position = 0;
  for (const UserId contact : people.contacts) {
    people::join_organization(tx, contact, organization, true);
    tx.execute(q::insert_contact, tx.new_id("contact_persons"), organization, contact, ++position, tx.now());
  }
}

}  // namespace sahay::clients
