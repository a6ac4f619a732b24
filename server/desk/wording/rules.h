// The rules, each one function in one file with a table test. A rule gets a Reading and adds its findings; what a
// language calls for stands in the rule's file.
// Threading: pure.
#pragma once

#include <vector>

#include "desk/wording/phrases.h"
#include "desk/wording/reading.h"

namespace sahay::wording {

using Findings = std::vector<Finding>;

void find_officialese(const Reading& reading, Findings& out);
void find_jargon(const Reading& reading, Findings& out);
void find_passive(const Reading& reading, Findings& out);
void find_long_sentences(const Reading& reading, Findings& out);
void find_missing_attachment(const Reading& reading, Findings& out);
void find_wrong_recipients(const Reading& reading, Findings& out);
void find_wrong_language(const Reading& reading, Findings& out);
void find_missing_greeting(const Reading& reading, Findings& out);
void find_missing_apology(const Reading& reading, Findings& out);
void find_known_data(const Reading& reading, Findings& out);
// `question_open`: a question of the customer is not answered.
void find_missing_next_step(const Reading& reading, bool question_open, Findings& out);
// Each question of the customer, answered or not. `known` are the findings of find_known_data: to repeat what was tried
// is no answer to "what else can I try?". `hollow` are the findings so far: office language seldom answers in other
// words.
std::vector<Question> answer_questions(const Reading& reading, const Findings& known, const Findings& hollow);

// Abbreviations in capitals that not everybody knows (abbreviations.cc).
std::vector<PhraseBook::Hit> find_abbreviations(const Passage& passage);
// Words of trades known by how they are made, whether a list holds them or not (trade_shapes.cc).
std::vector<PhraseBook::Hit> find_trade_shapes(const Passage& passage);
// Words of trades without plain ones, by field, patterns of phrases.h joined by "|" (trade_words_*.cc).
std::span<const std::string_view> english_trade_words();
std::span<const std::string_view> russian_trade_words();
std::span<const std::string_view> bengali_trade_words();
// What clerks of many trades say among themselves, in the same form (trade_talk_*.cc).
std::span<const std::string_view> english_trade_talk();
std::span<const std::string_view> russian_trade_talk();
std::span<const std::string_view> bengali_trade_talk();
// Constructions and words of offices without plain ones, patterns joined by "|" (officialese_forms.cc), and plain
// speech that they would take along.
std::span<const std::string_view> english_office_forms();
std::span<const std::string_view> russian_office_forms();
std::span<const std::string_view> bengali_office_forms();
std::span<const std::string_view> plain_office_forms();
// An English word in Bengali letters that not everybody uses (loanwords.cc).
bool is_trade_loan(const Word& word);
// A word of learned make that is rare in everyday speech (learned_words.cc); a name may look so, too.
bool is_learned(const Word& word, bool may_be_name);
// Words that everybody knows, parted by blanks (everyday_*.cc).
std::string_view everyday_english();
std::string_view everyday_russian();
std::string_view everyday_bengali();
std::string_view everyday_bengali_loans();

// Shipped phrases and the organization's own of this kind; what the organization allows is silent (jargon.cc).
void find_phrases(Rule rule, const std::vector<PhraseBook::Hit>& shipped, const Reading& reading, Findings& out);

// Words that a sentence may have, by the script that most of it is written in (reading.h).
std::size_t longest_sentence(text::Script script);

// The finding over words [first, last) of the answer.
inline Finding finding_at(Rule rule, const Reading& reading, std::size_t first, std::size_t last) {
  const std::size_t begin = reading.answer.words[first].begin, end = reading.answer.words[last - 1].end;
  return {rule, begin, end, std::string(reading.answer.cut(begin, end))};
}

}  // namespace sahay::wording
