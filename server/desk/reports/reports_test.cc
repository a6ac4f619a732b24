// Figures over a small history: number, list, table, chart and file agree; nobody counts what they may not see.
#include "desk/reports/reports.h"

#include "desk/tickets/testing/tickets_site.h"

namespace sahay::reports {
namespace {

class ReportsTest : public tickets::TicketsSite {
 protected:
  ReportsTest() {
    add_report_routes(api_);
    add_wallboard_routes(api_);
  }

  // A ticket that came and was solved at these times, as the clocks have measured it.
  struct Past {
    const char* created = "2026-03-02T09:00:00Z";
    const char* solved = "";
    std::int64_t reply = -1, resolution = -1, replies = 0, reopens = 0;
    int targets = 0;
    const char* channel = "email";
  };
  TicketId add(const Past& past) {
    const TicketId id = make().id;
    EXPECT_TRUE(write([&](db::Tx& tx) -> Result<void> {
      const Time solved = parse_iso8601(past.solved).value_or(Time{});
      tx.execute(std::string("update tickets set created_at = $2, solved_at = $3, status_rank = $4, status = $5, channel = $6, version = version + 1 where id = $1"), id,
                 *parse_iso8601(past.created), solved, solved ? 4 : 1, solved ? "solved" : "open", past.channel);
      const auto both = [](std::int64_t minutes) { return minutes < 0 ? std::string("{\"calendar\":null,\"business\":null}") : "{\"calendar\":" + std::to_string(minutes * 3) + ",\"business\":" + std::to_string(minutes) + "}"; };
      const std::string measures = "{\"replies\":" + std::to_string(past.replies) + ",\"reopens\":" + std::to_string(past.reopens) + ",\"reply_time_in_minutes\":" + both(past.reply) +
                                   ",\"full_resolution_time_in_minutes\":" + both(past.resolution) + "}";
      tx.execute(std::string("insert into ticket_metrics(id, created_at, updated_at, measures, state, assignments, last_event_id, live, targets) values ($1, $2, $2, $3, '{}', '[]', 1, 0, $4)"), id,
                 *parse_iso8601(past.created), measures, past.targets);
      return {};
    }).ok());
    return id;
  }
  static constexpr char kPeriod[] = "start=2026-03-01&end=2026-03-31&time_zone=UTC";
  Answer figures(std::string more = "") { return ask(cast.admin, "GET", std::string("/reports/figures.json?") + kPeriod + more); }
  static const Json* figure(const Answer& answer, std::string_view name) {
    for (const Json& one : answer.at("report", "figures").as_array())
      if (one.as_object().at("name").as_string() == name) return &one;
    return nullptr;
  }
  static std::int64_t number(const Answer& answer, std::string_view name, std::string_view key = "tickets") {
    const Json* found = figure(answer, name);
    if (!found) return -2;
    const Json& value = found->as_object().at(key);
    return value.is_int64() ? value.as_int64() : -1;
  }
  std::int64_t listed(std::string_view name, const std::string& more = "") {
    return ask(cast.admin, "GET", "/reports/tickets.json?figure=" + std::string(name) + "&" + kPeriod + more).number("count");
  }
};

// Bits of ticket_metrics.targets.
constexpr int kMet = 1 | 4, kMissed = 2 | 4 | 8, kNoTarget = 0;

TEST_F(ReportsTest, every_figure_counts_what_its_list_shows) {
  add({.created = "2026-03-02T09:00:00Z", .solved = "2026-03-03T09:00:00Z", .reply = 10, .resolution = 100, .replies = 1, .targets = kMet});
  add({.created = "2026-03-03T09:00:00Z", .solved = "2026-03-09T09:00:00Z", .reply = 50, .resolution = 900, .replies = 3, .reopens = 1, .targets = kMissed});
  add({.created = "2026-03-31T23:59:59Z", .reply = 20, .replies = 1, .targets = kNoTarget, .channel = "chat"});
  add({.created = "2026-04-01T00:00:00Z"});
  add({.created = "2026-02-20T09:00:00Z", .solved = "2026-03-01T00:00:00Z", .reply = 5, .resolution = 60, .replies = 2});
  const Answer now = figures();
  ASSERT_EQ(now.status, 200) << now.body;
  EXPECT_EQ(number(now, "created"), 3);
  EXPECT_EQ(number(now, "solved"), 3);
  EXPECT_EQ(number(now, "first_reply"), 3);
  EXPECT_EQ(number(now, "first_reply", "median_minutes"), 20);
  EXPECT_EQ(number(now, "first_reply", "p90_minutes"), 50);
  EXPECT_EQ(number(now, "resolution", "median_minutes"), 100);
  EXPECT_EQ(number(now, "resolution", "p90_minutes"), 900);
  EXPECT_EQ(number(now, "reply_on_time"), 1);
  EXPECT_EQ(number(now, "reply_on_time", "share_percent"), 50);
  EXPECT_EQ(number(now, "solved_on_time"), 1);
  EXPECT_EQ(number(now, "solved_late"), 1);
  EXPECT_EQ(number(now, "one_touch"), 1);
  EXPECT_EQ(number(now, "one_touch", "share_percent"), 33);
  EXPECT_EQ(number(now, "reopened"), 1);
  EXPECT_EQ(number(figures("&hours=calendar"), "first_reply", "median_minutes"), 60);
  // As the desk stood at the end of 28 February: one had come and was not solved.
  EXPECT_EQ(figure(now, "created")->as_object().at("before").as_object().at("tickets"), 1);
  for (const Figure& each : reports::figures())
    if (each.shown) EXPECT_EQ(number(now, each.name), listed(each.name)) << each.name;
}

TEST_F(ReportsTest, filters_and_tables_divide_the_same_tickets) {
  add({.channel = "email"});
  add({.channel = "chat"});
  const TicketId tagged = add({.channel = "chat"});
  EXPECT_TRUE(write([&](db::Tx& tx) -> Result<void> {
    tx.execute(std::string("insert into ticket_tags(tag, ticket_id) values ('=HYPERLINK(1)', $1)"), tagged);
    return {};
  }).ok());
  EXPECT_EQ(number(figures("&channel=chat"), "created"), 2);
  EXPECT_EQ(listed("created", "&channel=chat"), 2);
  EXPECT_EQ(listed("created", "&tag=%3DHYPERLINK%281%29"), 1);
  EXPECT_EQ(listed("created", "&tag=none"), 2);
  const Answer by = ask(cast.admin, "GET", std::string("/reports/table.json?by=channel&") + kPeriod);
  ASSERT_EQ(by.status, 200) << by.body;
  EXPECT_EQ(by.text("report", "rows", 0, "title"), "Chat");
  EXPECT_EQ(by.number("report", "rows", 0, "figures", "created", "tickets"), 2);
  EXPECT_EQ(by.number("report", "rows", 1, "figures", "created", "tickets"), 1);
  const Answer file = ask(cast.admin, "GET", std::string("/reports/table.json?by=tag&format=csv&") + kPeriod);
  EXPECT_EQ(file.header("Content-Type"), "text/csv; charset=utf-8; header=present");
  EXPECT_NE(file.body.find("\r\n\"'=HYPERLINK(1)\",1,"), std::string::npos) << file.body;
}

TEST_F(ReportsTest, charts_count_what_their_points_open) {
  add({.created = "2026-03-02T09:30:00Z", .solved = "2026-03-04T10:00:00Z"});
  add({.created = "2026-03-09T09:59:59Z"});
  add({.created = "2026-03-09T10:00:00Z"});
  const Answer days = ask(cast.admin, "GET", std::string("/reports/days.json?") + kPeriod);
  EXPECT_EQ(days.number("report", "days", 8, "created"), 2);
  EXPECT_EQ(days.number("report", "days", 3, "solved"), 1);
  const Answer hours = ask(cast.admin, "GET", std::string("/reports/arrivals.json?") + kPeriod);
  EXPECT_EQ(hours.number("report", "hours_of_week", 24 + 9), 2);
  EXPECT_EQ(hours.number("report", "hours_of_week", 24 + 10), 1);
  EXPECT_EQ(listed("created", "&hour_of_week=33"), 2);
  EXPECT_EQ(listed("created", "&hour_of_week=34"), 1);
  EXPECT_EQ(listed("created", "&hour_of_week=35"), 0);
}

TEST_F(ReportsTest, nobody_counts_what_they_may_not_see) {
  add({});
  const TicketId own = add({});
  EXPECT_TRUE(write([&](db::Tx& tx) -> Result<void> {
    tx.execute(std::string("update tickets set assignee_id = $2, version = version + 1 where id = $1"), own, cast.oleg);
    return {};
  }).ok());
  api::Context asked = people::context_as(api::Access::staff, cast.oleg);
  asked.caller.reach = api::Reach::own;
  const Question question{.period = *Period::of("2026-03-01", "2026-03-31", "UTC"), .now = temp_.clock.now()};
  EXPECT_EQ(read([&](db::Tx& tx) { return tally(tx, asked.caller, *find_figure("created"), question)[""].tickets; }), 1);
  EXPECT_EQ(ask(cast.rina, "GET", "/reports/figures.json").status, 403);
  EXPECT_EQ(ask({}, "GET", "/reports/figures.json").status, 401);
}

TEST_F(ReportsTest, a_wrong_question_is_named) {
  for (const char* wrong : {"start=x&end=2026-03-02", "start=2026-03-02&end=2026-03-01", "time_zone=Nowhere", "hours=some", "group_id=many", "hour_of_week=168"})
    EXPECT_EQ(ask(cast.admin, "GET", std::string("/reports/figures.json?") + wrong).status, 422) << wrong;
  EXPECT_EQ(ask(cast.admin, "GET", "/reports/tickets.json?figure=nothing").status, 422);
  EXPECT_EQ(ask(cast.admin, "GET", "/reports/table.json?by=mood").status, 422);
}

TEST_F(ReportsTest, the_wallboard_tells_of_now_and_who_waits_longest) {
  EXPECT_EQ(ask(cast.sara, "GET", "/reports/wallboard.json").number("wallboard", "figures", "now_open"), 0);
  const auto first = make().id;
  temp_.clock.advance(std::chrono::minutes(5));
  make();
  const Answer now = ask(cast.sara, "GET", "/reports/wallboard.json");
  EXPECT_EQ(now.number("wallboard", "figures", "now_open"), 2);
  EXPECT_EQ(now.number("wallboard", "figures", "now_unassigned"), 2);
  EXPECT_EQ(now.number("wallboard", "waiting_longest", "ticket_id"), first.value);
  EXPECT_EQ(ask(cast.sara, "PUT", path_of(first), R"({"ticket":{"comment":{"body":"We look at it."}}})").status, 200);
  EXPECT_NE(ask(cast.sara, "GET", "/reports/wallboard.json").number("wallboard", "waiting_longest", "ticket_id"), first.value);
  EXPECT_EQ(ask(cast.rina, "GET", "/reports/wallboard.json").status, 403);
}

}  // namespace
}  // namespace sahay::reports
