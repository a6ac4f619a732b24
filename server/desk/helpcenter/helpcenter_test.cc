#include <gtest/gtest.h>

#include "desk/helpcenter/article_view.h"
#include "desk/helpcenter/helpcenter.h"
#include "desk/helpcenter/pages.h"
#include "desk/helpcenter/seed.h"
#include "desk/helpcenter/words.h"
#include "desk/people/people.h"
#include "platform/db/testing/temp_store.h"

namespace sahay::helpcenter {
namespace {

class HelpCenterTest : public testing::Test {
 protected:
  HelpCenterTest() {
    const auto done = store->write([&](db::Tx& tx) -> Result<void> {
      const auto author = TRY(people::create_user(tx, {.name = "Sara Ahmed", .email = "sara@sahay.example", .role = "agent"}));
      sara = author.id;
      const auto category = TRY(create_category(tx, sara, {"en-us", "Tools"}));
      section = TRY(create_section(tx, sara, category.id, {"en-us", "Faults"})).id;
      return {};
    });
    EXPECT_TRUE(done.ok());
  }
  Article add(Words words) {
    auto made = store->write([&](db::Tx& tx) { return create_article(tx, sara, {.section = section, .words = std::move(words)}); });
    EXPECT_TRUE(made.ok());
    return *made;
  }
  std::vector<Found> find(std::string_view query, i18n::Language language = i18n::Language::en) {
    return store->read([&](db::Tx& tx) { return search(tx, query, language); });
  }
  db::TempStore store;
  UserId sara;
  SectionId section;
};

TEST_F(HelpCenterTest, bodies_are_sanitised_when_stored) {
  const Article article = add({"en-us", "T", "<p>ok</p><script>alert(1)</script><img src=x onerror=alert(1)>"});
  const auto stored = store->read([&](db::Tx& tx) { return find_translation(tx, "article", article.id.value, "EN-US"); });
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->body.find("script"), std::string::npos);
  EXPECT_EQ(stored->body.find("onerror"), std::string::npos);
}

TEST_F(HelpCenterTest, a_draft_is_neither_shown_nor_found) {
  const Article article = add({"en-us", "Secret plan", "<p>quiet</p>", true});
  EXPECT_TRUE(find("secret").empty());
  EXPECT_FALSE(store->read([&](db::Tx& tx) { return published_article(tx, article.id, i18n::Language::en); }));
  ASSERT_TRUE(store->write([&](db::Tx& tx) { return put_translation(tx, sara, "article", article.id.value, {"en-us", "Secret plan", "<p>loud</p>"}); }).ok());
  EXPECT_EQ(find("secret").size(), 1u);
}

TEST_F(HelpCenterTest, a_missing_translation_gives_the_original_and_says_so) {
  const Article article = add({"en-us", "Charger", "<p>x</p>"});
  auto found = store->read([&](db::Tx& tx) { return published_article(tx, article.id, i18n::Language::ru); });
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->translated);
  ASSERT_TRUE(store->write([&](db::Tx& tx) { return put_translation(tx, sara, "article", article.id.value, {"ru", "Зарядка", "<p>да</p>"}); }).ok());
  found = store->read([&](db::Tx& tx) { return published_article(tx, article.id, i18n::Language::ru); });
  EXPECT_TRUE(found->translated);
  EXPECT_EQ(found->translation.title, "Зарядка");
}

TEST_F(HelpCenterTest, search_wants_every_word_and_takes_the_last_as_a_beginning) {
  add({"en-us", "Drill stops after a minute", "<p>The battery guard cuts the power.</p>"});
  add({"en-us", "Charger blinks", "<p>The battery is too warm.</p>"});
  EXPECT_EQ(find("battery").size(), 2u);
  EXPECT_EQ(find("battery gua").size(), 1u);
  EXPECT_EQ(find("DRILL").front().translation.title, "Drill stops after a minute");
  EXPECT_TRUE(find("battery unicorn").empty());
  EXPECT_TRUE(find("   ").empty());
}

TEST_F(HelpCenterTest, search_reads_bengali_and_russian) {
  const Article article = add({"en-us", "Drill", "<p>x</p>"});
  ASSERT_TRUE(store->write([&](db::Tx& tx) -> Result<void> {
    TRY(put_translation(tx, sara, "article", article.id.value, {"bn", "ড্রিল থেমে যায়", "<p>ব্যাটারি ঠান্ডা</p>"}));
    TRY(put_translation(tx, sara, "article", article.id.value, {"ru", "Дрель останавливается", "<p>Аккумулятор холодный</p>"}));
    return {};
  }).ok());
  EXPECT_EQ(find("ব্যাটারি", i18n::Language::bn).size(), 1u);
  EXPECT_EQ(find("АККУМУЛЯТОР", i18n::Language::ru).size(), 1u);
  EXPECT_TRUE(find("АККУМУЛЯТОР").empty());
}

