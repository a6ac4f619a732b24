#include "desk/guided/vagueness.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace sahay::guided {
namespace {

// testdata/vague.*.tsv: the answer, a tab, the text; written by hand before the check was.
TEST(Vagueness, each_text_of_the_tables_is_judged_as_a_person_judged_it) {
  for (const char* language : {"en", "ru", "bn"}) {
    std::ifstream file(std::string(SAHAY_SOURCE_DIR) + "/server/desk/guided/testdata/vague." + language + ".tsv");
    int lines = 0;
    for (std::string line; std::getline(file, line); ++lines) {
      const auto tab = line.find('\t');
      ASSERT_NE(tab, std::string::npos) << line;
      EXPECT_EQ(name_of(vagueness(line.substr(tab + 1))), line.substr(0, tab)) << language << ": " << line.substr(tab + 1);
    }
    EXPECT_GE(lines, 30) << language;
  }
}

TEST(Vagueness, an_empty_text_asks_for_the_most_and_a_script_that_we_cannot_read_for_nothing) {
  EXPECT_EQ(vagueness(""), Vague::bare);
  EXPECT_EQ(vagueness(" ... !!! "), Vague::bare);
  EXPECT_EQ(vagueness("泵十分钟后停止"), Vague::clear);
}

TEST(Vagueness, two_languages_in_one_text_are_read_together) {
  EXPECT_EQ(vagueness("Насос stops after ten minutes"), Vague::clear);
  EXPECT_EQ(vagueness("Hello, пампа не работает"), Vague::no_symptom);
}

TEST(Vagueness, hostile_bytes_and_long_texts_end) {
  EXPECT_EQ(vagueness("\xf0\x9f\xe2\x80 \xc3"), vagueness("\xf0\x9f\xe2\x80 \xc3"));
  EXPECT_EQ(vagueness(std::string(1 << 20, 'a')), Vague::too_short);
}

}  // namespace
}  // namespace sahay::guided
