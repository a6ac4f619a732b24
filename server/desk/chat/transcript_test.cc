#include "desk/chat/transcript.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/test_cast.h"
#include "base/text.h"
#include "desk/chat/address_limit.h"
#include "desk/tickets/attachments.h"
#include "desk/tickets/placeholders.h"
#include "desk/tickets/unsent.h"
#include "platform/db/testing/temp_store.h"

namespace sahay::chat {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char kSecret[] = "secret of the test";
constexpr char kRina[] = "rina@meghna.example";

class TranscriptTest : public testing::Test {
 protected:
  TranscriptTest() : session(new_session(kSecret)) {
    (void)store->write([&](db::Tx& tx) -> Result<void> {
      oleg = TRY(people::create_user(tx, {.name = test_cast::kAgentOleg, .email = test_cast::kAgentOlegEmail, .role = "agent"})).id;
      return {};
    });
    store.clock.set(*parse_iso8601("2030-01-07T20:30:00Z"));
    tickets::site_address = [] { return std::string("https://desk.example"); };
  }
  ~TranscriptTest() override {
    tickets::site_address = {};
    tickets::leaves_at = {};
    is_own_address = {};
    can_mail = {};
  }
  std::string say(const std::string& words, const std::string& conv = "", std::vector<std::string> uploads = {}) {
    auto done = store->write([&](db::Tx& tx) { return send(tx, session, side, {.cid = "m-" + std::to_string(++number), .conv = conv, .text = words, .uploads = std::move(uploads)}, wake); });
    return done.ok() ? done->conv : "";
  }
  Conversation talk(const std::string& conv) {
    return store->read([&](db::Tx& tx) { return *find_conversation(tx, find_visitor(tx, session)->id, conv); });
  }
  void agent(TicketId ticket, const std::string& words, bool is_public) {
    const auto done = store->write([&](db::Tx& tx) -> Result<void> {
      tickets::Change change;
      change.comment = tickets::NewComment{.is_public = is_public, .text = words};
      TRY(tickets::update(tx, {oleg, "web"}, ticket, std::move(change)));
      const auto all = tickets::history(tx, ticket);
      std::vector<const events::Event*> batch;
      for (const events::Event& event : all) batch.push_back(&event);
      record(tx, batch, wake);
      return {};
    });
    ASSERT_TRUE(done.ok());
  }
  Result<TranscriptOnItsWay> press(const std::string& conv, const std::string& email, const std::string& cid, const std::string& source = "") {
    return store->write([&](db::Tx& tx) { return ask_transcript(tx, find_visitor(tx, session)->id, side, {.cid = cid, .conv = conv, .email = email, .source = source}); });
  }
  std::vector<channels::Delivery> letters(TicketId ticket) {
    return store->read([&](db::Tx& tx) { return channels::deliveries_of_ticket(tx, ticket); });
  }
  channels::OwnLetter letter(std::int64_t which) {
    auto made = store->read([&](db::Tx& tx) { return write_transcript(tx, which, "Meghna Tools"); });
    EXPECT_TRUE(made.ok());
    return made.ok() ? *made : channels::OwnLetter{};
  }

