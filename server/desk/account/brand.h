// Brand: a name under which the desk meets its customers. There is always one; it is the default.
// Threading: values; verbs inside one Tx.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/id.h"
#include "platform/db/store.h"

namespace sahay::account {

using BrandId = Id<struct BrandTag>;

struct Brand {
  BrandId id;
  std::string name, subdomain;
  bool has_help_center = true, active = true, is_default = false, is_deleted = false;
  std::string host_mapping, signature_template;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Brand, (), (id, name, subdomain, has_help_center, active, is_default, is_deleted, host_mapping, signature_template, created_at, updated_at))

// Makes the default brand when there is none; the first one that nobody changed takes the name of the configuration.
void ensure_brand(db::Tx& tx, std::string_view name);
std::int64_t default_brand(db::Tx& tx);  // 0 before ensure_brand

}  // namespace sahay::account
