// Plain answers of many trades, a line each in testdata/plain_*.txt: "question | answer". A note on one of them is a
// false alarm.
#include <gtest/gtest.h>

#include <fstream>

#include "base/text.h"
#include "desk/wording/check.h"

namespace sahay::wording {
namespace {

struct Greeted {
  std::string language, greeting;
};

TEST(PlainSpeech, of_three_hundred_answers_gives_no_note) {
  for (const auto& [language, greeting] :
       std::vector<Greeted>{{"en", "Hello Rina,"}, {"ru", "Здравствуйте, Рина!"}, {"bn", "প্রিয় রিনা,"}}) {
    std::ifstream file(std::string(SAHAY_SOURCE_DIR) + "/server/desk/wording/testdata/plain_" + language + ".txt");
    int answers = 0;
    for (std::string line; std::getline(file, line); ++answers) {
      const std::size_t bar = line.find('|');
      ASSERT_NE(bar, std::string::npos) << line;
      Draft draft;
      draft.question = text::trim(std::string_view(line).substr(0, bar));
      draft.text = greeting + "\n" + std::string(text::trim(std::string_view(line).substr(bar + 1)));
      draft.customer_name = "Rina Akter";
      for (const Finding& finding : check(draft).findings)
        ADD_FAILURE() << language << " " << name_of(finding.rule) << " [" << finding.text << "] " << line;
    }
    EXPECT_GE(answers, 100) << language;
  }
}

}  // namespace
}  // namespace sahay::wording
