#include <gtest/gtest.h>

#include "base/text.h"
#include "desk/site/closed_days.h"
#include "desk/site/contact_card.h"
#include "desk/site/form.h"
#include "desk/site/page.h"
#include "desk/site/words.h"

namespace sahay::site {
namespace {

Time at(std::string_view text) { return *parse_iso8601(text); }

// Dhaka is six hours ahead of UTC, Friday and Saturday are free.
const Schedule kDhaka{"Asia/Dhaka", *parse_hours("sun-thu 09:00-18:00")};

TEST(Schedule, tells_when_it_closes_while_it_is_open) {
  const auto found = availability(kDhaka, at("2024-01-02T04:00:00Z"));  // Tuesday 10:00
  EXPECT_TRUE(found.open);
  EXPECT_EQ(to_iso8601(found.closes_at), "2024-01-02T12:00:00Z");
}

TEST(Schedule, skips_the_free_days_to_the_next_opening) {
  const auto found = availability(kDhaka, at("2024-01-04T13:00:00Z"));  // Thursday 19:00
  EXPECT_FALSE(found.open);
  EXPECT_EQ(to_iso8601(found.opens_at), "2024-01-07T03:00:00Z");  // Sunday 09:00
}

TEST(Schedule, counts_local_hours_across_a_change_of_the_clocks) {
  const Schedule berlin{"Europe/Berlin", *parse_hours("mon-sun 09:00-18:00")};
  EXPECT_EQ(to_iso8601(availability(berlin, at("2024-03-30T20:00:00Z")).opens_at), "2024-03-31T07:00:00Z");
}

TEST(Schedule, joins_intervals_over_midnight) {
  const Schedule night{"UTC", *parse_hours("mon 20:00-24:00; tue 00:00-06:00")};
  const auto found = availability(night, at("2024-01-01T23:00:00Z"));
  EXPECT_TRUE(found.open);
  EXPECT_EQ(to_iso8601(found.closes_at), "2024-01-02T06:00:00Z");
}

TEST(Schedule, of_a_closed_day_is_closed_whatever_the_hours_of_the_week) {
  Settings settings;
  settings.time_zone = "Asia/Dhaka";
  settings.closed = write_closures({{{"Victory Day"}, *calendar::parse_date("2024-12-16") * 1440, *calendar::parse_date("2024-12-17") * 1440}});
  const Time noon = at("2024-12-16T06:00:00Z");
  EXPECT_FALSE(availability(schedule_of(settings), noon).open) << "also where the desk is open at every hour";
  EXPECT_EQ(to_iso8601(availability(schedule_of(settings), noon).opens_at), "2024-12-16T18:00:00Z");
  settings.hours = "sun-thu 09:00-18:00";
  EXPECT_FALSE(availability(schedule_of(settings), noon).open);
  EXPECT_EQ(to_iso8601(availability(schedule_of(settings), noon).opens_at), "2024-12-17T03:00:00Z");
  EXPECT_FALSE(availability(schedule_of(settings, Way{.kind = "phone", .hours = "mon-sun 08:00-20:00"}), noon).open);
  EXPECT_TRUE(availability(schedule_of(settings, Way{.kind = "form", .hours = "always"}), noon).open);
}

TEST(Schedule, reads_closed_days_back_and_leaves_out_nonsense) {
  const auto read = read_closures("10-20\nx\n30\n40-30\ten\n7-8\tEid\tঈদ");
  ASSERT_EQ(read.size(), 2u);
  EXPECT_EQ(write_closures(read), "10-20\t\t\t\n7-8\tEid\tঈদ\t\n");
  EXPECT_EQ(write_closures({{{"two\tcolumns\nand lines"}, 1, 2}}), "1-2\ttwo columns and lines\t\t\n");
}

// Dhaka, 2024-12-16 a whole day, the afternoon of the 24th, three days from the 25th.
Settings with_holidays() {
  Settings settings;
  settings.time_zone = "Asia/Dhaka";
  settings.hours = "sun-thu 09:00-18:00";
  const std::int64_t day = *calendar::parse_date("2024-12-16") * 1440;
  settings.closed = write_closures({{{"Winter days"}, day + 9 * 1440, day + 12 * 1440}, {{"Victory Day", "বিজয় দিবস", "День победы"}, day, day + 1440}, {{}, day + 8 * 1440 + 840, day + 9 * 1440}});
  return settings;
}

TEST(ClosedDays, are_told_by_name_in_the_readers_language_until_they_are_over) {
  const Settings settings = with_holidays();
  const Time noon = at("2024-12-16T06:00:00Z");
  const auto days = closed_days(settings, i18n::Language::bn, noon, 4);
  ASSERT_EQ(days.size(), 4u);
  EXPECT_EQ(days[0].name, "বিজয় দিবস");
  EXPECT_TRUE(days[0].whole());
  EXPECT_EQ(std::pair(days[1].from, days[1].to), std::pair(840, 1440));
  EXPECT_EQ(calendar::date_text(days[3].day) + days[3].name, "2024-12-26Winter days");
  EXPECT_EQ(closed_today(settings, i18n::Language::ru, noon), "День победы");
  EXPECT_EQ(closed_today(settings, i18n::Language::en, at("2024-12-16T18:00:00Z")), "") << "the 17th has begun in Dhaka";
  EXPECT_EQ(closed_words(settings, i18n::Language::en, noon), "16 December (Victory Day), 25 December – 27 December (Winter days)");
  EXPECT_EQ(closed_words(settings, i18n::Language::en, at("2024-12-17T06:00:00Z")), "25 December – 27 December (Winter days)");
  EXPECT_EQ(closed_words(settings, i18n::Language::en, at("2024-06-01T06:00:00Z")), "") << "half a year ahead is not near";
}

TEST(ClosedDays, stand_in_the_words_the_table_and_the_data_of_the_card) {
  const Settings settings = with_holidays();
  const Time noon = at("2024-12-16T06:00:00Z");
  const auto rows = contact_card(settings, i18n::Language::en, noon);
  EXPECT_EQ(hours_words(settings, rows.back(), i18n::Language::en, noon), "Closed (Victory Day), opens Tuesday 09:00");
  EXPECT_NE(card_table(settings, i18n::Language::ru, noon).html.find("День победы"), std::string::npos);
  const std::string data = card_json_ld(settings, i18n::Language::en, noon, "https://desk.example");
  EXPECT_NE(data.find(R"({"@type":"OpeningHoursSpecification","name":"Victory Day","validFrom":"2024-12-16","validThrough":"2024-12-16","opens":"00:00","closes":"00:00"})"), std::string::npos) << data;
  EXPECT_EQ(data.find("2024-12-24"), std::string::npos) << "a day that is closed for a part is not closed";
}

TEST(Schedule, without_hours_is_always_open) { EXPECT_TRUE(availability({}, at("2024-01-01T00:00:00Z")).open); }

TEST(Hours, of_nonsense_are_refused) {
  for (const char* bad : {"mon", "mon 9-18", "mon 25:00-26:00", "foo 09:00-10:00", "mon 10:00-09:00", "mon-tue-wed 1:00-2:00"})
    EXPECT_FALSE(parse_hours(bad)) << bad;
  EXPECT_EQ(parse_hours("sat-mon 10:00-12:00")->size(), 3u);
  EXPECT_TRUE(parse_hours("always")->empty());
}

TEST(Html, escapes_every_value_but_markup) {
  const auto made = Html().add("<a title=\"{}\">{}{}</a>", "\"><script>", Markup{"<b>x</b>"}, std::string("a&b")).take();
  EXPECT_EQ(made.html, "<a title=\"&quot;&gt;&lt;script&gt;\"><b>x</b>a&amp;b</a>");
}

TEST(Html, links_lead_to_known_schemes_only) {
  EXPECT_EQ(safe_url("javascript:alert(1)"), "#");
  EXPECT_EQ(safe_url("//elsewhere.example"), "#");
  EXPECT_EQ(safe_url("/requests"), "/requests");
  EXPECT_EQ(safe_url("tel:+880255667788"), "tel:+880255667788");
}

TEST(Accent, is_darkened_until_it_is_legible) {
  EXPECT_EQ(accent_of("#1a5bc2").background, "#1a5bc2");
  EXPECT_EQ(accent_of("nonsense").background, "#1a5bc2");
  EXPECT_NE(accent_of("#ffcc00").background, "#ffcc00");
  EXPECT_EQ(accent_of("#ffcc00").on, "#ffffff");
}

http::Request post(std::string type, std::string body) {
  http::Request request;
  request.method = "POST";
  request.headers.emplace("content-type", std::move(type));
  request.body = std::move(body);
  request.base_url = "https://desk.example.org";
  return request;
}

TEST(Form, reads_urlencoded_fields_in_any_script) {
  const auto form = read_form(post("application/x-www-form-urlencoded", "a=1+2&text=%D0%94%D0%B0%21&empty="));
  ASSERT_TRUE(form.ok());
  EXPECT_EQ((*form)["a"], "1 2");
  EXPECT_EQ((*form)["text"], "Да!");
  EXPECT_EQ((*form)["absent"], "");
}

TEST(Form, reads_files_of_multipart_and_drops_unused_inputs) {
  const std::string body =
      "--XX\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nhello\r\n"
      "--XX\r\nContent-Disposition: form-data; name=\"files\"; filename=\"..\\dir/a%22b.png\"\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n--X\r\n"
      "--XX\r\nContent-Disposition: form-data; name=\"files\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--XX--\r\n";
  const auto form = read_form(post("multipart/form-data; boundary=XX", body));
  ASSERT_TRUE(form.ok());
  EXPECT_EQ((*form)["text"], "hello");
  ASSERT_EQ(form->files.size(), 1u);
  EXPECT_EQ(form->files[0].file_name, "a\"b.png");
  EXPECT_EQ(form->files[0].content_type, "image/png");
  EXPECT_EQ(form->files[0].bytes, "\x89PNG\r\n--X");
}

TEST(Form, refuses_bodies_that_end_early_or_are_no_form) {
  EXPECT_FALSE(read_form(post("multipart/form-data; boundary=XX", "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx")).ok());
  EXPECT_FALSE(read_form(post("multipart/form-data", "--XX--")).ok());
  EXPECT_FALSE(read_form(post("application/json", "{}")).ok());
  EXPECT_FALSE(read_form(post("multipart/form-data; boundary=XX", "")).ok());
}

TEST(Form, from_another_site_is_noticed) {
  auto request = post("application/x-www-form-urlencoded", "");
  EXPECT_TRUE(from_own_page(request));
  request.headers.emplace("origin", "https://desk.example.org");
  EXPECT_TRUE(from_own_page(request));
  request.headers.emplace("sec-fetch-site", "cross-site");
  EXPECT_FALSE(from_own_page(request));
  auto other = post("application/x-www-form-urlencoded", "");
  other.headers.emplace("origin", "https://evil.example");
  EXPECT_FALSE(from_own_page(other));
}

TEST(Words, of_moments_are_near_first) {
  const Time now = at("2024-01-02T12:00:00Z");
  EXPECT_EQ(moment_words(i18n::Language::en, at("2024-01-02T03:14:00Z"), now, "Asia/Dhaka"), "today 09:14");
  EXPECT_EQ(moment_words(i18n::Language::en, at("2024-01-01T03:14:00Z"), now, "Asia/Dhaka"), "yesterday 09:14");
  EXPECT_EQ(moment_words(i18n::Language::en, at("2024-01-05T03:00:00Z"), now, "Asia/Dhaka"), "Friday 09:00");
  EXPECT_NE(moment_words(i18n::Language::bn, now, now, "Asia/Dhaka").find("১৮:০০"), std::string::npos);
  EXPECT_EQ(date_words(i18n::Language::ru, now, "UTC"), "2 января 2024\u202fг.");
}

TEST(ContactCard, says_the_same_hours_everywhere) {
  Settings settings;
  settings.time_zone = "Asia/Dhaka";
  settings.hours = "sun-thu 09:00-18:00";
  settings.ways = {{.kind = "chat"}, {.kind = "phone", .value = "+880 2", .url = "tel:+8802", .hours = "always"}};
  const auto rows = contact_card(settings, i18n::Language::en, at("2024-01-05T04:00:00Z"));  // a Friday
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_FALSE(rows[0].has_hours);  // what is open comes first
  EXPECT_FALSE(rows[1].now.open);
  EXPECT_EQ(hours_words(settings, rows[1], i18n::Language::en, at("2024-01-05T04:00:00Z")), "Closed, opens Sunday 09:00");
}

TEST(ContactCard, tells_hours_in_the_zone_of_the_visitor) {
  Settings settings;
  settings.time_zone = "Asia/Dhaka";
  settings.hours = "sun-thu 09:00-18:00";
  const Time now = at("2024-01-02T04:00:00Z");  // Tuesday 10:00 in Dhaka, 07:00 in Moscow
  const auto rows = contact_card(settings, i18n::Language::en, now, "Europe/Moscow");
  EXPECT_EQ(hours_words(settings, rows[0], i18n::Language::en, now), "Open until 15:00");
  EXPECT_EQ(week_words(rows[0], i18n::Language::en), "Sun–Thu 09:00–18:00");
  EXPECT_EQ(week_words(rows[0], i18n::Language::bn), "রবি–বৃহ ০৯:০০–১৮:০০");
  settings.hours = "mon-sun 00:00-23:59";
  EXPECT_EQ(week_words(contact_card(settings, i18n::Language::en, now)[0], i18n::Language::en), "Mon–Sun 00:00–23:59");
  EXPECT_NE(card_table(settings, i18n::Language::en, now, "Europe/Moscow").html.find("Europe/Moscow"), std::string::npos);
}

TEST(ContactCard, says_how_many_answers_a_figure_stands_on_or_that_they_are_too_few) {
  CardRow row{.kind = "chat", .now = {}};
  row.measured = {140, 420, 312};
  EXPECT_EQ(reply_words(row, i18n::Language::en), "usually in 2 minutes (312 answers in four weeks)");
  row.measured.sample = kLeastSample - 1;
  EXPECT_EQ(reply_words(row, i18n::Language::en), "not enough answers yet");
  row.reply_seconds = 300;
  EXPECT_EQ(reply_words(row, i18n::Language::en), "within 5 minutes");
  row.now.open = false;
  EXPECT_EQ(reply_words(row, i18n::Language::en), "");
}

TEST(ContactCard, a_figure_is_of_the_readers_language_at_this_hour_where_enough_answers_stand_behind_it) {
  Settings settings;
  const Time monday_at_ten = at("2024-01-01T10:30:00Z");
  settings.ways = {{.kind = "chat"}};
  settings.ways[0].measured = {600, 900, 200};
  settings.ways[0].narrower = {{"bn", -1, {300, 500, 40}}, {"bn", 34, {60, 90, 20}}, {"ru", 34, {1, 1, kLeastSample - 1}}, {"", 34, {200, 300, 50}}};
  const auto typical = [&](i18n::Language language, Time now) { return contact_card(settings, language, now)[0].measured.typical_seconds; };
  EXPECT_EQ(typical(i18n::Language::bn, monday_at_ten), 60);
  EXPECT_EQ(typical(i18n::Language::bn, monday_at_ten + std::chrono::hours(1)), 300);
  EXPECT_EQ(typical(i18n::Language::ru, monday_at_ten), 200);
  EXPECT_EQ(typical(i18n::Language::ru, monday_at_ten + std::chrono::hours(1)), 600);
}

TEST(ContactCard, a_way_for_some_is_shown_to_them_only) {
  Settings settings;
  settings.ways = {{.kind = "chat"}, {.kind = "phone", .value = "+880 2"}};
  settings.ways[1].audience = "contract:gold";
  EXPECT_EQ(contact_card(settings, i18n::Language::en, at("2024-01-02T04:00:00Z")).size(), 1u);
  EXPECT_EQ(contact_card(settings, i18n::Language::en, at("2024-01-02T04:00:00Z"), "", {"customers", "contract:gold"}).size(), 2u);
}

TEST(ContactCard, never_shows_nothing_and_leaves_out_what_is_down) {
  Settings settings;
  EXPECT_EQ(contact_card(settings, i18n::Language::en, at("2024-01-02T04:00:00Z")).size(), 2u);
  settings.ways = {{.kind = "chat", .status = "down"}, {.kind = "form", .hours = "always"}};
  const auto rows = contact_card(settings, i18n::Language::en, at("2024-01-02T04:00:00Z"));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].kind, "form");
}

