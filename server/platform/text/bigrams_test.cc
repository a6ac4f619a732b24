#include "platform/text/bigrams.h"

#include <gtest/gtest.h>

namespace sahay::text {
namespace {

TEST(Bigrams, never_deny_a_phrase_that_stands_in_the_text) {
  const std::string_view text = "On Monday Рина написала: আমার টাকা > wrote";
  const Bigrams bigrams(text);
  for (std::size_t begin = 0; begin < text.size(); ++begin)
    for (std::size_t length = 0; begin + length <= text.size(); ++length) ASSERT_TRUE(bigrams.may_hold(text.substr(begin, length)));
}

TEST(Bigrams, deny_most_others) {
  const Bigrams bigrams("The pump on the second floor stopped this morning");
  for (const std::string_view other : {"schrieb", "wrote", "пишет", "লিখেছেন", "à écrit"}) EXPECT_FALSE(bigrams.may_hold(other)) << other;
  EXPECT_TRUE(Bigrams("").may_hold("x")) << "a phrase without a pair is not judged";
}

}  // namespace
}  // namespace sahay::text
