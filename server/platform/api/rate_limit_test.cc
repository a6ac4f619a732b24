#include "platform/api/rate_limit.h"

#include <gtest/gtest.h>

namespace sahay::api {
namespace {

Caller user(std::int64_t id) {
  Caller caller;
  caller.id = id;
  return caller;
}

TEST(RateLimitTest, without_a_number_nobody_is_refused) {
  RateLimit none;
  for (int i = 0; i < 1000; ++i) ASSERT_FALSE(none.take(user(1), "", Time::from_seconds(60)).refused);
}

TEST(RateLimitTest, what_is_left_counts_down_and_the_next_minute_begins_anew) {
  RateLimit limit(2);
  const Time at = Time::from_seconds(600 + 45), next = Time::from_seconds(660);
  const auto first = limit.take(user(1), "", at), second = limit.take(user(1), "", at), third = limit.take(user(1), "", at);
  EXPECT_EQ(first.limit, 2);
  EXPECT_EQ(first.remaining, 1);
  EXPECT_EQ(second.remaining, 0);
  EXPECT_FALSE(second.refused);
  EXPECT_TRUE(third.refused);
  EXPECT_EQ(third.remaining, 0);
  EXPECT_EQ(third.reset, 15);
  EXPECT_FALSE(limit.take(user(1), "", next).refused);
}

TEST(RateLimitTest, callers_are_counted_apart_strangers_by_their_address_and_the_console_not_at_all) {
  RateLimit limit(1);
  const Time at = Time::from_seconds(600);
  EXPECT_FALSE(limit.take(user(1), "a", at).refused);
  EXPECT_TRUE(limit.take(user(1), "b", at).refused);
  EXPECT_FALSE(limit.take(user(2), "a", at).refused);
  EXPECT_FALSE(limit.take(Caller{}, "a", at).refused);
  EXPECT_TRUE(limit.take(Caller{}, "a", at).refused);
  EXPECT_FALSE(limit.take(Caller{}, "b", at).refused);
  Caller console = user(1);
  console.by_cookie = true;
  EXPECT_FALSE(limit.take(console, "a", at).refused);
}

}  // namespace
}  // namespace sahay::api
