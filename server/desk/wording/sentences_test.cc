// Tables of the rules that look at sentences: passive voice, length, reading, readability.
#include <gtest/gtest.h>

#include "desk/wording/readability.h"
#include "desk/wording/rules.h"

namespace sahay::wording {
namespace {

std::string passives(const std::string& text) {
  Draft draft;
  draft.text = text;
  Findings findings;
  find_passive(Reading(draft), findings);
  std::string out;
  for (const Finding& finding : findings) out += (out.empty() ? "" : " / ") + finding.text;
  return out;
}

TEST(Passive, is_an_act_without_an_actor_and_not_a_state) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"Your request has been forwarded.", "has been forwarded"},
      {"The part will be sent tomorrow.", "will be sent"},
      {"It is being processed.", "is being processed"},
      {"The form must be completed.", "must be completed"},
      {"Courses are offered in May.", "are offered"},
      {"The office is closed on Friday.", ""},
      {"We are interested in your view.", ""},
      {"The repair is covered by the warranty.", ""},
      {"We sent the part.", ""},
      {"The page is locked.", ""},
      {"Both are paired.", ""},
      {"The driver is installed.", ""},
      {"The page is locked by us.", "is locked"},
      {"It was brought by DHL.", ""},
      {"It was checked by her and me.", ""},
      {"It was packed by Friday.", "was packed"},
      {"The drills are to be delivered on Monday.", "to be delivered"},
      {"The shop will be closed on Monday.", ""},
      {"Was it delivered?", ""},
      {"I need the speed.", ""},
      {"Ваш запрос был передан.", "был передан"},
      {"Заявка рассматривается.", "рассматривается"},
      {"Решение будет принято.", "будет принято"},
      {"Заказ отправлен.", "отправлен"},
      {"Офис закрыт, вход открыт.", ""},
      {"Магазин рад, цена важна, экран включен.", ""},
      {"Страница открывается и находится в меню.", ""},
      {"Мы передали запрос.", ""},
      {"Кабинет закрыт, программа установлена, кабель подключён.", ""},
      {"Кабинет был заблокирован.", "был заблокирован"},
      {"Заявка закрыта нами.", "закрыта"},
      {"Заказ доставляется.", "доставляется"},
      {"Это был стакан.", ""},
      {"The form is being prepared.", "is being prepared"},
      {"Деньги выплачиваются в пятницу.", "выплачиваются"},
      {"Пальто отпаривается.", "отпаривается"},
      {"Счёт оплачивается на месте.", "оплачивается"},
      {"Лампа включается и нагревается.", ""},
      {"Он занимается ремонтом.", ""},
      {"Окно осмотрено.", "осмотрено"},
      {"বিষয়টি খতিয়ে দেখা হচ্ছে।", "দেখা হচ্ছে"},
      {"আপনার অনুরোধ পাঠানো হয়েছে।", "পাঠানো হয়েছে"},
      {"সমস্যা সমাধান করা হবে।", "সমাধান করা হবে"},
      {"আপনাকে জানানো হবে।", "জানানো হবে"},
      {"আমি আপনাকে জানাব।", ""},
      {"ফাইল সংযুক্ত করা হলো।", "সংযুক্ত করা হলো"},
      {"দরজা বন্ধ আছে, নাম লেখা আছে।", ""},
      {"এটা করতে হবে।", ""},
      {"কাল দেখা হবে।", ""},
  };
  for (const auto& [text, found] : rows) EXPECT_EQ(passives(text), found) << text;
}

TEST(LongSentence, starts_at_another_number_in_each_language) {
  const auto count = [](const std::string& word, int n) {
    Draft draft;
    for (int i = 0; i < n; ++i) draft.text += (i ? " " : "") + word;
    draft.text += ".";
    Findings findings;
    find_long_sentences(Reading(draft), findings);
    return findings.size();
  };
  EXPECT_EQ(count("word", 25), 0u);
  EXPECT_EQ(count("word", 26), 1u);
  EXPECT_EQ(count("слово", 22), 0u);
  EXPECT_EQ(count("слово", 23), 1u);
  EXPECT_EQ(count("শব্দ", 20), 0u);
  EXPECT_EQ(count("শব্দ", 21), 1u);
}

TEST(Sentences, end_where_a_reader_stops) {
  const auto sentences = [](std::string_view text) { return read_passage(text).sentences.size(); };
  EXPECT_EQ(sentences("Version 2.4.1 is out. Get it at example.org!"), 2u);
  EXPECT_EQ(sentences("Заполните форму, см. вложение."), 1u);
  EXPECT_EQ(sentences("Dear Rina,\nwe call you."), 2u);
  EXPECT_EQ(sentences("কাজ শেষ। কাল লিখব।"), 2u);
  EXPECT_EQ(sentences("He said \"stop.\" Then he went."), 2u);
  EXPECT_EQ(sentences(" \n . \n"), 0u);
  EXPECT_TRUE(read_passage("Really?! Yes.").sentences.front().asks);
}

TEST(Sentences, of_a_very_long_text_are_read_up_to_a_limit_and_whole_letters_only) {
  std::string text;
  while (text.size() < kLongestText * 2) text += "শব্দ ";
  const Passage passage = read_passage(text);
  EXPECT_LE(passage.text.size(), kLongestText);
  EXPECT_GT(passage.words.size(), 1000u);
}

// Flesch 1948 by hand: 2 sentences, 11 words, 12 syllables: 206.835 - 1.015 * 5.5 - 84.6 * 12 / 11.
TEST(Readability, is_the_published_formula) {
  const auto english = readability_of(read_passage("The cat sat on the mat. It was not my cat."));
  EXPECT_EQ(english.formula, "flesch_1948");
  EXPECT_EQ(english.words, 11);
  EXPECT_NEAR(english.score, std::min(100.0, 206.835 - 1.015 * 5.5 - 84.6 * 11 / 11), 0.01);
  const auto hard = readability_of(
      read_passage("Organizational responsibility necessitates considerable interdepartmental communication."));
  EXPECT_EQ(hard.level, "hard");
  // Oborneva 2006: 1 sentence, 4 words, 10 syllables: 206.835 - 1.3 * 4 - 60.1 * 2.5.
  const auto russian = readability_of(read_passage("Завтра курьер привезёт новую."));
  EXPECT_EQ(russian.formula, "oborneva_2006");
  EXPECT_NEAR(russian.score, 206.835 - 1.3 * 4 - 60.1 * 10 / 4, 0.01);
  const auto bengali = readability_of(read_passage("কাল কুরিয়ার আসবে।"));
  EXPECT_EQ(bengali.formula, "lengths");
  EXPECT_FALSE(bengali.has_score);
  EXPECT_EQ(bengali.level, "easy");
  EXPECT_EQ(readability_of(read_passage("Hello Rina,")).words, 0);
}

TEST(Syllables, are_groups_of_vowels) {
  const auto of = [](std::string_view word) { return syllables_of(read_passage(word).words.front()); };
  EXPECT_EQ(of("make"), 1);
  EXPECT_EQ(of("table"), 2);
  EXPECT_EQ(of("invoices"), 3);
  EXPECT_EQ(of("created"), 3 - 1) << "'ea' is one group: a known limit";
  EXPECT_EQ(of("the"), 1);
  EXPECT_EQ(of("молоко"), 3);
}

}  // namespace
}  // namespace sahay::wording
