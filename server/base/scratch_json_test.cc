#include "base/scratch_json.h"

#include <gtest/gtest.h>

namespace sahay {
namespace {

TEST(ScratchJson, reads_what_parse_json_reads) {
  std::string long_text = R"({"list":[)";
  for (int i = 0; i < 2000; ++i) long_text += std::to_string(i) + ",";
  long_text += R"(-1],"text":"রিনা"})";
  const ScratchJson read(long_text);
  ASSERT_TRUE(read.object());
  EXPECT_EQ(*read.object(), parse_json(long_text)->get_object());
  EXPECT_FALSE(read.array());
  EXPECT_EQ(ScratchJson("[1,2]").array()->size(), 2u);
}

TEST(ScratchJson, gives_nothing_of_wrong_texts) {
  for (const std::string& wrong : {std::string(), std::string("{"), std::string("{} x"), std::string(33, '[') + std::string(33, ']'), std::string("1")}) {
    EXPECT_FALSE(ScratchJson(wrong).object()) << wrong;
    EXPECT_FALSE(ScratchJson(wrong).array()) << wrong;
  }
}

}  // namespace
}  // namespace sahay
