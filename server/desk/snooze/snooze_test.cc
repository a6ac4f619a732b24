#include "desk/snooze/snooze.h"

#include "desk/tickets/testing/tickets_site.h"

namespace sahay::snooze {
namespace {

class SnoozeTest : public tickets::TicketsSite {
 protected:
  SnoozeTest() : worker_(*temp_, temp_.clock) {
    add_snooze_routes(api_);
    worker_.handle(kWake, [](db::Store& store, const jobs::Job& job) { return wake(store, job); });
    ticket_ = make().id;
  }

  Answer rest_for(Duration time, UserId as = {}) {
    return ask(as ? as : cast.sara, "PUT", path_of(ticket_, "/snooze"), R"({"snooze":{"until_at":")" + to_iso8601(temp_.clock.now() + time) + "\"}}");
  }
  std::string status() {
    return read([&](db::Tx& tx) { return tickets::find(tx, ticket_)->status; });
  }
  bool rests() {
    return read([&](db::Tx& tx) { return resting(tx, *tickets::find(tx, ticket_)).has_value(); });
  }
  void after(Duration time) {
    temp_.clock.advance(time);
    worker_.run_due();
  }

  jobs::Worker worker_;
  TicketId ticket_;
};

constexpr auto kHour = std::chrono::hours(1);

TEST_F(SnoozeTest, a_resting_ticket_is_open_again_at_its_time_and_not_before) {
  ASSERT_EQ(rest_for(2 * kHour).status, 200);
  EXPECT_EQ(status(), "hold");
  EXPECT_TRUE(rests());
  after(kHour);
  EXPECT_EQ(status(), "hold");
  after(kHour);
  EXPECT_EQ(status(), "open");
  EXPECT_FALSE(rests());
}

TEST_F(SnoozeTest, a_customers_word_ends_it_early_and_the_old_time_wakes_nothing) {
  ASSERT_EQ(rest_for(2 * kHour).status, 200);
  write([&](db::Tx& tx) { return tickets::receive(tx, {.id = cast.rina, .via = "email"}, ticket_, {.text = "Any news?"}); }).value();
  EXPECT_EQ(status(), "open");
  EXPECT_FALSE(rests());
  ask(cast.sara, "PUT", path_of(ticket_), R"({"ticket":{"status":"hold"}})");
  EXPECT_FALSE(rests()) << "somebody put it on hold without a time";
  after(3 * kHour);
  EXPECT_EQ(status(), "hold");
}

TEST_F(SnoozeTest, a_second_time_replaces_the_first) {
  ASSERT_EQ(rest_for(kHour).status, 200);
  ASSERT_EQ(rest_for(3 * kHour).status, 200);
  after(2 * kHour);
  EXPECT_EQ(status(), "hold");
  after(kHour);
  EXPECT_EQ(status(), "open");
}

TEST_F(SnoozeTest, it_can_be_ended_by_hand_once) {
  ASSERT_EQ(rest_for(kHour).status, 200);
  EXPECT_EQ(ask(cast.oleg, "DELETE", path_of(ticket_, "/snooze")).status, 204);
  EXPECT_EQ(status(), "open");
  EXPECT_EQ(ask(cast.oleg, "DELETE", path_of(ticket_, "/snooze")).status, 404);
}

TEST_F(SnoozeTest, a_time_that_is_over_or_far_or_no_time_is_refused) {
  EXPECT_EQ(rest_for(-kHour).status, 422);
  EXPECT_EQ(rest_for(kLongest + kHour).status, 422);
  const Answer malformed = ask(cast.sara, "PUT", path_of(ticket_, "/snooze"), R"({"snooze":{"until_at":"soon"}})");
  EXPECT_EQ(malformed.status, 422);
  EXPECT_NE(malformed.body.find("InvalidFormat"), malformed.body.npos) << malformed.body;
  EXPECT_FALSE(malformed.at("details", "until_at").is_null()) << malformed.body;
  const Answer none = ask(cast.sara, "PUT", path_of(ticket_, "/snooze"), R"({"snooze":{}})");
  EXPECT_NE(none.body.find("BlankValue"), none.body.npos) << none.body;
  ask(cast.sara, "PUT", path_of(ticket_), R"({"ticket":{"status":"solved"}})");
  EXPECT_EQ(rest_for(kHour).status, 409);
  EXPECT_EQ(status(), "solved");
}

TEST_F(SnoozeTest, a_customer_neither_sees_nor_sets_it) {
  EXPECT_EQ(rest_for(kHour, cast.rina).status, 403);
  EXPECT_EQ(ask(cast.rina, "GET", path_of(ticket_, "/snooze")).status, 403);
  EXPECT_EQ(status(), "new");
}

}  // namespace
}  // namespace sahay::snooze
