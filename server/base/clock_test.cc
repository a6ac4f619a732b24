#include "base/clock.h"

#include <gtest/gtest.h>

namespace sahay {
namespace {

TEST(Iso8601, writes_whole_seconds_in_utc) {
  EXPECT_EQ(to_iso8601(Time{}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(to_iso8601(Time::from_seconds(1'704'164'645)), "2024-01-02T03:04:05Z");
  EXPECT_EQ(to_iso8601(Time{1'704'164'645'999'999}), "2024-01-02T03:04:05Z");
  EXPECT_EQ(to_iso8601(Time::from_seconds(1'709'251'199)), "2024-02-29T23:59:59Z");
  EXPECT_EQ(to_iso8601(Time{-1}), "1969-12-31T23:59:59Z");
}

TEST(Iso8601, reads_what_it_writes) {
  for (std::int64_t seconds : {0LL, 1LL, 951'782'400LL, 1'704'164'645LL, 4'102'444'799LL, -86'400LL})
    EXPECT_EQ(parse_iso8601(to_iso8601(Time::from_seconds(seconds))), Time::from_seconds(seconds)) << seconds;
}

TEST(Iso8601, takes_offsets_fractions_and_plain_dates) {
  const Time at = Time::from_seconds(1'704'164'645);
  EXPECT_EQ(parse_iso8601("2024-01-02T09:04:05+06:00"), at);
  EXPECT_EQ(parse_iso8601("2024-01-01T21:34:05-05:30"), at);
  EXPECT_EQ(parse_iso8601("2024-01-02T03:04:05.250Z"), at + std::chrono::milliseconds(250));
  EXPECT_EQ(parse_iso8601("2024-01-02T03:04:05.000001Z"), at + std::chrono::microseconds(1));
  EXPECT_EQ(parse_iso8601("2024-01-02T03:04:05.9999999Z"), at + std::chrono::microseconds(999'999));
  EXPECT_EQ(parse_iso8601("2024-01-02t03:04:05z"), at);
  EXPECT_EQ(parse_iso8601("2024-01-02"), Time::from_seconds(1'704'153'600));
  EXPECT_TRUE(parse_iso8601("2024-02-29"));
}

TEST(Iso8601, refuses_everything_else) {
  for (const char* wrong :
       {"", "2024", "2024-1-2", "2024-01-0", "2024-13-01", "2024-00-10", "2024-04-31", "2023-02-29", "2024/01/02", "yesterday",
        "2024-01-02T", "2024-01-02T24:00:00Z", "2024-01-02T03:60:00Z", "2024-01-02T03:04:61Z", "2024-01-02T03:04:05Zx", "2024-01-02T03:04:05.Z",
        "2024-01-02T03:04:05+", "2024-01-02T03:04:05+6:00", "2024-01-02T03:04:05+06:", "2024-01-02T03:04:05+06:0", "2024-01-02T03:04:05+24:00",
        "2024-01-02T03:04:05+06:60", " 2024-01-02", "2024-01-02 ", "2024-01-02T03:04:05 Z", "-024-01-02"})
    EXPECT_FALSE(parse_iso8601(wrong)) << wrong;
}

TEST(Clock, stands_still_until_a_test_moves_it) {
  ManualClock clock(Time::from_seconds(100));
  EXPECT_EQ(clock.now(), clock.now());
  clock.advance(std::chrono::seconds(5));
  EXPECT_EQ(clock.now(), Time::from_seconds(105));
  clock.set(Time::from_seconds(7));
  EXPECT_EQ(clock.now(), Time::from_seconds(7));
}

}  // namespace
}  // namespace sahay
