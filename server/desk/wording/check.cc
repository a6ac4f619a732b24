#include "desk/wording/check.h"

#include <algorithm>

#include "desk/wording/signals.h"

namespace sahay::wording {
namespace {

// "Please be advised that" is one finding, not a phrase and a passive: a phrase to leave out takes its passive along.
// One that has a plain word does not: "осуществляется" is office language and hides who acts.
void drop_inside_phrases(Findings& findings) {
  Findings phrases;
  std::copy_if(findings.begin(), findings.end(), std::back_inserter(phrases),
               [](const Finding& f) { return f.rule == Rule::officialese; });
  std::erase_if(findings, [&](const Finding& f) {
    return f.rule == Rule::passive && std::any_of(phrases.begin(), phrases.end(), [&](const Finding& phrase) {
             return phrase.has_plain && phrase.plain.empty() && phrase.begin <= f.begin && f.end <= phrase.end;
           });
  });
}

// A name below the text is no word of a trade: "পাভেল" is spelled like one.
void drop_in_signature(const Passage& answer, Findings& findings) {
  if (answer.sentences.empty() || !is_signature(answer, answer.sentences.back())) return;
  const std::size_t begin = answer.sentences.back().begin;
  std::erase_if(findings, [&](const Finding& f) { return f.rule == Rule::jargon && f.begin >= begin; });
}

// "Please try it free" in a Bengali answer is in the wrong language; its words are no jargon besides.
void drop_in_foreign_words(Findings& findings) {
  Findings foreign;
  std::copy_if(findings.begin(), findings.end(), std::back_inserter(foreign),
               [](const Finding& f) { return f.rule == Rule::wrong_language && f.end; });
  std::erase_if(findings, [&](const Finding& f) {
    return f.rule == Rule::jargon && std::any_of(foreign.begin(), foreign.end(), [&](const Finding& row) {
             return row.begin <= f.begin && f.end <= row.end;
           });
  });
}

// Where nothing else is wrong, a single word that is only made like a word of a trade is none, most likely.
void drop_lonely_guess(Findings& findings) {
  const auto counts = [](const Finding& f) { return f.rule != Rule::wrong_recipient; };
  if (std::count_if(findings.begin(), findings.end(), counts) == 1)
    std::erase_if(findings, [](const Finding& f) { return f.by_make; });
}

}  // namespace

Check check(const Draft& draft) {
  Check out;
  const Reading reading(draft);
  if (reading.answer.words.empty()) return out;
  find_officialese(reading, out.findings);
  find_jargon(reading, out.findings);
  drop_in_signature(reading.answer, out.findings);
  find_passive(reading, out.findings);
  drop_inside_phrases(out.findings);
  find_long_sentences(reading, out.findings);
  find_missing_attachment(reading, out.findings);
  find_wrong_recipients(reading, out.findings);
  find_wrong_language(reading, out.findings);
  drop_in_foreign_words(out.findings);
  find_missing_greeting(reading, out.findings);
  find_missing_apology(reading, out.findings);
  Findings known;
  find_known_data(reading, known);
  // An answer in a language that the customer does not read shares no words with their question: one finding is enough.
  const bool unreadable = std::any_of(out.findings.begin(), out.findings.end(),
                                      [](const Finding& f) { return f.rule == Rule::wrong_language && f.end == 0; });
  out.questions = answer_questions(reading, known, out.findings);
  const bool open = std::any_of(out.questions.begin(), out.questions.end(),
                                [](const Question& question) { return !question.answered; });
  find_missing_next_step(reading, open && !unreadable, out.findings);
  for (const Question& question : out.questions)
    if (!question.answered && !unreadable)
      out.findings.push_back({Rule::unanswered, question.begin, question.end, question.text});
  out.findings.insert(out.findings.end(), known.begin(), known.end());
  drop_lonely_guess(out.findings);
  std::stable_sort(out.findings.begin(), out.findings.end(), [](const Finding& a, const Finding& b) {
    const auto place = [](const Finding& f) { return f.end && f.rule != Rule::unanswered ? f.begin : SIZE_MAX; };
    return place(a) < place(b);
  });
  out.readability = readability_of(reading.answer);
  return out;
}

}  // namespace sahay::wording