TEST_F(HelpCenterTest, an_archived_article_is_gone_but_listed_as_changed) {
  const Article article = add({"en-us", "Old", "<p>x</p>"});
  ASSERT_TRUE(store->write([&](db::Tx& tx) { return archive_article(tx, sara, article.id); }).ok());
  EXPECT_TRUE(find("old").empty());
  const auto changed = store->read([&](db::Tx& tx) { return articles_since(tx, Time{}, 10); });
  ASSERT_EQ(changed.size(), 1u);
  EXPECT_TRUE(changed[0].archived_at);
}

TEST_F(HelpCenterTest, one_person_has_one_vote) {
  const Article article = add({"en-us", "Vote", "<p>x</p>"});
  const auto give = [&](int value) { return store->write([&](db::Tx& tx) { return vote(tx, article.id, sara, value); }); };
  ASSERT_TRUE(give(1).ok());
  ASSERT_TRUE(give(1).ok());
  EXPECT_EQ(give(1)->vote_sum(), 1);
  EXPECT_EQ(give(-1)->vote_sum(), -1);
  EXPECT_EQ(give(-1)->vote_count(), 1);
}

TEST_F(HelpCenterTest, the_demo_articles_read_well_in_three_languages) {
  ASSERT_TRUE(store->write([&](db::Tx& tx) { return remove_category(tx, sara, categories(tx).front().id); }).ok());
  const auto seeded = store->write([&](db::Tx& tx) { return seed(tx, sara); });
  ASSERT_TRUE(seeded.ok()) << seeded.error().key;
  store->read([&](db::Tx& tx) {
    EXPECT_EQ(articles(tx).size(), seed_articles().size());
    for (const Article& article : articles(tx))
      for (const auto language : {i18n::Language::en, i18n::Language::bn, i18n::Language::ru}) {
        const auto found = published_article(tx, article.id, language);
        ASSERT_TRUE(found && found->translated);
        EXPECT_TRUE(found->translation.body.starts_with("<blockquote>")) << found->translation.title;
      }
    EXPECT_EQ(search(tx, "зарядное мигает", i18n::Language::ru).size(), 1u);
    EXPECT_FALSE(search(tx, "চার্জার", i18n::Language::bn).empty());
  });
}

TEST_F(HelpCenterTest, pages_answer_by_number_and_escape_titles) {
  const Article article = add({"en-us", "<b>Bold</b> & co", "<h2>One</h2><p>a</p><h2>Two</h2>"});
  site::Settings settings;
  http::Router router;
  add_pages(router, *store, settings);
  const auto get = [&](const std::string& path) {
    http::Request request;
    request.method = "GET";
    request.path = path;
    request.base_url = "http://desk.example";
    const auto match = router.match("GET", path);
    request.path_values = match.path_values;
    return match.route->handler(request);
  };
  const auto page = get("/articles/" + std::to_string(article.id.value) + "-anything");
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.body.find("&lt;b&gt;Bold"), std::string::npos);
  EXPECT_NE(page.body.find("<h2 id=\"s2\">Two</h2>"), std::string::npos);
  EXPECT_EQ(get("/articles/999").status, 404);
  EXPECT_EQ(get("/articles/nonsense").status, 404);
  EXPECT_EQ(get("/").status, 200);
  EXPECT_EQ(get("/search").status, 200);
}

TEST(Slug, keeps_letters_of_any_script) {
  EXPECT_EQ(slug_of("Drill stops -- after a minute!"), "drill-stops-after-a-minute");
  EXPECT_EQ(slug_of("ড্রিল থেমে যায়"), "ড্রিল-থেমে-যায়");
  EXPECT_EQ(slug_of("«Дрель»"), "дрель");
  EXPECT_EQ(slug_of("!!!"), "");
}

TEST(Words, fold_case_and_width) {
  const auto words = words_of("Straße ＡＢＣ, 12-3 ড্রিল!");
  ASSERT_GE(words.size(), 4u);
  EXPECT_EQ(words[0].text, "strasse");
  EXPECT_EQ(words[1].text, "abc");
  EXPECT_EQ(words.back().text, "ড্রিল");
}

TEST(Markdown, makes_tables_and_escapes_raw_html) {
  EXPECT_NE(markdown_to_html("| a | b |\n| - | - |\n| 1 | 2 |").find("<table>"), std::string::npos);
  EXPECT_EQ(markdown_to_html("<script>x</script>").find("<script>"), std::string::npos);
}

}  // namespace
}  // namespace sahay::helpcenter
