// Who sees what. The expected tables are written by hand, person by person.
#include "desk/search/search_api.h"
#include "desk/search/search_index.h"
#include "desk/tickets/testing/tickets_site.h"
#include "platform/events/batches.h"

namespace sahay::search {
namespace {

using tickets::TicketsSite;

class RightsTest : public TicketsSite {
 protected:
  RightsTest() {
    add_search_routes(api_);
    plain_ = make(about("Plain")).id;
    tickets::NewTicket internal = about("Internal");
    internal.requester = cast.rina;
    internal.comment.is_public = false;
    internal_ = try_create(cast.sara, internal)->ticket.id;
    others_ = try_create(cast.boris, about("Boris asks"))->ticket.id;
    tickets::NewTicket copied = about("Copied");
    copied.email_ccs = {cast.boris.value};
    copied_ = make(copied).id;
    tickets::NewTicket followed = about("Followed");
    followed.followers = {cast.boris.value};
    followed_ = make(followed).id;
    deleted_ = make(about("Deleted")).id;
    EXPECT_TRUE(write([&](db::Tx& tx) { return tickets::remove(tx, {cast.admin}, deleted_); }).ok());
    public_file_ = add_file(true);
    private_file_ = add_file(false);
    events::Dispatcher dispatcher(*temp_);
    dispatcher.add_durable("search", kIndexedEvents, events::InBatches{index_events});
    dispatcher.wait_until_idle();
  }

  // A file of a public or private comment of the plain ticket.
  std::string add_file(bool is_public) {
    const std::string token = upload("file.txt", is_public ? "public" : "private");
    tickets::Change with_file = reply("See the file.", is_public);
    with_file.comment->uploads = {token};
    EXPECT_TRUE(change(cast.sara, plain_, with_file).ok());
    return "/attachments/" + std::to_string(read([&](db::Tx& tx) { return tickets::attachments_of_ticket(tx, plain_); }).back().id.value);
  }
  // Names of the tickets that a person may see.
  std::string visible_to(UserId user) {
    return read([&](db::Tx& tx) {
      const api::Caller caller = user ? *people::caller_of(tx, user) : api::Caller{};
      std::string names;
      for (const auto& ticket : tickets::ticket_resource().select(tx, tickets::ticket_resource().visible(caller), " order by t.id"))
        names += (names.empty() ? "" : ", ") + ticket.subject;
      return names;
    });
  }
  // Answers to admin, agent, requester, colleague with the right, colleague without, stranger, nobody.
  std::string row(const std::string& method, const std::string& path, const std::string& body = {}) {
    std::string out;
    for (const UserId person : {cast.admin, cast.sara, cast.rina, cast.karim, cast.nadia, cast.boris, UserId{}})
      out += (out.empty() ? "" : " ") + std::to_string(ask(person, method, path, body).status);
    return out;
  }

