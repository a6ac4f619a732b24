#include "desk/wording/wording.h"

#include "desk/tickets/testing/tickets_site.h"

namespace sahay::wording {
namespace {

class WordingTest : public tickets::TicketsSite {
 protected:
  WordingTest() {
    wording_.add_routes(api_);
    tickets::reply_gate = [this](api::Context& c, db::Tx& tx, const tickets::Ticket& ticket, const tickets::Change& change, const JsonObject& in) {
      return wording_.gate(c, tx, ticket, change, in);
    };
  }
  ~WordingTest() override { tickets::reply_gate = nullptr; }

  Answer make_policy(const std::string& levels, std::int64_t group = 0) {
    return ask(cast.admin, "POST", "/draft_policies.json",
               R"({"draft_policy":{"group_id":)" + (group ? std::to_string(group) : "null") + R"(,"levels":)" + levels + "}}");
  }
  Answer reply_with(UserId as, TicketId id, const std::string& comment) { return ask(as, "PUT", path_of(id), R"({"ticket":{"comment":)" + comment + "}}"); }
  Answer check_of(TicketId id, const std::string& draft) { return ask(cast.sara, "POST", path_of(id, "/draft_checks"), R"({"draft_check":)" + draft + "}"); }
  void hear_all(TicketId id) {
    for (const auto& event : events_of(id))
      EXPECT_TRUE(write([&](db::Tx& tx) -> Result<void> {
        wording_.hear(tx, event);
        return {};
      }).ok());
  }

