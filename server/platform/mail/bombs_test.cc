// Hostile shapes: each must be read within a bounded time and memory, never refused with a crash.
#include <gtest/gtest.h>

#include <ctime>

#include "base/text.h"
#include "platform/mail/message.h"
#include "platform/text/html.h"

namespace sahay::mail {
namespace {

// Of processor time, so that other work on the machine does not count. A quadratic reader needs minutes.
constexpr double kLimitSeconds = 20;
// Instrumented code is many times slower: there the shape counts, not the bulk.
#if defined(__has_feature) && __has_feature(address_sanitizer)
constexpr std::size_t kShare = 60;
#else
constexpr std::size_t kShare = 1;
#endif

double seconds_since(std::clock_t start) { return double(std::clock() - start) / CLOCKS_PER_SEC; }

Message read_in_time(const std::string& raw) {
  const auto start = std::clock();
  Message m = parse(raw).value();
  EXPECT_LT(seconds_since(start), kLimitSeconds);
  return m;
}

std::string repeat(std::string_view s, std::size_t n) {
  std::string out;
  out.reserve(s.size() * n);
  for (std::size_t i = 0; i < n; ++i) out += s;
  return out;
}

std::string flood(std::string_view s, std::size_t n) { return repeat(s, n / kShare); }

std::string nested(int depth) {
  std::string raw = "From: a@b.example\nSubject: deep\nMIME-Version: 1.0\n";
  for (int i = 0; i < depth; ++i) raw += "Content-Type: multipart/mixed; boundary=\"b" + std::to_string(i) + "\"\n\n--b" + std::to_string(i) + "\n";
  raw += "Content-Type: text/plain\n\nhello\n";
  for (int i = depth; i-- > 0;) raw += "--b" + std::to_string(i) + "--\n";
  return raw;
}

TEST(Bombs, a_thousand_nested_multiparts_stop_at_the_depth_limit) {
  const Message m = read_in_time(nested(1000));
  EXPECT_TRUE(m.limited);
  EXPECT_EQ(m.subject, "deep");
  EXPECT_FALSE(m.attachments.empty());
  EXPECT_EQ(read_in_time(nested(40)).text, "hello");
}

TEST(Bombs, ten_thousand_parts_stop_at_the_part_limit) {
  const Message m = read_in_time("From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n" + repeat("--b\nContent-Type: text/plain\n\nx\n", 10000) + "--b--\n");
  EXPECT_TRUE(m.limited);
}

TEST(Bombs, a_header_of_megabytes_is_cut) {
  const Message m = read_in_time("From: a@b.example\n" + repeat("X-Fill: " + repeat("x", 70) + "\n", 130000 / std::min<std::size_t>(kShare, 8)) + "\nbody\n");
  EXPECT_TRUE(m.limited);
  EXPECT_EQ(m.from.address, "a@b.example");
}

TEST(Bombs, long_address_lists_and_references_are_read_once) {
  read_in_time("From: a@b.example\nTo: " + repeat("<", 100000) + repeat("\"(,", 40000) + "\n\nx\n");
  read_in_time("From: a@b.example\nReferences: " + repeat("<a@b> ", 40000) + "\n\nx\n");
  read_in_time("From: a@b.example\nSubject: " + repeat("=?utf-8?Q?", 20000) + "\n\nx\n");
  read_in_time("From: a@b.example\nContent-Type: text/plain; " + repeat("a*0*=x;", 30000) + "\n\nx\n");
}

TEST(Bombs, similar_boundaries_and_unclosed_ones_stay_linear) {
  read_in_time("From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n" + flood("--bb\n--B-\n--\n", 300000));
  read_in_time("From: a@b.example\nContent-Type: multipart/mixed\n\n" + flood("--x\nContent-Type: multipart/mixed\n\n", 20000));
}

TEST(Bombs, pathological_quotations_are_trimmed_in_time) {
  read_in_time("From: a@b.example\n\nHi\n" + flood(">", 800000) + "\n");
  read_in_time("From: a@b.example\n\n" + flood("On Mon, Jun 2, 2025 at 10:00 Rina <r@m.example>\n", 40000));
  read_in_time("From: a@b.example\n\n" + flood("From: x\n", 100000));
  read_in_time("From: a@b.example\n\n" + flood("> a\nb\n", 100000));
  read_in_time("From: a@b.example\n\n" + flood("begin 644 x\n", 100000));
  read_in_time("From: a@b.example\n\n" + flood("```\n", 100000));
  read_in_time("From: a@b.example\n\nreply " + flood("On 1 ", 200000) + " wrote:\n");
}

TEST(Bombs, hostile_html_is_read_and_cleaned_in_time) {
  const std::string head = "From: a@b.example\nContent-Type: text/html\n\n";
  for (const std::string& html : {flood("<div>", 200000), flood("<b><i><font size=1>", 50000) + flood("<p>x", 5000), flood("<!--", 200000), flood("<table><tr><td>", 30000),
                                  flood("<a href=\"http://x.example/\">l</a>", 6000), flood("</p>", 200000), "<p " + flood("a=1 ", 200000) + ">", flood("&amp", 300000),
                                  flood("<blockquote>", 50000), flood("<select><option>", 50000), flood("<form><button>", 30000)}) {
    const Message m = read_in_time(head + html);
    const auto start = std::clock();
    text::sanitise_html(m.html);
    EXPECT_LT(seconds_since(start), kLimitSeconds) << html.substr(0, 30);
  }
}

TEST(Bombs, a_bounce_with_endless_recipients_is_read_in_time) {
  read_in_time("From: MAILER-DAEMON@b.example\nSubject: failure notice\n\n" + flood("<user@x.example>:\n550 5.1.1 unknown\n", 20000));
  std::string dsn = "From: MAILER-DAEMON@b.example\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n";
  for (int i = 0; i < 5000; ++i) dsn += "Final-Recipient: rfc822; u" + std::to_string(i) + "@x.example\nAction: failed\nStatus: 5.0.0\n\n";
  read_in_time(dsn + "--b--\n");
}

TEST(Bombs, every_prefix_of_a_message_can_be_read) {
  const std::string raw = nested(3) + "Content-Type: text/html\n\n<div class=gmail_quote>x</div>";
  for (std::size_t n = 0; n <= raw.size(); ++n) ASSERT_TRUE(parse(std::string_view(raw).substr(0, n)).ok());
}

TEST(Bombs, a_message_above_the_size_limit_is_an_error_not_a_parse) {
  ParseOptions options;
  options.max_bytes = 100;
  EXPECT_EQ(parse(repeat("x", 101), options).error().code, ErrorCode::too_large);
}

}  // namespace
}  // namespace sahay::mail
