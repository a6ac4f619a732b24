// Who speaks first, what follows, and that no word of the bot comes after a person's.
#include "desk/bot/bot.h"

#include <atomic>
#include <thread>

#include "desk/tickets/change_made.h"
#include "desk/tickets/speaker.h"
#include "desk/tickets/testing/tickets_site.h"

namespace sahay::bot {
namespace {

using std::chrono::minutes;

class BotTest : public tickets::TicketsSite {
 protected:
  BotTest() : desk_(doors()), worker_(*temp_, temp_.clock) {
    desk_.add_routes(api_);
    worker_.handle(kTurn, [this](db::Store& store, const jobs::Job& job) { return desk_.turn(store, job); });
    worker_.handle(kAlarm, [this](db::Store& store, const jobs::Job& job) { return desk_.ring(store, job); });
    tickets::first_speaker = [this](db::Tx& tx, const tickets::Actor&, const tickets::Ticket& ticket, const tickets::Comment&) { return desk_.begins(tx, ticket); };
    tickets::change_made = [this](db::Tx& tx, const events::Event& event, const tickets::Ticket& ticket) { desk_.watch_change(tx, event, ticket); };
  }
  ~BotTest() override { tickets::first_speaker = nullptr, tickets::change_made = nullptr; }

  Doors doors() {
    Doors out;
    out.find_articles = [this](db::Tx&, std::string_view, i18n::Language, int) { return found_; };
    out.presence = [this](db::Tx&, GroupId) { return presence_; };
    out.desk_name = "Meghna Tools";
    return out;
  }
  void turn_on(const std::string& more = "") {
    const auto made = ask(cast.admin, "POST", "/bot_settings", R"({"bot_setting":{"active":true,"channels":["chat","email"],"questions":[{"en":"Which serial number?"}])" + more + "}}");
    ASSERT_EQ(made.status, 201) << made.body;
  }
  tickets::Ticket chat(std::string words = "The pump stops") {
    tickets::NewTicket wanted = about("Pump", std::move(words));
    wanted.channel = "chat";
    wanted.comment.channel = "chat";
    return make(std::move(wanted));
  }
  void say(TicketId id, std::string text) {
    ASSERT_TRUE(write([&](db::Tx& tx) { return tickets::receive(tx, {cast.rina, "chat"}, id, words(std::move(text))); }).ok());
  }
  void rest() { worker_.run_due(); }
  std::vector<std::string> roles(TicketId id) {
    std::vector<std::string> out;
    for (const auto& comment : comments_of(id, true)) out.push_back(comment.author_role);
    return out;
  }
  std::optional<Handoff> handoff(TicketId id) {
    return read([&](db::Tx& tx) { return handoff_of(tx, id); });
  }

