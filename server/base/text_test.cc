#include "base/text.h"

#include <gtest/gtest.h>

#include <set>

namespace sahay::text {
namespace {

using namespace std::string_literals;

TEST(Utf8, tells_right_from_wrong) {
  for (const std::string& right : {""s, "plain"s, "রিনা"s, "Привет"s, "😀"s, "\0"s, "\xEF\xBF\xBF"s}) EXPECT_TRUE(is_valid_utf8(right)) << right;
  for (const std::string& wrong : {"\x80"s, "\xFF"s, "\xC0\xAF"s, "\xE0\x80\xAF"s, "\xED\xA0\x80"s, "\xF4\x90\x80\x80"s, "\xE0\xA6"s, "a\xC3"s})
    EXPECT_FALSE(is_valid_utf8(wrong)) << to_hex(wrong);
}

TEST(Utf8, repair_keeps_what_is_right_and_drops_nul) {
  EXPECT_EQ(repair_utf8("রিনা Привет 😀"), "রিনা Привет 😀");
  EXPECT_EQ(repair_utf8("a\0b"s), "ab");
  EXPECT_EQ(repair_utf8("a\xFF"s "b"), "a\xEF\xBF\xBD" "b");
  for (const std::string& wrong : {"\xE0\xA6"s, "\xED\xA0\x80x"s, "\xF0\x9F\x98"s, "\xC0\xAF"s}) EXPECT_TRUE(is_valid_utf8(repair_utf8(wrong)));
}

TEST(Utf8, counts_and_cuts_by_characters) {
  EXPECT_EQ(length("Привет"), 6u);
  EXPECT_EQ(length("😀a"), 2u);
  EXPECT_EQ(first("Привет", 2), "Пр");
  EXPECT_EQ(first("😀a", 1), "😀");
  EXPECT_EQ(first("ab", 10), "ab");
  EXPECT_EQ(first("ab", 0), "");
}

TEST(Base64, gives_the_vectors_of_rfc_4648) {
  const std::pair<const char*, const char*> vectors[] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, coded] : vectors) {
    EXPECT_EQ(to_base64(plain), coded);
    EXPECT_EQ(from_base64(coded), plain);
  }
}

TEST(Base64, reads_both_alphabets_without_padding_and_with_line_breaks) {
  const std::string bytes = "\xFB\xFF\xFE";
  EXPECT_EQ(to_base64(bytes), "+//+");
  EXPECT_EQ(to_base64url(bytes), "-__-");
  EXPECT_EQ(from_base64("-__-"), bytes);
  EXPECT_EQ(from_base64("Zm9v\r\nYg"), "foob");
  EXPECT_EQ(to_base64url("f"), "Zg");
}

TEST(Base64, refuses_other_characters_and_a_lone_one) {
  EXPECT_FALSE(from_base64("Zm9v!"));
  EXPECT_FALSE(from_base64("Zm9vY"));
  EXPECT_FALSE(from_base64("জ"));
}

TEST(PercentCoding, decodes_only_whole_escapes) {
  EXPECT_EQ(percent_decode("a%20b+c", false), "a b+c");
  EXPECT_EQ(percent_decode("a%20b+c", true), "a b c");
  EXPECT_EQ(percent_decode("%41", false), "A");
  EXPECT_EQ(percent_decode("%e0%A6%b0", false), "র");
  EXPECT_EQ(percent_decode("100%", false), "100%");
  EXPECT_EQ(percent_decode("%4", false), "%4");
  EXPECT_EQ(percent_decode("%zz", false), "%zz");
}

TEST(PercentCoding, encodes_all_but_unreserved_characters_and_goes_back) {
  EXPECT_EQ(percent_encode("aZ09-._~"), "aZ09-._~");
  EXPECT_EQ(percent_encode("a b&c=d/?#"), "a%20b%26c%3Dd%2F%3F%23");
  EXPECT_EQ(percent_encode("র"), "%E0%A6%B0");
  std::string all;
  for (int c = 0; c < 256; ++c) all += char(c);
  EXPECT_EQ(percent_decode(percent_encode(all), true), all);
}

TEST(Text, trims_splits_and_replaces) {
  EXPECT_EQ(trim(" \t a b\r\n"), "a b");
  EXPECT_EQ(trim(" \n "), "");
  EXPECT_EQ(split("a,,b", ','), (std::vector<std::string_view>{"a", "", "b"}));
  EXPECT_EQ(split("", ','), (std::vector<std::string_view>{""}));
  EXPECT_EQ(replace_all("aaa", "aa", "b"), "ba");
  EXPECT_EQ(replace_all("abc", "", "x"), "abc");
  EXPECT_EQ(escape_html("<a href=\"x\">'&"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;");
}

TEST(Text, compares_without_ascii_case_only) {
  EXPECT_TRUE(equal_ignoring_case("X-Sahay", "x-sahay"));
  EXPECT_FALSE(equal_ignoring_case("a", "ab"));
  EXPECT_FALSE(equal_ignoring_case("Ж", "ж"));
  EXPECT_TRUE(starts_with_ignoring_case("Bearer x", "bearer "));
  EXPECT_FALSE(starts_with_ignoring_case("Bea", "bearer "));
}

TEST(Text, reads_integers_only_when_the_whole_text_is_one) {
  EXPECT_EQ(to_integer("42"), 42);
  EXPECT_EQ(to_integer("-7"), -7);
  for (const char* wrong : {"", "4 ", " 4", "4x", "+4", "4.0", "9223372036854775808"}) EXPECT_FALSE(to_integer(wrong)) << wrong;
}

TEST(Hashes, give_the_published_vectors) {
  EXPECT_EQ(to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Tokens, are_long_safe_in_urls_and_never_alike) {
  std::set<std::string> seen;
  for (int i = 0; i < 200; ++i) {
    const std::string token = random_token();
    EXPECT_EQ(token.size(), 43u);
    EXPECT_EQ(percent_encode(token), token);
    EXPECT_TRUE(seen.insert(token).second);
  }
}

TEST(ConstantTime, says_the_same_as_equality) {
  EXPECT_TRUE(equal_constant_time("abc", "abc"));
  EXPECT_FALSE(equal_constant_time("abc", "abd"));
  EXPECT_FALSE(equal_constant_time("abc", "ab"));
  EXPECT_TRUE(equal_constant_time("", ""));
}

}  // namespace
}  // namespace sahay::text