  db::TempStore store;
  UserId oleg;
  std::string session;
  Side side{.locale = "en", .time_zone = "Asia/Dhaka"};
  Wake wake = [](VisitorId, News) {};
  int number = 0;
};

TEST_F(TranscriptTest, the_letter_holds_what_the_visitor_saw_with_names_roles_and_times_in_their_zone) {
  const auto conv = say("The drill <b>stops</b>");
  agent(talk(conv).ticket_id, "Warm the battery.", true);
  agent(talk(conv).ticket_id, "SECRET: pays late", false);
  const auto asked = press(conv, kRina, "p-1");
  ASSERT_TRUE(asked.ok());
  EXPECT_EQ(asked->to, kRina);
  const auto made = letter(1);
  EXPECT_EQ(made.subject, "Our conversation, request 1");
  EXPECT_THAT(made.text, HasSubstr("— 8 January 2030 —"));  // 02:30 of the next day over there
  EXPECT_THAT(made.text, HasSubstr("(you):\nThe drill <b>stops</b>\n"));
  EXPECT_THAT(made.text, HasSubstr("02:30  " + std::string(test_cast::kAgentOleg) + ", Support:\nWarm the battery.\n"));
  EXPECT_THAT(made.text, HasSubstr("Asia/Dhaka"));
  EXPECT_THAT(made.html, HasSubstr("The drill &lt;b&gt;stops&lt;/b&gt;"));
  EXPECT_THAT(made.text + made.html, Not(HasSubstr("SECRET")));
  const auto queued = letters(TicketId(1));
  ASSERT_EQ(queued.size(), 1u);
  EXPECT_EQ(queued[0].address, kRina);
  EXPECT_EQ(queued[0].kind, "transcript/1");
}

TEST_F(TranscriptTest, the_letter_is_in_the_visitors_language_and_a_zone_that_does_not_exist_is_not_shown) {
  side.locale = "ru";
  side.time_zone = "<script>/evil";
  const auto conv = say("Дрель остановилась");
  ASSERT_TRUE(press(conv, kRina, "p-1").ok());
  const auto made = letter(1);
  EXPECT_EQ(made.subject, "Наша беседа, обращение 1");
  EXPECT_THAT(made.text, HasSubstr("7 января 2030"));
  EXPECT_THAT(made.text, HasSubstr("20:30  "));
  EXPECT_THAT(made.text + made.html, Not(HasSubstr("evil")));
}

TEST_F(TranscriptTest, a_press_is_one_letter_however_often_it_is_repeated) {
  const auto conv = say("hello");
  const auto first = press(conv, kRina, "p-1"), again = press(conv, kRina, "p-1");
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_EQ(again->to, kRina);
  EXPECT_EQ(letters(TicketId(1)).size(), 1u);
  // What is said afterwards is not in the letter of that press.
  store.clock.advance(std::chrono::minutes(2));
  say("and one more thing", conv);
  EXPECT_THAT(letter(1).text, Not(HasSubstr("one more thing")));
  ASSERT_TRUE(press(conv, "", "p-2").ok());
  EXPECT_EQ(letters(TicketId(1)).size(), 2u);
  EXPECT_THAT(letter(2).text, HasSubstr("one more thing"));
}

TEST_F(TranscriptTest, the_letter_to_an_address_of_somebody_else_tells_nothing_of_their_requests_and_joins_nobody) {
  (void)store->write([&](db::Tx& tx) -> Result<void> {
    const auto rina = TRY(people::create_user(tx, {.name = "Rina Akter", .email = kRina, .verified = true}));
    tickets::NewTicket wanted;
    wanted.subject = "INVOICE";
    wanted.requester = rina.id;
    wanted.comment.text = "INVOICE words";
    TRY(tickets::create(tx, {rina.id, "email"}, std::move(wanted)));
    return {};
  });
  const auto conv = say("hello");
  const auto asked = press(conv, kRina, "p-1");
  ASSERT_TRUE(asked.ok());
  const auto made = letter(1);
  EXPECT_THAT(made.text, HasSubstr("hello"));
  EXPECT_THAT(made.text + made.html + made.reader, Not(HasSubstr("INVOICE")));
  EXPECT_THAT(made.text + made.html + made.reader, Not(HasSubstr("Rina")));
  const TicketId own = talk(conv).ticket_id;
  const auto ticket = store->read([&](db::Tx& tx) { return *tickets::find(tx, own); });
  EXPECT_TRUE(ticket.email_cc_ids.empty());
}

TEST_F(TranscriptTest, words_that_may_still_be_taken_back_are_not_in_the_letter) {
  const auto conv = say("hello");
  tickets::leaves_at = [](const tickets::Ticket&, const tickets::Comment& comment) { return comment.created_at + std::chrono::seconds(10); };
  agent(talk(conv).ticket_id, "Too hasty.", true);
  ASSERT_TRUE(press(conv, kRina, "p-1").ok());
  EXPECT_THAT(letter(1).text, Not(HasSubstr("Too hasty.")));
  store.clock.advance(std::chrono::minutes(2));
  const TicketId id = talk(conv).ticket_id;
  (void)store->write([&](db::Tx& tx) -> Result<void> {
    record_late_word(tx, tickets::comments(tx, id).back().event_id, [](VisitorId, News) {});
    return {};
  });
  ASSERT_TRUE(press(conv, "", "p-2").ok());
  EXPECT_THAT(letter(2).text, HasSubstr("Too hasty."));
}

TEST_F(TranscriptTest, files_are_links_to_this_site) {
  const auto token = new_upload_token(session);
  (void)store->write([&](db::Tx& tx) -> Result<void> {
    tickets::add_attachment(tx, {.file_name = "drill.png", .content_type = "image/png"}, std::string(64, 'a'), 1'200'000, token, {});
    return {};
  });
  const auto conv = say("look", "", {token});
  ASSERT_TRUE(press(conv, kRina, "p-1").ok());
  EXPECT_THAT(letter(1).text, HasSubstr("File: drill.png (1.2 MB)\nhttps://desk.example/attachments/"));
}

TEST_F(TranscriptTest, a_mailbox_gets_so_many_letters_a_day_whoever_asks_and_however_it_is_written) {
  for (int i = 0; i < kLettersToAddress; ++i) {
    session = new_session(kSecret);
    const auto conv = say("hello");
    ASSERT_TRUE(press(conv, i % 2 ? "victim@shop.example" : "Victim+" + std::to_string(i) + "@shop.example", "p").ok()) << i;
  }
  session = new_session(kSecret);
  const auto conv = say("hello");
  const auto refused = press(conv, "victim@shop.example", "p");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().key, "chat.transcript_too_many");
  EXPECT_TRUE(press(conv, kRina, "q").ok());
  store.clock.advance(std::chrono::hours(25));
  EXPECT_TRUE(press(conv, "victim@shop.example", "r").ok());
}

