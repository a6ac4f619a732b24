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

TEST(SmtpSession, takes_a_message_in_chunks_that_came_in_one_go_with_their_commands) {
  const std::string first = "Subject: a\r\n\r\n.\r\n", second = "QUIT\r\nlast line without an end";
  const std::string input = std::string(kEnvelope) + "RCPT TO:<sales@desk.test>\r\nBDAT " + std::to_string(first.size()) + "\r\n" + first +
                            "BDAT 0\r\nbdat " + std::to_string(second.size()) + " last\r\n" + second + "NOOP\r\n";
  const auto whole = run(input);
  ASSERT_EQ(whole.mails.size(), 1u);
  // A dot alone on a line is a line, and a command inside of a chunk is text.
  EXPECT_EQ(whole.mails[0].data, first + second);
  EXPECT_THAT(whole.replies, testing::HasSubstr("250-CHUNKING\r\n"));
  EXPECT_THAT(whole.replies, testing::EndsWith("250 2.0.0 chunk taken\r\n250 2.0.0 chunk taken\r\n250 2.0.0 stored\r\n250 2.0.0 stored\r\n250 2.0.0 OK\r\n"));
  for (const std::size_t piece : {1u, 2u, 3u, 7u}) {
    const auto r = run(input, {}, piece);
    EXPECT_EQ(r.replies, whole.replies) << piece;
    ASSERT_EQ(r.mails.size(), 1u) << piece;
    EXPECT_EQ(r.mails[0].data, whole.mails[0].data) << piece;
  }
}

TEST(SmtpSession, reads_a_refused_chunk_to_its_end_and_takes_none_of_it_for_commands) {
  const std::string evil = "RSET\r\nMAIL FROM:<evil@x.test>\r\nRCPT TO:<help@desk.test>\r\nDATA\r\nx\r\n.\r\n";
  const std::string chunk = "BDAT " + std::to_string(evil.size()) + " LAST\r\n" + evil;
  auto r = run("LHLO mx\r\n" + chunk + "NOOP\r\n");
  EXPECT_TRUE(r.mails.empty());
  EXPECT_THAT(r.replies, testing::EndsWith("503 5.5.1 MAIL first\r\n250 2.0.0 OK\r\n"));
  SessionOptions nobody;
  nobody.accept_recipient = [](std::string_view) { return Verdict{550, "5.1.1", "nobody"}; };
  r = run(std::string(kEnvelope) + chunk + "NOOP\r\n", nobody);
  EXPECT_TRUE(r.mails.empty());
  EXPECT_THAT(r.replies, testing::EndsWith("503 5.5.1 no valid recipients\r\n250 2.0.0 OK\r\n"));
}

TEST(SmtpSession, goes_no_further_when_it_cannot_know_where_a_chunk_ends) {
  for (const char* bad : {"BDAT\r\n", "BDAT x\r\n", "BDAT -1\r\n", "BDAT 99999999999999999999\r\n", "BDAT 3 FIRST\r\n", "BDAT 3LAST\r\n"}) {
    const auto r = run(std::string(kEnvelope) + bad + "abcNOOP\r\n");
    EXPECT_TRUE(r.closed) << bad;
    EXPECT_TRUE(r.mails.empty()) << bad;
    EXPECT_THAT(r.replies, testing::HasSubstr("501 5.5.4 BDAT size [LAST]\r\n421 ")) << bad;
  }
}

TEST(SmtpSession, ends_the_transaction_with_the_first_chunk_that_is_too_much) {
  SessionOptions options;
  options.max_message = 10;
  auto r = run(std::string(kEnvelope) + "BDAT 6\r\n123456BDAT 6\r\n123456BDAT 2 LAST\r\n12NOOP\r\n", options);
  EXPECT_TRUE(r.mails.empty());
  EXPECT_THAT(r.replies, testing::EndsWith("250 2.0.0 chunk taken\r\n552 5.3.4 message too large\r\n503 5.5.1 MAIL first\r\n250 2.0.0 OK\r\n"));
  r = run(std::string(kEnvelope) + "BDAT 11 LAST\r\n12345678901NOOP\r\n", options);
  EXPECT_THAT(r.replies, testing::EndsWith("552 5.3.4 message too large\r\n250 2.0.0 OK\r\n"));
  std::int64_t held = 0;
  options = {};
  options.reserve = [&held](std::int64_t delta) { return (held += delta) <= 4 || (held -= delta, false); };
  r = run(std::string(kEnvelope) + "BDAT 4\r\n1234BDAT 4 LAST\r\n1234RSET\r\n", options);
  EXPECT_THAT(r.replies, testing::EndsWith("452 4.3.1 no room now, try again later\r\n250 2.0.0 OK\r\n"));
  EXPECT_EQ(held, 0);
}

TEST(SmtpSession, keeps_the_order_of_chunks_and_their_lines) {
  auto r = run(std::string(kEnvelope) + "BDAT 3\r\na\r\nDATA\r\nRCPT TO:<b@desk.test>\r\nBDAT 3 LAST\r\nb\r\n");
  ASSERT_EQ(r.mails.size(), 1u);
  EXPECT_EQ(r.mails[0].data, "a\r\nb\r\n");
  EXPECT_EQ(r.mails[0].recipients.size(), 1u);
  EXPECT_THAT(r.replies, testing::HasSubstr("503 5.5.1 DATA after BDAT\r\n503 5.5.1 the message has begun\r\n250 2.0.0 stored"));
  // A line end that falls between two chunks is one.
  r = run(std::string(kEnvelope) + "BDAT 2\r\na\rBDAT 1 LAST\r\n\n");
  ASSERT_EQ(r.mails.size(), 1u);
  r = run(std::string(kEnvelope) + "BDAT 3 LAST\r\na\nbNOOP\r\n");
  EXPECT_TRUE(r.mails.empty());
  EXPECT_THAT(r.replies, testing::EndsWith("550 5.6.11 bare LF in the message\r\n250 2.0.0 OK\r\n"));
  r = run(std::string(kEnvelope) + "BDAT 2\r\na\rRSET\r\nMAIL FROM:<a@b.c>\r\nRCPT TO:<help@desk.test>\r\nBDAT 1 LAST\r\n\n");
  EXPECT_TRUE(r.mails.empty()) << "RSET forgets the half of a line end";
  EXPECT_THAT(run("LHLO mx\r\nMAIL FROM:<a@b.c> BODY=BINARYMIME\r\n").replies, testing::EndsWith("555 5.6.1 BINARYMIME is not taken here\r\n"));
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
