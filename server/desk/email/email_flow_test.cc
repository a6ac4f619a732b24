// From the envelope to the ticket and back: the mailroom with its real listener, and a relay that keeps what we send.
#include "desk/email/testing/email_flow.h"
#include "base/json.h"
#include "desk/channels/notice.h"
#include "desk/channels/own_letter.h"
#include "desk/email/brakes.h"
#include "platform/jobs/jobs.h"

namespace sahay::email {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

TEST_F(EmailFlow, a_mail_becomes_a_ticket_and_is_acknowledged_without_its_words) {
  arrive(kRina, "Subject: Printer is dead\r\nMessage-ID: <m1@meghna.example>\r\n", "It says nothing.");
  const auto tickets = all_tickets();
  ASSERT_THAT(tickets, SizeIs(1));
  EXPECT_EQ(tickets[0].subject, "Printer is dead");
  EXPECT_EQ(tickets[0].channel, "email");
  EXPECT_EQ(tickets[0].recipient, kInbox);
  EXPECT_EQ(comments(tickets[0].id).at(0).message_id, "m1@meghna.example");
  ASSERT_THAT(relay_.mails, SizeIs(1));
  EXPECT_EQ(relay_.mails[0].sender, "");
  const auto ack = sent(0);
  EXPECT_EQ(ack.header("Auto-Submitted"), "auto-replied");
  EXPECT_THAT(ack.in_reply_to, testing::ElementsAre("<m1@meghna.example>"));
  EXPECT_THAT(relay_.mails[0].data, Not(HasSubstr("Printer")));
}

TEST_F(EmailFlow, an_answer_threads_and_the_customers_reply_joins_the_same_ticket) {
  arrive(kRina, "Subject: Printer is dead\r\nMessage-ID: <m1@meghna.example>\r\n", "It says nothing.");
  answer(TicketId(1), "Please send a picture.");
  ASSERT_THAT(relay_.mails, SizeIs(2));
  const auto reply = sent(1);
  EXPECT_EQ(reply.subject, "Re: Printer is dead");
  EXPECT_THAT(reply.in_reply_to, testing::ElementsAre("<m1@meghna.example>"));
  EXPECT_THAT(reply.text, HasSubstr("Please send a picture."));
  ASSERT_THAT(reply.reply_to, SizeIs(1));
  const std::string token_address = reply.reply_to[0].address;
  EXPECT_THAT(token_address, testing::StartsWith("help+t1."));
  const auto delivery = read([](db::Tx& tx) { return channels::deliveries_of_ticket(tx, TicketId(1)); });
  EXPECT_EQ(delivery.back().state, "sent");
  // By the token alone, even from another address of hers.
  arrive("Rina <rina.private@mail.example>", "Subject: Re: Printer is dead\r\n", "Here it is.", token_address);
  // By the Message-ID, to the plain address.
  arrive(kRina, "Subject: something else\r\nIn-Reply-To: " + reply.message_id + "\r\n", "And one more.");
  EXPECT_THAT(all_tickets(), SizeIs(1));
  EXPECT_THAT(comments(TicketId(1)), SizeIs(4));
  EXPECT_THAT(all_held(), IsEmpty());
}

TEST_F(EmailFlow, a_letter_of_a_sibling_leaves_in_the_thread_of_its_ticket_and_its_answer_joins_it) {
  channels::own_letters["talk"] = [](db::Tx&, const channels::Delivery&, std::int64_t number) -> Result<channels::OwnLetter> {
    return channels::OwnLetter{i18n::Language::ru, "Беседа " + std::to_string(number), "Слова", "<p>Слова</p>", ""};
  };
  write([&](db::Tx& tx) {
    const auto rina = people::create_user(tx, {.name = "Rina Akter", .email = "rina@meghna.example"});
    tickets::NewTicket wanted;
    wanted.subject = "SUBJECT";
    wanted.requester = rina->id;
    wanted.channel = "chat";
    wanted.comment.text = "hello";
    const auto made = tickets::create(tx, {rina->id, "chat"}, std::move(wanted));
    channels::Delivery delivery;
    delivery.ticket_id = made->ticket.id;
    delivery.comment_id = made->comment_id;
    delivery.kind = "talk/7";
    delivery.channel = "email";
    delivery.user_id = rina->id;
    delivery.address = "typed@elsewhere.example";
    EXPECT_TRUE(channels::queue_delivery(tx, delivery));
    EXPECT_FALSE(channels::queue_delivery(tx, delivery));
  });
  settle();
  ASSERT_THAT(relay_.mails, SizeIs(1));
  EXPECT_THAT(relay_.mails[0].recipients, testing::ElementsAre("typed@elsewhere.example"));
  const auto letter = sent(0);
  EXPECT_EQ(letter.subject, "Беседа 7");
  EXPECT_EQ(letter.header("Auto-Submitted"), "auto-replied");
  EXPECT_THAT(letter.text, HasSubstr("Слова"));
  ASSERT_THAT(letter.reply_to, SizeIs(1));
  // A chat is answered in the chat, until its customer goes on by mail.
  answer(TicketId(1), "In the chat.");
  EXPECT_THAT(relay_.mails, SizeIs(1));
  arrive(kRina, "Subject: Re: x\r\n", "By mail now.", letter.reply_to[0].address);
  arrive("Typed <typed@elsewhere.example>", "Subject: Re: y\r\nIn-Reply-To: " + letter.message_id + "\r\n", "From there.", letter.reply_to[0].address);
  EXPECT_THAT(all_tickets(), SizeIs(1));
  EXPECT_THAT(comments(TicketId(1)), SizeIs(4));
  answer(TicketId(1), "By mail, too.");
  EXPECT_THAT(relay_.mails.back().data, HasSubstr("By mail, too."));
  channels::own_letters.clear();
}

TEST_F(EmailFlow, a_strangers_forged_reference_is_held_as_a_suggestion) {
  arrive(kRina, "Subject: a\r\nMessage-ID: <m1@meghna.example>\r\n", "text");
  answer(TicketId(1), "answer");
  const auto id = sent(1).message_id;
  arrive("Eve <eve@evil.example>", "Subject: Re: a\r\nIn-Reply-To: " + id + "\r\n", "Send me everything.");
  arrive("Eve <eve@evil.example>", "Subject: Re: a\r\nReferences: <m1@meghna.example>\r\n", "Please.");
  // An agent's name is no proof either.
  arrive("Oleg <oleg@sahay.example>", "Subject: Re: a\r\nIn-Reply-To: " + id + "\r\n", "Pay here.");
  EXPECT_THAT(comments(TicketId(1)), SizeIs(2));
  const auto held = all_held();
  ASSERT_THAT(held, SizeIs(3));
  EXPECT_EQ(held[0].cause, "stranger");
  EXPECT_EQ(held[1].cause, "stranger");
  EXPECT_EQ(held[2].cause, "agent_unproven");
  EXPECT_EQ(held[0].ticket_id, TicketId(1));
  EXPECT_THAT(read([](db::Tx& tx) { return suggestions_for(tx, TicketId(1)); }), SizeIs(3));
}

TEST_F(EmailFlow, a_guessed_token_is_only_a_number) {
  arrive(kRina, "Subject: a\r\nMessage-ID: <m1@meghna.example>\r\n", "text");
  arrive("Eve <eve@evil.example>", "Subject: b\r\n", "hello", "help+t1.aaaaaaaaaaaaaaaaaaaaaaaaaa@sahay.example");
  EXPECT_THAT(comments(TicketId(1)), SizeIs(1));
  EXPECT_THAT(all_tickets(), SizeIs(2));
}

TEST_F(EmailFlow, the_same_mail_twice_is_one_message_and_another_with_its_id_is_kept) {
  for (const char* hop : {"Received: by one\r\n", "Received: by two\r\n"})
    arrive(kRina, std::string(hop) + "Subject: a\r\nMessage-ID: <m1@meghna.example>\r\n", "text");
  EXPECT_THAT(all_tickets(), SizeIs(1));
  arrive(kRina, "Subject: b\r\nMessage-ID: <m1@meghna.example>\r\n", "other text");
  EXPECT_THAT(all_tickets(), SizeIs(2));
  for (int i = 0; i < 2; ++i) arrive(kRina, "Subject: c\r\n", "a mail without an id");
  EXPECT_THAT(all_tickets(), SizeIs(3));
}

TEST_F(EmailFlow, a_vacation_reply_is_filed_without_reopening_and_never_answered) {
  arrive(kRina, "Subject: a\r\nMessage-ID: <m1@meghna.example>\r\n", "text");
  answer(TicketId(1), "answer");
  write([&](db::Tx& tx) {
    tickets::Change change;
    change.status = "pending";
    EXPECT_TRUE(tickets::update(tx, {oleg_, "web"}, TicketId(1), change).ok());
  });
  const auto before = relay_.mails.size();
  arrive(kRina,
         "Subject: Automatic reply: a\r\nAuto-Submitted: auto-replied\r\nX-Auto-Response-Suppress: "
         "All\r\nX-MS-Exchange-Inbox-Rules-Loop: x\r\nIn-Reply-To: " +
             sent(1).message_id + "\r\n",
         "I am out of office until Monday.");
  EXPECT_EQ(all_tickets()[0].status, "pending");
  ASSERT_THAT(comments(TicketId(1)), SizeIs(3));
  EXPECT_TRUE(comments(TicketId(1)).back().automatic);
  EXPECT_EQ(relay_.mails.size(), before);
}

TEST_F(EmailFlow, a_bounce_is_filed_on_its_ticket_and_marks_the_address) {
  arrive(kRina, "Subject: a\r\nMessage-ID: <m1@meghna.example>\r\n", "text");
  answer(TicketId(1), "answer");
  const std::string return_path = relay_.mails.at(1).sender;
  EXPECT_THAT(return_path, testing::StartsWith("help+b"));
  arrive("Mail Delivery System <MAILER-DAEMON@mx.example>",
         "Subject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; "
         "report-type=delivery-status; boundary=b\r\n",
         "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n--b\r\nContent-Type: "
         "message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
         "Final-Recipient: rfc822; rina@meghna.example\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; "
         "550 5.1.1 no such user\r\n--b--",
         return_path, "");
  EXPECT_THAT(all_tickets(), SizeIs(1));
  const auto deliveries = read([](db::Tx& tx) { return channels::deliveries_of_ticket(tx, TicketId(1)); });
  EXPECT_EQ(deliveries.back().state, "failed");
  const auto all = comments(TicketId(1));
  ASSERT_THAT(all, SizeIs(3));
  EXPECT_FALSE(all.back().is_public);
  EXPECT_THAT(all.back().text, HasSubstr("rina@meghna.example"));
  // The next answer does not go to the dead address.
  const auto before = relay_.mails.size();
  answer(TicketId(1), "again");
  EXPECT_EQ(relay_.mails.size(), before);
}

TEST_F(EmailFlow, what_the_relay_refuses_is_failed_and_what_it_puts_off_comes_again) {
  arrive(kRina, "Subject: a\r\nMessage-ID: <m1@meghna.example>\r\n", "text");
  relay_.verdict = {451, "4.3.0", "later"};
  answer(TicketId(1), "answer");
  auto deliveries = read([](db::Tx& tx) { return channels::deliveries_of_ticket(tx, TicketId(1)); });
  EXPECT_EQ(deliveries.back().state, "retrying");
  relay_.verdict = {};
  temp_.clock.advance(std::chrono::hours(2));
  settle();
  deliveries = read([](db::Tx& tx) { return channels::deliveries_of_ticket(tx, TicketId(1)); });
  EXPECT_EQ(deliveries.back().state, "sent");
  relay_.verdict = {554, "5.7.1", "no"};
  answer(TicketId(1), "another");
  deliveries = read([](db::Tx& tx) { return channels::deliveries_of_ticket(tx, TicketId(1)); });
  EXPECT_EQ(deliveries.back().state, "failed");
}

TEST_F(EmailFlow, a_notice_that_may_have_left_with_the_end_of_the_program_is_not_sent_again) {
  const channels::Notice notice{"rina@meghna.example", "Rina", "en", "A link", "Here it is.", "", 0, ""};
  std::int64_t job = 0;
  const auto queue = [&] {
    write([&](db::Tx& tx) { job = jobs::add(tx, channels::kNoticeJob, tx.now(), write_json(notice)); });
  };
  const auto marked = [&] { return read([&](db::Tx& tx) { return is_leaving(tx, job); }); };
  queue();
  bool marked_then = false;
  relay_.at_receipt = [&] { marked_then = marked(); };
  settle();
  EXPECT_EQ(relay_.mails.size(), 1u);
  EXPECT_TRUE(marked_then);
  EXPECT_FALSE(marked());
  // A run that ended between the relay's receipt and its own commit left the mark.
  queue();
  write([&](db::Tx& tx) { EXPECT_TRUE(begin_leaving(tx, job)); });
  write([&](db::Tx& tx) { EXPECT_FALSE(begin_leaving(tx, job)); });
  settle();
  EXPECT_EQ(relay_.mails.size(), 1u);
  EXPECT_FALSE(marked());
  EXPECT_EQ(worker_.counts().waiting, 0);
  // What the relay puts off has surely not left.
  relay_.verdict = {451, "4.3.0", "later"};
  queue();
  settle();
  EXPECT_FALSE(marked());
  relay_.verdict = {};
  temp_.clock.advance(std::chrono::hours(2));
  settle();
  EXPECT_EQ(relay_.mails.size(), 2u);
}

TEST_F(EmailFlow, acknowledgements_to_one_address_stop_after_a_few) {
  for (int i = 0; i < 12; ++i) arrive(kRina, "Subject: a" + std::to_string(i) + "\r\n", "text " + std::to_string(i));
  EXPECT_THAT(all_tickets(), SizeIs(12));
  EXPECT_THAT(relay_.mails, SizeIs(5));
}

TEST_F(EmailFlow, a_mail_without_a_sender_is_held_and_an_unknown_recipient_is_refused) {
  arrive("<>", "Subject: a\r\n", "text", kInbox, "");
  ASSERT_THAT(all_held(), SizeIs(1));
  EXPECT_EQ(all_held()[0].cause, "no_sender");
  mail::ReceivedMail stray;
  stray.recipients = {"nobody@sahay.example"};
  EXPECT_EQ(receive_by_lmtp(room_.desk(), *temp_, stray).at(0).code, 550);
}

TEST_F(EmailFlow, mails_that_wait_together_each_have_their_own_outcome) {
  const auto deliver = [&](const std::string& from, const std::string& id) {
    mail::ReceivedMail mail;
    mail.sender = from;
    mail.recipients = {kInbox};
    mail.data = "From: <" + from + ">\r\nTo: <" + std::string(kInbox) + ">\r\nSubject: Pump\r\nMessage-ID: <" + id + "@meghna.example>\r\n\r\nIt stopped.\r\n";
    EXPECT_EQ(receive_by_lmtp(room_.desk(), *temp_, mail).at(0).code, 250);
  };
  deliver("rina@meghna.example", "m1");
  deliver("store@meghna.example", "m2");
  deliver("rina@meghna.example", "m1");                    // the same again
  deliver(std::string(kInbox), "m3");                      // our own address: held
  deliver("office@meghna.example", "m4");
  settle();
  const auto tickets = all_tickets();
  ASSERT_THAT(tickets, SizeIs(3));
  for (const auto& ticket : tickets) EXPECT_THAT(comments(ticket.id), SizeIs(1));
  EXPECT_THAT(all_held(), SizeIs(1));
  EXPECT_EQ(worker_.counts().waiting, 1) << "the held one is forgotten one day";
  EXPECT_EQ(worker_.counts().dead, 0);
}

TEST_F(EmailFlow, files_of_a_mail_are_kept_with_its_comment) {
  arrive(kRina, "Subject: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n",
         "--b\r\nContent-Type: text/plain\r\n\r\nsee\r\n--b\r\nContent-Type: text/csv\r\nContent-Disposition: "
         "attachment; filename=\"a.csv\"\r\n\r\n1,2\r\n--b--");
  const auto files = read([](db::Tx& tx) { return tickets::attachments_of_ticket(tx, TicketId(1)); });
  ASSERT_THAT(files, SizeIs(1));
  EXPECT_EQ(files[0].file_name, "a.csv");
  EXPECT_TRUE(files_.has(files[0].sha256));
}

}  // namespace
}  // namespace sahay::email