TEST_F(TranscriptTest, a_source_and_a_talk_have_their_own_limits) {
  for (int i = 0; i < kLettersOfSource; ++i) {
    session = new_session(kSecret);
    const auto conv = say("hello");
    ASSERT_TRUE(press(conv, "person" + std::to_string(i) + "@shop.example", "p", "net").ok()) << i;
  }
  session = new_session(kSecret);
  const auto conv = say("hello");
  EXPECT_FALSE(press(conv, kRina, "p-0", "net").ok());
  for (int i = 0; i < kLettersOfTalk; ++i) {
    ASSERT_TRUE(press(conv, "other" + std::to_string(i) + "@shop.example", "p-1" + std::to_string(i), "another").ok()) << i;
    EXPECT_EQ(press(conv, kRina, "p-2" + std::to_string(i), "another").error().key, "chat.transcript_just_sent");
    store.clock.advance(std::chrono::minutes(2));
  }
  EXPECT_EQ(press(conv, kRina, "p-3", "another").error().key, "chat.transcript_too_many");
}

TEST_F(TranscriptTest, no_letter_goes_without_an_address_to_our_own_or_of_a_talk_of_somebody_else) {
  is_own_address = [](std::string_view address) { return address == "help@desk.example"; };
  const auto conv = say("hello");
  EXPECT_EQ(press(conv, "", "p-1").error().fields.at(0).key, "chat.transcript_no_address");
  EXPECT_EQ(press(conv, "no address", "p-2").error().fields.at(0).key, "chat.bad_email");
  EXPECT_EQ(press(conv, "HELP@desk.example", "p-3").error().fields.at(0).key, "chat.transcript_own_address");
  session = new_session(kSecret);
  say("mine");
  EXPECT_EQ(press(conv, kRina, "p-4").error().fields.at(0).field, "conv");
  EXPECT_TRUE(letters(TicketId(1)).empty());
}

TEST_F(TranscriptTest, a_saved_answer_sends_it_to_the_address_that_the_visitor_gave) {
  const auto conv = say("hello");
  const auto ticket = talk(conv).ticket_id;
  const auto sent = [&](const std::string& key) { return store->write([&](db::Tx& tx) { return send_transcript(tx, ticket, key); }); };
  EXPECT_EQ(sent("rule:1").error().fields.at(0).key, "chat.transcript_no_address");
  ASSERT_TRUE(press(conv, kRina, "p-1").ok());
  store.clock.advance(std::chrono::minutes(2));
  EXPECT_EQ(sent("rule:2")->to, kRina);
  EXPECT_EQ(sent("rule:2")->to, kRina);
  EXPECT_EQ(letters(ticket).size(), 2u);
}

TEST(TranscriptSource, an_ipv6_network_is_one_source_and_loopback_none) {
  EXPECT_EQ(source_of("2001:db8::1"), source_of("2001:db8::ffff"));
  EXPECT_NE(source_of("203.0.113.1"), source_of("203.0.113.2"));
  EXPECT_EQ(source_of("127.0.0.1"), "");
}

}  // namespace
}  // namespace sahay::chat
