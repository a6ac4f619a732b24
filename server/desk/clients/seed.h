// What the demonstration knows of a client company: a contract, two products, what was agreed, its contact persons.
// Threading: inside one Tx.
#pragma once

#include "desk/clients/clients.h"

namespace sahay::clients {

struct SeedPeople {
  UserId account_manager, deputy;
  std::vector<UserId> contacts;  // at most two
};
// Once: a company that has a contract already is left as it is.
void seed(db::Tx& tx, OrganizationId organization, const SeedPeople& people);

}  // namespace sahay::clients
