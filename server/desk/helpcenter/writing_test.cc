// Writing articles: Markdown, stale saves, translations that fall behind, earlier versions, unsaved words, an article out of a ticket.
#include "desk/helpcenter/from_ticket.h"
#include "desk/helpcenter/help_api.h"
#include "desk/people/testing/cast.h"
#include "desk/tickets/tickets.h"
#include "desk/tickets/tickets_api.h"
#include "platform/api/testing/call.h"

namespace sahay::helpcenter {
namespace {

using api::test::Answer;
using api::test::HeaderList;

class WritingTest : public people::CastTest {
 protected:
  WritingTest() : files_((temp_.folder() / "files").string()), api_(router_, *temp_, temp_.clock, people::authenticator()) {
    add_help_center_routes(api_, router_, *temp_, files_);
    EXPECT_TRUE(write([](db::Tx& tx) -> Result<void> { ensure_audiences(tx); return {}; }).ok());
    const std::string category = ask(cast.admin, "POST", "/help_center/categories", R"({"category":{"name":"Tools","locale":"en-us"}})").text("category", "id");
    section_ = ask(cast.admin, "POST", "/help_center/categories/" + category + "/sections", R"({"section":{"name":"Faults","locale":"en-us"}})").text("section", "id");
  }
  Answer ask(UserId as, const std::string& method, const std::string& path, const std::string& body = {}) {
    HeaderList headers;
    if (as) headers.emplace_back("Authorization", "Bearer " + *write([&](db::Tx& tx) -> Result<std::string> { return people::create_api_token(tx, as, "test", false); }));
    return api::test::call(router_, method, "/api/v2" + path, body, headers);
  }
  // Its path.
  std::string add(const std::string& markdown, const std::string& more = "") {
    const auto made = ask(cast.sara, "POST", "/help_center/sections/" + section_ + "/articles", R"({"article":{"title":"Drill","locale":"en-us","markdown":")" + markdown + "\"" + more + "}}");
    EXPECT_EQ(made.status, 201) << made.body;
    return "/help_center/articles/" + made.text("article", "id");
  }
  Answer save(const std::string& path, const std::string& locale, const std::string& keys) {
    return ask(cast.sara, "PUT", path + "/translations/" + locale, R"({"translation":{)" + keys + "}}");
  }

