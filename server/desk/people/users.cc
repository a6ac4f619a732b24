#include "base/text.h"
#include "desk/people/people.h"
#include "desk/people/organization_sql.h"
#include "desk/people/user_sql.h"
#include "platform/db/row.h"
#include "platform/events/events.h"

namespace sahay::people {

std::optional<User> find_user(db::Tx& tx, UserId id) { return id ? tx.one<User>(sql::user::find_user, id) : std::nullopt; }

std::optional<User> find_by_address(db::Tx& tx, std::string_view email) {
  return tx.one<User>(sql::user::find_by_address, address_key(email));
}

std::optional<User> find_by_external_id(db::Tx& tx, std::string_view external_id) {
  return tx.one<User>(sql::user::find_by_external_id, external_id);
}

std::vector<User> find_users(db::Tx& tx, const std::vector<std::int64_t>& ids) {
  if (ids.empty()) return {};
  std::string list;
  std::vector<db::Param> params;
  for (const auto id : ids) {
    params.emplace_back(id);
    list += (list.empty() ? "$" : ",$") + std::to_string(params.size());
  }
  return db::read_all<User>(*tx.run("select * from users where id in (" + list + ")", params));
}

Result<Identity> add_identity(db::Tx& tx, UserId user, std::string_view type, std::string_view value, bool verified) {
  const std::string key = type == "email" ? address_key(value) : std::string(text::trim(value));
  if (type == "email" && !is_address(key)) return invalid("email", "InvalidValue", "error.field.bad_address");
  if (const auto taken = tx.one<Identity>(sql::user::find_identity, type, key)) {
    if (taken->user_id == user) return *taken;
    return invalid("email", "DuplicateValue", "error.field.address_taken", {{"address", key}});
  }
  Identity identity;
  identity.id = IdentityId(tx.new_id("identities"));
  identity.user_id = user;
  identity.type = type;
  identity.value = key;
  identity.verified = verified;
  bool first = true;
  for (const Identity& other : identities_of(tx, user)) first &= other.type != type;
  identity.is_primary = first;
  identity.created_at = identity.updated_at = tx.now();
  tx.execute(sql::user::insert_identity, identity.id, user, identity.type, identity.value, identity.verified, identity.is_primary, tx.now());
  if (first && type == "email") tx.execute(sql::user::set_email, user, key, tx.now());
  return identity;
}

std::vector<Identity> identities_of(db::Tx& tx, UserId user) { return tx.all<Identity>(sql::user::identities_of, user); }

Result<User> create_user(db::Tx& tx, const NewUser& wanted) {
  User user;
  user.email = address_key(wanted.email);
  if (!user.email.empty() && !is_address(user.email)) return invalid("email", "InvalidValue", "error.field.bad_address");
  user.name = text::repair_utf8(text::trim(wanted.name));
  if (user.name.empty()) user.name = name_from_address(user.email);
  if (user.name.empty()) return invalid("name", "BlankValue", "error.field.blank");
  user.id = UserId(tx.new_id("users"));
  user.role = wanted.role;
  user.phone = wanted.phone;
  user.locale = wanted.locale;
  user.time_zone = wanted.time_zone;
  user.verified = wanted.verified;
  user.created_at = user.updated_at = tx.now();
  user.organization_id = wanted.organization_id;
  if (!user.organization_id && user.role == "end-user")
    if (const auto organization = organization_of_domain(tx, domain_of(user.email))) user.organization_id = organization->id;
  tx.execute(sql::user::insert_user, user.id, user.name, user.email, user.role, user.phone, user.locale, user.time_zone,
             user.organization_id, user.verified, tx.now());
  if (!user.email.empty()) TRY(add_identity(tx, user.id, "email", user.email, user.verified));
  if (user.organization_id) join_organization(tx, user.id, user.organization_id);
  events::Event event;
  event.kind = "user.created";
  event.subject_id = user.id.value;
  events::emit(tx, std::move(event));
  return user;
}

Result<User> find_or_create(db::Tx& tx, std::string_view email, std::string_view name, std::string_view locale) {
  if (auto known = find_by_address(tx, email)) return *std::move(known);
  NewUser wanted;
  wanted.name = name;
  wanted.email = email;
  wanted.locale = locale;
  return create_user(tx, wanted);
}

bool has_admin(db::Tx& tx) { return tx.scalar<std::int64_t>(sql::user::count_admins).value_or(0) > 0; }

std::vector<User> staff(db::Tx& tx) { return tx.all<User>(sql::user::staff); }

}  // namespace sahay::people
