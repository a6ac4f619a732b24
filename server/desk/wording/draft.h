// What the draft checker looks at and what it says: the answer that somebody writes, what it answers, what the desk knows
// then, and findings with a place in the text.
// Rule of use: every rule is a pure function of a Reading (reading.h); check.h runs them all.
// Threading: values.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/i18n.h"

namespace sahay::wording {

enum class Rule : std::uint8_t {
  officialese,         // a phrase of offices where a plain word says the same
  passive,             // the sentence hides who acts
  long_sentence,       // more words than a reader holds: 25 (en), 22 (ru), 20 (bn)
  jargon,              // a word of our trade that this customer did not use
  unanswered,          // a question of the customer that is neither answered nor taken up
  no_next_step,        // nobody does anything next and there is no date
  known_data,          // asks for what the desk knows or for a step that was done
  missing_attachment,  // speaks of a file that is not there
  wrong_recipient,     // somebody outside of the customer's company reads along
  wrong_language,      // another script than the customer's
  no_greeting,         // a mail that neither greets nor names the customer
  no_apology,          // a complaint is answered without a word of regret
};
inline constexpr std::size_t kRules = 12;
inline constexpr std::array<std::string_view, kRules> kRuleNames = {
    "officialese", "passive", "long_sentence", "jargon", "unanswered", "no_next_step",
    "known_data", "missing_attachment", "wrong_recipient", "wrong_language", "no_greeting", "no_apology"};
inline std::string_view name_of(Rule rule) { return kRuleNames[std::size_t(rule)]; }

// What the desk knows. kind "data": words name it ("serial number"). "tried": words are a step that was done ("restarted the
// printer"). "environment", "symptom", "ruled_out": words are what is known ("Windows 11"), label what it is the value of.
struct KnownFact {
  std::string kind;
  std::string words;
  std::string label{};
  std::int64_t fact_id = 0;  // 0: it is no fact of the ticket (a field, a phone number)
  std::string done_by{};     // customer, us, other
  Time at{};
};

// A phrase of the organization's own lists.
struct OwnPhrase {
  std::string kind;   // officialese, jargon, or allowed: silences a shipped phrase
  std::string words;  // compared word by word by stem
  std::string plain;  // what to write instead; "" = leave it out
};

struct Draft {
  std::string text;
  std::string question;               // the customer's message that it answers
  std::string customer_name;
  std::string customer_locale;        // "" = judged by the message alone
  bool is_mail = true;                // a line of a chat needs neither greeting nor next step
  bool is_complaint = false;
  std::vector<std::string> recipients{};       // addresses that will get it
  std::vector<std::string> known_addresses{};  // of the ticket's people: never wrong
  std::vector<std::string> company_domains{};  // "meghna.example"
  int files = 0;
  std::vector<KnownFact> known{};
  std::vector<OwnPhrase> own{};
};

// begin == end: the whole answer. `unanswered` points into Draft::question, everything else into Draft::text (bytes).
struct Finding {
  Rule rule;
  std::size_t begin = 0, end = 0;
  std::string text{};   // the words that it is about
  std::string plain{};  // officialese, jargon: what to write instead, alternatives separated by " | "
  bool has_plain = false;
  int known = -1;           // known_data: which of Draft::known
  bool by_make = false;     // jargon: no list holds the word, it is only made like a word of a trade
};

struct Question {
  std::size_t begin = 0, end = 0;  // bytes of Draft::question
  std::string text{};
  bool answered = false;
};

}  // namespace sahay::wording
