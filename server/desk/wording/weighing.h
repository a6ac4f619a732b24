// What speaks for an open question, weighed by a table: which sentences say something at all, whether one of them has
// the kind of answer that is wanted, and how much of the question's words they say. The table was found with the
// labelled drafts (docs/proofs/plain-language.md).
// Threading: pure.
#pragma once

#include "desk/wording/answer_text.h"
#include "desk/wording/questions.h"

namespace sahay::wording {

// Of the draft: jargon or asking again for what is known, or office language and hidden actors. Who writes plainly
// seldom leaves a question open.
enum class Style { plain, jargon, office };
Style style_of(const Findings& known, const Findings& hollow);

// One a question: whether it seems open. In a plain draft this is a second opinion only.
std::vector<char> seem_open(const AnswerText& answer, const Passage& message,
                            const std::vector<AskedQuestion>& questions, Style style);

}  // namespace sahay::wording
