#include "desk/helpcenter/help_api.h"

#include "desk/people/testing/cast.h"
#include "platform/api/testing/call.h"

namespace sahay::helpcenter {
namespace {

using api::test::Answer;
using api::test::HeaderList;

class HelpApiTest : public people::CastTest {
 protected:
  HelpApiTest() : files_((temp_.folder() / "files").string()), api_(router_, *temp_, temp_.clock, people::authenticator()) {
    people::add_user_routes(api_);
    add_help_center_routes(api_, router_, *temp_, files_);
    EXPECT_TRUE(write([](db::Tx& tx) -> Result<void> { ensure_audiences(tx); return {}; }).ok());
    category_ = ask(cast.admin, "POST", "/help_center/categories", R"({"category":{"name":"Tools","locale":"en-us"}})").text("category", "id");
    section_ = ask(cast.admin, "POST", "/help_center/categories/" + category_ + "/sections", R"({"section":{"name":"Faults","locale":"en-us"}})").text("section", "id");
  }
  Answer ask(UserId as, const std::string& method, const std::string& path, const std::string& body = {}, HeaderList headers = {}) {
    if (as) headers.emplace_back("Authorization", "Bearer " + *write([&](db::Tx& tx) -> Result<std::string> { return people::create_api_token(tx, as, "test", false); }));
    return api::test::call(router_, method, "/api/v2" + path, body, headers);
  }
  std::string add(const std::string& title, const std::string& more = "") {
    const auto made = ask(cast.sara, "POST", "/help_center/sections/" + section_ + "/articles", R"({"article":{"title":")" + title + R"(","body":"<p>Hold the button of the )" + title + R"(</p>","locale":"en-us")" + more + "}}");
    EXPECT_EQ(made.status, 201) << made.body;
    return made.text("article", "id");
  }
  std::string segment(const std::string& keys) {
    const auto made = ask(cast.admin, "POST", "/help_center/user_segments", R"({"user_segment":{"name":"S",)" + keys + "}}");
    EXPECT_EQ(made.status, 201) << made.body;
    return made.text("user_segment", "id");
  }
  // Whether somebody sees the article: alone, in the list, by search and in its translations alike.
  bool sees(UserId who, const std::string& id, const std::string& word) {
    const std::string path = "/help_center/articles/" + id;
    const bool alone = ask(who, "GET", path).status == 200;
    const auto searched = ask(who, "GET", "/help_center/articles/search?query=" + word);
    const auto listed = ask(who, "GET", "/help_center/articles").ids("articles"), found = searched.ids("results");
    const auto has = [&](const std::vector<std::int64_t>& ids) { return std::find(ids.begin(), ids.end(), std::stoll(id)) != ids.end(); };
    EXPECT_EQ(has(listed), alone) << word;
    EXPECT_EQ(has(found), alone) << word << " " << searched.body;
    EXPECT_EQ(ask(who, "GET", path + "/translations").status == 200, alone) << word;
    EXPECT_EQ(ask(who, "GET", path + "/comments").status == 200, alone) << word;
    EXPECT_EQ(ask(who, "GET", "/help_center/en-us/articles/" + id).status == 200, alone) << word;
    return alone;
  }

