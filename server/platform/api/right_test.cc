// The choke point: what a route asks of its caller.
#include "platform/api/right.h"

#include <gtest/gtest.h>

namespace sahay::api {
namespace {

Caller caller(Access access, std::vector<std::string> permissions = {}, bool has_role = true) {
  Caller out;
  out.access = access;
  out.has_role = has_role && access == Access::staff;
  out.permissions = std::move(permissions);
  return out;
}

TEST(Right, a_route_that_changes_something_asks_staff_for_the_right_to_edit) {
  const Right plain(Access::staff);
  EXPECT_TRUE(allows(plain, caller(Access::staff), "GET"));
  EXPECT_FALSE(allows(plain, caller(Access::staff), "PUT"));
  EXPECT_TRUE(allows(plain, caller(Access::staff, {kChanges}), "PUT"));
  EXPECT_TRUE(allows(plain, caller(Access::staff, {}, false), "PUT"));
  EXPECT_TRUE(allows(plain, caller(Access::admin), "DELETE"));
  EXPECT_TRUE(allows(Right(Access::staff, kAnyStaff), caller(Access::staff), "PUT"));
}

TEST(Right, a_permission_opens_a_route_of_administrators_and_only_that_one) {
  const Right rules(Access::admin, "rules.manage");
  EXPECT_TRUE(allows(rules, caller(Access::staff, {"rules.manage"}), "POST"));
  EXPECT_FALSE(allows(rules, caller(Access::staff, {"groups.manage", kChanges}), "POST"));
  EXPECT_FALSE(allows(rules, caller(Access::staff, {}, false), "POST"));
  EXPECT_FALSE(allows(Right(Access::admin), caller(Access::staff, {"rules.manage"}), "POST"));
  EXPECT_FALSE(allows(rules, caller(Access::customer, {"rules.manage"}), "POST"));
}

TEST(Right, what_is_for_everybody_needs_no_permission_of_staff) {
  EXPECT_TRUE(allows(Right(Access::anonymous), caller(Access::anonymous), "POST"));
  EXPECT_TRUE(allows(Right(Access::customer), caller(Access::staff), "POST"));
  EXPECT_TRUE(allows(Right(Access::customer), caller(Access::customer), "PUT"));
  EXPECT_FALSE(allows(Right(Access::customer), caller(Access::anonymous), "GET"));
}

TEST(Right, a_scope_names_a_verb_or_a_kind_and_a_verb) {
  Caller client = caller(Access::admin);
  EXPECT_EQ(missing_scope(client, "DELETE", "/tickets/{id}"), "");
  client.scopes = {"read"};
  EXPECT_EQ(missing_scope(client, "GET", "/tickets"), "");
  EXPECT_EQ(missing_scope(client, "POST", "/tickets"), "write");
  client.scopes = {"tickets:write"};
  EXPECT_EQ(missing_scope(client, "PUT", "/tickets/{id}"), "");
  EXPECT_EQ(missing_scope(client, "GET", "/tickets"), "read");
  EXPECT_EQ(missing_scope(client, "PUT", "/users/{id}"), "write");
  EXPECT_EQ(missing_scope(client, "GET", "/users/me"), "");
}

}  // namespace
}  // namespace sahay::api
