// The customer's questions: where each stands, what kind of answer it wants, and the words that say what it is about.
// Threading: pure.
#pragma once

#include <vector>

#include "desk/wording/reading.h"

namespace sahay::wording {

enum class Asks { yes_or_no, time, price, count, deed, reason, place, person, thing };

// What a question wants of whom.
struct Asked {
  bool deed;       // a deed of ours: "Can you send it?"
  bool of_reader;  // it is about what the customer does: "When can I come?"
  bool how_long;   // of a time, but not "when"
  bool our_plan;   // "What are you going to do about it?"
};

struct AskedQuestion {
  std::size_t begin, end;    // bytes of the message
  std::size_t sentence;      // of the message
  Asks kind;
  Asked asked;
  std::vector<Word> wanted;  // its words with content; those of the sentence before when it has none ("Why?")
};

// At most thirty, those within one sentence apart ("Does it come with a case, and when?").
std::vector<AskedQuestion> read_questions(const Passage& message);
// Words that say little about what is asked: "use", "make", "go".
bool is_faint(const Word& word);

}  // namespace sahay::wording
