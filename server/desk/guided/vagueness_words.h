// What words of a report are: of no weight, only that something is wrong, something seen, or "not".
// Rule of use: anything that no list knows names an object. Threading: pure.
#pragma once

#include <string_view>

namespace sahay::guided {

enum class WordKind {
  object,
  stop,       // says nothing about the problem: pronouns, times, greetings
  generic,    // says only that something is wrong: "work", "problem", "broken"
  symptom,    // something seen, heard, smelt or read
  negation,   // "not": what it denies is seen, unless that is generic ("does not start", not "does not work")
  negation_after,  // stands behind what it denies (Bengali)
};
// `folded` as text::fold_word gives it.
WordKind kind_of_word(std::string_view folded);

}  // namespace sahay::guided
