#include "desk/notifications/notifications.h"

#include "desk/notifications/mentions.h"
#include "desk/notifications/notifications_api.h"
#include "desk/people/people.h"
#include "desk/tickets/import.h"
#include "desk/tickets/testing/tickets_site.h"

namespace sahay::notifications {
namespace {

class NotificationsTest : public tickets::TicketsSite {
 protected:
  NotificationsTest() : dispatcher_(*temp_) {
    reach_further = nullptr;
    preferences_saved = nullptr;
    add_notification_routes(api_);
    dispatcher_.add_durable("notifications", kHeard, notifications::hear);
    dispatcher_.wait_until_idle();
  }

  // "kind x times: text" of what a person has, the newest first; read ones begin with "(read)".
  std::vector<std::string> told(UserId who) {
    dispatcher_.wait_until_idle();
    std::vector<std::string> out;
    const Json body = parse_json(ask(who, "GET", "/notifications").body).value();
    for (const Json& each : body.at("notifications").get_array())
      out.push_back((each.at("read_at").is_null() ? "" : "(read) ") + std::string(each.at("kind").get_string()) + " x" +
                    std::to_string(each.at("times").get_int64()));
    return out;
  }
  Json newest(UserId who) {
    dispatcher_.wait_until_idle();
    return parse_json(ask(who, "GET", "/notifications", {}, {{"Accept-Language", "en"}}).body)
        .value()
        .at("notifications")
        .get_array()
        .at(0);
  }
  std::int64_t unread_of(UserId who) {
    dispatcher_.wait_until_idle();
    return parse_json(ask(who, "GET", "/notifications/unread").body).value().at("unread").at("value").get_int64();
  }
  void assign(TicketId ticket, UserId to, UserId by) {
    tickets::Change wanted;
    wanted.assignee = to;
    ASSERT_TRUE(change(by, ticket, std::move(wanted)).ok());
  }
  void happens(std::string kind, TicketId ticket, std::string data = "{}") {
    ASSERT_TRUE(write([&](db::Tx& tx) -> Result<void> {
                  events::emit(tx, {.kind = kind, .subject_id = ticket.value, .via = "system", .data = RawJson{data}});
                  return {};
                }).ok());
  }
  int save(UserId who, std::string json) {
    return ask(who, "PUT", "/notification_settings", R"({"notification_settings":)" + json + "}").status;
  }

