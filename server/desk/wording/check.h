// The whole check of one draft: all findings in the order of the text, the customer's questions, how readable it is.
// Rule of use: pure; an answer of 200 words takes a fraction of a millisecond (docs/proofs/plain-language.md).
// Threading: any thread.
#pragma once

#include "desk/wording/readability.h"
#include "desk/wording/rules.h"

namespace sahay::wording {

struct Check {
  std::vector<Finding> findings;
  std::vector<Question> questions;
  Readability readability;
};

Check check(const Draft& draft);

}  // namespace sahay::wording
