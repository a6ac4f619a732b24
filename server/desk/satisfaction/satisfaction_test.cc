#include "desk/satisfaction/satisfaction.h"

#include "desk/tickets/testing/tickets_site.h"

namespace sahay::satisfaction {
namespace {

TEST(AnswerOf, a_rating_tells_yes_no_or_that_nobody_answered_yet) {
  Rating offered, yes, no, stars;
  yes.solved = "yes";
  yes.score = "good";
  no.solved = "no";
  no.score = "bad";
  stars.score = "good";
  EXPECT_EQ(answer_of(std::nullopt, false), "not_asked");
  EXPECT_EQ(answer_of(std::nullopt, true), "not_asked") << "a tag alone is no question";
  EXPECT_EQ(answer_of(offered, false), "waiting");
  EXPECT_EQ(answer_of(offered, true), "asked_again");
  for (const bool again : {false, true}) {
    EXPECT_EQ(answer_of(yes, again), "yes");
    EXPECT_EQ(answer_of(no, again), "no");
  }
  EXPECT_EQ(answer_of(stars, false), "waiting") << "stars are no answer";
}

class SatisfactionTest : public tickets::TicketsSite {
 protected:
  SatisfactionTest() { add_satisfaction_routes(api_); }
  void hear(TicketId id) {
    for (const auto& event : events_of(id))
      EXPECT_TRUE(write([&](db::Tx& tx) -> Result<void> {
        offer_when_solved(tx, event);
        return {};
      }).ok());
  }
  Answer give(UserId as, TicketId id, const std::string& rating) {
    return ask(as, "POST", path_of(id, "/satisfaction_rating"), "{\"satisfaction_rating\":" + rating + "}");
  }
  std::string score_of(TicketId id) { return ask(cast.sara, "GET", path_of(id)).text("ticket", "satisfaction_rating", "score"); }
};

TEST_F(SatisfactionTest, a_solved_ticket_is_offered_once_and_rated_by_its_requester) {
  const auto ticket = make();
  EXPECT_EQ(score_of(ticket.id), "unoffered");
  EXPECT_EQ(give(cast.rina, ticket.id, R"({"score":"good"})").status, 422) << "not solved yet";
  set_status_of(ticket.id, "solved");
  hear(ticket.id);
  hear(ticket.id);
  EXPECT_EQ(score_of(ticket.id), "offered");
  EXPECT_EQ(ask(cast.sara, "GET", "/satisfaction_ratings.json?score=offered").number("count"), 1);
  const Answer given = give(cast.rina, ticket.id, R"({"score":"good","comment":"Quick"})");
  ASSERT_EQ(given.status, 201) << given.body;
  EXPECT_EQ(score_of(ticket.id), "good");
  EXPECT_EQ(ask(cast.sara, "GET", "/satisfaction_ratings.json?score=received_with_comment").number("satisfaction_ratings", 0, "ticket_id"), ticket.id.value);
  EXPECT_EQ(ask(cast.sara, "GET", "/satisfaction_ratings.json?score=offered").number("count"), 0);
}

TEST_F(SatisfactionTest, nobody_else_rates_and_words_are_checked) {
  const auto ticket = make();
  set_status_of(ticket.id, "solved");
  EXPECT_EQ(give(cast.karim, ticket.id, R"({"score":"good"})").status, 404);
  EXPECT_EQ(give(cast.boris, ticket.id, R"({"score":"good"})").status, 404);
  EXPECT_EQ(give(cast.sara, ticket.id, R"({"score":"good"})").status, 404);
  EXPECT_EQ(give(cast.rina, ticket.id, R"({"score":"splendid"})").status, 422);
  EXPECT_EQ(ask(cast.rina, "GET", "/satisfaction_ratings.json").status, 403);
}

TEST_F(SatisfactionTest, a_changed_mind_is_one_rating_and_a_line_in_the_history) {
  const auto ticket = make();
  set_status_of(ticket.id, "solved");
  give(cast.rina, ticket.id, R"({"score":"good"})");
  give(cast.rina, ticket.id, R"({"score":"bad","comment":"It broke again"})");
  const Answer list = ask(cast.sara, "GET", "/satisfaction_ratings.json");
  EXPECT_EQ(list.number("count"), 1);
  EXPECT_EQ(list.text("satisfaction_ratings", 0, "score"), "bad");
  const Answer audits = ask(cast.sara, "GET", path_of(ticket.id, "/audits"));
  EXPECT_NE(audits.body.find("\"type\":\"SatisfactionRating\",\"score\":\"bad\""), std::string::npos) << audits.body;
  set_status_of(ticket.id, "closed");
  EXPECT_EQ(give(cast.rina, ticket.id, R"({"score":"good"})").status, 422);
}

TEST_F(SatisfactionTest, imports_are_not_asked_about) {
  const auto ticket = make();
  set_status_of(ticket.id, "solved");
  for (auto event : events_of(ticket.id)) {
    event.via = tickets::kImport;
    EXPECT_TRUE(write([&](db::Tx& tx) -> Result<void> {
      offer_when_solved(tx, event);
      return {};
    }).ok());
  }
  EXPECT_EQ(score_of(ticket.id), "unoffered");
}

}  // namespace
}  // namespace sahay::satisfaction
