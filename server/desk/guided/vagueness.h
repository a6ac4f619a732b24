// Vagueness: whether a report says what it is about and what is seen, or only that "it doesn't work"; in English, Russian and
// Bengali, each word judged by its own script, so a text in two languages is read too.
// Rule of use: it asks for one detail and never refuses; whoever asks must let the second try pass.
// Threading: pure.
#pragma once

#include <string_view>

namespace sahay::guided {

// The one detail that is missing.
enum class Vague {
  clear,
  bare,        // nothing but "does not work": neither an object nor what is seen
  too_short,   // fewer than three words
  no_object,   // what is seen, but not of what
  no_symptom,  // an object, but not what is seen
};
// Reads the first 4000 code points; a text in another script is clear: we cannot judge it.
Vague vagueness(std::string_view text);
// "clear", "bare", ...
std::string_view name_of(Vague vague);

}  // namespace sahay::guided