  Wording wording_;
};

constexpr char kOffice[] = R"({"body":"Dear Rina,\nPlease be advised that I will call you on Friday."})";

TEST_F(WordingTest, a_check_gives_findings_with_places_counted_as_the_browser_counts) {
  const auto ticket = make(about("Invoice", "When do I get the money back?"));
  const Answer got = check_of(ticket.id, R"({"text":"Dear Rina 😀,\nin order to help you we look into it."})");
  ASSERT_EQ(got.status, 200) << got.body;
  EXPECT_EQ(got.text("draft_check", "findings", 0, "rule"), "officialese");
  EXPECT_EQ(got.text("draft_check", "findings", 0, "text"), "in order to");
  EXPECT_EQ(got.number("draft_check", "findings", 0, "start"), 14) << "the face is two units";
  EXPECT_EQ(got.number("draft_check", "findings", 0, "end"), 25);
  EXPECT_EQ(got.text("draft_check", "findings", 0, "substitutes", 0), "to");
  EXPECT_EQ(got.text("draft_check", "findings", 0, "level"), "hint");
  EXPECT_EQ(got.text("draft_check", "questions", 0, "text"), "When do I get the money back?");
  EXPECT_EQ(got.text("draft_check", "questions", 0, "answered"), "false");
  EXPECT_EQ(got.text("draft_check", "readability", "formula"), "flesch_1948");
  EXPECT_EQ(got.text("draft_check", "blocked"), "false");
}

TEST_F(WordingTest, a_rule_that_blocks_stops_a_public_answer_and_names_itself) {
  const auto ticket = make();
  EXPECT_EQ(reply_with(cast.sara, ticket.id, kOffice).status, 200) << "nothing blocks yet";
  ASSERT_EQ(make_policy(R"({"officialese":"block"})").status, 201);
  const Answer refused = reply_with(cast.sara, ticket.id, kOffice);
  ASSERT_EQ(refused.status, 422) << refused.body;
  EXPECT_EQ(refused.text("details", "comment", 0, "error"), "BlockedByRule");
  EXPECT_NE(refused.text("details", "comment", 0, "description").find("Please be advised that"), std::string::npos) << refused.body;
  EXPECT_EQ(comments_of(ticket.id).size(), 2u);
  EXPECT_EQ(reply_with(cast.sara, ticket.id, R"({"body":"Dear Rina,\nI will call you on Friday."})").status, 200);
  EXPECT_EQ(reply_with(cast.sara, ticket.id, R"({"public":false,"body":"Please be advised that she is angry."})").status, 200) << "a note is for colleagues";
}

TEST_F(WordingTest, a_reason_sends_it_all_the_same_and_is_kept_and_counted) {
  const auto ticket = make();
  ASSERT_EQ(make_policy(R"({"officialese":"block"})").status, 201);
  EXPECT_EQ(reply_with(cast.sara, ticket.id, R"({"body":"Please be advised that I will call.","override_reason":"  "})").status, 422) << "a blank is no reason";
  ASSERT_EQ(reply_with(cast.sara, ticket.id, R"({"body":"Please be advised that I will call.","override_reason":"Wording of the lawyers"})").status, 200);
  const Answer kept = ask(cast.sara, "GET", "/draft_overrides.json?ticket_id=" + std::to_string(ticket.id.value));
  EXPECT_EQ(kept.number("count"), 1) << kept.body;
  EXPECT_EQ(kept.text("draft_overrides", 0, "reason"), "Wording of the lawyers");
  EXPECT_EQ(kept.text("draft_overrides", 0, "rules", 0), "officialese");
  EXPECT_EQ(kept.number("draft_overrides", 0, "comment_id"), comments_of(ticket.id).back().id.value);
  const Answer trend = ask(cast.admin, "GET", "/reports/plain_language.json");
  EXPECT_EQ(trend.number("plain_language", 0, "overrides"), 1) << trend.body;
}

TEST_F(WordingTest, without_the_permission_a_reason_is_refused) {
  const auto ticket = make();
  ASSERT_EQ(make_policy(R"({"officialese":"block"})").status, 201);
  write([&](db::Tx& tx) -> Result<void> {
    tx.execute(std::string(R"(update custom_roles set permissions = replace(permissions, '"drafts.override",', '') where id = 1)"));
    people::forget_callers(tx);
    return {};
  }).value();
  EXPECT_EQ(reply_with(cast.sara, ticket.id, R"({"body":"Please be advised that I will call.","override_reason":"Lawyers"})").status, 403);
}

TEST_F(WordingTest, a_policy_of_the_group_comes_before_that_of_all_groups) {
  const auto ticket = make();
  ASSERT_EQ(make_policy(R"({"officialese":"block"})").status, 201);
  ASSERT_EQ(make_policy(R"({"officialese":"off"})", stored(ticket.id).group_id.value).status, 201);
  EXPECT_EQ(reply_with(cast.sara, ticket.id, kOffice).status, 200);
  EXPECT_EQ(check_of(ticket.id, R"({"text":"Dear Rina,\nPlease be advised that I will call on Friday."})").json.at("draft_check").at("findings").get_array().size(), 0u);
  EXPECT_EQ(make_policy(R"({"officialese":"warn"})").status, 422) << "there is one for all groups already";
  EXPECT_EQ(make_policy(R"({"grammar":"warn"})", 999).status, 422);
  EXPECT_EQ(ask(cast.sara, "POST", "/draft_policies.json", R"({"draft_policy":{"levels":{}}})").status, 403);
}

TEST_F(WordingTest, own_words_are_found_and_allowed_ones_are_silent) {
  const auto ticket = make();
  const auto add = [&](const std::string& phrase) { return ask(cast.admin, "POST", "/draft_phrases.json", R"({"draft_phrase":)" + phrase + "}").status; };
  ASSERT_EQ(add(R"({"language":"en","kind":"jargon","words":"spindle lock","plain":"button on the side"})"), 201);
  ASSERT_EQ(add(R"({"language":"en","kind":"allowed","words":"firmware"})"), 201);
  ASSERT_EQ(add(R"({"language":"en","kind":"allowed","words":"payload"})"), 201);
  EXPECT_EQ(add(R"({"language":"en","kind":"jargon","words":" , "})"), 422);
  const Answer got = check_of(ticket.id, R"({"text":"Dear Rina,\nhold the spindle locks, the payload shows. I will call on Friday."})");
  ASSERT_EQ(got.json.at("draft_check").at("findings").get_array().size(), 1u) << got.body;
  EXPECT_EQ(got.text("draft_check", "findings", 0, "substitutes", 0), "button on the side");
  EXPECT_GT(ask(cast.sara, "GET", "/draft_phrases/shipped.json?language=bn").json.at("draft_phrases").get_array().size(), 100u);
}

TEST_F(WordingTest, somebody_outside_of_the_company_is_named) {
  write([&](db::Tx& tx) -> Result<void> {
    tx.execute(std::string("update organizations set domain_names = '[\"meghna.example\"]'"));
    return {};
  }).value();
  const auto ticket = make();
  const Answer got = check_of(ticket.id, R"({"text":"Dear Rina,\nI will call on Friday.","recipients":["rina@meghna.example","spy@other.example"]})");
  EXPECT_EQ(got.text("draft_check", "findings", 0, "rule"), "wrong_recipient") << got.body;
  EXPECT_EQ(got.text("draft_check", "findings", 0, "text"), "spy@other.example");
}

TEST_F(WordingTest, answers_are_counted_by_day_in_groups_with_a_policy_only) {
  const auto ticket = make(about("Invoice", "When do I get the money back?"));
  reply_with(cast.sara, ticket.id, kOffice);
  hear_all(ticket.id);
  EXPECT_EQ(ask(cast.admin, "GET", "/reports/plain_language.json").json.at("plain_language").get_array().size(), 0u);
  ASSERT_EQ(make_policy(R"({"officialese":"warn"})").status, 201);
  hear_all(ticket.id);
  const Answer trend = ask(cast.admin, "GET", "/reports/plain_language.json?interval=week");
  EXPECT_EQ(trend.number("plain_language", 0, "answers"), 1) << trend.body;
  EXPECT_EQ(trend.number("plain_language", 0, "findings", "officialese"), 1);
  EXPECT_EQ(ask(cast.admin, "GET", "/reports/plain_language.json?start_time=2020-01-01&end_time=2026-01-01").status, 422);
  EXPECT_EQ(ask(cast.rina, "GET", "/reports/plain_language.json").status, 403);
}

TEST_F(WordingTest, a_reply_where_nothing_blocks_asks_the_database_nothing) {
  const auto ticket = make();
  ASSERT_EQ(make_policy(R"({"officialese":"warn"})").status, 201);
  EXPECT_FALSE(wording_.policies().any_blocks());
  api::Context context;
  context.caller.access = api::Access::staff;
  tickets::Change change;
  change.comment = words("Please be advised");
  // Without the tables that a check reads, a look into them would fail.
  const auto asked = write([&](db::Tx& tx) -> Result<void> {
    for (const std::string table : {"comments", "users", "organizations", "draft_policies", "draft_phrases"})
      tx.execute("alter table " + table + " rename to hidden_" + table);
    EXPECT_TRUE(wording_.gate(context, tx, ticket, change, {}).ok());
    return not_found("rolled back");
  });
  EXPECT_FALSE(asked.ok());
}

}  // namespace
}  // namespace sahay::wording