  files::Directory files_;
  http::Router router_;
  api::Api api_;
  std::string category_, section_;
};

TEST_F(HelpApiTest, who_may_read_an_article_is_the_same_on_every_way_to_it) {
  const std::string open = add("charger"), company = add("grinder", R"(,"user_segment_id":)" + segment(R"("user_type":"signed_in_users","organization_ids":[)" + std::to_string(cast.meghna.value) + "]"));
  const std::string staff = add("playbook", R"(,"user_segment_id":)" + segment(R"("user_type":"staff")")), group = add("rota", R"(,"user_segment_id":)" + segment(R"("user_type":"staff","group_ids":[)" + std::to_string(cast.support.value) + "]"));
  struct Expected {
    UserId who;
    bool open, company, staff, group;
  };
  for (const Expected& e : {Expected{{}, true, false, false, false}, Expected{cast.boris, true, false, false, false}, Expected{cast.rina, true, true, false, false},
                            Expected{cast.nadia, true, true, false, false}, Expected{cast.sara, true, true, true, true}, Expected{cast.admin, true, true, true, true}}) {
    EXPECT_EQ(sees(e.who, open, "charger"), e.open) << e.who.value;
    EXPECT_EQ(sees(e.who, company, "grinder"), e.company) << e.who.value;
    EXPECT_EQ(sees(e.who, staff, "playbook"), e.staff) << e.who.value;
    EXPECT_EQ(sees(e.who, group, "rota"), e.group) << e.who.value;
  }
}

TEST_F(HelpApiTest, a_draft_is_for_staff_and_an_archived_article_for_nobody) {
  const std::string draft = add("sander", R"(,"draft":true)"), path = "/help_center/articles/" + draft;
  EXPECT_EQ(ask({}, "GET", path).status, 404);
  EXPECT_EQ(ask(cast.rina, "GET", path).status, 404);
  EXPECT_EQ(ask(cast.sara, "GET", path).text("article", "draft"), "true");
  EXPECT_EQ(ask(cast.rina, "DELETE", path).status, 403);
  EXPECT_EQ(ask(cast.sara, "DELETE", path).status, 204);
  EXPECT_EQ(ask(cast.admin, "GET", path).status, 404);
  EXPECT_EQ(ask(cast.admin, "DELETE", path).status, 404);
}

TEST_F(HelpApiTest, words_in_another_language_are_read_under_its_path) {
  const std::string id = add("drill"), path = "/help_center/articles/" + id;
  ASSERT_EQ(ask(cast.sara, "POST", path + "/translations", R"({"translation":{"locale":"ru","title":"Дрель","body":"<p>Кнопка</p>"}})").status, 201);
  EXPECT_EQ(ask({}, "GET", "/help_center/ru/articles/" + id).text("article", "title"), "Дрель");
  EXPECT_EQ(ask({}, "GET", path).text("article", "title"), "drill");
  EXPECT_EQ(ask({}, "GET", "/help_center/bn/articles/" + id).status, 404);
  EXPECT_EQ(ask(cast.sara, "POST", path + "/translations", R"({"translation":{"locale":"RU","title":"x"}})").status, 422);
  EXPECT_EQ(ask(cast.sara, "GET", path + "/translations/missing").text("locales"), R"(["bn"])");
  EXPECT_EQ(ask(cast.sara, "PUT", "/help_center/ru/articles/" + id, R"({"article":{"title":"Дрель 2"}})").text("article", "title"), "Дрель 2");
  EXPECT_EQ(ask({}, "GET", path).text("article", "title"), "drill");
  EXPECT_EQ(ask({}, "GET", "/help_center/ru/articles").ids("articles").size(), 1u);
}

TEST_F(HelpApiTest, one_vote_a_person_is_counted_and_can_be_taken_back) {
  const std::string path = "/help_center/articles/" + add("lathe");
  EXPECT_EQ(ask({}, "POST", path + "/up").status, 401);
  const auto first = ask(cast.rina, "POST", path + "/up");
  EXPECT_EQ(first.number("vote", "value"), 1);
  EXPECT_EQ(ask(cast.rina, "POST", path + "/up").number("vote", "id"), first.number("vote", "id"));
  EXPECT_EQ(ask(cast.boris, "POST", path + "/down").status, 200);
  EXPECT_EQ(ask({}, "GET", path).number("article", "vote_count"), 2);
  EXPECT_EQ(ask({}, "GET", path).number("article", "vote_sum"), 0);
  const std::string vote = "/help_center/votes/" + first.text("vote", "id");
  EXPECT_EQ(ask(cast.boris, "DELETE", vote).status, 404);
  EXPECT_EQ(ask(cast.rina, "DELETE", vote).status, 204);
  EXPECT_EQ(ask({}, "GET", path).number("article", "vote_sum"), -1);
}

TEST_F(HelpApiTest, readers_comment_and_only_the_author_or_staff_change_it) {
  const std::string path = "/help_center/articles/" + add("press") + "/comments";
  const auto made = ask(cast.rina, "POST", path, R"({"comment":{"body":"<p>Thanks</p><script>alert(1)</script>","locale":"en-us"}})");
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(made.text("comment", "body").find("script"), std::string::npos);
  const std::string one = path + "/" + made.text("comment", "id");
  EXPECT_EQ(ask(cast.boris, "PUT", one, R"({"comment":{"body":"hijacked"}})").status, 403);
  EXPECT_EQ(ask(cast.sara, "PUT", one, R"({"comment":{"body":"edited"}})").number("comment", "non_author_editor_id"), cast.sara.value);
  EXPECT_EQ(ask(cast.rina, "DELETE", one).status, 204);
  EXPECT_EQ(ask({}, "GET", path).number("count"), 0);
}

TEST_F(HelpApiTest, files_come_with_the_article_and_go_where_it_goes) {
  const std::string id = add("saw", R"(,"user_segment_id":)" + segment(R"("user_type":"staff")")), path = "/help_center/articles/" + id + "/attachments";
  const auto made = ask(cast.sara, "POST", path + "?filename=plan.png", "PNG", {{"Content-Type", "image/png"}});
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(made.number("article_attachment", "size"), 3);
  EXPECT_EQ(ask(cast.rina, "GET", path).status, 404);
  EXPECT_EQ(ask(cast.rina, "GET", "/help_center/articles/attachments/" + made.text("article_attachment", "id")).status, 404);
  EXPECT_EQ(ask(cast.sara, "GET", path).number("count"), 1);
  EXPECT_EQ(ask(cast.sara, "DELETE", "/help_center/articles/attachments/" + made.text("article_attachment", "id")).status, 204);
  EXPECT_EQ(ask(cast.sara, "GET", path).number("count"), 0);
}

TEST_F(HelpApiTest, who_may_edit_is_said_by_the_permission_group) {
  const auto groups = ask(cast.sara, "GET", "/guide/permission_groups");
  ASSERT_EQ(groups.ids("permission_groups").size(), 2u);
  const std::string id = add("planer");
  const std::string path = "/help_center/articles/" + id;
  ASSERT_EQ(ask(cast.admin, "PUT", path, R"({"article":{"permission_group_id":)" + groups.text("permission_groups", 1, "id") + "}}").status, 200);
  EXPECT_EQ(ask(cast.sara, "PUT", path, R"({"article":{"promoted":true}})").status, 403);
  EXPECT_EQ(ask(cast.sara, "DELETE", path).status, 403);
  EXPECT_EQ(ask(cast.admin, "PUT", path, R"({"article":{"promoted":true}})").text("article", "promoted"), "true");
}

TEST_F(HelpApiTest, an_audience_that_an_article_still_has_cannot_be_removed) {
  const std::string used = segment(R"("user_type":"staff")");
  add("jigsaw", R"(,"user_segment_id":)" + used);
  EXPECT_EQ(ask(cast.admin, "DELETE", "/help_center/user_segments/" + used).status, 422);
  EXPECT_EQ(ask(cast.sara, "POST", "/help_center/user_segments", R"({"user_segment":{"name":"x"}})").status, 403);
}

}  // namespace
}  // namespace sahay::helpcenter
