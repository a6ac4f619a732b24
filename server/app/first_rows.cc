#include "app/first_rows.h"

#include "app/first_rows_sql.h"
#include "base/json.h"
#include "base/text.h"
#include "desk/people/organization_sql.h"
#include "desk/people/people.h"
#include "desk/tickets/ticket_field.h"

namespace sahay::app {
namespace {

constexpr char kKey[] = "key";

}  // namespace

bool has_first_rows(db::Tx& tx) {
  return people::default_group(tx) && !tickets::ticket_fields(tx).empty() && !installation_key(tx).empty();
}

Result<void> create_first_rows(db::Tx& tx) {
  if (!people::default_group(tx)) create_group(tx, "Support", "", true);
  if (tickets::ticket_fields(tx).empty()) tickets::create_system_fields(tx);
  tx.execute(sql::first_rows::keep_value, kKey, text::random_token(32));
  return {};
}

Secret installation_key(db::Tx& tx) {
  return Secret(tx.scalar<std::string>(sql::first_rows::find_value, kKey).value_or(""));
}

GroupId create_group(db::Tx& tx, std::string_view name, std::string_view description, bool is_default) {
  const GroupId id(tx.new_id("groups"));
  tx.execute(sql::first_rows::insert_group, id, name, description, is_default, tx.now());
  return id;
}

OrganizationId create_organization(db::Tx& tx, std::string_view name, std::string_view domain) {
  const OrganizationId id(tx.new_id("organizations"));
  const std::vector<std::string> domains =
      domain.empty() ? std::vector<std::string>{} : std::vector{std::string(domain)};
  tx.execute(sql::first_rows::insert_organization, id, name, text::lower_ascii(name), write_json(domains), tx.now());
  if (!domain.empty()) tx.execute(sql::organization::insert_domain, domain, id);
  return id;
}

}  // namespace sahay::app
