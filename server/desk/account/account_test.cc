#include "desk/account/account_api.h"
#include "desk/people/setting.h"
#include "desk/tickets/testing/tickets_site.h"

namespace sahay::account {
namespace {

class AccountTest : public tickets::TicketsSite {
 protected:
  AccountTest() {
    add_brand_routes(api_);
    add_locale_routes(api_);
    add_setting_routes(api_);
    add_dynamic_content_routes(api_);
    EXPECT_TRUE(write([](db::Tx& tx) -> Result<void> {
      ensure_brand(tx, "Meghna Tools desk");
      ensure_brand(tx, "Another");  // a second start adds none
      return {};
    }).ok());
  }
};

TEST_F(AccountTest, there_is_one_brand_from_the_start_and_the_default_one_cannot_go) {
  const auto list = ask(cast.sara, "GET", "/brands");
  ASSERT_EQ(list.ids("brands").size(), 1u);
  EXPECT_EQ(list.text("brands", 0, "subdomain"), "meghna-tools-desk");
  const std::string first = "/brands/" + list.text("brands", 0, "id");
  EXPECT_EQ(ask(cast.admin, "DELETE", first).status, 422);
  const auto second = ask(cast.admin, "POST", "/brands", R"({"brand":{"name":"Spares","subdomain":"Spares"}})");
  ASSERT_EQ(second.status, 201) << second.body;
  EXPECT_EQ(ask(cast.admin, "POST", "/brands", R"({"brand":{"name":"Twice","subdomain":"spares"}})").status, 422);
  EXPECT_EQ(ask(cast.admin, "POST", "/brands", R"({"brand":{"name":"Bad","subdomain":"a b"}})").status, 422);
  ASSERT_EQ(ask(cast.admin, "PUT", "/brands/" + second.text("brand", "id"), R"({"brand":{"default":true}})").status, 200);
  EXPECT_EQ(ask(cast.admin, "GET", first).text("brand", "default"), "false");
  EXPECT_EQ(ask(cast.admin, "DELETE", first).status, 204);
  EXPECT_EQ(ask(cast.admin, "GET", first).status, 404);
  EXPECT_EQ(ask(cast.rina, "GET", "/brands").status, 403);
}

TEST_F(AccountTest, the_brand_follows_the_configuration_until_somebody_names_it) {
  std::vector<std::string> heard;
  desk_renamed = [&](db::Tx&, const std::string& name) { heard.push_back(name); };
  const auto start = [&](std::string name) { return write([&](db::Tx& tx) -> Result<void> { ensure_brand(tx, name); return {}; }).ok(); };
  ASSERT_TRUE(start("Help of Meghna Tools"));
  auto list = ask(cast.admin, "GET", "/brands");
  EXPECT_EQ(list.text("brands", 0, "name"), "Help of Meghna Tools");
  ASSERT_EQ(ask(cast.admin, "POST", "/brands", R"({"brand":{"name":"Spares","subdomain":"spares"}})").status, 201);
  EXPECT_TRUE(heard.empty());  // not the one that customers see
  temp_.clock.advance(std::chrono::seconds(1));
  ASSERT_EQ(ask(cast.admin, "PUT", "/brands/" + list.text("brands", 0, "id"), R"({"brand":{"name":"Meghna"}})").status, 200);
  desk_renamed = nullptr;
  EXPECT_EQ(heard, std::vector<std::string>{"Meghna"});
  ASSERT_TRUE(start("From the file"));
  EXPECT_EQ(ask(cast.admin, "GET", "/brands/" + list.text("brands", 0, "id")).text("brand", "name"), "Meghna");
}

TEST_F(AccountTest, three_languages_are_spoken_and_each_has_its_number) {
  const auto list = ask({}, "GET", "/locales");
  EXPECT_EQ(list.ids("locales"), (std::vector<std::int64_t>{1, 27, 1384}));
  EXPECT_EQ(ask({}, "GET", "/locales/ru").number("locale", "id"), 27);
  EXPECT_EQ(ask({}, "GET", "/locales/1384").text("locale", "locale"), "bn");
  EXPECT_EQ(ask({}, "GET", "/locales/fr").status, 404);
  EXPECT_EQ(ask(cast.oleg, "GET", "/locales/current").text("locale", "locale"), "ru");
  EXPECT_EQ(ask({}, "PUT", "/locales/detect_best_locale", R"({"available_locales":["ru-RU"]})").text("locale", "locale"), "ru");
}

TEST_F(AccountTest, a_setting_is_changed_by_administrators_keeps_its_type_and_leaves_the_others) {
  const std::string change = R"({"settings":{"tickets":{"list_newest_comments_first":true,"agent_collision":false},"unknown":{"x":1}}})";
  EXPECT_EQ(ask(cast.sara, "PUT", "/account/settings", change).status, 403);
  ASSERT_EQ(ask(cast.admin, "PUT", "/account/settings", change).status, 200);
  const auto now = ask(cast.sara, "GET", "/account/settings");
  EXPECT_EQ(now.text("settings", "tickets", "list_newest_comments_first"), "true");
  EXPECT_EQ(now.text("settings", "tickets", "agent_collision"), "true");  // a fact, not a choice
  EXPECT_EQ(now.number("settings", "localization", "locale_ids", 1), 27);
  EXPECT_TRUE(read([](db::Tx& tx) { return people::setting_flag(tx, "tickets", "list_newest_comments_first"); }));
  EXPECT_EQ(ask(cast.admin, "PUT", "/account/settings", R"({"settings":{"tickets":{"list_newest_comments_first":"yes"}}})").status, 422);
}

TEST_F(AccountTest, a_text_in_several_languages_is_found_by_its_placeholder_and_falls_back_to_the_default) {
  const auto made = ask(cast.admin, "POST", "/dynamic_content/items", R"({"item":{"name":"Opening hours","default_locale_id":1,"variants":[{"locale_id":1,"content":"Nine to five","default":true},{"locale_id":27,"content":"С девяти до пяти"}]}})");
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(made.text("item", "placeholder"), "{{dc.opening_hours}}");
  const auto text = [&](std::string_view locale) { return read([&](db::Tx& tx) { return dynamic_text(tx, "opening_hours", locale); }); };
  EXPECT_EQ(text("ru"), "С девяти до пяти");
  EXPECT_EQ(text("bn"), "Nine to five");
  EXPECT_EQ(read([](db::Tx& tx) { return dynamic_text(tx, "unknown", "en"); }), "");
  const std::string item = "/dynamic_content/items/" + made.text("item", "id");
  const auto variants = ask(cast.sara, "GET", item + "/variants");
  EXPECT_EQ(variants.number("count"), 2);
  EXPECT_EQ(ask(cast.admin, "DELETE", item + "/variants/" + variants.text("variants", 0, "id")).status, 422);
  EXPECT_EQ(ask(cast.admin, "POST", item + "/variants", R"({"variant":{"locale_id":27,"content":"x"}})").status, 422);
  temp_.clock.advance(std::chrono::hours(1));
  ASSERT_EQ(ask(cast.admin, "PUT", item + "/variants/" + variants.text("variants", 0, "id"), R"({"variant":{"content":"Ten to six"}})").status, 200);
  EXPECT_EQ(ask(cast.admin, "GET", item).text("item", "outdated"), "true");  // the Russian one is older than the original
  EXPECT_EQ(ask(cast.admin, "DELETE", item).status, 204);
  EXPECT_EQ(ask(cast.admin, "DELETE", item).status, 404);
}

}  // namespace
}  // namespace sahay::account
