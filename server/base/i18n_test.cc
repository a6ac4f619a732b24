#include "base/i18n.h"

#include <gtest/gtest.h>

#include <thread>

#include "base/i18n_table.h"

namespace sahay::i18n {
namespace {

std::string days(Language language, int count) { return text(language, "time.days", {{"count", std::to_string(count)}}); }

TEST(I18n, a_text_without_arguments_is_given_as_it_stands) {
  EXPECT_EQ(text(Language::en, "language.name"), "English");
  EXPECT_EQ(text(Language::bn, "language.name"), "বাংলা");
  EXPECT_EQ(text(Language::ru, "language.name"), "Русский");
}

TEST(I18n, russian_plurals_have_three_forms) {
  EXPECT_EQ(days(Language::ru, 1), "1 день");
  EXPECT_EQ(days(Language::ru, 2), "2 дня");
  EXPECT_EQ(days(Language::ru, 5), "5 дней");
  EXPECT_EQ(days(Language::ru, 11), "11 дней");
  EXPECT_EQ(days(Language::ru, 21), "21 день");
}

TEST(I18n, english_and_bengali_plurals_follow_their_digits) {
  EXPECT_EQ(days(Language::en, 1), "1 day");
  EXPECT_EQ(days(Language::en, 0), "0 days");
  EXPECT_EQ(days(Language::bn, 12), "১২ দিন");
}

TEST(I18n, an_argument_outside_a_plural_keeps_its_digits) {
  EXPECT_EQ(text(Language::bn, "time.ago", {{"duration", "10421"}}), "10421 আগে");
}

TEST(I18n, an_argument_with_braces_or_apostrophes_is_text_not_syntax) {
  EXPECT_EQ(text(Language::en, "time.ago", {{"duration", "{count} '{'"}}), "{count} '{' ago");
}

TEST(I18n, a_missing_key_answers_itself) {
  EXPECT_EQ(text(Language::ru, "no.such_text"), "no.such_text");
  EXPECT_FALSE(has("no.such_text"));
  EXPECT_TRUE(has("time.days"));
}

TEST(I18n, locales_lead_to_a_language) {
  EXPECT_EQ(language_of("en-US"), Language::en);
  EXPECT_EQ(language_of("ru_RU.UTF-8"), Language::ru);
  EXPECT_EQ(language_of("BN"), Language::bn);
  EXPECT_EQ(language_of("runic"), Language::en);
  EXPECT_EQ(language_of(""), Language::en);
}

TEST(I18n, the_best_language_of_a_reader_wins) {
  EXPECT_EQ(negotiate("ru,en;q=0.8"), Language::ru);
  EXPECT_EQ(negotiate("de-DE,de;q=0.9,bn;q=0.7,en;q=0.6"), Language::bn);
  EXPECT_EQ(negotiate("en;q=0.5, bn;q=0.50, ru;q=0.9"), Language::ru);
  EXPECT_EQ(negotiate("fr, *;q=0.1", Language::bn), Language::bn);
  EXPECT_EQ(negotiate("ru;q=0"), Language::en);
  EXPECT_EQ(negotiate(";;;q=,,=;q=9", Language::ru), Language::ru);
}

TEST(I18n, every_embedded_pattern_can_be_filled_in) {
  for (const Row& row : table()) {
    for (const auto language : {Language::en, Language::bn, Language::ru}) {
      const Cell& cell = row.cells[static_cast<std::size_t>(language)];
      if (!cell.plain) {
        EXPECT_NE(text(language, row.key, {{"count", "3"}}), row.key) << code(language);
      }
    }
  }
}

TEST(I18n, many_threads_read_the_same_text) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      for (int n = 0; n < 500; ++n) EXPECT_EQ(days(Language::ru, 5), "5 дней");
    });
  }
  for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace sahay::i18n
