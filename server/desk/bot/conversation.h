// What the bot says next: a rule without a model and without a database. It greets, shows what the help centre has, asks
// the intake questions, and hands over. Whoever asks for a person gets one at once.
// Threading: pure.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/id.h"

namespace sahay::bot {

inline constexpr std::size_t kMostQuestions = 6, kMostShown = 3;
inline constexpr std::size_t kLongestAnswer = 2'000;  // bytes of an answer that the packet keeps

// An article of the help centre, as found.
struct Article {
  std::string title, url, snippet;
};
BOOST_DESCRIBE_STRUCT(Article, (), (title, url, snippet))

// A question of the intake, in the three languages; an empty one is asked in English, or in what there is.
struct Question {
  std::string en, bn, ru;

  const std::string& in(i18n::Language language) const;
};
BOOST_DESCRIBE_STRUCT(Question, (), (en, bn, ru))

struct Answer {
  std::string question, answer;
};
BOOST_DESCRIBE_STRUCT(Answer, (), (question, answer))

// Where the talk stands.
struct Talk {
  TicketId ticket_id;
  std::string stage = "new";  // new, answering (articles were looked for), asking, done
  std::int64_t asked = 0;     // questions asked so far
  std::int64_t searched = 0;  // how often the help centre was asked
  std::vector<Answer> answers;
  std::vector<Article> articles;  // shown
  CommentId heard_comment_id;
  Time created_at, updated_at;
};

// What the customer said since the bot last looked.
struct Heard {
  std::string words;
  i18n::Language language = i18n::Language::en;
  bool live = true;                // a chat; a mail or a form gets everything in one word
  std::vector<Article> found{};    // by `words`, best first
};

// What the bot does: parts in their order, of which the words are made.
struct Move {
  bool greet = false;
  std::vector<Article> show{};
  bool nothing_found = false, offer_more = false, glad = false;
  bool introduce_questions = false;
  std::vector<std::string> ask{};
  bool hand_over = false;
  std::string reason{};            // of the hand-over: asked (by the customer's words), intake (all was asked)
  bool silent() const { return !greet && show.empty() && !glad && ask.empty() && !hand_over; }
};

// Does this text ask for a person? ("I want to talk to a human", "позовите оператора", "মানুষের সাথে কথা বলতে চাই")
bool asks_for_person(std::string_view words);
// A short word that all is well ("thanks, that helped").
bool says_solved(std::string_view words);

// Moves `talk` on and says what to do. `most_answers`: how often the help centre is asked before the questions.
Move next_move(Talk& talk, const Heard& heard, const std::vector<Question>& questions, std::int64_t most_answers);

}  // namespace sahay::bot
