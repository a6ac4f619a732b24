#include "desk/care/mood.h"

#include <gtest/gtest.h>

#include "desk/care/mood_words.h"

namespace sahay::care {
namespace {

TEST(Mood, each_signal_leads_from_each_mood_to_the_one_of_the_table) {
  // signal:                      calm              unhappy           complaint_open    at_risk
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"complaint", "complaint_open complaint_open complaint_open at_risk"},
      {"complaint_ended", "calm unhappy unhappy at_risk"},
      {"bad_rating", "unhappy at_risk at_risk at_risk"},
      {"good_rating", "calm calm complaint_open at_risk"},
      {"confirmed", "calm calm complaint_open at_risk"},
      {"breach", "unhappy unhappy at_risk at_risk"},
      {"words", "unhappy unhappy complaint_open at_risk"},
      {"leaving_words", "at_risk at_risk at_risk at_risk"},
      {"no such signal", "calm unhappy complaint_open at_risk"},
  };
  for (const auto& [signal, wanted] : rows) {
    std::string have;
    for (const std::string_view mood : kMoods) have += (have.empty() ? "" : " ") + std::string(mood_after(mood, signal));
    EXPECT_EQ(have, wanted) << signal;
  }
}

TEST(Mood, only_grave_moods_are_those_of_the_organization_too) {
  EXPECT_FALSE(spreads("calm"));
  EXPECT_FALSE(spreads("unhappy"));
  EXPECT_TRUE(spreads("complaint_open"));
  EXPECT_TRUE(spreads("at_risk"));
}

struct Row {
  const char* text;
  const char* signal;  // "" = none
};

TEST(MoodWords, anger_and_leaving_are_found_in_three_languages) {
  const Row rows[] = {
      {"This is UNACCEPTABLE.", "words"},
      {"I am fed up with your excuses", "words"},
      {"Nobody answers my mails!", "words"},
      {"We will cancel our contract.", "leaving_words"},
      {"My lawyer will write to you.", "leaving_words"},
      {"It is a disgrace, and we cancel our contract", "leaving_words"},
      {"Это просто безобразие!", "words"},
      {"Я ВОЗМУЩЁН вашей работой", "words"},
      {"Сколько можно ждать?", "words"},
      {"Мы расторгаем договор.", "leaving_words"},
      {"Обратимся в суд.", "leaving_words"},
      {"Это приёмка товара. Надоело ждать.", "words"},
      {"এটা অগ্রহণযোগ্য।", "words"},
      {"কেউ উত্তর দেয় না।", "words"},
      {"আমি খুব বিরক্ত।", "words"},
      {"আমরা চুক্তি বাতিল করব।", "leaving_words"},
      {"টাকা ফেরত চাই", "leaving_words"},
  };
  for (const Row& row : rows) {
    const auto found = find_mood_words(row.text);
    EXPECT_EQ(found ? found->signal : "", row.signal) << row.text;
  }
}

TEST(MoodWords, what_is_no_anger_is_left_alone) {
  for (const char* text : {"The pump stopped this morning.", "Thank you, that was quick!", "The worst is over, it works again.", "Please cancel order 5512.", "Насос не включается.",
                           "Спасибо, всё работает.", "Судя по журналу, насос стоит.", "পাম্প চালু হচ্ছে না।", "ধন্যবাদ, এখন চলছে।", "রাগিব আমাদের নতুন সহকর্মী।", "", "....", "\xFF\xFE"})
    EXPECT_FALSE(find_mood_words(text)) << text;
}

TEST(MoodWords, the_words_are_told_as_they_were_written) {
  EXPECT_EQ(find_mood_words("Well. Fed   up, I am FED UP now")->words, "Fed   up");
  EXPECT_EQ(find_mood_words("Это ПОЗОРИЩЕ!")->words, "ПОЗОРИЩЕ");
}

TEST(MoodWords, only_the_beginning_of_a_long_text_is_read) {
  EXPECT_FALSE(find_mood_words(std::string(9'000, 'x') + " unacceptable"));
  EXPECT_TRUE(find_mood_words("unacceptable " + std::string(9'000, 'x')));
}

}  // namespace
}  // namespace sahay::care
