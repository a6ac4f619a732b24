#include "desk/care/care.h"

#include "desk/care/care_api.h"
#include "desk/promises/promises.h"
#include "desk/tickets/change_made.h"
#include "desk/tickets/testing/tickets_site.h"

namespace sahay::care {
namespace {

class CareTest : public tickets::TicketsSite {
 protected:
  CareTest() : dispatcher_(*temp_) {
    add_care_routes(api_);
    tickets::change_made = care::watch_change;
    tickets::customer_spoke = care::customer_spoke;
    promises::calendar_of = nullptr;
    dispatcher_.add_durable("care", heard_events(), care::hear);
  }
  ~CareTest() override {
    tickets::change_made = nullptr;
    tickets::customer_spoke = nullptr;
  }
  std::string mood(TicketId id) {
    dispatcher_.wait_until_idle();
    return read([&](db::Tx& tx) { return mood_of_ticket(tx, *tickets::find(tx, id)); });
  }
  void says(TicketId id, std::string words) {
    tickets::NewComment comment;
    comment.text = std::move(words);
    EXPECT_TRUE(write([&](db::Tx& tx) { return tickets::receive(tx, {cast.rina, "email"}, id, std::move(comment)); }).ok());
  }
  void change(TicketId id, tickets::Change change) {
    change.forced = true;
    EXPECT_TRUE(write([&](db::Tx& tx) { return tickets::update(tx, {cast.sara}, id, std::move(change)); }).ok());
  }
  std::int64_t count(const std::string& sql) {
    return read([&](db::Tx& tx) { return tx.scalar<std::int64_t>(sql).value_or(0); });
  }

  events::Dispatcher dispatcher_;
};

TEST_F(CareTest, a_calm_ticket_writes_nothing) {
  const auto ticket = make();
  says(ticket.id, "It works again, thank you.");
  set_status_of(ticket.id, "solved");
  EXPECT_EQ(mood(ticket.id), "calm");
  EXPECT_EQ(count("select count(*) from moods"), 0);
  EXPECT_EQ(count("select count(*) from events where kind like 'mood.%'"), 0);
}

TEST_F(CareTest, words_of_anger_and_a_complaint_are_heard_and_the_complaint_is_the_companys_too) {
  const auto ticket = make();
  says(ticket.id, "This is unacceptable.");
  EXPECT_EQ(mood(ticket.id), "unhappy");
  tickets::Change complaint;
  complaint.add_tags = {"complaint"};
  change(ticket.id, complaint);
  EXPECT_EQ(mood(ticket.id), "complaint_open");
  EXPECT_EQ(count("select count(*) from moods where organization_id is not null and mood = 'complaint_open'"), ticket.organization_id ? 1 : 0);
  set_status_of(ticket.id, "solved");
  EXPECT_EQ(mood(ticket.id), "unhappy");
  EXPECT_EQ(count("select count(*) from promises where source = 'care' and settled_at is null"), 1);
}

TEST_F(CareTest, a_person_says_why_and_a_newer_change_is_not_overwritten) {
  const auto ticket = make();
  const std::string path = "/users/" + std::to_string(cast.rina.value) + "/mood";
  EXPECT_EQ(ask(cast.sara, "PUT", path, R"({"mood":{"mood":"at_risk"}})").status, 422);
  EXPECT_EQ(ask(cast.sara, "PUT", path, R"({"mood":{"mood":"grim","reason":"x"}})").status, 422);
  const auto set = ask(cast.sara, "PUT", path, R"({"mood":{"mood":"at_risk","reason":"Asked for the contract","version":0}})");
  ASSERT_EQ(set.status, 200) << set.body;
  EXPECT_EQ(set.number("mood", "version"), 1);
  EXPECT_EQ(ask(cast.oleg, "PUT", path, R"({"mood":{"mood":"calm","reason":"Talked","version":0}})").status, 409);
  EXPECT_EQ(ask(cast.rina, "GET", path).status, 403);
  EXPECT_EQ(mood(ticket.id), "at_risk");
  EXPECT_EQ(ask(cast.sara, "GET", path).text("mood", "history", 0, "reason"), "Asked for the contract");
  EXPECT_EQ(ask(cast.sara, "GET", "/moods").number("count"), 1);
}

TEST_F(CareTest, what_sells_is_withheld_until_they_are_calm) {
  const auto ticket = make();
  const auto held = [&] { return read([&](db::Tx& tx) { return withheld(tx, *tickets::find(tx, ticket.id), "sales"); }); };
  EXPECT_FALSE(held());
  says(ticket.id, "Nobody answers, this is ridiculous.");
  EXPECT_TRUE(held());
  const auto answer = [&](const std::string& mark) {
    return write([&](db::Tx& tx) { return check_answer(tx, *tickets::find(tx, ticket.id), JsonObject{{"comment", JsonObject{{"body", "Buy"}, {"marked_as", mark}}}}); });
  };
  EXPECT_FALSE(answer("campaign").ok());
  EXPECT_FALSE(answer("nonsense").ok());
  EXPECT_TRUE(answer("").ok());
  channels::Notice notice;
  notice.to = "rina@meghna.example";
  const bool queued = *write([&](db::Tx& tx) -> Result<bool> { return queue_offer(tx, *people::find_user(tx, cast.rina), "campaign", notice); });
  EXPECT_FALSE(queued);
  EXPECT_EQ(count("select count(*) from withheld where kind = 'campaign'"), 1);
}

TEST_F(CareTest, who_sees_the_tickets_of_some_companies_sees_the_moods_of_these) {
  for (const UserId customer : {cast.rina, cast.boris})
    ASSERT_EQ(ask(cast.admin, "PUT", "/users/" + std::to_string(customer.value) + "/mood", R"({"mood":{"mood":"at_risk","reason":"Asked for the contract"}})").status, 200);
  const auto limit_sara = [&](bool to_meghna) {
    write([&](db::Tx& tx) -> Result<void> {
      tx.execute(std::string("update users set ticket_restriction = 'organization' where id = $1"), cast.sara);
      if (to_meghna) people::join_organization(tx, cast.sara, cast.meghna);
      people::forget_callers(tx);
      return {};
    }).value();
  };
  EXPECT_EQ(ask(cast.sara, "GET", "/moods").number("count"), 2);
  limit_sara(false);
  EXPECT_EQ(ask(cast.sara, "GET", "/moods").number("count"), 0);
  limit_sara(true);
  const auto seen = ask(cast.sara, "GET", "/moods");
  EXPECT_EQ(seen.number("count"), 1);
  EXPECT_EQ(seen.number("moods", 0, "user_id"), cast.rina.value);
}

}  // namespace
}  // namespace sahay::care
