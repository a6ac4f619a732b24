// View: a saved list of tickets: conditions, columns, order, and for whom it is.
// Threading: values.
#pragma once

#include <boost/describe.hpp>
#include <string>

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"

namespace sahay::views {

struct View {
  Id<struct ViewTag> id;
  std::string title, description;
  bool active = true;
  std::int64_t position = 0;
  RawJson conditions{R"({"all":[],"any":[]})"};  // as tickets::write_conditions wrote them
  RawJson columns{R"(["subject","requester","created","updated"])"};
  std::string group_by, group_order = "desc", sort_by, sort_order = "desc";
  RawJson restriction{"null"};  // see tickets/restriction.h
  std::string audience;
  UserId created_by;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(View, (), (id, title, description, active, position, conditions, columns, group_by, group_order, sort_by, sort_order, restriction, audience, created_by, created_at, updated_at))

}  // namespace sahay::views