TEST(ContactCard, offers_the_form_where_a_channel_is_closed) {
  Settings settings;
  settings.hours = "mon 09:00-10:00";
  EXPECT_NE(card_table(settings, i18n::Language::en, at("2024-01-02T04:00:00Z")).html.find("/requests/new\">Write now"), std::string::npos);
}

TEST(ContactCard, as_data_cannot_end_its_block) {
  Settings settings;
  settings.desk_name = "</script><script>alert(1)</script>";
  const std::string data = card_json_ld(settings, i18n::Language::en, at("2024-01-02T04:00:00Z"), "https://desk.example.org");
  EXPECT_EQ(data.find('<'), std::string::npos);
  EXPECT_NE(data.find("ContactPoint"), std::string::npos);
}

TEST(Page, carries_no_inline_script_and_names_its_language) {
  Settings settings;
  http::Request request;
  request.method = "GET";
  request.path = "/";
  request.base_url = "https://desk.example.org";
  Visitor visitor;
  visitor.language = i18n::Language::bn;
  visitor.now = at("2024-01-02T12:00:00Z");
  const auto response = page(settings, request, visitor, {.title = "<T>", .main = Html().add("<h1>{}</h1>", "x").take()});
  EXPECT_NE(response.body.find("<html lang=\"bn\">"), std::string::npos);
  EXPECT_NE(response.body.find("<title>&lt;T&gt; · Sahay</title>"), std::string::npos);
  EXPECT_EQ(response.body.find("<script>"), std::string::npos);
  EXPECT_EQ(response.body.find(" style="), std::string::npos);
  EXPECT_LT(response.body.size(), 14'000u);
  request.headers.emplace("if-none-match", response.headers.find("etag")->second);
  EXPECT_EQ(page(settings, request, visitor, {.title = "<T>", .main = Html().add("<h1>{}</h1>", "x").take()}).status, 304);
}

}  // namespace
}  // namespace sahay::site
