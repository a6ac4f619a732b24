#include "base/log.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>

namespace sahay {
namespace {

template <class T>
concept Streamable = requires(std::ostream& out, const T& value) { out << value; };

static_assert(!std::is_convertible_v<Secret, std::string>);
static_assert(!std::is_convertible_v<Secret, std::string_view>);
static_assert(!std::is_constructible_v<std::string, Secret>);
static_assert(!std::is_constructible_v<log::Field, std::string_view, Secret>);
static_assert(!Streamable<Secret>);

std::string logged(std::string_view message, std::initializer_list<log::Field> fields) {
  testing::internal::CaptureStderr();
  log::info("test", message, fields);
  return testing::internal::GetCapturedStderr();
}

TEST(Log, writes_one_line_with_its_fields) {
  const std::string line = logged("started", {{"port", 8080}, {"name", "two words"}});
  EXPECT_NE(line.find(" info test: started port=8080 name=\"two words\"\n"), std::string::npos) << line;
}

TEST(Log, lets_no_value_forge_a_second_line) {
  const std::string line = logged("mail", {{"subject", "x\n2024-01-01T00:00:00Z error auth: broken\r\ny=\"z\""}});
  EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1) << line;
  EXPECT_EQ(line.find('\r'), std::string::npos);
}

TEST(Log, leaves_out_what_is_below_the_level) {
  testing::internal::CaptureStderr();
  log::debug("test", "not shown");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace sahay
