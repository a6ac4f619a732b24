#include "base/i18n.h"

#include <gtest/gtest.h>
#include <unicode/msgfmt.h>
#include <unicode/strenum.h>

#include <memory>
#include <thread>

#include "base/i18n_table.h"
#include "base/text.h"

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

// Every text with every value, beside what ICU alone makes of it.
TEST(I18n, what_is_filled_in_without_icu_is_what_icu_would_say) {
  const std::vector<std::string> numbers{"0", "1", "2", "5", "11", "21", "100", "999", "1000", "1234567", "-3", "007", "x"};
  const std::vector<std::string> words{"Rina", "", "it's {here}", "'{'", "১২ মিনিট", "12", "a\"b|c#d"};
  int compared = 0;
  for (const Row& row : table()) {
    for (const auto language : {Language::en, Language::bn, Language::ru}) {
      const Cell& cell = row.cells[static_cast<std::size_t>(language)];
      if (cell.plain) continue;
      UErrorCode status = U_ZERO_ERROR;
      const icu::Locale locale(code(language).data());
      icu::MessageFormat format(icu::UnicodeString::fromUTF8(icu::StringPiece(cell.text.data(), std::int32_t(cell.text.size()))), locale, status);
      ASSERT_TRUE(U_SUCCESS(status)) << row.key;
      for (std::size_t i = 0; i < numbers.size(); ++i) {
        Arguments arguments;
        std::vector<icu::UnicodeString> names;
        std::vector<icu::Formattable> values;
        status = U_ZERO_ERROR;
        const std::unique_ptr<icu::StringEnumeration> all(format.getFormatNames(status));
        for (const icu::UnicodeString* name = all->snext(status); name; name = all->snext(status)) {
          std::string key;
          name->toUTF8String(key);
          const bool numeric = ("," + std::string(row.numeric) + ",").find("," + key + ",") != std::string::npos;
          const std::string value = numeric ? numbers[(i + names.size()) % numbers.size()] : words[(i + names.size()) % words.size()];
          const auto number = numeric ? text::to_integer(value) : std::nullopt;
          arguments.emplace_back(key, value);
          names.push_back(*name);
          values.push_back(number ? icu::Formattable(std::int64_t(*number)) : icu::Formattable(icu::UnicodeString::fromUTF8(value)));
        }
        icu::UnicodeString filled;
        status = U_ZERO_ERROR;
        format.format(names.data(), values.data(), std::int32_t(values.size()), filled, status);
        std::string expected;
        filled.toUTF8String(expected);
        if (U_FAILURE(status)) expected = row.key;
        ASSERT_EQ(text(language, row.key, arguments), expected) << row.key << " " << code(language);
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 10'000);
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
