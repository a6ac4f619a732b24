#include <gtest/gtest.h>

#include <random>

#include "platform/calendar/icalendar.h"
#include "platform/calendar/zone_rule.h"

namespace sahay::calendar {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

Time at(std::string_view text) { return *parse_iso8601(text); }

Hours hours_of(std::string zone, std::string_view weekly, std::vector<Closure> closed = {}) {
  return Hours({std::move(zone), *parse_hours(weekly), std::move(closed)});
}

Closure day(std::string_view date, std::string name = "") {
  const std::int64_t number = *parse_date(date);
  return {std::move(name), number * 1440, (number + 1) * 1440};
}

TEST(Zone, knows_offsets_of_yesterday_and_of_later_years) {
  const auto berlin = Zone::find("Europe/Berlin"), dhaka = Zone::find("Asia/Dhaka");
  ASSERT_TRUE(berlin && dhaka);
  EXPECT_EQ(berlin->stretch_at(at("2024-01-15T12:00:00Z").seconds()).offset, 3600);
  EXPECT_EQ(berlin->stretch_at(at("2024-03-31T01:00:00Z").seconds()).offset, 7200);
  EXPECT_EQ(berlin->stretch_at(at("2024-03-31T00:59:59Z").seconds()).offset, 3600);
  // Behind the end of the file's list the rule goes on.
  EXPECT_EQ(berlin->stretch_at(at("2060-07-01T12:00:00Z").seconds()).offset, 7200);
  EXPECT_EQ(dhaka->stretch_at(at("2024-07-01T12:00:00Z").seconds()).offset, 6 * 3600);
  EXPECT_EQ(Zone::find("Australia/Lord_Howe")->stretch_at(at("2024-07-01T12:00:00Z").seconds()).offset, 37'800);
}

TEST(Zone, refuses_names_that_leave_its_folder_and_files_that_are_none) {
  for (const char* name : {"", "../passwd", "/etc/passwd", "Europe/Nowhere", "Europe", "a b", "zone.tab"}) EXPECT_FALSE(Zone::find(name)) << name;
  EXPECT_FALSE(Zone::read("TZif2"));
  EXPECT_FALSE(Zone::read(std::string(200, 'x')));
}

TEST(Zone, reads_the_rules_of_posix_and_its_extension) {
  const auto rule = parse_zone_rule("<-02>2<-01>,M3.5.0/-1,M10.5.0/0");
  ASSERT_TRUE(rule);
  EXPECT_EQ(rule->standard, -7200);
  EXPECT_EQ(*rule->saving, -3600);
  const auto changes = changes_by_rule(*rule, 2024, 2024);
  // The last Sunday of March 2024 is the 31st; an hour before it in local standard time.
  EXPECT_EQ(to_iso8601(Time::from_seconds(changes[0].first)), "2024-03-31T01:00:00Z");
  EXPECT_FALSE(parse_zone_rule("CET-1CEST,M13.5.0,M10.5.0"));
  EXPECT_FALSE(parse_zone_rule(""));
}

TEST(WorkingTime, of_a_day_that_loses_an_hour_is_an_hour_shorter) {
  const Hours always = hours_of("Europe/Berlin", "sun 00:00-24:00");
  EXPECT_EQ(always.between(at("2024-03-30T00:00:00Z"), at("2024-04-02T00:00:00Z")), Duration(hours(23)));
  EXPECT_EQ(always.between(at("2024-10-26T00:00:00Z"), at("2024-10-29T00:00:00Z")), Duration(hours(25)));
}

// pass() walks from day to day, between() counts weeks.
TEST(WorkingTime, between_two_instants_is_what_passes_from_one_to_the_other) {
  std::mt19937_64 random(5);
  const auto below = [&](std::int64_t most) { return std::int64_t(random() % std::uint64_t(most)); };
  for (int round = 0; round < 500; ++round) {
    static const char* const kZones[] = {"UTC", "Asia/Dhaka", "Europe/Moscow", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"};
    Schedule schedule{kZones[below(6)], {}, {}};
    for (std::int64_t more = below(5); more > 0; --more) {
      const int from = int(below(10'000));
      schedule.weekly.push_back({from, from + 1 + int(below(kWeek - from))});
    }
    const std::int64_t year = at("2023-01-01T00:00:00Z").seconds() + below(3 * 365 * 86'400);
    for (std::int64_t more = below(4); more > 0; --more) {
      const std::int64_t from = year / 60 - 5000 + below(40'000);
      schedule.closed.push_back({"closed", from, from + 1 + below(6000)});
    }
    const Hours hours(schedule);
    const Time from{year * 1'000'000 + below(1'000'000)}, to{from.micros + below(40ll * 86'400 * 1'000'000)};
    EXPECT_EQ(hours.between(from, to), hours.pass(from, Duration(std::int64_t{1} << 60), to).counted) << schedule.time_zone << " " << to_iso8601(from);
  }
}

TEST(WorkingTime, counts_a_repeated_hour_twice_and_a_missing_one_not_at_all) {
  const Hours night = hours_of("Europe/Berlin", "sun 02:00-03:00");
  EXPECT_EQ(night.between(at("2024-03-30T12:00:00Z"), at("2024-03-31T12:00:00Z")), Duration{});
  EXPECT_EQ(night.between(at("2024-10-26T12:00:00Z"), at("2024-10-27T12:00:00Z")), Duration(hours(2)));
  // Lord Howe moves its clocks by half an hour: 2024-04-07 02:00 becomes 01:30.
  const Hours howe = hours_of("Australia/Lord_Howe", "sun 01:00-02:00");
  EXPECT_EQ(howe.between(at("2024-04-06T06:00:00Z"), at("2024-04-07T06:00:00Z")), Duration(minutes(90)));
}

TEST(WorkingTime, passes_over_nights_free_days_and_holidays) {
  const Hours dhaka = hours_of("Asia/Dhaka", "sun-thu 09:00-18:00", {day("2024-02-21")});
  // Tuesday 17:00 and three hours: one today, Wednesday is closed, two on Thursday.
  const auto passed = dhaka.pass(at("2024-02-20T11:00:00Z"), hours(3), at("2024-03-20T00:00:00Z"));
  ASSERT_TRUE(passed.at);
  EXPECT_EQ(to_iso8601(*passed.at), "2024-02-22T05:00:00Z");
  EXPECT_EQ(dhaka.between(at("2024-02-20T11:00:00Z"), at("2024-02-22T05:00:00Z")), Duration(hours(3)));
}

TEST(WorkingTime, ends_at_the_closing_hour_and_not_at_the_next_opening) {
  const Hours office = hours_of("UTC", "mon-fri 09:00-17:00");
  EXPECT_EQ(to_iso8601(*office.pass(at("2024-01-05T15:00:00Z"), hours(2), at("2024-02-01T00:00:00Z")).at), "2024-01-05T17:00:00Z");
}

TEST(WorkingTime, is_not_there_during_a_closure_of_some_hours) {
  const std::int64_t friday = *parse_date("2024-01-05") * 1440;
  const Hours office = hours_of("UTC", "mon-fri 09:00-17:00", {{"Staff meeting", friday + 13 * 60, friday + 15 * 60}});
  EXPECT_EQ(office.between(at("2024-01-05T00:00:00Z"), at("2024-01-06T00:00:00Z")), Duration(hours(6)));
  EXPECT_FALSE(office.open_at(at("2024-01-05T13:00:00Z")));
  EXPECT_TRUE(office.open_at(at("2024-01-05T15:00:00Z")));
}

TEST(WorkingTime, counts_overlapping_intervals_once) {
  const Hours office = Hours({"UTC", {{1440, 1500}, {1470, 1560}, {10'000, 10'080}}, {}});
  EXPECT_EQ(office.between(at("2024-01-07T00:00:00Z"), at("2024-01-14T00:00:00Z")), Duration(minutes(200)));
}

TEST(Calendar, keeps_the_time_that_passed_under_the_old_hours) {
  Calendar calendar;
  calendar.add(at("2020-01-01T00:00:00Z"), std::make_shared<Hours>(hours_of("UTC", "mon-fri 09:00-17:00")));
  calendar.add(at("2024-01-03T12:00:00Z"), std::make_shared<Hours>(hours_of("UTC", "mon-fri 09:00-13:00")));
  // Tuesday 8 h, Wednesday 3 h until noon and 1 h under the new hours.
  EXPECT_EQ(calendar.between(at("2024-01-02T00:00:00Z"), at("2024-01-04T00:00:00Z")), Duration(hours(12)));
  EXPECT_EQ(to_iso8601(*calendar.after(at("2024-01-03T09:00:00Z"), hours(5))), "2024-01-04T10:00:00Z");
}

TEST(Calendar, without_any_working_time_never_gets_there) {
  Calendar calendar;
  const std::int64_t from = *parse_date("2000-01-01") * 1440, to = *parse_date("2200-01-01") * 1440;
  calendar.add({}, std::make_shared<Hours>(Schedule{"UTC", {}, {{"", from, to}}}));
  EXPECT_FALSE(calendar.after(at("2024-01-03T09:00:00Z"), hours(1)));
  EXPECT_FALSE(calendar.next_open(at("2024-01-03T09:00:00Z")));
}

constexpr char kFile[] =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
    "BEGIN:VEVENT\r\nSUMMARY:Language Movement\r\n  Day\r\nDTSTART;VALUE=DATE:20200221\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nSUMMARY:Spring bank holiday\r\nDTSTART;VALUE=DATE:20240527\r\nDTEND;VALUE=DATE:20240528\r\n"
    "RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nSUMMARY:Eid\\, three days\r\nDTSTART;VALUE=DATE:20240410\r\nDTEND;VALUE=DATE:20240413\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nSUMMARY:Audit\r\nDTSTART:20240605T080000Z\r\nDURATION:PT1H30M\r\n"
    "BEGIN:VALARM\r\nDURATION:PT5M\r\nEND:VALARM\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nSUMMARY:Every second Tuesday\r\nDTSTART;VALUE=DATE:20240102\r\nRRULE:FREQ=WEEKLY;INTERVAL=2\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nSUMMARY:Called off\r\nSTATUS:CANCELLED\r\nDTSTART;VALUE=DATE:20240102\r\nEND:VEVENT\r\n"
    "END:VCALENDAR\r\n";

TEST(ICalendar, reads_days_hours_and_what_comes_back_every_year) {
  const auto read = read_closed_days(kFile, "Asia/Dhaka", *parse_date("2024-01-01"), *parse_date("2025-12-31"));
  ASSERT_TRUE(read.ok());
  std::vector<std::string> found;
  for (const Closure& c : read->closures)
    found.push_back(date_text(c.from / 1440) + " " + std::to_string(c.from % 1440) + "+" + std::to_string(c.to - c.from) + " " + c.name);
  EXPECT_EQ(found, (std::vector<std::string>{"2024-02-21 0+1440 Language Movement Day", "2024-04-10 0+4320 Eid, three days",
                                            "2024-05-27 0+1440 Spring bank holiday", "2024-06-05 840+90 Audit",
                                            "2025-02-21 0+1440 Language Movement Day", "2025-05-26 0+1440 Spring bank holiday"}));
  EXPECT_EQ(read->skipped, std::vector<std::string>{"Every second Tuesday"});
}

TEST(ICalendar, keeps_the_names_of_a_day_in_the_languages_that_the_file_names) {
  const auto named = [](const std::string& lines) {
    const auto read = read_closed_days("BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + lines + "DTSTART;VALUE=DATE:20241216\nEND:VEVENT\nEND:VCALENDAR\n", "UTC", 0, 40'000);
    std::string out = read.ok() && read->closures.size() == 1 ? read->closures[0].name : "?";
    if (out != "?")
      for (const auto& [language, name] : read->closures[0].names) out += "|" + language + "=" + name;
    return out;
  };
  EXPECT_EQ(named("SUMMARY:Victory Day\nSUMMARY;LANGUAGE=bn-BD:বিজয় দিবস\nSUMMARY;LANGUAGE=ru:День победы\n"), "Victory Day|bn=বিজয় দিবস|ru=День победы");
  EXPECT_EQ(named("SUMMARY;LANGUAGE=ru:День победы\nSUMMARY;LANGUAGE=EN:Victory Day\n"), "День победы|ru=День победы|en=Victory Day");
  EXPECT_EQ(named("SUMMARY;LANGUAGE=ru:День победы\nSUMMARY:Victory Day\n"), "Victory Day|ru=День победы");
  EXPECT_EQ(named("SUMMARY:Victory Day\n"), "Victory Day");
}

TEST(ICalendar, ends_a_rule_by_count_or_day_and_leaves_out_what_is_excepted) {
  const auto days = [](std::string rule, std::string more = "") {
    const auto read = read_closed_days("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nDTSTART;VALUE=DATE:20200101\nRRULE:" + rule + "\n" + more +
                                       "END:VEVENT\nEND:VCALENDAR\n", "UTC", 0, *parse_date("2030-12-31"));
    return read.ok() ? read->closures.size() : 0;
  };
  EXPECT_EQ(days("FREQ=YEARLY"), 11u);
  EXPECT_EQ(days("FREQ=YEARLY;COUNT=3"), 3u);
  EXPECT_EQ(days("FREQ=YEARLY;UNTIL=20230101"), 4u);
  EXPECT_EQ(days("FREQ=YEARLY;INTERVAL=5"), 3u);
  EXPECT_EQ(days("FREQ=YEARLY", "EXDATE;VALUE=DATE:20210101,20220101\n"), 9u);
  EXPECT_EQ(days("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=-1"), 12u);
}

TEST(ICalendar, refuses_what_is_no_calendar) {
  EXPECT_FALSE(read_closed_days("", "UTC", 0, 1).ok());
  EXPECT_FALSE(read_closed_days("<html>", "UTC", 0, 1).ok());
  EXPECT_FALSE(read_closed_days(std::string(2 << 20, 'x'), "UTC", 0, 1).ok());
  const auto odd = read_closed_days("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:odd\nDTSTART:20249999\n", "UTC", 0, 40'000);
  ASSERT_TRUE(odd.ok());
  EXPECT_EQ(odd->skipped, std::vector<std::string>{"odd"});
}

}  // namespace
}  // namespace sahay::calendar
