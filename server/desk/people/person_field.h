// Fields of users and organizations that the desk defines itself: the row, and the check of their values, which stand by
// key in `user_fields` and `organization_fields`.
// Rule of use: check_field_values() in the check of the owner; keys that no field has are left out.
// Threading: values.
#pragma once

#include <boost/describe.hpp>
#include <string>

#include "base/json.h"
#include "base/result.h"
#include "platform/db/store.h"

namespace sahay::people {

struct PersonField {
  Id<struct PersonFieldTag> id;
  std::string field_key, type, title, description;
  std::int64_t position = 0;
  bool active = true;
  std::string regexp_for_validation, tag;
  RawJson options{"[]"};
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(PersonField, (), (id, field_key, type, title, description, position, active, regexp_for_validation, tag, options, created_at, updated_at))

// The stored values with those of `in[key]` written over them ("user_fields" or "organization_fields"; also the table).
// Errors: invalid, naming user_fields.KEY.
Result<RawJson> check_field_values(db::Tx& tx, const std::string& key, const RawJson* before, const JsonObject& in);

}  // namespace sahay::people