  events::Dispatcher dispatcher_;
};

using Lines = std::vector<std::string>;

TEST_F(NotificationsTest, who_is_given_a_ticket_by_another_is_told_and_nobody_else) {
  const auto ticket = make().id;
  assign(ticket, cast.oleg, cast.sara);
  EXPECT_EQ(told(cast.oleg), Lines{"assigned x1"});
  EXPECT_EQ(told(cast.sara), Lines{});
  const Json line = newest(cast.oleg);
  EXPECT_EQ(line.at("ticket_id"), ticket.value);
  EXPECT_EQ(line.at("subject"), "Broken drill");
  EXPECT_EQ(std::string(line.at("actor").get_string()), test_cast::kAgentSara);
}

TEST_F(NotificationsTest, nobody_hears_of_what_they_did) {
  const auto ticket = make().id;
  assign(ticket, cast.oleg, cast.oleg);
  ASSERT_TRUE(change(cast.oleg, ticket, reply("I look into it, @" + std::string(test_cast::kAgentOleg), false)).ok());
  EXPECT_EQ(told(cast.oleg), Lines{});
}

TEST_F(NotificationsTest, a_customers_answer_reaches_whoever_works_on_it_and_piles_up_while_unread) {
  const auto ticket = make().id;
  assign(ticket, cast.oleg, cast.oleg);
  ASSERT_TRUE(hear(ticket, words("Still broken.")).ok());
  ASSERT_TRUE(hear(ticket, words("And now it smokes.")).ok());
  EXPECT_EQ(told(cast.oleg), Lines{"reply x2"});
  EXPECT_EQ(unread_of(cast.oleg), 1);
  EXPECT_EQ(ask(cast.oleg, "PUT", "/notifications/" + std::to_string(newest(cast.oleg).at("id").get_int64()) + "/read")
                .status,
            200);
  ASSERT_TRUE(hear(ticket, words("Hello?")).ok());
  EXPECT_EQ(told(cast.oleg), (Lines{"reply x1", "(read) reply x2"}));
}

TEST_F(NotificationsTest, a_machines_answer_and_an_import_tell_nobody) {
  const auto ticket = make().id;
  assign(ticket, cast.oleg, cast.oleg);
  auto automatic = words("I am on holiday.");
  automatic.automatic = true;
  ASSERT_TRUE(hear(ticket, automatic).ok());
  ASSERT_TRUE(write([&](db::Tx& tx) {
                return tickets::receive(tx, {cast.rina, tickets::kImport}, ticket, words("Long ago."));
              }).ok());
  EXPECT_EQ(told(cast.oleg), Lines{});
}

TEST_F(NotificationsTest, a_colleague_called_in_a_note_is_told_and_one_called_to_the_customer_is_not) {
  const auto ticket = make().id;
  ASSERT_TRUE(change(cast.oleg, ticket, reply("Ask @" + std::string(test_cast::kAgentSara) + ".", false)).ok());
  ASSERT_TRUE(change(cast.oleg, ticket, reply("Ask @Administrator.", true)).ok());
  EXPECT_EQ(told(cast.sara), Lines{"mention x1"});
  EXPECT_EQ(told(cast.admin), Lines{});
}

TEST_F(NotificationsTest, deadlines_reach_the_assignee_and_held_mail_the_administrators) {
  const auto ticket = make().id;
  assign(ticket, cast.oleg, cast.oleg);
  happens("clock.warned", ticket);
  EXPECT_EQ(told(cast.oleg), Lines{"deadline_near x1"});
  happens("clock.breached", ticket);
  EXPECT_EQ(told(cast.oleg), Lines{"deadline_missed x2"});
  happens("mail.held", ticket, R"({"suspended_ticket_id":7,"cause":"stranger"})");
  EXPECT_EQ(told(cast.admin), Lines{"held_mail x1"});
  EXPECT_TRUE(newest(cast.admin).at("ticket_id").is_null());
  EXPECT_EQ(told(cast.oleg), Lines{"deadline_missed x2"});
}

TEST_F(NotificationsTest, a_bad_rating_is_told_and_a_good_one_is_not) {
  const auto ticket = make().id;
  assign(ticket, cast.oleg, cast.oleg);
  happens("ticket.updated", ticket, R"({"satisfaction_rating":{"score":"good"},"changes":[]})");
  EXPECT_EQ(told(cast.oleg), Lines{});
  happens("ticket.updated", ticket, R"({"satisfaction_rating":{"score":"bad"},"changes":[]})");
  EXPECT_EQ(told(cast.oleg), Lines{"bad_rating x1"});
}

TEST_F(NotificationsTest, a_ticket_that_one_can_no_longer_see_gives_no_text) {
  const auto ticket = make(about("The vault code")).id;
  assign(ticket, cast.oleg, cast.sara);
  dispatcher_.wait_until_idle();
  ASSERT_TRUE(write([&](db::Tx& tx) { return tickets::remove(tx, {cast.sara}, ticket); }).ok());
  const auto answer = ask(cast.oleg, "GET", "/notifications").body;
  EXPECT_EQ(answer.find("vault"), answer.npos);
  EXPECT_EQ(answer.find(test_cast::kAgentSara), answer.npos);
  EXPECT_TRUE(newest(cast.oleg).at("ticket_id").is_null());
}

TEST_F(NotificationsTest, what_is_anothers_is_not_found) {
  const auto ticket = make().id;
  assign(ticket, cast.oleg, cast.sara);
  const auto path = "/notifications/" + std::to_string(newest(cast.oleg).at("id").get_int64()) + "/read";
  EXPECT_EQ(ask(cast.sara, "PUT", path).status, 404);
  EXPECT_EQ(ask(cast.rina, "PUT", path).status, 403);
  EXPECT_EQ(unread_of(cast.oleg), 1);
}

TEST_F(NotificationsTest, all_are_read_at_once_or_those_of_one_ticket) {
  const auto first = make().id, second = make().id;
  assign(first, cast.oleg, cast.sara);
  assign(second, cast.oleg, cast.sara);
  EXPECT_EQ(unread_of(cast.oleg), 2);
  ask(cast.oleg, "PUT", "/notifications/read", R"({"ticket_id":)" + std::to_string(second.value) + "}");
  EXPECT_EQ(told(cast.oleg), (Lines{"(read) assigned x1", "assigned x1"}));
  ask(cast.oleg, "PUT", "/notifications/read");
  EXPECT_EQ(unread_of(cast.oleg), 0);
}

TEST_F(NotificationsTest, a_kind_that_is_switched_off_makes_no_line) {
  EXPECT_EQ(save(cast.oleg, R"({"ways":{"assigned":{"app":false,"push":false}}})"), 200);
  assign(make().id, cast.oleg, cast.sara);
  EXPECT_EQ(told(cast.oleg), Lines{});
}

TEST_F(NotificationsTest, settings_that_make_no_sense_are_refused_by_name) {
  const auto wrong = [&](std::string json) {
    return ask(cast.oleg, "PUT", "/notification_settings", R"({"notification_settings":)" + json + "}").body;
  };
  EXPECT_NE(wrong(R"({"ways":{"birthday":{"app":true}}})").find("\"ways\""), std::string::npos);
  EXPECT_NE(wrong(R"({"ways":{"reply":{"fax":true}}})").find("ways.reply"), std::string::npos);
  EXPECT_NE(wrong(R"({"quiet_hours":{"from":"25:00","to":"07:00"}})").find("quiet_hours.from"), std::string::npos);
  EXPECT_NE(wrong(R"({"quiet_hours":{"from":"22:00","to":"22:00"}})").find("quiet_hours.to"), std::string::npos);
  EXPECT_NE(wrong(R"({"digest":{"at":"8"}})").find("digest.at"), std::string::npos);
  EXPECT_NE(wrong(R"({"digest":{"days":[7]}})").find("digest.days"), std::string::npos);
  EXPECT_EQ(save(cast.oleg, R"({"quiet_hours":{"from":"22:00","to":"07:00"},"digest":{"at":"07:30","days":[0,1]}})"),
            200);
  const Json kept =
      parse_json(ask(cast.oleg, "GET", "/notification_settings").body).value().at("notification_settings");
  EXPECT_EQ(kept.at("quiet_hours").at("from"), "22:00");
  EXPECT_EQ(kept.at("digest").at("at"), "07:30");
  EXPECT_EQ(save(cast.oleg, R"({"quiet_hours":{"from":null,"to":null}})"), 200);
  EXPECT_TRUE(parse_json(ask(cast.oleg, "GET", "/notification_settings").body)
                  .value()
                  .at("notification_settings")
                  .at("quiet_hours")
                  .at("from")
                  .is_null());
}

TEST_F(NotificationsTest, lines_go_after_thirty_days) {
  assign(make().id, cast.oleg, cast.sara);
  told(cast.oleg);
  const auto forget = [&] {
    ASSERT_TRUE(write([](db::Tx& tx) -> Result<void> {
                  forget_old(tx);
                  return {};
                }).ok());
  };
  temp_.clock.advance(std::chrono::hours(24 * 29));
  forget();
  EXPECT_EQ(told(cast.oleg).size(), 1u);
  temp_.clock.advance(std::chrono::hours(24 * 2));
  forget();
  EXPECT_EQ(told(cast.oleg), Lines{});
}

// Any question to the database ends the test.
class SilentTx final : public db::Tx {
 public:
  db::Engine engine() const override { return db::Engine::sqlite; }
  const db::Store& origin() const override { throw std::logic_error("origin"); }
  Time now() const override { return {}; }
  std::int64_t new_id(std::string_view) override { throw std::logic_error("new id"); }
  void after_commit(std::function<void()>) override { throw std::logic_error("after commit"); }
  std::unique_ptr<db::Cursor> run(const db::Query&, db::Params) override { throw std::logic_error("query"); }
  std::unique_ptr<db::Cursor> run(const std::string&, db::Params) override { throw std::logic_error("query"); }
  void run_later(const db::Query&, db::Params) override { throw std::logic_error("query"); }
};

TEST_F(NotificationsTest, what_concerns_nobody_asks_the_database_nothing) {
  const auto ticket = make().id;
  set_status_of(ticket, "open");
  ASSERT_TRUE(change(cast.sara, ticket, reply("We look into it.")).ok());
  const auto events = events_of(ticket);
  ASSERT_EQ(events.size(), 3u);
  SilentTx tx;
  for (const events::Event& event : events) EXPECT_NO_THROW(notifications::hear(tx, event)) << event.data.text;
}

TEST(Mentions, the_longer_name_wins_and_a_name_ends_where_its_word_ends) {
  const auto person = [](std::int64_t id, std::string name) {
    people::User out;
    out.id = UserId(id);
    out.name = std::move(name);
    return out;
  };
  const std::vector<people::User> staff{person(1, "Sara"), person(2, "Sara Ahmed"), person(3, "রিনা"), person(4, "")};
  const auto called = [&](std::string_view note) {
    std::vector<std::int64_t> out;
    for (const UserId id : mentioned_in(note, staff)) out.push_back(id.value);
    return out;
  };
  using Ids = std::vector<std::int64_t>;
  EXPECT_EQ(called("@Sara Ahmed, please"), Ids{2});
  EXPECT_EQ(called("@Sara\u00a0Ahmed"), Ids{2});
  EXPECT_EQ(called("@sara: look"), Ids{1});
  EXPECT_EQ(called("@Sarah and write to sara@sahay.example"), Ids{});
  EXPECT_EQ(called("@রিনা দেখুন"), Ids{3});
  EXPECT_EQ(called("nobody @"), Ids{});
}

TEST(Preferences, quiet_hours_go_over_midnight) {
  Preferences p;
  EXPECT_FALSE(is_quiet(p, 3 * 60));
  p.quiet_from = 22 * 60;
  p.quiet_to = 7 * 60;
  for (const int minute : {22 * 60, 23 * 60 + 59, 0, 6 * 60 + 59}) EXPECT_TRUE(is_quiet(p, minute)) << minute;
  for (const int minute : {7 * 60, 12 * 60, 21 * 60 + 59}) EXPECT_FALSE(is_quiet(p, minute)) << minute;
}

TEST(Preferences, the_digest_comes_at_the_hour_of_the_persons_zone_on_their_days) {
  Preferences p;
  p.digest_at = 8 * 60;
  p.digest_days = {0, 1, 2, 3, 4};          // Sunday to Thursday
  const auto zone = zone_of("Asia/Dhaka");  // six hours east
  // Thursday 2026-11-19, 08:00 in Dhaka is 02:00 in Greenwich.
  const Time thursday = *parse_iso8601("2026-11-19T02:00:00Z");
  EXPECT_EQ(to_iso8601(next_digest(p, *zone, thursday - std::chrono::seconds(1))), "2026-11-19T02:00:00Z");
  EXPECT_EQ(to_iso8601(next_digest(p, *zone, thursday)), "2026-11-22T02:00:00Z");
  p.digest_days = {};
  EXPECT_FALSE(next_digest(p, *zone, thursday));
}

}  // namespace
}  // namespace sahay::notifications
