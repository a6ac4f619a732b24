// The end user's view: own requests, public words, and what may be written without signing in.
#include "desk/tickets/testing/tickets_site.h"

namespace sahay::tickets {
namespace {

class RequestsTest : public TicketsSite {
 protected:
  static std::string path(TicketId id, std::string_view more = "") { return "/requests/" + std::to_string(id.value) + std::string(more); }
  Answer say(UserId as, TicketId id, const std::string& request) { return ask(as, "PUT", path(id), "{\"request\":" + request + "}"); }
};

TEST_F(RequestsTest, a_request_is_a_ticket_of_its_sender_whatever_else_the_body_claims) {
  const Answer made = ask(cast.rina, "POST", "/requests.json",
                          R"({"request":{"subject":"Drill","comment":{"body":"Smokes","public":false,"author_id":2},"status":"closed","assignee_id":2,"requester":{"name":"X","email":"x@y.example"},"tags":["vip"]}})");
  ASSERT_EQ(made.status, 201) << made.body;
  const Ticket ticket = stored(TicketId(made.number("request", "id")));
  EXPECT_EQ(ticket.requester_id, cast.rina);
  EXPECT_EQ(ticket.submitter_id, cast.rina);
  EXPECT_EQ(ticket.status, "new");
  EXPECT_TRUE(ticket.tags.empty());
  EXPECT_FALSE(ticket.assignee_id);
  EXPECT_TRUE(comments_of(ticket.id)[0].is_public);
  EXPECT_EQ(comments_of(ticket.id)[0].author_id, cast.rina);
}

TEST_F(RequestsTest, nobody_sees_the_request_of_a_stranger) {
  const Ticket ticket = make();
  EXPECT_EQ(ask(cast.rina, "GET", path(ticket.id)).status, 200);
  EXPECT_EQ(ask(cast.karim, "GET", path(ticket.id)).status, 200) << "by right of the organization";
  for (const UserId stranger : {cast.nadia, cast.boris}) {
    EXPECT_EQ(ask(stranger, "GET", path(ticket.id)).status, 404);
    EXPECT_EQ(ask(stranger, "GET", path(ticket.id, "/comments")).status, 404);
    EXPECT_EQ(say(stranger, ticket.id, R"({"comment":{"body":"hi"}})").status, 404);
    EXPECT_EQ(ask(stranger, "GET", "/requests.json").number("count"), 0);
    EXPECT_EQ(ask(stranger, "GET", "/users/" + std::to_string(cast.rina.value) + "/requests.json").status, 404);
  }
  EXPECT_EQ(ask({}, "GET", "/requests.json").status, 401);
}

TEST_F(RequestsTest, lists_tell_open_solved_and_copied_ones_apart) {
  const Ticket open = make(), solved = make();
  set_status_of(solved.id, "solved");
  NewTicket copied = about("Of Nadia");
  copied.requester = cast.nadia;
  copied.collaborators = {cast.rina.value};
  const auto nadias = try_create(cast.nadia, copied)->ticket.id;
  using Ids = std::vector<std::int64_t>;
  EXPECT_EQ(ask(cast.rina, "GET", "/requests.json").ids("requests"), (Ids{open.id.value, solved.id.value}));
  EXPECT_EQ(ask(cast.rina, "GET", "/requests/open.json").ids("requests"), (Ids{open.id.value}));
  EXPECT_EQ(ask(cast.rina, "GET", "/requests/solved.json").ids("requests"), (Ids{solved.id.value}));
  EXPECT_EQ(ask(cast.rina, "GET", "/requests/ccd.json").ids("requests"), (Ids{nadias.value}));
}

TEST_F(RequestsTest, private_words_never_show) {
  const Ticket ticket = make();
  ASSERT_TRUE(change(cast.sara, ticket.id, reply("SECRET", false)).ok());
  ASSERT_TRUE(change(cast.sara, ticket.id, reply("We look into it")).ok());
  const Answer thread = ask(cast.rina, "GET", path(ticket.id, "/comments"));
  EXPECT_EQ(thread.number("count"), 2);
  EXPECT_EQ(thread.body.find("SECRET"), std::string::npos);
  EXPECT_EQ(thread.body.find("@"), std::string::npos) << "no addresses of agents";
  const auto hidden = comments_of(ticket.id)[1].id.value;
  EXPECT_EQ(ask(cast.rina, "GET", path(ticket.id, "/comments/" + std::to_string(hidden))).status, 404);
}

TEST_F(RequestsTest, the_requester_reopens_with_a_word_and_ends_with_solved) {
  const Ticket ticket = make();
  set_status_of(ticket.id, "pending");
  EXPECT_EQ(say(cast.rina, ticket.id, R"({"comment":{"body":"Here is the photo"}})").text("request", "status"), "open");
  EXPECT_EQ(say(cast.karim, ticket.id, R"({"solved":true})").status, 422) << "only the requester ends it";
  const Answer solved = say(cast.rina, ticket.id, R"({"solved":true})");
  EXPECT_EQ(solved.text("request", "status"), "solved");
  EXPECT_EQ(solved.text("request", "can_be_solved_by_me"), "false");
}

TEST_F(RequestsTest, without_signing_in_an_address_is_needed_and_a_limit_holds) {
  const auto send = [&](const std::string& email) {
    return ask({}, "POST", "/requests.json", R"({"request":{"requester":{"name":"Anon","email":")" + email + R"("},"subject":"Hi","comment":{"body":"x"},"collaborators":["boris@other.example"]}})");
  };
  EXPECT_EQ(ask({}, "POST", "/requests.json", R"({"request":{"subject":"Hi","comment":{"body":"x"}}})").status, 422);
  EXPECT_EQ(send("sara@sahay.example").status == 201, false) << "nobody speaks as staff without a session";
  const Answer first = send("anon@x.example");
  ASSERT_EQ(first.status, 201) << first.body;
  EXPECT_TRUE(stored(TicketId(first.number("request", "id"))).collaborator_ids.empty()) << "strangers add nobody";
  int accepted = 1;
  while (accepted < 30 && send("anon@x.example").status == 201) ++accepted;
  EXPECT_EQ(accepted, 20);
  EXPECT_EQ(send("other@x.example").status, 429);
  temp_.clock.advance(std::chrono::hours(2));
  EXPECT_EQ(send("other@x.example").status, 201);
}

}  // namespace
}  // namespace sahay::tickets
