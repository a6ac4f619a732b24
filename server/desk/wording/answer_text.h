// The answer as the rule for open questions reads it: what of a question's words each sentence says, and what a
// sentence is (manners, an order, a statement, office language).
// Threading: pure; keeps references to the passage and the findings, which must outlive it.
#pragma once

#include "desk/wording/rules.h"

namespace sahay::wording {

class AnswerText {
 public:
  // `known`: findings of known_data. `hollow`: the findings of the other rules so far.
  AnswerText(const Passage& passage, const Findings& known, const Findings& hollow);

  struct About {
    int meaning, topic;  // -1: of nothing that we know
  };
  static About about(const Word& word);

  const Passage& passage() const { return passage_; }
  // The word or its meaning: 1. What it is about: 0.8. Nothing of it: 0.
  double in_sentence(const Word& wanted, const About& about, const Sentence& sentence) const;
  bool is_manners(const Sentence& s) const;
  // Has a finding of office language, a hidden actor or a wrong language.
  bool is_hollow(const Sentence& s) const;
  bool has(Rule rule, const Sentence& s) const;
  // States something in the writer's own words: no manners, no order, no question, no greeting.
  bool asserts(const Sentence& s) const;
  // "Karim signs it", "মিনা খাওয়ান": begins with a word that may be a name. Bengali has no capitals: there only a short
  // sentence, or one with a word of address.
  bool names_first(const Sentence& s) const;
  bool repeats_known(const Sentence& s) const;
  // Tells to do something beside what is known to be done: "restart it, then clear the cache".
  bool instructs_anew(const Sentence& s) const;

 protected:
  const Passage& passage_;
  const Findings& known_;
  const Findings& hollow_;
  std::vector<About> about_;
};

}  // namespace sahay::wording
