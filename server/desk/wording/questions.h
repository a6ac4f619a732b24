// The questions of a message: where each stands, what kind of answer it wants, and its words; indirect ones ("I would
// like to know whether ...", "сообщите, когда уберут") and several in one sentence, too. Threading: pure.
#pragma once

#include "desk/wording/reading.h"

namespace sahay::wording {

enum class Asks { yes_or_no, time, price, count, deed, reason, place, person, thing };
inline constexpr std::size_t kKinds = 9;

// What a question wants of whom.
struct Asked {
  bool deed;       // a deed of ours: "Can you send it?"
  bool of_reader;  // it is about what the customer does: "When can I come?"
  bool how_long;   // of a time, but not "when"
  bool our_plan;   // "What are you going to do about it?"
};

struct Wanted {
  std::size_t begin = 0, end = 0;  // bytes of the message
  Asks kind = Asks::yes_or_no;
  Asked asked{};
  std::vector<Word> words;  // what it is about
};

std::vector<Wanted> questions_of(const Passage& message);

}  // namespace sahay::wording
