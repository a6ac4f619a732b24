#include "desk/reach/reach.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace sahay::reach {
namespace {

Time at(std::string_view text) { return *parse_iso8601(text); }

std::vector<std::string> kinds(const std::vector<site::Way>& ways) {
  std::vector<std::string> out;
  for (const site::Way& way : ways) out.push_back(way.kind + (way.value.empty() ? "" : " " + way.value));
  return out;
}

using Kinds = std::vector<std::string>;

TEST(WaysOf, what_is_configured_is_a_way_by_itself) {
  EXPECT_EQ(kinds(ways_of({}, {"help@meghna.example"}, {})), (Kinds{"chat", "email help@meghna.example", "form", "help"}));
}

TEST(WaysOf, rows_describe_add_and_hide) {
  Way phone{.kind = "phone", .value = "+880 2 5566"}, chat{.kind = "chat", .hours = "always"}, no_form{.kind = "form"};
  chat.best_for_en = "short questions";
  no_form.active = false;
  const auto ways = ways_of({phone, chat, no_form}, {"help@meghna.example"}, {});
  EXPECT_EQ(kinds(ways), (Kinds{"phone +880 2 5566", "chat", "email help@meghna.example", "help"}));
  EXPECT_EQ(ways[0].url, "tel:+880 2 5566");
  EXPECT_EQ(ways[1].best_for.in(i18n::Language::ru), "short questions");
  EXPECT_EQ(ways[2].url, "mailto:help@meghna.example");
}

TEST(WaysOf, one_address_of_several_can_be_hidden) {
  Way hidden{.kind = "email", .value = "Old@meghna.example"};
  hidden.active = false;
  EXPECT_EQ(kinds(ways_of({hidden}, {"old@meghna.example", "help@meghna.example"}, {})), (Kinds{"chat", "email help@meghna.example", "form", "help"}));
}

TEST(WaysOf, figures_stand_at_their_channel) {
  const auto ways = ways_of({}, {}, {{"chat", "", 140, 420, 312, -1}, {"chat", "bn", 90, 200, 50, -1}, {"web", "", 7200, 20000, 44, -1}});
  EXPECT_EQ(ways[0].measured.typical_seconds, 140);
  EXPECT_EQ(ways[0].measured.sample, 312);
  ASSERT_EQ(ways[0].narrower.size(), 1u);
  EXPECT_EQ(ways[0].narrower[0].figure.sample, 50);
  EXPECT_EQ(ways[1].kind, "form");
  EXPECT_EQ(ways[1].measured.sample, 44);
  EXPECT_EQ(ways[2].measured.sample, 0);
}

TEST(FilesInMail, leave_room_for_their_coding) {
  EXPECT_EQ(files_in_mail(50u << 20) / 1'000'000, 38u);
  const std::size_t files = files_in_mail(1'000'000), coded = (files + 56) / 57 * 78;  // RFC 2045 6.8: 57 bytes are 76 letters and the end of the line
  EXPECT_LE(coded, 1'000'000u);
  EXPECT_GT(coded, 999'800u);
}

TEST(CameWhile, tells_open_closed_and_closed_days_by_the_clock_of_the_desk) {
  site::Schedule dhaka{"Asia/Dhaka", *site::parse_hours("sun-thu 09:00-18:00"), {}};
  const std::int64_t day = *calendar::parse_date("2024-12-16") * 1440;  // a Monday
  dhaka.closed = {{"Victory Day", day, day + 1440}, {"Audit", day + 1440 + 840, day + 2880}};
  const std::pair<const char*, const char*> table[] = {
      {"2024-12-15T03:00:00Z", "open"},        // Sunday 09:00
      {"2024-12-15T02:59:59Z", "closed"},
      {"2024-12-15T12:00:00Z", "closed"},      // Sunday 18:00
      {"2024-12-15T17:59:00Z", "closed"},      // Sunday 23:59
      {"2024-12-15T18:00:00Z", "closed_day"},  // Monday 0:00
      {"2024-12-16T06:00:00Z", "closed_day"},
      {"2024-12-17T06:00:00Z", "open"},        // Tuesday 12:00
      {"2024-12-17T08:30:00Z", "closed_day"},  // Tuesday 14:30: a part of the day
      {"2024-12-20T06:00:00Z", "closed"},      // Friday
  };
  for (const auto& [moment, wanted] : table) EXPECT_EQ(came_while(dhaka, at(moment)), wanted) << moment;
  EXPECT_EQ(came_while(site::Schedule{"UTC", {}, {}}, at("2024-12-20T06:00:00Z")), "open") << "a desk without hours is always open";
}

TEST(WaysInWords, say_each_way_with_its_hours_in_the_readers_language) {
  site::Settings settings;
  settings.time_zone = "Asia/Dhaka";
  settings.hours = "sun-thu 09:00-18:00";
  settings.ways = {{.kind = "chat"}, {.kind = "phone", .value = "+880 2 5566", .url = "tel:+88025566"}, {.kind = "form", .hours = "always"}, {.kind = "help", .hours = "always"}};
  const std::string words = ways_in_words(settings, i18n::Language::en, at("2024-01-05T04:00:00Z"), "", "https://desk.example");
  EXPECT_NE(words.find("+880 2 5566 · Closed, opens Sunday 09:00 · Sun–Thu 09:00–18:00"), std::string::npos) << words;
  EXPECT_NE(words.find("https://desk.example/contact"), std::string::npos);
  EXPECT_NE(ways_in_words(settings, i18n::Language::ru, at("2024-01-05T04:00:00Z"), "Europe/Moscow", "").find("06:00"), std::string::npos) << "in the reader's zone";
}

TEST(FiguresOf, median_and_ninetieth_percentile_of_what_came_in_open_hours) {
  site::Settings settings;
  settings.hours = "mon-fri 09:00-18:00";
  std::vector<Answered> answers;
  const Time monday = at("2024-01-01T10:00:00Z");
  for (int i = 1; i <= 10; ++i) answers.push_back({"chat", i <= 4 ? "bn" : "en-US", monday, monday + std::chrono::seconds(i * 10)});
  const Time sunday = at("2024-01-07T10:00:00Z");
  answers.push_back({"chat", "bn", sunday, sunday + std::chrono::hours(30)});
  const auto figures = figures_of(answers, settings);
  ASSERT_EQ(figures.size(), 3u);  // ten answers of one hour are too few for a figure of their own
  EXPECT_EQ(figures[0].language, "");
  EXPECT_EQ(figures[0].sample, 10);
  EXPECT_EQ(figures[0].typical_seconds, 50);
  EXPECT_EQ(figures[0].p90_seconds, 90);
  EXPECT_EQ(figures[1].language, "bn");
  EXPECT_EQ(figures[1].sample, 4);
  EXPECT_EQ(figures[1].typical_seconds, 20);
}

TEST(FiguresOf, an_hour_of_the_week_has_its_own_where_enough_answers_stand_behind_it) {
  site::Settings settings;
  settings.time_zone = "Asia/Dhaka";
  std::vector<Answered> answers;
  const Time monday = at("2024-01-01T04:30:00Z");  // 10:30 in Dhaka
  for (int i = 1; i <= 20; ++i) answers.push_back({"chat", "bn", monday, monday + std::chrono::seconds(60)});
  for (int i = 1; i <= 5; ++i) answers.push_back({"chat", "bn", monday + std::chrono::hours(3), monday + std::chrono::hours(5)});
  std::vector<std::tuple<std::string, std::int64_t, std::int64_t>> told;
  for (const Figure& each : figures_of(answers, settings)) told.emplace_back(each.language, each.week_hour, each.sample);
  const std::int64_t monday_at_ten = 24 + 10;
  EXPECT_EQ(told, (std::vector<std::tuple<std::string, std::int64_t, std::int64_t>>{{"", -1, 25}, {"", monday_at_ten, 20}, {"bn", -1, 25}, {"bn", monday_at_ten, 20}}));
}

TEST(ReadPage, sees_the_widget_the_snippet_and_the_link) {
  const char* desk = "https://help.meghna.example";
  const auto found = [&](std::string_view html) { return read_page(html, "https://shop.example/a/b.html", desk); };
  EXPECT_TRUE(found("<script async src=\"https://help.meghna.example/widget.js\"></script>").widget);
  EXPECT_TRUE(found("<SCRIPT SRC='https://help.meghna.example/contact-card.js?1' async></SCRIPT>").card);
  EXPECT_TRUE(found("<a class=x href=https://help.meghna.example/contact#a>Contact</a>").link);
  EXPECT_FALSE(found("<!-- <script src=\"https://help.meghna.example/widget.js\"></script> -->").complete());
  EXPECT_FALSE(found("<a href=\"/contact\">Contact</a>").complete());  // of the shop itself
  EXPECT_FALSE(found("<script src=\"https://evil.example/widget.js\"></script>").complete());
  EXPECT_FALSE(found("<p>https://help.meghna.example/widget.js</p>").complete());
  EXPECT_TRUE(read_page("<a href=/contact>x</a>", "http://127.0.0.1/", "").link);
}

TEST(ReadPage, follows_links_of_its_own_host_only_each_once) {
  const auto found = read_page("<a href=\"/one\">1</a><a href=\"two?x=1&amp;y=2#part\">2</a><a href='/one#again'>1</a><a href=\"https://other.example/\">o</a>"
                               "<a href=\"mailto:a@b\">m</a><a href=\"javascript:alert(1)\">j</a><a href=\"//shop.example/three\">3</a><abbr href=\"/no\">",
                               "https://shop.example/a/b.html", "");
  EXPECT_EQ(found.links, (std::vector<std::string>{"https://shop.example/one", "https://shop.example/a/two?x=1&y=2", "https://shop.example/three"}));
}

TEST(ReadPage, bears_broken_and_hostile_pages) {
  for (std::string_view html : {"<", "<a", "<a href", "<a href=", "<a href=\"", "<script src='", "<!--", "<a = = >", "<a\"\">"}) read_page(html, "https://shop.example/", "");
  std::string many;
  for (int i = 0; i < 20'000; ++i) many += "<a href=/p" + std::to_string(i) + ">";
  EXPECT_EQ(read_page(many, "https://shop.example/", "").links.size(), kMostLinks);
  EXPECT_FALSE(read_page(std::string(1'000'000, '<'), "https://shop.example/", "").complete());
}

TEST(OriginOf, http_addresses_only) {
  EXPECT_EQ(origin_of("https://Shop.Example/a?b"), "https://shop.example");
  EXPECT_EQ(origin_of("http://127.0.0.1:8080"), "http://127.0.0.1:8080");
  for (const char* no : {"", "ftp://shop.example", "https://", "/path", "shop.example"}) EXPECT_EQ(origin_of(no), "") << no;
}

}  // namespace
}  // namespace sahay::reach