  TicketId plain_, internal_, others_, copied_, followed_, deleted_;
  std::string public_file_, private_file_;
};

TEST_F(RightsTest, each_person_sees_the_tickets_of_the_table) {
  const char* everything = "Plain, Internal, Boris asks, Copied, Followed";
  EXPECT_EQ(visible_to(cast.admin), everything);
  EXPECT_EQ(visible_to(cast.sara), everything);
  EXPECT_EQ(visible_to(cast.rina), "Plain, Copied, Followed");
  EXPECT_EQ(visible_to(cast.karim), "Plain, Copied, Followed");
  EXPECT_EQ(visible_to(cast.nadia), "");
  EXPECT_EQ(visible_to(cast.boris), "Boris asks, Copied");
  EXPECT_EQ(visible_to({}), "");
}

TEST_F(RightsTest, a_company_that_shares_shows_its_tickets_to_every_member) {
  ASSERT_TRUE(write([&](db::Tx& tx) -> Result<void> {
    tx.execute(std::string("update organizations set shared_tickets = 1 where id = $1"), cast.meghna);
    return {};
  }).ok());
  EXPECT_EQ(visible_to(cast.nadia), "Plain, Copied, Followed");
  EXPECT_EQ(visible_to(cast.boris), "Boris asks, Copied");
}

TEST_F(RightsTest, routes_of_tickets_are_for_staff) {
  const std::string staff = "200 200 403 403 403 403 401";
  const std::string ticket = path_of(plain_);
  for (const std::string& path : {std::string("/tickets"), std::string("/tickets/count"), ticket, ticket + "/comments", ticket + "/audits", ticket + "/tags",
                                  "/tickets/show_many?ids=" + std::to_string(plain_.value), std::string("/deleted_tickets"), std::string("/console/start"),
                                  std::string("/console/tickets?view=all"), "/console/tickets/" + std::to_string(plain_.value), std::string("/search?query=plain"),
                                  std::string("/search/count?query=plain"), std::string("/search/export?query=plain&filter[type]=ticket"), std::string("/tags"),
                                  "/users/" + std::to_string(cast.rina.value) + "/tickets/requested"})
    EXPECT_EQ(row("GET", path), staff) << path;
  EXPECT_EQ(row("PUT", ticket, R"({"ticket":{"priority":"low"}})"), staff);
  EXPECT_EQ(row("POST", "/tickets", R"({"ticket":{"comment":{"body":"x"}}})"), "201 201 403 403 403 403 401");
  EXPECT_EQ(row("POST", ticket + "/merge", R"({"ids":[1]})"), staff);
  EXPECT_EQ(row("PUT", "/tickets/update_many?ids=1", R"({"ticket":{}})"), staff);
}

TEST_F(RightsTest, exports_and_final_deletion_are_for_admins) {
  const std::string admin = "200 403 403 403 403 403 401";
  for (const char* path : {"/incremental/tickets?start_time=0", "/incremental/tickets/cursor?start_time=0", "/incremental/users?start_time=0", "/incremental/organizations?start_time=0"})
    EXPECT_EQ(row("GET", path), admin) << path;
  EXPECT_EQ(row("DELETE", "/deleted_tickets/" + std::to_string(deleted_.value)), admin);
}

TEST_F(RightsTest, files_follow_the_comment_that_they_came_with) {
  EXPECT_EQ(row("GET", public_file_), "200 200 200 200 404 404 401");
  EXPECT_EQ(row("GET", private_file_), "200 200 404 404 404 404 401");
  const Answer waiting = ask(cast.rina, "POST", "/uploads?filename=mine.txt", "bytes");
  EXPECT_EQ(row("GET", "/attachments/" + waiting.text("upload", "attachment", "id")), "404 404 200 404 404 404 401");
  EXPECT_EQ(ask(cast.rina, "GET", "/attachments/99999").status, 404);
}

TEST_F(RightsTest, a_hidden_file_answers_like_a_missing_one) {
  EXPECT_EQ(ask(cast.rina, "GET", private_file_).body, ask(cast.rina, "GET", "/attachments/99999").body);
}

TEST_F(RightsTest, who_is_suspended_sees_nothing_any_more) {
  ASSERT_EQ(ask(cast.admin, "PUT", "/users/" + std::to_string(cast.oleg.value), R"({"user":{"suspended":true}})").status, 200);
  EXPECT_EQ(ask(cast.oleg, "GET", path_of(plain_)).status, 401);
}

TEST_F(RightsTest, search_finds_only_what_the_searcher_may_see) {
  const Answer found = ask(cast.sara, "GET", "/search?query=type:ticket%20requester:rina@meghna.example&sort_by=created_at&sort_order=asc");
  EXPECT_EQ(found.ids("results"), (std::vector<std::int64_t>{plain_.value, internal_.value, copied_.value, followed_.value}));
  EXPECT_EQ(ask(cast.sara, "GET", "/search?query=type:ticket%20deleted").number("count"), 0);
  const Answer exported = ask(cast.sara, "GET", "/search/export?query=requester:rina@meghna.example&filter[type]=ticket&page[size]=2");
  EXPECT_EQ(exported.ids("results").size(), 2u);
  EXPECT_TRUE(exported.at("links", "next").is_string());
}

}  // namespace
}  // namespace sahay::search
