// User: a person, customer or staff, and the ways to reach them (Identity). Pure rules and the row.
// Rule of use: e-mail addresses are compared as address_key() gives them; a user's `email` is the primary identity.
// Threading: values.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/id.h"
#include "base/json.h"

namespace sahay::people {

struct User {
  UserId id;
  std::string name;
  std::string email;              // primary address, "" when there is none
  std::string role = "end-user";  // end-user, agent, admin
  std::string phone;
  std::string locale = "en-US";
  std::string time_zone = "UTC";
  OrganizationId organization_id;
  std::string external_id, alias, signature, details, notes, photo_url;
  bool verified = false, active = true, suspended = false, moderator = false, only_private_comments = false;
  std::string ticket_restriction;
  GroupId default_group_id;
  std::int64_t custom_role_id = 0;
  RawJson user_fields{"{}"};
  std::vector<std::string> tags;
  Time last_login_at, created_at, updated_at;

  bool staff() const { return role != "end-user"; }
  i18n::Language language() const { return i18n::language_of(locale); }
};
BOOST_DESCRIBE_STRUCT(User, (), (id, name, email, role, phone, locale, time_zone, organization_id, external_id, alias, signature, details, notes, photo_url, verified, active, suspended, moderator, only_private_comments, ticket_restriction, default_group_id, custom_role_id, user_fields, tags, last_login_at, created_at, updated_at))

struct Identity {
  IdentityId id;
  UserId user_id;
  std::string type = "email";  // email, phone_number, ...
  std::string value;
  bool verified = false, is_primary = false;
  std::int64_t undeliverable_count = 0;
  std::string deliverable_state = "deliverable";
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Identity, (), (id, user_id, type, value, verified, is_primary, undeliverable_count, deliverable_state, created_at, updated_at))

// The form in which addresses are stored and compared: trimmed, lower case.
std::string address_key(std::string_view address);
// One "@", something on both sides, no blanks or control characters, at most 254 bytes (RFC 5321 4.5.3.1.3).
bool is_address(std::string_view address);
std::string_view domain_of(std::string_view address);
// "rina.akter@x" -> "Rina Akter": a name for people who gave none.
std::string name_from_address(std::string_view address);

// The numbers that the field's clients know for our languages.
std::int64_t locale_id(std::string_view locale);
std::string locale_of_id(std::int64_t id);
// "Dhaka" and "Asia/Dhaka" both give "Asia/Dhaka".
std::string iana_time_zone(std::string_view name);

}  // namespace sahay::people