  files::Directory files_;
  http::Router router_;
  api::Api api_;
  std::string section_;
};

TEST_F(WritingTest, markdown_is_kept_and_what_it_says_is_shown_without_scripts) {
  const std::string path = add("**Hold** the button <script>alert(1)</script> [x](javascript:alert(1))");
  const auto read = ask(cast.sara, "GET", path + "/translations/en-us");
  EXPECT_EQ(read.text("translation", "markdown"), "**Hold** the button <script>alert(1)</script> [x](javascript:alert(1))");
  EXPECT_NE(read.text("translation", "body").find("<strong>Hold</strong>"), std::string::npos);
  EXPECT_EQ(read.text("translation", "body").find("script"), std::string::npos) << read.body;
  const auto shown = ask(cast.sara, "POST", "/help_center/preview", R"j({"preview":{"markdown":"**Hold** the button <script>alert(1)</script> [x](javascript:alert(1))"}})j");
  EXPECT_EQ(shown.text("preview", "html"), read.text("translation", "body"));
  EXPECT_EQ(ask({}, "GET", path + "/translations/en-us").body.find("markdown"), std::string::npos);
  EXPECT_EQ(ask(cast.rina, "POST", "/help_center/preview", R"({"preview":{"markdown":"x"}})").status, 403);
}

TEST_F(WritingTest, html_from_elsewhere_replaces_the_markdown_unless_it_says_the_same) {
  const std::string path = add("One");
  const auto before = ask(cast.sara, "GET", path + "/translations/en-us");
  EXPECT_EQ(save(path, "en-us", R"("draft":true)").text("translation", "markdown"), "One");
  EXPECT_EQ(ask(cast.sara, "PUT", path, R"({"article":{"promoted":true}})").status, 200);
  EXPECT_EQ(ask(cast.sara, "GET", path + "/translations/en-us").text("translation", "markdown"), "One");
  EXPECT_EQ(save(path, "en-us", R"("body":"<p>Two</p>")").text("translation", "markdown"), "");
}

TEST_F(WritingTest, a_save_over_one_that_the_writer_has_not_seen_is_refused) {
  const std::string path = add("One");
  EXPECT_EQ(save(path, "en-us", R"("markdown":"Two","version":1)").number("translation", "version"), 2);
  EXPECT_EQ(save(path, "en-us", R"("markdown":"Mine","version":1)").status, 409);
  EXPECT_EQ(ask(cast.sara, "GET", path + "/translations/en-us").text("translation", "markdown"), "Two");
  EXPECT_EQ(save(path, "en-us", R"("markdown":"Mine","version":2)").number("translation", "version"), 3);
  EXPECT_EQ(save(path, "en-us", R"("markdown":"Mine","version":3)").number("translation", "version"), 3) << "the same again is no change";
  EXPECT_EQ(save(path, "ru", R"("title":"Дрель","markdown":"Раз","version":0)").status, 200);
  EXPECT_EQ(save(path, "ru", R"("title":"Дрель","markdown":"Два","version":0)").status, 409);
  EXPECT_EQ(save(path, "bn", R"("title":"x","markdown":"y")").status, 404);
}

TEST_F(WritingTest, a_change_of_the_original_leaves_its_translations_behind_until_they_are_saved) {
  const std::string path = add("One");
  save(path, "ru", R"("title":"Дрель","markdown":"Раз","version":0)");
  const auto outdated = [&] { return ask(cast.sara, "GET", path + "/translations/ru").text("translation", "outdated"); };
  save(path, "en-us", R"("markdown":"One.","minor":true)");
  EXPECT_EQ(outdated(), "false");
  save(path, "en-us", R"("markdown":"One and two")");
  EXPECT_EQ(outdated(), "true");
  EXPECT_NE(ask(cast.sara, "GET", path + "/translations/ru").text("translation", "outdated_at"), "null");
  save(path, "ru", R"("draft":true)");
  EXPECT_EQ(outdated(), "true");
  save(path, "ru", R"("markdown":"Раз и два","outdated":true)");
  EXPECT_EQ(outdated(), "true");
  save(path, "ru", R"("markdown":"Раз и два!")");
  EXPECT_EQ(outdated(), "false");
  EXPECT_EQ(ask(cast.sara, "GET", path + "/translations/en-us").text("translation", "outdated"), "false");
}

TEST_F(WritingTest, what_an_article_said_before_can_be_read_and_taken_again) {
  const std::string path = add("One"), versions = path + "/translations/en-us/versions";
  save(path, "en-us", R"("markdown":"Two")");
  save(path, "en-us", R"("draft":true)");
  const auto list = ask(cast.sara, "GET", versions);
  EXPECT_EQ(list.number("count"), 2) << list.body;
  EXPECT_EQ(ask(cast.sara, "GET", versions + "/1").text("version", "markdown"), "One");
  EXPECT_EQ(ask(cast.sara, "GET", versions + "/2").text("version", "author_name"), "Sara Ahmed");
  EXPECT_EQ(ask(cast.sara, "GET", versions + "/9").status, 404);
  EXPECT_EQ(ask(cast.rina, "GET", versions).status, 403);
}

TEST_F(WritingTest, everybody_has_their_own_unsaved_words) {
  const std::string path = add("One") + "/unsaved";
  EXPECT_EQ(ask(cast.sara, "PUT", path + "/en-us", R"({"unsaved":{"title":"Drill","markdown":"Half","base_version":1}})").status, 204);
  EXPECT_EQ(ask(cast.sara, "PUT", path + "/en-us", R"({"unsaved":{"title":"Drill","markdown":"Half of it","base_version":1}})").status, 204);
  EXPECT_EQ(ask(cast.sara, "GET", path).text("unsaved", 0, "markdown"), "Half of it");
  EXPECT_EQ(ask(cast.admin, "GET", path).text("unsaved"), "[]");
  EXPECT_EQ(ask(cast.sara, "DELETE", path + "/en-us").status, 204);
  EXPECT_EQ(ask(cast.sara, "GET", path).text("unsaved"), "[]");
  EXPECT_EQ(ask(cast.sara, "PUT", "/help_center/articles/new/unsaved/bn", R"({"unsaved":{"title":"","markdown":"নতুন"}})").status, 204);
  EXPECT_EQ(ask(cast.sara, "GET", "/help_center/articles/new/unsaved").text("unsaved", 0, "markdown"), "নতুন");
  EXPECT_EQ(ask(cast.sara, "PUT", "/help_center/articles/999/unsaved/bn", R"({"unsaved":{"markdown":"x"}})").status, 404);
}

TEST_F(WritingTest, unsaved_words_of_a_wrong_type_are_refused_by_name_and_take_nothing_away) {
  const std::string path = add("One") + "/unsaved";
  EXPECT_EQ(ask(cast.sara, "PUT", path + "/en-us", R"({"unsaved":{"title":"Drill","markdown":"Half","section_id":null,"base_version":1}})").status, 204);
  const std::pair<const char*, const char*> wrong[] = {{"title", "7"}, {"markdown", R"({"text":"Half"})"}, {"markdown", "true"}, {"section_id", R"("first")"}, {"base_version", "[1]"}};
  for (const auto& [field, value] : wrong) {
    const auto refused = ask(cast.sara, "PUT", path + "/en-us", std::string(R"({"unsaved":{")") + field + R"(":)" + value + "}}");
    EXPECT_EQ(refused.status, 422) << field;
    EXPECT_NE(refused.body.find("\"" + std::string(field) + "\""), std::string::npos) << refused.body;
  }
  EXPECT_EQ(ask(cast.sara, "GET", path).text("unsaved", 0, "markdown"), "Half");
}

TEST_F(WritingTest, the_overview_shows_states_audiences_and_searches_that_found_nothing) {
  add("One", R"(,"draft":true)");
  const std::string company = add("Two", R"(,"organization_id":)" + std::to_string(cast.meghna.value));
  const std::string again = add("Three", R"(,"organization_id":)" + std::to_string(cast.meghna.value));
  EXPECT_EQ(ask(cast.sara, "GET", company).text("article", "user_segment_id"), ask(cast.sara, "GET", again).text("article", "user_segment_id"));
  EXPECT_EQ(ask(cast.rina, "GET", company).status, 200);
  EXPECT_EQ(ask(cast.boris, "GET", company).status, 404);
  EXPECT_EQ(ask(cast.sara, "PUT", company, R"({"article":{"organization_id":99999}})").status, 422);
  EXPECT_TRUE(write([](db::Tx& tx) -> Result<void> { record_missed_search(tx, "Spare blade", i18n::Language::en); return {}; }).ok());
  const auto overview = ask(cast.sara, "GET", "/help_center/overview");
  EXPECT_EQ(overview.ids("articles").size(), 3u);
  EXPECT_EQ(overview.text("may_edit"), "true");
  EXPECT_EQ(overview.text("missed_searches", 0, "query"), "spare blade");
  EXPECT_EQ(ask(cast.sara, "GET", "/help_center/overview/matches?query=THREE").text("ids"), "[" + again.substr(again.rfind('/') + 1) + "]");
  EXPECT_EQ(ask(cast.sara, "DELETE", "/help_center/missed_searches?language=en&query=spare%20blade").status, 204);
  EXPECT_EQ(ask(cast.sara, "GET", "/help_center/missed_searches").text("missed_searches"), "[]");
}

TEST_F(WritingTest, an_article_of_a_ticket_says_what_was_asked_and_what_helped_and_not_by_whom) {
  const auto ticket = write([&](db::Tx& tx) -> Result<TicketId> {
    tickets::NewTicket wanted{.subject = "Re: Drill of Meghna Tools stops", .requester = cast.rina};
    wanted.comment.text = "Hello Oleg,\n\nthe drill stops after 10 minutes. Call Rina Akter at +880 1711-000000 or write to rina@meghna.example.\n\nRegards\nRina";
    const auto made = TRY(tickets::create(tx, {cast.rina}, std::move(wanted)));
    tickets::Change note, answer;
    note.comment.emplace();
    note.comment->text = "She is rude.";
    note.comment->is_public = false;
    TRY(tickets::update(tx, {cast.sara}, made.ticket.id, std::move(note)));
    answer.comment.emplace();
    answer.comment->text = "Dear Rina,\n\n1. Clean the vents.\n2. Wait for *one* minute.\n\nBest regards\nSara";
    answer.status = "solved";
    TRY(tickets::update(tx, {cast.sara}, made.ticket.id, std::move(answer)));
    return made.ticket.id;
  });
  ASSERT_TRUE(ticket.ok());
  const auto draft = ask(cast.sara, "GET", "/tickets/" + std::to_string(ticket->value) + "/article_draft");
  ASSERT_EQ(draft.status, 200) << draft.body;
  EXPECT_EQ(draft.text("article_draft", "title"), "Drill of the company stops");
  EXPECT_EQ(draft.text("article_draft", "markdown"),
            "## Problem\n\nthe drill stops after 10 minutes. Call the customer at … or write to ….\n\n## Solution\n\n1. Clean the vents.\n2. Wait for \\*one\\* minute.\n\n");
  EXPECT_EQ(ask(cast.rina, "GET", "/tickets/" + std::to_string(ticket->value) + "/article_draft").status, 403);
}

TEST(FromTicket, names_are_left_out_with_their_endings_in_three_languages) {
  const Hidden hidden{{"Рина Актер", "রিনা আক্তার"}, {"Meghna Tools"}};
  EXPECT_EQ(without_people("Звонили Рине Актер из Meghna Tools вчера.", hidden, i18n::Language::ru), "Звонили клиент из компания вчера.");
  EXPECT_EQ(without_people("রিনা আক্তার লিখেছেন।", hidden, i18n::Language::bn), "গ্রাহক লিখেছেন।");
  EXPECT_EQ(without_people("Rinascimento is a word.", {{"Rina Akter"}, {}}, i18n::Language::en), "Rinascimento is a word.");
  EXPECT_EQ(language_by_letters("Звонили из Meghna"), i18n::Language::ru);
  EXPECT_EQ(language_by_letters("ড্রিল থামে"), i18n::Language::bn);
}

}  // namespace
}  // namespace sahay::helpcenter
