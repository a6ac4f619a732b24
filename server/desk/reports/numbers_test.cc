// The pure rules of figures.
#include "desk/reports/numbers.h"

#include <gtest/gtest.h>

#include "desk/reports/period.h"
#include "desk/reports/table.h"

namespace sahay::reports {
namespace {

Tally sorted(std::vector<std::int64_t> minutes) {
  Tally out{.tickets = std::int64_t(minutes.size()), .minutes = std::move(minutes)};
  out.sort();
  return out;
}

Time at(std::string_view text) { return parse_iso8601(text).value(); }
Period period(std::string_view first, std::string_view last, const std::string& zone = "UTC") { return *Period::of(first, last, zone); }

TEST(Numbers, median_and_90_percent_are_values_of_the_list) {
  EXPECT_EQ(sorted({}).median(), std::nullopt);
  EXPECT_EQ(sorted({7}).median(), 7);
  EXPECT_EQ(sorted({7}).p90(), 7);
  EXPECT_EQ(sorted({30, 10, 20}).median(), 20);
  EXPECT_EQ(sorted({40, 10, 30, 20}).median(), 20);
  EXPECT_EQ(sorted({1, 2, 3, 4, 5, 6, 7, 8, 9, 100}).p90(), 9);
  EXPECT_EQ(sorted({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100}).p90(), 10);
}

TEST(Numbers, a_share_of_nothing_is_no_share) {
  EXPECT_EQ(share(0, 0), std::nullopt);
  EXPECT_EQ(share(0, 3), 0);
  EXPECT_EQ(share(3, 0), 100);
  EXPECT_EQ(share(1, 2), 33);
  EXPECT_EQ(share(2, 1), 67);
  EXPECT_EQ(share(1, 7), 13);  // 12.5
}

TEST(Periods, days_are_those_of_the_zone) {
  const Period november = period("2026-11-02", "2026-11-03", "Asia/Dhaka");
  EXPECT_EQ(november.days(), 2);
  EXPECT_EQ(november.span(), (Span{at("2026-11-01T18:00:00Z"), at("2026-11-03T18:00:00Z")}));
  EXPECT_EQ(november.before().first_day(), "2026-10-31");
  EXPECT_EQ(november.before().last_day(), "2026-11-01");
  EXPECT_EQ(november.before().span().to, november.span().from);
  EXPECT_EQ(Period::last_days(28, at("2026-11-22T20:00:00Z"), "Asia/Dhaka")->last_day(), "2026-11-23");
  EXPECT_EQ(Period::last_days(28, at("2026-11-22T20:00:00Z"), "UTC")->first_day(), "2026-10-26");
}

TEST(Periods, what_is_no_period_is_refused_by_name) {
  EXPECT_FALSE(Period::of("2026-11-02", "2026-11-01", "UTC").ok());
  EXPECT_FALSE(Period::of("2026-02-30", "2026-11-01", "UTC").ok());
  EXPECT_FALSE(Period::of("2026-11-01", "soon", "UTC").ok());
  EXPECT_FALSE(Period::of("2026-11-01", "2026-11-02", "Mars/Crater").ok());
  EXPECT_FALSE(Period::of("2025-01-01", "2026-11-02", "UTC").ok());
  EXPECT_TRUE(Period::of("2025-09-29", "2026-11-02", "UTC").ok());
}

TEST(Periods, a_long_one_is_told_in_weeks_that_begin_on_monday) {
  const auto days = period("2026-03-28", "2026-03-30", "Europe/Berlin").pieces();
  ASSERT_EQ(days.size(), 3u);
  // On 29 March the clocks leap: the day has 23 hours, and none is lost between two days.
  EXPECT_EQ(days[1].span.to - days[1].span.from, std::chrono::hours(23));
  EXPECT_EQ(days[1].span.from, days[0].span.to);
  const auto weeks = period("2026-01-01", "2026-04-30").pieces();
  EXPECT_EQ(weeks[0].first_day, "2026-01-01");
  EXPECT_EQ(weeks[0].last_day, "2026-01-04");
  EXPECT_EQ(weeks[1].first_day, "2026-01-05");
  EXPECT_EQ(weeks.back().last_day, "2026-04-30");
}

TEST(Periods, every_moment_lies_in_the_spans_of_its_hour_of_the_week_and_in_no_other) {
  for (const char* zone : {"UTC", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe"}) {
    const Period autumn = period("2026-09-20", "2026-11-05", zone);
    std::vector<int> hits(kHoursOfWeek);
    std::vector<std::vector<Span>> spans;
    for (int hour = 0; hour < kHoursOfWeek; ++hour) spans.push_back(autumn.spans_of_hour(hour));
    Duration covered{};
    for (const auto& list : spans)
      for (const Span& span : list) covered += span.to - span.from;
    EXPECT_EQ(covered, autumn.span().to - autumn.span().from) << zone;
    for (Time t = autumn.span().from; t < autumn.span().to; t = t + std::chrono::minutes(13)) {
      const auto& own = spans[std::size_t(autumn.hour_of_week(t))];
      EXPECT_TRUE(std::any_of(own.begin(), own.end(), [&](const Span& span) { return span.from <= t && t < span.to; })) << zone << " " << to_iso8601(t);
    }
  }
}

TEST(Csv, follows_rfc_4180_and_lets_no_cell_become_a_formula) {
  EXPECT_EQ(csv_of({{"a", "b c", ""}, {"1", "x", "y"}}), "a,b c,\r\n1,x,y\r\n");
  EXPECT_EQ(csv_cell("say \"no\", twice"), "\"say \"\"no\"\", twice\"");
  EXPECT_EQ(csv_cell("two\nlines"), "\"two\nlines\"");
  for (const char* formula : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "  =cmd|' /C calc'!A0"}) EXPECT_EQ(csv_cell(formula), "\"'" + std::string(formula) + "\"") << formula;
  EXPECT_EQ(csv_cell("a=b"), "a=b");
  EXPECT_EQ(csv_cell("Новые"), "Новые");
}

}  // namespace
}  // namespace sahay::reports
