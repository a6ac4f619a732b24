#include "desk/bot/conversation.h"

#include <gtest/gtest.h>

#include "desk/bot/words.h"

namespace sahay::bot {
namespace {

using i18n::Language;

TEST(AsksForPerson, in_three_languages_and_not_by_accident) {
  for (const char* words : {"I want to talk to a person", "human", "Get me an operator, please", "can I speak with a real human?", "Connect me to an agent",
                            "позовите оператора", "Хочу поговорить с человеком", "Соедините с живым человеком", "оператор",
                            "আমি একজন মানুষের সাথে কথা বলতে চাই", "প্রতিনিধি চাই"})
    EXPECT_TRUE(asks_for_person(words)) << words;
  for (const char* words : {"The drill does not start", "Two of our people are waiting for the parts we ordered", "Станок не включается",
                            "Наш сотрудник установил насос", "ড্রিলটি চালু হচ্ছে না", "We want to talk about prices", ""})
    EXPECT_FALSE(asks_for_person(words)) << words;
}

TEST(SaysSolved, thanks_without_a_doubt) {
  for (const char* words : {"Thanks, that helped", "it works now", "Спасибо, помогло", "ধন্যবাদ"}) EXPECT_TRUE(says_solved(words)) << words;
  for (const char* words : {"Thanks, but it still does not start", "Спасибо, но не помогло", "thanks, what about the charger?", "It did not help", "hello"})
    EXPECT_FALSE(says_solved(words)) << words;
}

const Article kPump{"Pump stops", "/articles/7-pump", "Clean the filter first."};
const Article kValve{"Valve leaks", "/articles/8-valve", "Tighten the nut."};
const std::vector<Question> kQuestions = {{"Which serial number?", "", "Какой серийный номер?"}, {"Since when?", "", ""}};

Move turn(Talk& talk, std::string words, std::vector<Article> found = {}, const std::vector<Question>& questions = kQuestions, bool live = true) {
  return next_move(talk, {.words = std::move(words), .live = live, .found = std::move(found)}, questions, 2);
}

TEST(NextMove, greets_shows_an_article_with_its_source_and_asks_whether_it_helped) {
  Talk talk;
  const Move move = turn(talk, "The pump stops", {kPump});
  EXPECT_TRUE(move.greet);
  ASSERT_EQ(move.show.size(), 1u);
  EXPECT_TRUE(move.offer_more);
  EXPECT_FALSE(move.hand_over);
  const Words words = words_of(move, {Language::en, "Meghna Tools", "https://desk.example.org", "", ""});
  EXPECT_NE(words.text.find("a program"), std::string::npos);
  EXPECT_NE(words.text.find("https://desk.example.org/articles/7-pump"), std::string::npos);
  EXPECT_NE(words.html.find("<a href=\"https://desk.example.org/articles/7-pump\">"), std::string::npos);
}

TEST(NextMove, never_shows_the_same_article_twice) {
  Talk talk;
  turn(talk, "The pump stops", {kPump});
  const Move move = turn(talk, "It still stops", {kPump, kValve});
  EXPECT_FALSE(move.greet);
  ASSERT_EQ(move.show.size(), 1u);
  EXPECT_EQ(move.show[0].url, kValve.url);
}

TEST(NextMove, without_an_article_asks_one_question_at_a_time_and_hands_over_with_the_answers) {
  Talk talk;
  const Move first = turn(talk, "The pump stops");
  EXPECT_TRUE(first.nothing_found && first.introduce_questions);
  EXPECT_EQ(first.ask, std::vector<std::string>{"Which serial number?"});
  const Move second = turn(talk, "MT-4711");
  EXPECT_EQ(second.ask, std::vector<std::string>{"Since when?"});
  EXPECT_FALSE(second.introduce_questions);
  const Move third = turn(talk, "Since Monday");
  EXPECT_TRUE(third.hand_over);
  EXPECT_EQ(third.reason, "intake");
  ASSERT_EQ(talk.answers.size(), 2u);
  EXPECT_EQ(talk.answers[0].question, "Which serial number?");
  EXPECT_EQ(talk.answers[0].answer, "MT-4711");
  EXPECT_EQ(talk.answers[1].answer, "Since Monday");
  EXPECT_TRUE(turn(talk, "Hello?").silent());
}

TEST(NextMove, whoever_asks_for_a_person_gets_one_at_once_in_every_stage) {
  for (const char* stage : {"new", "answering", "asking"}) {
    Talk talk;
    talk.stage = stage;
    talk.asked = 1;
    const Move move = turn(talk, "I want to talk to a person", {kPump});
    EXPECT_TRUE(move.hand_over) << stage;
    EXPECT_EQ(move.reason, "asked");
    EXPECT_TRUE(move.show.empty() && move.ask.empty());
  }
}

TEST(NextMove, thanks_end_the_talk_without_a_hand_over) {
  Talk talk;
  turn(talk, "The pump stops", {kPump});
  const Move move = turn(talk, "Thanks, that helped");
  EXPECT_TRUE(move.glad);
  EXPECT_FALSE(move.hand_over);
}

TEST(NextMove, without_questions_and_articles_hands_over_at_once) {
  Talk talk;
  const Move move = turn(talk, "The pump stops", {}, {});
  EXPECT_TRUE(move.hand_over);
  EXPECT_TRUE(move.ask.empty());
}

TEST(NextMove, a_mail_gets_everything_in_one_letter_and_then_a_person) {
  Talk talk;
  const Move move = turn(talk, "The pump stops", {kPump}, kQuestions, false);
  EXPECT_TRUE(move.greet && move.hand_over);
  EXPECT_EQ(move.show.size(), 1u);
  EXPECT_EQ(move.ask.size(), 2u);
  EXPECT_TRUE(turn(talk, "And?", {}, kQuestions, false).silent());
}

TEST(Words, escape_what_others_wrote) {
  Move move;
  move.show = {{"<b>Pump</b>", "/articles/7", "a < b & \"c\""}};
  const Words words = words_of(move, {Language::en, "Meghna Tools", "", "", ""});
  EXPECT_EQ(words.html.find("<b>"), std::string::npos);
  EXPECT_EQ(words.html.find("href"), std::string::npos);  // no address of the desk: named, not linked
  EXPECT_NE(words.html.find("a &lt; b"), std::string::npos);
}

TEST(Words, of_an_own_greeting_still_say_that_it_is_a_program) {
  Move move;
  move.greet = true;
  for (const Language language : {Language::en, Language::bn, Language::ru}) {
    const Words words = words_of(move, {language, "Meghna Tools", "", "Hi from the pump team.", ""});
    EXPECT_TRUE(words.text.starts_with("Hi from the pump team."));
    EXPECT_NE(words.text.find(i18n::text(language, "bot.not_a_person", {{"desk", "Meghna Tools"}})), std::string::npos);
  }
}

}  // namespace
}  // namespace sahay::bot
