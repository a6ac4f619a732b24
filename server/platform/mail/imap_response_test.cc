#include "platform/mail/imap_response.h"

#include <gtest/gtest.h>

#include "base/clock.h"
#include "platform/mail/imap_client.h"
#include "platform/mail/string_source.h"

namespace sahay::mail {
namespace {

using test::StringSource;

Result<ImapResponse> read(std::string_view text) {
  StringSource source(text);
  return read_response(source);
}

TEST(ImapResponse, reads_literals_in_the_middle_of_a_line) {
  const auto r = read(
      "* 12 FETCH (UID 7 BODY[HEADER.FIELDS (MESSAGE-ID)] {5}\r\na)\r\nb RFC822.SIZE 44827 FLAGS (\\Seen \"x\") "
      "INTERNALDATE \"17-Jul-1996 02:44:25 -0700\")\r\n");
  ASSERT_TRUE(r.ok());
  const auto f = fetched_of(*r);
  ASSERT_TRUE(f);
  EXPECT_EQ(f->uid, 7u);
  EXPECT_EQ(f->size, 44827u);
  EXPECT_EQ(f->body->bytes(), "a)\r\nb");
  EXPECT_EQ(to_iso8601(f->internal_date), "1996-07-17T09:44:25Z");
}

TEST(ImapResponse, reads_a_body_given_as_a_quoted_string_or_nil) {
  EXPECT_EQ(fetched_of(*read("* 1 FETCH (UID 2 BODY[] \"a \\\"b\\\" \\\\\")\r\n"))->body->bytes(), "a \"b\" \\");
  EXPECT_FALSE(fetched_of(*read("* 1 FETCH (UID 2 BODY[] NIL)\r\n"))->body);
  EXPECT_EQ(fetched_of(*read("* 1 FETCH (FLAGS () MODSEQ (12) UID 9)\r\n"))->uid, 9u);
}

TEST(ImapResponse, keeps_a_large_literal_in_a_spool_file) {
  const std::string body(3 << 20, 'x');
  const auto r = read("* 1 FETCH (UID 2 BODY[] {" + std::to_string(body.size()) + "}\r\n" + body + ")\r\n");
  ASSERT_TRUE(r.ok());
  EXPECT_EQ(fetched_of(*r)->body->bytes(), body);
}

TEST(ImapResponse, reads_status_responses_with_brackets_and_free_text) {
  auto r = *read("* OK [UIDVALIDITY 3857529045] UIDs valid (really {3}\r\n");
  EXPECT_TRUE(r.ok());
  EXPECT_EQ(r.code, "UIDVALIDITY 3857529045");
  EXPECT_EQ(r.text, "UIDs valid (really {3}");
  r = *read("s1 no [AUTHENTICATIONFAILED] Nope\r\n");
  EXPECT_EQ(r.status, "NO");
  r = *read("+ idling\r\n");
  EXPECT_EQ(r.text, "idling");
  EXPECT_TRUE(read("+\r\n").ok());
  EXPECT_EQ(number_of(*read("* 23 EXISTS\r\n"), "EXISTS"), 23u);
}

TEST(ImapResponse, refuses_what_is_broken_or_too_large) {
  for (const char* bad : {"", "\r\n", "*\r\n", "s1 FETCH\r\n", "* 1 FETCH (\"open\r\n",
                          "* 1 FETCH ({99999999999}\r\nx\r\n", "* 1 FETCH ({10}\r\nshort", "* 1 FETCH (UID"})
    EXPECT_FALSE(read(bad).ok()) << bad;
  ImapLimits limits;
  limits.tokens = 1000;
  const std::string many = "* 1 FETCH " + std::string(5000, '(') + "\r\n";
  StringSource source(many);
  EXPECT_FALSE(read_response(source, limits).ok());
  // Deep lists cost no stack.
  EXPECT_TRUE(read(many).ok());
  EXPECT_TRUE(fetched_of(*read("* 1 FETCH (FLAGS " + std::string(5000, '(') + "\r\n")));
}

TEST(ImapResponse, reads_dates_and_writes_sets_and_names) {
  EXPECT_EQ(to_iso8601(*parse_internal_date(" 7-Jul-1996 02:44:25 +0600")), "1996-07-06T20:44:25Z");
  for (const char* bad : {"", "x", "17-Foo-1996 02:44:25 -0700", "17-Jul-1996 02:44:25", "99-Jul-1996 02:44:25 +0000"})
    EXPECT_FALSE(parse_internal_date(bad)) << bad;
  EXPECT_EQ(imap_set({1, 2, 3, 7, 9, 10}), "1:3,7,9:10");
  EXPECT_EQ(imap_folder_name("Входящие"), "&BBIERQQ+BDQETwRJBDgENQ-");
  EXPECT_EQ(imap_folder_name("R&D 😀"), "R&-D &2D3eAA-");
  EXPECT_EQ(imap_quoted("a\"b\\"), "\"a\\\"b\\\\\"");
  EXPECT_FALSE(imap_quoted("a\r\nb"));
}

}  // namespace
}  // namespace sahay::mail
