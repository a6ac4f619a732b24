#include "base/json.h"

#include <gtest/gtest.h>

#include <limits>

namespace sahay {
namespace {

using namespace std::string_literals;

std::string as_json(std::string_view text) { return write_json(std::string(text)); }

TEST(JsonWriter, escapes_quotes_backslashes_and_controls) {
  EXPECT_EQ(as_json("a\"b\\c"), R"("a\"b\\c")");
  EXPECT_EQ(as_json("1\n2\r3\t4"), R"("1\n2\r3\t4")");
  EXPECT_EQ(as_json("\x01\x1f\x7f"), "\"\\u0001\\u001f\x7f\"");
  EXPECT_EQ(as_json("\0"s), R"("\u0000")");
}

TEST(JsonWriter, takes_a_text_of_nothing) {
  std::string out;
  JsonWriter(out).value(std::string_view());
  EXPECT_EQ(out, "\"\"");
}

TEST(JsonWriter, leaves_other_alphabets_alone) {
  EXPECT_EQ(as_json("রিনা Привет 😀 </script>"), "\"রিনা Привет 😀 </script>\"");
}

// Fast paths look at eight bytes at once: every special character at every place of a longer text.
TEST(JsonWriter, escapes_at_every_place_of_a_long_text) {
  for (std::size_t length = 1; length <= 24; ++length)
    for (std::size_t at = 0; at < length; ++at)
      for (const char* special : {"\"", "\\", "\n", "\x1f", "ж", "\x7f"}) {
        std::string text(length, 'x');
        text.replace(at, 1, special);
        const auto parsed = parse_json(as_json(text));
        ASSERT_TRUE(parsed.ok()) << as_json(text);
        ASSERT_EQ(std::string_view(parsed->get_string()), text);
      }
}

TEST(JsonWriter, stays_readable_when_a_stray_byte_comes_by) {
  EXPECT_EQ(as_json("a\xFFz"), "\"a\xEF\xBF\xBDz\"");
  EXPECT_TRUE(parse_json(as_json("\xE0\xA6")).ok());
}

TEST(JsonWriter, puts_commas_between_members_and_items_only) {
  std::string out;
  JsonWriter(out).begin_object().field("a", 1).key("b").begin_array().value(true).null().begin_object().end_object().end_array().field("c", "x").end_object();
  EXPECT_EQ(out, R"({"a":1,"b":[true,null,{}],"c":"x"})");
}

TEST(JsonWriter, writes_times_ids_and_numbers_in_wire_form) {
  EXPECT_EQ(write_json(Time::from_seconds(1'704'164'645)), R"("2024-01-02T03:04:05Z")");
  EXPECT_EQ(write_json(Time{}), "null");
  EXPECT_EQ(write_json(UserId(7)), "7");
  EXPECT_EQ(write_json(UserId{}), "null");
  EXPECT_EQ(write_json(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
  EXPECT_EQ(write_json(0.5), "0.5");
  EXPECT_EQ(write_json(std::numeric_limits<double>::infinity()), "null");
  EXPECT_EQ(write_json(std::optional<int>{}), "null");
  EXPECT_EQ(write_json(RawJson{R"({"x":1})"}), R"({"x":1})");
}

TEST(JsonParser, refuses_wrong_texts_with_the_reason) {
  for (const char* wrong : {"", "{", "{\"a\":}", "[1,]", "nul", "{} x", "'a'", "\"\xFF\""}) {
    const auto parsed = parse_json(wrong);
    ASSERT_FALSE(parsed.ok()) << wrong;
    EXPECT_EQ(parsed.error().code, ErrorCode::bad_request);
    EXPECT_FALSE(parsed.error().detail.empty());
  }
}

TEST(JsonParser, stops_at_depth_32) {
  EXPECT_TRUE(parse_json(std::string(32, '[') + std::string(32, ']')).ok());
  EXPECT_FALSE(parse_json(std::string(33, '[') + std::string(33, ']')).ok());
  EXPECT_FALSE(parse_json(std::string(1'000'000, '[')).ok());
}

TEST(JsonReaders, take_null_and_absent_as_nothing) {
  const JsonObject in = parse_json(R"({"n":null,"s":"x","i":5,"t":"12","f":3.0,"h":3.5,"b":true,"c":"false","o":{},"a":[]})")->get_object();
  EXPECT_FALSE(string_at(in, "n"));
  EXPECT_FALSE(integer_at(in, "missing"));
  EXPECT_EQ(string_at(in, "s"), "x");
  EXPECT_EQ(string_at(in, "i"), "5");
  EXPECT_EQ(integer_at(in, "t"), 12);
  EXPECT_EQ(integer_at(in, "f"), 3);
  EXPECT_FALSE(integer_at(in, "h"));
  EXPECT_FALSE(integer_at(in, "s"));
  EXPECT_EQ(bool_at(in, "b"), true);
  EXPECT_EQ(bool_at(in, "c"), false);
  EXPECT_FALSE(bool_at(in, "s"));
  EXPECT_TRUE(object_at(in, "o"));
  EXPECT_FALSE(object_at(in, "a"));
  EXPECT_TRUE(array_at(in, "a"));
}

// 2^63 and above are no ids; a number that does not fit must not come out as another one.
TEST(JsonReaders, give_no_integer_for_a_number_that_does_not_fit) {
  const JsonObject in = parse_json(R"({"u":18446744073709551615,"d":1e300})")->get_object();
  EXPECT_FALSE(integer_at(in, "u"));
  EXPECT_FALSE(integer_at(in, "d"));
}

}  // namespace
}  // namespace sahay
