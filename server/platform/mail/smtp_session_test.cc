#include "platform/mail/smtp_session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/mail/smtp_path.h"

namespace sahay::mail {
namespace {

using Want = SmtpSession::Want;

// Feeds everything, delivers every mail with 250 and gives back all replies.
struct Run {
  std::string replies;
  std::vector<ReceivedMail> mails;
  bool closed = false;
};

Run run(std::string_view input, SessionOptions options = {}, std::size_t piece = std::string::npos) {
  SmtpSession session(std::move(options), "test");
  Run out;
  for (std::size_t i = 0; i < input.size() && !out.closed; i += std::min(piece, input.size())) {
    session.feed(input.substr(i, piece));
    for (Want want = session.step(); want != Want::read; want = session.step()) {
      if (want == Want::close) {
        out.closed = true;
        break;
      }
      if (want == Want::deliver) {
        out.mails.push_back(session.mail());
        session.delivered({Verdict{250, "2.0.0", "stored"}});
      } else {
        session.secured();
      }
    }
  }
  out.replies = session.take_output();
  return out;
}

constexpr char kEnvelope[] = "LHLO mx\r\nMAIL FROM:<rina@meghna.example>\r\nRCPT TO:<help@desk.test>\r\n";

TEST(SmtpSession, takes_a_pipelined_mail_and_answers_each_recipient) {
  const auto r =
      run(std::string(kEnvelope) + "RCPT TO:<sales@desk.test>\r\nDATA\r\nSubject: a\r\n\r\nb\r\n.\r\nQUIT\r\n");
  ASSERT_EQ(r.mails.size(), 1u);
  EXPECT_EQ(r.mails[0].sender, "rina@meghna.example");
  EXPECT_THAT(r.mails[0].recipients, testing::ElementsAre("help@desk.test", "sales@desk.test"));
  EXPECT_EQ(r.mails[0].data, "Subject: a\r\n\r\nb\r\n");
  EXPECT_THAT(r.replies, testing::HasSubstr("250 2.0.0 stored\r\n250 2.0.0 stored\r\n221 "));
  EXPECT_TRUE(r.closed);
}

TEST(SmtpSession, gives_the_same_whatever_the_pieces_are) {
  const std::string input =
      std::string(kEnvelope) + "DATA\r\n..dot\r\n.\r.\r\n" + std::string(20000, 'x') + "\r\n.\r\nQUIT\r\n";
  const auto whole = run(input);
  ASSERT_EQ(whole.mails.size(), 1u);
  EXPECT_EQ(whole.mails[0].data, ".dot\r\n\r.\r\n" + std::string(20000, 'x') + "\r\n");
  for (const std::size_t piece : {1u, 2u, 3u, 7u, 8191u, 8193u}) {
    const auto r = run(input, {}, piece);
    EXPECT_EQ(r.replies, whole.replies) << piece;
    ASSERT_EQ(r.mails.size(), 1u) << piece;
    EXPECT_EQ(r.mails[0].data, whole.mails[0].data) << piece;
  }
}

TEST(SmtpSession, does_not_end_a_message_at_a_smuggled_dot) {
  for (const char* end : {"\n.\n", "\n.\r\n", "\r.\r\n", "\r.\r", "\r\n.\n", "\r\n.\r"}) {
    const auto r = run(std::string(kEnvelope) + "DATA\r\nfirst" + end +
                       "MAIL FROM:<evil@x.test>\r\nRCPT TO:<help@desk.test>\r\nDATA\r\nsecond\r\n.\r\nQUIT\r\n");
    EXPECT_LE(r.mails.size(), 1u);
    for (const auto& mail : r.mails) EXPECT_EQ(mail.sender, "rina@meghna.example");
  }
}

TEST(SmtpSession, refuses_bare_line_feeds) {
  EXPECT_THAT(run("LHLO mx\nMAIL FROM:<a@b>\r\n").replies, testing::HasSubstr("500 5.5.2"));
  const auto r = run(std::string(kEnvelope) + "DATA\r\na\nb\r\n.\r\nNOOP\r\n");
  EXPECT_TRUE(r.mails.empty());
  EXPECT_THAT(r.replies, testing::EndsWith("550 5.6.11 bare LF in the message\r\n250 2.0.0 OK\r\n"));
}

TEST(SmtpSession, speaks_smtp_with_one_reply_for_the_message) {
  SessionOptions options;
  options.dialect = Dialect::smtp;
  const auto r =
      run("EHLO mx\r\nMAIL FROM:<> SIZE=10 BODY=8BITMIME SMTPUTF8\r\nRCPT TO:<a@desk.test>\r\nRCPT "
          "TO:<b@desk.test>\r\nDATA\r\nx\r\n.\r\n",
          options);
  ASSERT_EQ(r.mails.size(), 1u);
  EXPECT_EQ(r.mails[0].sender, "");
  EXPECT_THAT(r.replies, testing::EndsWith("alone on a line\r\n250 2.0.0 stored\r\n"));
  EXPECT_THAT(run("LHLO mx\r\n", options).replies, testing::HasSubstr("500 5.5.1"));
}

TEST(SmtpSession, keeps_its_limits) {
  SessionOptions options;
  options.max_message = 100;
  options.max_recipients = 2;
  auto r = run(std::string(kEnvelope) + "RCPT TO:<b@desk.test>\r\nRCPT TO:<c@desk.test>\r\nDATA\r\n" +
                   std::string(500, 'x') + "\r\n.\r\n",
               options);
  EXPECT_THAT(r.replies, testing::HasSubstr("452 4.5.3"));
  EXPECT_THAT(r.replies, testing::EndsWith("552 5.3.4 message too large\r\n552 5.3.4 message too large\r\n"));
  EXPECT_THAT(run("LHLO x\r\nMAIL FROM:<a@b.c> SIZE=101\r\n", options).replies, testing::HasSubstr("552 5.3.4"));
  EXPECT_THAT(run("LHLO " + std::string(9000, 'x') + "\r\nNOOP\r\n", options, 1000).replies,
              testing::EndsWith("500 5.5.6 line too long\r\n250 2.0.0 OK\r\n"));
  EXPECT_TRUE(run(std::string(2 << 20, 'x'), options, 4096).closed);
  std::string noise;
  for (int i = 0; i < 30; ++i) noise += "FOO\r\n";
  EXPECT_TRUE(run(noise, options).closed);
}

TEST(SmtpSession, says_452_when_there_is_no_room) {
  SessionOptions options;
  options.has_room = [] { return false; };
  EXPECT_THAT(run(kEnvelope, options).replies, testing::HasSubstr("452 4.3.1"));
  options = {};
  options.reserve = [](std::int64_t delta) { return delta < 4; };
  EXPECT_THAT(run(std::string(kEnvelope) + "DATA\r\nlong line\r\n.\r\n", options).replies,
              testing::EndsWith("452 4.3.1 no room now, try again later\r\n"));
}

TEST(SmtpSession, asks_for_each_recipient) {
  SessionOptions options;
  options.accept_recipient = [](std::string_view a) {
    return a == "help@desk.test" ? Verdict{} : Verdict{550, "5.1.1", "nobody here of that name"};
  };
  const auto r = run(std::string(kEnvelope) + "RCPT TO:<x@desk.test>\r\nDATA\r\na\r\n.\r\n", options);
  EXPECT_THAT(r.replies, testing::HasSubstr("550 5.1.1 nobody here of that name\r\n354"));
  ASSERT_EQ(r.mails.size(), 1u);
  EXPECT_EQ(r.mails[0].recipients.size(), 1u);
}

TEST(SmtpSession, forgets_what_came_before_and_with_starttls) {
  SessionOptions options;
  options.offer_starttls = true;
  const auto r = run("LHLO x\r\nSTARTTLS\r\nMAIL FROM:<evil@x.test>\r\n", options);
  EXPECT_THAT(r.replies, testing::EndsWith("220 2.0.0 go ahead\r\n"));
}

TEST(SmtpPath, reads_the_forms_of_addresses) {
  EXPECT_EQ(parse_path("<a@b.c> SIZE=1", EmptyPath::refuse)->address, "a@b.c");
  EXPECT_EQ(parse_path("<a@b.c> SIZE=1", EmptyPath::refuse)->parameters, "SIZE=1");
  EXPECT_EQ(parse_path("<\"odd > name\"@b.c>", EmptyPath::refuse)->address, "\"odd > name\"@b.c");
  EXPECT_EQ(parse_path("<@r1,@r2:a@b.c>", EmptyPath::refuse)->address, "a@b.c");
  EXPECT_EQ(parse_path("<рина@пример.бел>", EmptyPath::refuse)->address, "рина@пример.бел");
  EXPECT_EQ(parse_path("<>", EmptyPath::allow)->address, "");
  EXPECT_EQ(parse_path("<Postmaster>", EmptyPath::refuse)->address, "Postmaster");
  for (const char* bad :
       {"", "a@b.c", "<>", "<a>", "<a@>", "<@b>", "<a@b", "<a b@c>", "<a@b>x", "<a@b c>", "<a<b@c>", "<a,b@c>"})
    EXPECT_FALSE(parse_path(bad, EmptyPath::refuse)) << bad;
}

}  // namespace
}  // namespace sahay::mail