  std::vector<Article> found_;
  Presence presence_;
  Desk desk_;
  jobs::Worker worker_;
};

using Roles = std::vector<std::string>;

TEST_F(BotTest, says_nothing_until_somebody_turns_it_on) {
  const auto ticket = chat();
  rest();
  EXPECT_EQ(ticket.speaker, "none");
  EXPECT_EQ(roles(ticket.id), Roles{"end-user"});
}

TEST_F(BotTest, answers_where_it_is_on_and_for_customers_only) {
  turn_on();
  found_ = {{"Pump stops", "/articles/7-pump", "Clean the filter first."}};
  const auto ticket = chat();
  EXPECT_EQ(ticket.speaker, "bot");
  rest();
  EXPECT_EQ(roles(ticket.id), (Roles{"end-user", "bot"}));
  EXPECT_NE(comments_of(ticket.id).back().text.find("/articles/7-pump"), std::string::npos);
  EXPECT_EQ(make(about("By web")).speaker, "none");  // another channel
  tickets::NewTicket by_staff = about("Called", "Rina called");
  by_staff.channel = "chat";
  by_staff.requester = cast.rina;
  by_staff.comment.author = cast.sara;
  EXPECT_EQ(try_create(cast.sara, std::move(by_staff))->ticket.speaker, "human");
}

TEST_F(BotTest, asks_the_intake_questions_and_hands_over_with_a_packet) {
  turn_on();
  const auto ticket = chat();
  rest();
  say(ticket.id, "MT-4711");
  rest();
  EXPECT_EQ(stored(ticket.id).speaker, "human");
  EXPECT_EQ(roles(ticket.id), (Roles{"end-user", "bot", "end-user", "bot"}));
  const auto open = handoff(ticket.id);
  ASSERT_TRUE(open);
  EXPECT_EQ(open->state, "open");
  EXPECT_NE(open->packet.text.find("MT-4711"), std::string::npos);
  const auto all = comments_of(ticket.id);
  EXPECT_FALSE(all.back().is_public);
  EXPECT_NE(all.back().text.find("Which serial number?\nMT-4711"), std::string::npos);
  say(ticket.id, "Hello?");
  rest();
  EXPECT_EQ(roles(ticket.id).back(), "end-user");
}

TEST_F(BotTest, a_persons_word_by_any_route_silences_it_and_answers_the_hand_off) {
  turn_on();
  for (const char* via : {"web", "email", "chat", "api"}) {
    const auto ticket = chat();
    rest();
    say(ticket.id, "And now?");  // its turn is due, but a person is quicker
    ASSERT_TRUE(write([&](db::Tx& tx) { return tickets::update(tx, {cast.sara, via}, ticket.id, reply("Sara here.")); }).ok());
    rest();
    EXPECT_EQ(roles(ticket.id).back(), "agent") << via;
    EXPECT_EQ(stored(ticket.id).speaker, "human");
  }
}

TEST_F(BotTest, a_wish_for_a_person_is_answered_by_a_line_a_clock_and_an_escalation) {
  turn_on(R"(,"answer_minutes":5)");
  const auto ticket = chat();
  rest();
  ASSERT_TRUE(write([&](db::Tx& tx) { return tickets::set_speaker(tx, {cast.rina, "chat"}, ticket.id, "human"); }).ok());
  rest();
  EXPECT_EQ(roles(ticket.id).back(), "system");
  ASSERT_EQ(handoff(ticket.id)->due_at, temp_.clock.now() + minutes(5));
  temp_.clock.advance(minutes(6));
  rest();
  EXPECT_EQ(handoff(ticket.id)->level, 1);
  ASSERT_TRUE(change(cast.sara, ticket.id, reply("Sara here.")).ok());
  EXPECT_EQ(handoff(ticket.id)->state, "answered");
  EXPECT_EQ(handoff(ticket.id)->answered_by, cast.sara);
  temp_.clock.advance(minutes(60));
  rest();
  EXPECT_EQ(handoff(ticket.id)->level, 1);
}

TEST_F(BotTest, an_unanswered_hand_off_goes_to_the_next_tier) {
  const GroupId next = *write([&](db::Tx& tx) -> Result<GroupId> {
    api::Context context = people::context_as(api::Access::admin);
    return TRY(people::group_resource().create(context, tx, {{"name", "Second line"}})).id;
  });
  turn_on(R"(,"escalation_group_id":)" + std::to_string(next.value));
  const auto ticket = chat("I want to talk to a person");
  rest();
  EXPECT_EQ(handoff(ticket.id)->reason, "asked");
  temp_.clock.advance(minutes(6));
  rest();
  EXPECT_EQ(stored(ticket.id).group_id, next);
}

// Two changes that share a commit: the first says that nobody waits any more, the second that somebody does.
TEST_F(BotTest, a_hand_off_that_opens_beside_the_end_of_another_is_answered_too) {
  const auto first = make(about("First")), second = make(about("Second"));
  ASSERT_TRUE(write([&](db::Tx& tx) -> Result<void> { return desk_.open_handoff(tx, first, "customer", 0, true), Result<void>(); }).ok());
  ASSERT_TRUE(write([&](db::Tx& tx) -> Result<void> {
    TRY(tickets::update(tx, {cast.sara}, first.id, reply("Sara here.")));
    desk_.open_handoff(tx, second, "customer", 0, true);
    return {};
  }).ok());
  ASSERT_EQ(handoff(first.id)->state, "answered");
  ASSERT_TRUE(change(cast.sara, second.id, reply("Sara here too.")).ok());
  EXPECT_EQ(handoff(second.id)->state, "answered");
}

TEST_F(BotTest, in_closed_hours_the_clock_begins_with_the_opening) {
  turn_on();
  presence_ = {false, temp_.clock.now() + std::chrono::hours(12)};
  const auto ticket = chat("I want to talk to a person");
  rest();
  EXPECT_EQ(handoff(ticket.id)->due_at, presence_.changes_at + minutes(5));
  temp_.clock.advance(minutes(30));
  rest();
  EXPECT_EQ(handoff(ticket.id)->level, 0);
}

TEST_F(BotTest, gets_the_word_back_by_an_act_of_staff_only_and_never_in_an_answered_mail_thread) {
  turn_on();
  const auto ticket = chat();
  rest();
  ASSERT_TRUE(change(cast.sara, ticket.id, reply("Sara here.")).ok());
  const std::string path = "/tickets/" + std::to_string(ticket.id.value) + "/speaker";
  EXPECT_EQ(ask(cast.sara, "PUT", path, R"({"speaker":{"speaker":"bot","version":1}})").status, 409);
  EXPECT_EQ(ask(cast.rina, "PUT", path, R"({"speaker":{"speaker":"bot"}})").status, 403);
  EXPECT_EQ(ask(cast.sara, "PUT", path, R"({"speaker":{"speaker":"bot"}})").status, 200);
  say(ticket.id, "And the other pump?");
  rest();
  EXPECT_EQ(roles(ticket.id).back(), "bot");

  tickets::NewTicket mail = about("By mail");
  mail.channel = "email";
  const auto letter = make(std::move(mail));
  EXPECT_EQ(letter.speaker, "bot");
  rest();
  ASSERT_TRUE(change(cast.sara, letter.id, reply("Sara here.")).ok());
  EXPECT_EQ(ask(cast.sara, "PUT", "/tickets/" + std::to_string(letter.id.value) + "/speaker", R"({"speaker":{"speaker":"bot"}})").status, 409);
}

TEST_F(BotTest, an_assignment_takes_the_word_too) {
  turn_on();
  const auto ticket = chat();
  tickets::Change take;
  take.assignee = cast.sara;
  ASSERT_TRUE(change(cast.sara, ticket.id, std::move(take)).ok());
  rest();
  EXPECT_EQ(stored(ticket.id).speaker, "human");
  const Roles said = roles(ticket.id);
  EXPECT_EQ(std::count(said.begin(), said.end(), "bot"), 0);
}

TEST_F(BotTest, a_rule_that_assigns_does_not_silence_it) {
  turn_on();
  const auto ticket = chat();
  tickets::Change give;
  give.assignee = cast.sara;
  ASSERT_TRUE(write([&](db::Tx& tx) { return tickets::update(tx, {.id = cast.sara, .via = "rule"}, ticket.id, give); }).ok());
  rest();
  EXPECT_EQ(stored(ticket.id).speaker, "bot");
  EXPECT_EQ(roles(ticket.id), (Roles{"end-user", "bot"}));
  say(ticket.id, "I want to talk to a person");
  rest();
  EXPECT_EQ(stored(ticket.id).speaker, "human");
  EXPECT_EQ(stored(ticket.id).assignee_id, cast.sara) << "it waits for the one that the rule chose";
  EXPECT_EQ(handoff(ticket.id)->state, "open");
}

TEST_F(BotTest, settings_are_checked) {
  turn_on();
  const auto refused = [&](const std::string& fields) { return ask(cast.admin, "POST", "/bot_settings", "{\"bot_setting\":{\"brand_id\":9," + fields + "}}").status; };
  EXPECT_EQ(refused(R"("channels":["fax"])"), 422);
  EXPECT_EQ(refused(R"("hours":"sometimes")"), 422);
  EXPECT_EQ(refused(R"("answer_minutes":0)"), 422);
  EXPECT_EQ(refused(R"("questions":[{"en":""}])"), 422);
  EXPECT_EQ(refused(R"("questions":[1])"), 422);
  EXPECT_EQ(ask(cast.admin, "POST", "/bot_settings", R"({"bot_setting":{"active":true}})").status, 422);  // there is one for all brands
  EXPECT_EQ(ask(cast.sara, "POST", "/bot_settings", R"({"bot_setting":{"active":true}})").status, 403);
}

// A smaller form of tests/stories/test_bot_race.py: the bot's turns and people's answers at the same time.
TEST_F(BotTest, of_a_hundred_races_no_word_of_the_bot_comes_after_a_persons) {
  constexpr int kPairs = 100;
  turn_on();
  found_ = {{"Pump stops", "/articles/7-pump", "Clean the filter first."}};
  std::vector<TicketId> ids;
  for (int i = 0; i < kPairs; ++i) ids.push_back(chat().id);
  std::thread people([&] {
    for (const TicketId id : ids) EXPECT_TRUE(write([&](db::Tx& tx) { return tickets::update(tx, {cast.sara, "web"}, id, reply("Sara here.")); }).ok());
  });
  std::thread bot([&] { worker_.run_due(); });
  people.join();
  bot.join();
  rest();
  int late = 0;
  for (const TicketId id : ids) {
    bool person = false;
    for (const std::string& role : roles(id)) late += person && role == "bot", person |= role == "agent";
    EXPECT_TRUE(person);
  }
  EXPECT_EQ(late, 0);
}

}  // namespace
}  // namespace sahay::bot
