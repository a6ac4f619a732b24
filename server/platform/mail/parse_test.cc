#include <gtest/gtest.h>

#include "platform/mail/charset.h"
#include "platform/mail/message.h"

namespace sahay::mail {
namespace {

Message read(std::string_view raw) { return parse(raw).value(); }

constexpr std::string_view kHead = "From: Rina Akter <rina@meghna.example>\nTo: help@sahay.example\nSubject: Pump\nMIME-Version: 1.0\n";

std::string with_head(std::string_view rest) { return std::string(kHead) + std::string(rest); }

TEST(Parse, a_plain_mail_gives_sender_subject_and_text) {
  const Message m = read("From: Rina Akter <rina@Meghna.Example>\r\nTo: help@sahay.example\r\nSubject: Pump\r\n stopped\r\nDate: Mon, 2 Jun 2025 13:00:00 +0600\r\n"
                         "Message-ID: <a1@meghna.example>\r\n\r\nIt stopped.\r\n");
  EXPECT_EQ(m.from.name, "Rina Akter");
  EXPECT_EQ(m.from.address, "rina@meghna.example");
  EXPECT_EQ(m.subject, "Pump stopped");
  EXPECT_EQ(m.text, "It stopped.\n");
  EXPECT_EQ(m.message_id, "<a1@meghna.example>");
  ASSERT_TRUE(m.date);
  EXPECT_EQ(to_iso8601(*m.date), "2025-06-02T07:00:00Z");
}

TEST(Parse, carriage_returns_alone_an_mbox_line_and_a_byte_order_mark_are_accepted) {
  EXPECT_EQ(read("From: a@b.example\rSubject: x\r\rHello\r").subject, "x");
  EXPECT_EQ(read("From a@b.example Mon Jun  2 10:00:00 2025\nFrom: a@b.example\nSubject: x\n\nHello\n").subject, "x");
  EXPECT_EQ(read("\xEF\xBB\xBF" "From: a@b.example\nSubject: x\n\nHello\n").from.address, "a@b.example");
}

TEST(Parse, nul_bytes_disappear_from_subject_and_text) {
  using namespace std::string_view_literals;
  const Message m = read("From: a@b.example\nSubject: p\0ump\n\nHel\0lo\n"sv);
  EXPECT_EQ(m.subject, "pump");
  EXPECT_EQ(m.text, "Hello\n");
}

TEST(Parse, characters_cut_across_encoded_words_are_joined) {
  // "Привет" in UTF-8, cut inside a letter.
  const Message m = read("From: a@b.example\nSubject: =?utf-8?B?0J/RgNC40LLQ?=\n =?utf-8?B?tdGC?=\n\nx\n");
  EXPECT_EQ(m.subject, "Привет");
}

TEST(Parse, encoded_words_inside_quotes_are_decoded) {
  const Message m = read("From: \"=?koi8-r?B?79PF1CDrz9LP1A==?=\" <o@b.example>\n\nx\n");
  EXPECT_EQ(m.from.name.find("=?"), std::string::npos);
  EXPECT_EQ(m.from.address, "o@b.example");
}

TEST(Parse, a_raw_koi8_subject_without_label_is_guessed) {
  // "Не работает насос" in KOI8-R.
  const Message m = read("From: a@b.example\nSubject: \xEE\xC5 \xD2\xC1\xC2\xCF\xD4\xC1\xC5\xD4 \xCE\xC1\xD3\xCF\xD3\n\nx\n");
  EXPECT_EQ(m.subject, "Не работает насос");
}

TEST(Parse, a_raw_windows_1251_subject_without_label_is_guessed) {
  const Message m = read("From: a@b.example\nSubject: \xCD\xE5 \xF0\xE0\xE1\xEE\xF2\xE0\xE5\xF2 \xED\xE0\xF1\xEE\xF1\n\nx\n");
  EXPECT_EQ(m.subject, "Не работает насос");
}

TEST(Parse, valid_utf8_wins_over_a_declared_eight_bit_charset) {
  EXPECT_EQ(read(with_head("Content-Type: text/plain; charset=big5\n\nপাম্প বন্ধ\n")).text, "পাম্প বন্ধ\n");
}

TEST(Charset, stateful_charsets_are_decoded_by_their_name) {
  EXPECT_EQ(to_utf8("\x1B$B$3$s\x1B(B", "iso-2022-jp"), "こん");
  EXPECT_EQ(to_utf8("\xD6\xD0", "gb2312"), "中");
  EXPECT_EQ(to_utf8("\x80", "iso-8859-1"), "€");
}

TEST(Addresses, a_sender_that_is_empty_falls_back_to_reply_to) {
  const Message m = read("From: \"LTD\" <>\nReply-To: Rina <rina@meghna.example>\n\nx\n");
  EXPECT_EQ(m.from.address, "rina@meghna.example");
}

TEST(Addresses, groups_comments_and_quoted_commas_are_read) {
  const Message m = read("From: postmaster@b.example (Mail Delivery System)\nTo: Team: \"Akter, Rina\" <r@m.example>, o@s.example;, =?utf-8?Q?J=C3=BCrgen?= <<j@x.example>>\n\nx\n");
  EXPECT_EQ(m.from.name, "Mail Delivery System");
  ASSERT_EQ(m.to.size(), 3u);
  EXPECT_EQ(m.to[0].name, "Akter, Rina");
  EXPECT_EQ(m.to[1].address, "o@s.example");
  EXPECT_EQ(m.to[2].name, "Jürgen");
  EXPECT_EQ(m.to[2].address, "j@x.example");
}

TEST(Addresses, every_header_that_can_name_our_mailbox_is_searched) {
  const Message m = read("From: a@b.example\nTo: list@x.example\nDelivered-To: help@sahay.example\nX-Original-To: t+abc@sahay.example\nEnvelope-To: e@sahay.example\n\nx\n");
  EXPECT_EQ(m.delivered_to, (std::vector<std::string>{"list@x.example", "help@sahay.example", "t+abc@sahay.example", "e@sahay.example"}));
}

TEST(Body, the_html_serves_when_the_text_part_is_empty) {
  const Message m = read(with_head("Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n  \n--b\nContent-Type: text/html\n\n<p>Hello <b>you</b></p>\n--b--\n"));
  EXPECT_EQ(m.text, "Hello you\n");
  EXPECT_TRUE(m.text_from_html);
}

TEST(Body, flowed_text_is_joined) {
  EXPECT_EQ(read(with_head("Content-Type: text/plain; format=flowed\n\nThis is one \nline.\n> quoted \n> too\n")).text, "This is one line.\n> quoted too\n");
}

TEST(Body, a_multipart_without_its_boundary_shows_its_text) {
  EXPECT_NE(read(with_head("Content-Type: multipart/mixed\n\nHello there\n")).text.find("Hello there"), std::string::npos);
  EXPECT_NE(read(with_head("Content-Type: multipart/mixed; boundary=wrong\n\n--right\nContent-Type: text/plain\n\nHello there\n--right--\n")).text.find("Hello there"), std::string::npos);
  EXPECT_EQ(read(with_head("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nNever closed\n")).text, "Never closed\n");
}

TEST(Attachments, names_come_from_rfc_2231_pieces_and_lose_their_path) {
  const Message m = read(with_head("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee file\n--b\nContent-Type: application/pdf; name=\"x.pdf\"\n"
      "Content-Disposition: attachment; filename*0*=UTF-8''C:%5Ctemp%5C%D0%90; filename*1*=%D0%BA%D1%82; filename*2=\".pdf\"\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjQK\n--b--\n"));
  ASSERT_EQ(m.attachments.size(), 1u);
  EXPECT_EQ(m.attachments[0].filename, "Акт.pdf");
  EXPECT_EQ(m.attachments[0].size, 9u);
  EXPECT_EQ(m.attachments[0].sniffed_type, "application/pdf");
  EXPECT_EQ(m.attachments[0].bytes, "%PDF-1.4\n");
}

TEST(Attachments, direction_characters_cannot_disguise_an_ending) {
  const Message m = read(with_head("Content-Type: application/x-msdownload\nContent-Disposition: attachment; filename*=UTF-8''photo%E2%80%AEgpj.exe\n\nMZ\n"));
  ASSERT_EQ(m.attachments.size(), 1u);
  EXPECT_EQ(m.attachments[0].filename, "photogpj.exe");
}

TEST(Attachments, an_image_is_inline_only_when_the_html_refers_to_it) {
  const Message m = read(with_head("Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<img src=\"cid:a@x\">\n--b\nContent-Type: image/gif\nContent-ID: <a@x>\n\nGIF89a1\n"
      "--b\nContent-Type: image/gif\nContent-ID: <b@x>\n\nGIF89a2\n--b--\n"));
  ASSERT_EQ(m.attachments.size(), 2u);
  EXPECT_TRUE(m.attachments[0].is_inline);
  EXPECT_FALSE(m.attachments[1].is_inline);
  EXPECT_NE(m.attachments[0].filename, m.attachments[1].filename);
}

TEST(Attachments, an_attached_mail_stays_one_file_and_out_of_the_text) {
  const Message m = read(with_head("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nMine\n--b\nContent-Type: message/rfc822\n\nFrom: x@y.example\nSubject: Old mail\n\nTheirs\n--b--\n"));
  EXPECT_EQ(m.text, "Mine");
  ASSERT_EQ(m.attachments.size(), 1u);
  EXPECT_EQ(m.attachments[0].filename, "Old mail.eml");
}

TEST(Attachments, uuencoded_files_are_taken_out_of_the_text) {
  const Message m = read(with_head("\nHello\nbegin 644 a.txt\n#0V%T\n`\nend\n"));
  ASSERT_EQ(m.attachments.size(), 1u);
  EXPECT_EQ(m.attachments[0].filename, "a.txt");
  EXPECT_EQ(m.attachments[0].bytes, "Cat");
  EXPECT_EQ(m.text, "Hello\n");
}

TEST(Invite, a_calendar_part_becomes_an_invitation) {
  const Message m = read(with_head("Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nMeeting\n--b\nContent-Type: text/calendar; method=REQUEST\n\n"
      "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:Visit\\, pump\nDTSTART;TZID=Asia/Dhaka:20250602T100000\nLOCATION:Dhaka\nORGANIZER:mailto:sara@sahay.example\nEND:VEVENT\nEND:VCALENDAR\n--b--\n"));
  ASSERT_TRUE(m.invite);
  EXPECT_EQ(m.invite->summary, "Visit, pump");
  EXPECT_EQ(m.invite->start, "TZID=Asia/Dhaka:20250602T100000");
  EXPECT_EQ(m.invite->organizer, "sara@sahay.example");
  EXPECT_TRUE(m.attachments.empty());
}

TEST(Sender, a_list_rewrite_gives_way_to_the_original_author) {
  const Message m = read("From: 'Rina' via Support <support@groups.example>\nReply-To: Rina <rina@meghna.example>\nX-Original-From: Rina <rina@meghna.example>\n\nx\n");
  EXPECT_EQ(m.from.address, "support@groups.example");
  EXPECT_EQ(m.sender_identity, "rina@meghna.example");
  EXPECT_EQ(read("From: a@b.example\nReply-To: c@d.example\n\nx\n").sender_identity, "a@b.example");
}

TEST(AutoMail, vacations_are_no_customer_messages_but_lists_are) {
  const Message away = read("From: r@m.example\nSubject: Автоответ: нет на месте\nAuto-Submitted: auto-replied\n\nВернусь в понедельник.\n");
  EXPECT_TRUE(away.auto_mail.auto_reply);
  EXPECT_TRUE(away.auto_mail.not_customer);
  const Message list = read("From: r@m.example\nSubject: Question\nList-Id: <x.example>\nPrecedence: list\n\nHow?\n");
  EXPECT_FALSE(list.auto_mail.auto_reply);
  EXPECT_FALSE(list.auto_mail.not_customer);
  EXPECT_TRUE(list.auto_mail.do_not_answer());
}

TEST(Bounce, a_delivery_report_names_recipient_code_and_original) {
  const Message m = read("From: MAILER-DAEMON@mx.example\nSubject: Undelivered Mail Returned to Sender\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
      "--b\nContent-Type: text/plain\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\nOriginal-Envelope-Id: job-42\n\n"
      "Final-Recipient: rfc822; rina@meghna.example\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.1.1 user unknown\n\n"
      "--b\nContent-Type: text/rfc822-headers\n\nFrom: help@sahay.example\nTo: rina@meghna.example\nMessage-ID: <out1@sahay.example>\n\n--b--\n");
  EXPECT_TRUE(m.bounce.bounce);
  EXPECT_EQ(m.bounce.recipients, std::vector<std::string>{"rina@meghna.example"});
  EXPECT_EQ(m.bounce.status, std::vector<std::string>{"5.1.1"});
  EXPECT_EQ(m.bounce.original_message_id, "<out1@sahay.example>");
  EXPECT_EQ(m.bounce.envid, "job-42");
  EXPECT_TRUE(m.auto_mail.not_customer);
}

TEST(Bounce, a_russian_failure_in_prose_is_a_bounce_and_a_customer_who_quotes_one_is_not) {
  const Message m = read("From: mailer-daemon@mail.example\nSubject: Письмо не доставлено\n\nВаше письмо не может быть доставлено следующим получателям:\n\n  rina@meghna.example\n    550 5.1.1 user not found\n");
  EXPECT_TRUE(m.bounce.bounce);
  EXPECT_EQ(m.bounce.recipients, std::vector<std::string>{"rina@meghna.example"});
  const Message customer = read("From: rina@meghna.example\nSubject: Question\n\nMy mail could not be delivered: 550 5.1.1 user unknown. Can you help?\n");
  EXPECT_FALSE(customer.bounce.bounce);
}

TEST(Bounce, a_delay_is_no_failure_and_a_complaint_is_neither) {
  const Message late = read("From: MAILER-DAEMON@mx.example\nSubject: Delayed Mail\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
      "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; r@m.example\nAction: delayed\nStatus: 4.4.1\n\n--b--\n");
  EXPECT_FALSE(late.bounce.bounce);
  EXPECT_TRUE(late.bounce.delayed);
  const Message abuse = read("From: abuse@isp.example\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\n\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n\n--b--\n");
  EXPECT_TRUE(abuse.bounce.complaint);
  EXPECT_FALSE(abuse.bounce.bounce);
}

TEST(Forward, the_original_sender_of_a_forwarded_mail_is_found) {
  const Message m = read("From: oleg@sahay.example\nSubject: Fwd: Насос\n\nПосмотри, пожалуйста.\n\n-------- Пересылаемое сообщение --------\nОт: Рина Актер <rina@meghna.example>\nДата: 2 июня 2025\nКому: Олег\nТема: Насос\n\nНе работает.\n");
  ASSERT_TRUE(m.forwarded);
  EXPECT_TRUE(m.forwarded->certain);
  EXPECT_EQ(m.forwarded->from.address, "rina@meghna.example");
  EXPECT_EQ(m.forwarded->subject, "Насос");
  EXPECT_EQ(m.forwarded->text, "Не работает.");
  EXPECT_EQ(m.forwarded->text_top, "Посмотри, пожалуйста.");
}

}  // namespace
}  // namespace sahay::mail
