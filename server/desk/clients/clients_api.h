// Routes of clients: /contracts, /assets with look-up, /contact_persons, /organizations/{id}/terms, the company's yes to a
// reporter's request, the named people that a customer sees.
// Threading: called once at start.
#pragma once

#include "desk/clients/clients.h"
#include "platform/api/controller.h"

namespace sahay::clients {

const api::Resource<Asset>& asset_resource();
const api::Resource<Contract>& contract_resource();
void add_asset_routes(api::Api& api);
void add_company_routes(api::Api& api);
void add_contact_merge();  // who speaks for a company goes along when accounts are merged
void add_company_rules();  // condition "speaks_for_company", action "add_contact_persons"
// {"name","photo_url","role"}: one of us or of them, as customers see it.
void write_named(JsonWriter& writer, db::Tx& tx, UserId user, std::string_view role);

}  // namespace sahay::clients
