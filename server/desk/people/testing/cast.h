// For tests: the standing cast in a store. Meghna Tools (domain meghna.example) has Rina, Karim, who may see every
// ticket of the company, and Nadia, who may not; Boris belongs nowhere.
// Threading: inside one Tx.
#pragma once

#include <gtest/gtest.h>

#include "base/test_cast.h"
#include "desk/people/people_api.h"
#include "platform/db/testing/temp_store.h"

namespace sahay::people {

struct Cast {
  OrganizationId meghna;
  GroupId support;
  UserId admin, oleg, sara, rina, karim, nadia, boris;
};

inline UserId add_person(db::Tx& tx, std::string name, std::string email, std::string role = "end-user", std::string locale = "en-US") {
  NewUser wanted;
  wanted.name = std::move(name);
  wanted.email = std::move(email);
  wanted.role = std::move(role);
  wanted.locale = std::move(locale);
  return create_user(tx, wanted)->id;
}

// The caller that setup and tests act as when no person is meant.
inline api::Context context_as(api::Access access, UserId user = {}) {
  api::Context context;
  context.caller.access = access;
  context.caller.id = user.value;
  context.base_url = "https://desk.example.org/api/v2";
  context.site_url = "https://desk.example.org";
  return context;
}

inline Cast make_cast(db::Tx& tx) {
  Cast cast;
  api::Context context = context_as(api::Access::admin);
  cast.support = group_resource().create(context, tx, {{"name", "Support"}})->id;
  cast.meghna = organization_resource().create(context, tx, {{"name", test_cast::kOrganization}, {"domain_names", JsonArray{"meghna.example"}}})->id;
  cast.admin = add_person(tx, "Administrator", test_cast::kAdminEmail, "admin");
  cast.oleg = add_person(tx, test_cast::kAgentOleg, test_cast::kAgentOlegEmail, "agent", "ru");
  cast.sara = add_person(tx, test_cast::kAgentSara, test_cast::kAgentSaraEmail, "agent", "bn");
  cast.rina = add_person(tx, test_cast::kCustomer, test_cast::kCustomerEmail, "end-user", "bn");
  cast.karim = add_person(tx, "Karim Uddin", "karim@home.example");
  join_organization(tx, cast.karim, cast.meghna, true);
  cast.nadia = add_person(tx, "Nadia Islam", "nadia@meghna.example");
  cast.boris = add_person(tx, "Boris Petrov", "boris@other.example", "end-user", "ru");
  for (const UserId agent : {cast.oleg, cast.sara}) join_group(tx, agent, cast.support);
  return cast;
}

// A store with the cast in it.
class CastTest : public testing::Test {
 protected:
  CastTest() : cast(*temp_->write([](db::Tx& tx) -> Result<Cast> { return make_cast(tx); })) {}

  template <class F>
  auto read(F&& fn) { return temp_->read(std::forward<F>(fn)); }
  template <class F>
  auto write(F&& fn) { return temp_->write(std::forward<F>(fn)); }

  db::TempStore temp_;
  const Cast cast;
};

}  // namespace sahay::people
