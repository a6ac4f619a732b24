// Company: what we agreed with a client: our people for them, channels, hours and languages, the rule for those who write
// without being a contact person. Contact person: who speaks for the company, with rights.
// Threading: values.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"

namespace sahay::clients {

struct Terms {
  OrganizationId id;
  UserId account_manager_id, deputy_id;
  std::vector<std::string> channels;   // email, chat, phone, web
  std::vector<std::string> languages;  // en, bn, ru
  std::string hours;                   // in words: "Sun-Thu 9:00-18:00, Dhaka"
  std::string reporter_rule = "cc";    // none, cc, approve
  Time updated_at;
};
BOOST_DESCRIBE_STRUCT(Terms, (), (id, account_manager_id, deputy_id, channels, languages, hours, reporter_rule, updated_at))

inline constexpr std::size_t kMostContacts = 2;

struct ContactPerson {
  Id<struct ContactPersonTag> id;
  OrganizationId organization_id;
  UserId user_id;
  std::int64_t position = 0;
  bool may_open = true, sees_all = true, may_approve = false, sets_priority = false;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(ContactPerson, (), (id, organization_id, user_id, position, may_open, sees_all, may_approve, sets_priority, created_at, updated_at))

}  // namespace sahay::clients
