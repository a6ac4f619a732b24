#include "app/desk_facts.h"

#include <gtest/gtest.h>

#include "platform/calendar/schedule.h"

namespace sahay::app {
namespace {

TEST(HoursText, of_a_week_is_read_back_as_the_same_week) {
  const std::string text = hours_text(
      R"([{"start_time":1980,"end_time":2520},{"start_time":3420,"end_time":3600},{"start_time":3660,"end_time":3960}])");
  EXPECT_EQ(text, "mon 09:00-18:00; tue 09:00-12:00; tue 13:00-18:00");
  const auto read = calendar::parse_hours(text);
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, (std::vector<calendar::Interval>{{1980, 2520}, {3420, 3600}, {3660, 3960}}));
}

TEST(HoursText, of_a_night_is_cut_at_midnight) {
  const std::string text = hours_text(R"([{"start_time":2760,"end_time":3240}])");
  EXPECT_EQ(text, "mon 22:00-24:00; tue 00:00-06:00");
  EXPECT_TRUE(calendar::parse_hours(text));
}

TEST(HoursText, of_a_whole_week_says_always) { EXPECT_EQ(hours_text(R"([{"start_time":0,"end_time":10080}])"), ""); }

TEST(HoursText, of_nonsense_is_empty) {
  EXPECT_EQ(hours_text("x"), "");
  EXPECT_EQ(hours_text(R"([1,{"start_time":-5,"end_time":9}])"), "");
}

TEST(LiveText, is_shared_by_its_copies) {
  const LiveText one = "Help desk";
  const LiveText other = one;
  one.set("Meghna Tools");
  EXPECT_EQ(other.text(), "Meghna Tools");
}

}  // namespace
}  // namespace sahay::app
