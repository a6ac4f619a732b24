// Contract: what a client company bought, with its tier and its days. Asset: one product at a customer's place, by model,
// serial number or licence; its contract, or its company's, says what it is entitled to today.
// Threading: values.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/id.h"

namespace sahay::clients {

using ContractId = Id<struct ContractTag>;
using AssetId = Id<struct AssetTag>;

struct Contract {
  ContractId id;
  OrganizationId organization_id;
  std::string number, number_key, tier;
  std::string starts_on, ends_on;  // "YYYY-MM-DD", both days included; "" = open
  std::string notes;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Contract, (), (id, organization_id, number, number_key, tier, starts_on, ends_on, notes, created_at, updated_at))

struct Asset {
  AssetId id;
  OrganizationId organization_id;
  UserId user_id;
  ContractId contract_id;
  std::string name, name_key, product, model, serial, serial_key, licence, licence_key, location;
  std::string contract_ends_on;  // where no contract is kept; "YYYY-MM-DD"
  std::string notes;
  bool active = true;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Asset, (), (id, organization_id, user_id, contract_id, name, name_key, product, model, serial, serial_key, licence, licence_key, location, contract_ends_on, notes, active, created_at, updated_at))

// "YYYY-MM-DD" of a real day, or "".
bool is_day(std::string_view day);
bool covers(const Contract& contract, std::string_view today);
// As serial numbers are compared: lower case, without what is neither letter nor digit.
std::string key_of(std::string_view words);

}  // namespace sahay::clients
