// The door of facts: add, correct, withdraw, restore; what a ticket knows, with what came in by merges.
//
// Facts of merged tickets are read through the merge, so that its undo takes them back; a split copies what holds, marked
// with where it came from; a hand-over keeps the ticket, and its facts with it.
// Events out (subject_id = ticket): fact.added, fact.corrected, fact.withdrawn, fact.restored, fact.reproduction; their data:
// {"fact_id","kind"}; the words stand in the fact alone, where a redaction finds them.
// Rule of use: folders above (procedures, the guided report, the bot) add what they find through add().
// Threading: inside one Tx.
#pragma once

#include <optional>
#include <vector>

#include "desk/facts/fact.h"
#include "desk/tickets/tickets.h"

namespace sahay::facts {

struct NewFact {
  std::string kind;
  std::string text{};           // at most 1000 code points; none: the marked words of the comment
  std::string label{};          // at most 100
  std::string done_by{};        // tried, none: the customer when their comment says so, else us
  std::string result{}, detail{};
  Time happened_at{};           // not in the future; tried, none: when the comment was written
  std::string source = "hand";
  CommentId comment{};
  std::int64_t begin = 0, end = 0;  // code points of the comment's text
  std::string words{};          // or the words to find in it
  std::int64_t field_id = 0, step_id = 0;
};
// The same words of the same kind are the same fact: a second one gives the first back, with what it adds.
// Errors: not_found (ticket), invalid (kind, text, result, done_by, happened_at, comment_id, words).
Result<Fact> add(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, NewFact wanted);

struct Correction {
  std::optional<std::string> kind{}, text{}, label{}, done_by{}, result{}, detail{};
  std::optional<Time> happened_at{};
};
// Errors: not_found, invalid; conflict when it is withdrawn.
Result<Fact> correct(db::Tx& tx, const tickets::Actor& actor, FactId fact, const Correction& correction);
Result<Fact> withdraw(db::Tx& tx, const tickets::Actor& actor, FactId fact, std::string reason);
Result<Fact> restore(db::Tx& tx, const tickets::Actor& actor, FactId fact);

struct Reproduced {
  std::optional<std::string> steps{}, environment{}, expected{}, actual{}, reproduced{}, build{};
};
// Writes what is given, keeps the rest. Errors: not_found, invalid.
Result<Reproduction> set_reproduction(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, const Reproduced& wanted);

std::optional<Fact> find_fact(db::Tx& tx, FactId id);
// Withdrawn ones too, oldest first, those of merged tickets after the ticket's own.
std::vector<Fact> of_ticket(db::Tx& tx, TicketId ticket);
std::vector<FactChange> history(db::Tx& tx, TicketId ticket);
// The ticket's own, else that of a ticket merged into it.
std::optional<Reproduction> reproduction_of(db::Tx& tx, TicketId ticket);

// Rule A4 (platform/api/rule_switch.h).
bool in_force();

}  // namespace sahay::facts
