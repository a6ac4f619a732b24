#include "desk/community/community_api.h"
#include "desk/people/testing/cast.h"
#include "platform/api/testing/call.h"

namespace sahay::community {
namespace {

using api::test::Answer;
using api::test::HeaderList;

class CommunityTest : public people::CastTest {
 protected:
  CommunityTest() : api_(router_, *temp_, temp_.clock, people::authenticator()) {
    add_community_routes(api_);
    segments_of = [](db::Tx&, const api::Caller& caller) { return caller.staff() ? std::vector<std::int64_t>{1} : std::vector<std::int64_t>{}; };
    EXPECT_TRUE(write([](db::Tx& tx) -> Result<void> {
      tx.execute(std::string("insert into user_segments(id,name,user_type,tags,or_tags,organization_ids,group_ids,built_in,created_at,updated_at) values (1,'Staff','staff','[]','[]','[]','[]',1,1,1)"));
      return {};
    }).ok());
    topic_ = ask(cast.admin, "POST", "/community/topics", R"({"topic":{"name":"Tools"}})").text("topic", "id");
  }
  ~CommunityTest() override { segments_of = nullptr; }
  Answer ask(UserId as, const std::string& method, const std::string& path, const std::string& body = {}) {
    HeaderList headers;
    if (as) headers.emplace_back("Authorization", "Bearer " + *write([&](db::Tx& tx) -> Result<std::string> { return people::create_api_token(tx, as, "test", false); }));
    return api::test::call(router_, method, "/api/v2" + path, body, headers);
  }
  std::string post(UserId as, const std::string& topic) {
    const auto made = ask(as, "POST", "/community/posts", R"({"post":{"title":"Which oil?","details":"<p>For the saw</p><script>x</script>","topic_id":)" + topic + R"(,"pinned":true,"status":"completed"}})");
    EXPECT_EQ(made.status, 201) << made.body;
    return "/community/posts/" + made.text("post", "id");
  }

  http::Router router_;
  api::Api api_;
  std::string topic_;
};

TEST_F(CommunityTest, a_customer_asks_and_only_staff_pin_or_set_a_status) {
  EXPECT_EQ(ask({}, "POST", "/community/posts", R"({"post":{"title":"x","topic_id":)" + topic_ + "}}").status, 401);
  const std::string path = post(cast.rina, topic_);
  const auto shown = ask({}, "GET", path);
  EXPECT_EQ(shown.number("post", "author_id"), cast.rina.value);
  EXPECT_EQ(shown.text("post", "pinned"), "false");
  EXPECT_EQ(shown.text("post", "status"), "none");
  EXPECT_EQ(shown.text("post", "details").find("script"), std::string::npos);
  EXPECT_EQ(ask(cast.boris, "PUT", path, R"({"post":{"title":"mine"}})").status, 403);
  EXPECT_EQ(ask(cast.sara, "PUT", path, R"({"post":{"pinned":true,"closed":true}})").text("post", "pinned"), "true");
  EXPECT_EQ(ask(cast.boris, "POST", path + "/comments", R"({"comment":{"body":"late"}})").status, 403);
}

TEST_F(CommunityTest, the_author_accepts_one_answer_and_a_removed_answer_is_none) {
  const std::string path = post(cast.rina, topic_);
  const auto answer = ask(cast.boris, "POST", path + "/comments", R"({"comment":{"body":"Mineral oil","official":true}})");
  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(answer.text("comment", "official"), "false");
  const std::string comment = path + "/comments/" + answer.text("comment", "id");
  EXPECT_EQ(ask(cast.boris, "POST", comment + "/accept").status, 403);
  const auto accepted = ask(cast.rina, "POST", comment + "/accept");
  EXPECT_EQ(accepted.text("post", "status"), "answered");
  EXPECT_EQ(accepted.number("post", "answer_id"), answer.number("comment", "id"));
  EXPECT_EQ(ask(cast.boris, "DELETE", comment).status, 204);
  const auto after = ask({}, "GET", path);
  EXPECT_TRUE(after.at("post", "answer_id").is_null());
  EXPECT_EQ(after.number("post", "comment_count"), 0);
}

TEST_F(CommunityTest, a_topic_for_staff_is_missing_for_everybody_else_with_all_that_is_in_it) {
  const auto hidden = ask(cast.admin, "POST", "/community/topics", R"({"topic":{"name":"Inside","user_segment_id":1}})").text("topic", "id");
  const std::string path = post(cast.sara, hidden);
  const auto comment = ask(cast.sara, "POST", path + "/comments", R"({"comment":{"body":"between us"}})");
  for (const UserId who : {UserId{}, cast.rina}) {
    for (const std::string& hidden_path : {"/community/topics/" + hidden, "/community/topics/" + hidden + "/posts", path, path + "/comments", path + "/comments/" + comment.text("comment", "id")})
      EXPECT_EQ(ask(who, "GET", hidden_path).status, 404) << hidden_path;
    EXPECT_TRUE(ask(who, "GET", "/community/posts").ids("posts").empty());
    EXPECT_TRUE(ask(who, "GET", "/help_center/community_posts/search?query=oil").ids("results").empty());
  }
  EXPECT_EQ(ask(cast.rina, "POST", "/community/posts", R"({"post":{"title":"x","topic_id":)" + hidden + "}}").status, 422);
  EXPECT_EQ(ask(cast.rina, "POST", path + "/up").status, 404);
  EXPECT_EQ(ask(cast.oleg, "GET", path).status, 200);
}

TEST_F(CommunityTest, votes_count_once_a_person) {
  const std::string path = post(cast.rina, topic_);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(ask(cast.boris, "POST", path + "/up").number("vote", "value"), 1);
  EXPECT_EQ(ask(cast.boris, "POST", path + "/down").number("vote", "value"), -1);
  EXPECT_EQ(ask(cast.karim, "POST", path + "/up").status, 200);
  const auto shown = ask({}, "GET", path);
  EXPECT_EQ(shown.number("post", "vote_sum"), 0);
  EXPECT_EQ(shown.number("post", "vote_count"), 2);
}

}  // namespace
}  // namespace sahay::community
