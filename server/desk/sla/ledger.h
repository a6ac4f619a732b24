// Ledger: what a clock did, in the order a person would tell it: ran so long, paused so long and why, the target became
// another, the target passed, answered. Made from the notes of the fold; the amounts it names add up to what was spent.
// Rule of use: words are chosen here for the reader's language (i18n keys clock.*), nowhere else.
// Threading: pure.
#pragma once

#include "base/i18n.h"
#include "desk/sla/clock.h"

namespace sahay::sla {

struct Entry {
  enum class Kind { ran, paused, target, breach, fulfilled, ended } kind = Kind::ran;
  Time from, to;
  Duration amount{};           // ran: of the target's kind of hours; paused: as the day goes
  std::string status{}, reason{};  // of a pause
  std::int64_t target_seconds = 0;  // target: the new one, 0 = none; breach: the missed one
};

// One clock through its life.
struct Life {
  Metric metric = Metric::first_reply;
  Clock clock;                 // as it is at the end of the ledger
  std::vector<Entry> entries;
};

// Every clock that ever started, in the order of starting; those that live are counted up to the state's time.
std::vector<Life> lives_of(const std::vector<Note>& notes, const State& state);

std::string_view name_of(Entry::Kind kind);
// "ran 2 h 10 min, paused 3 d waiting for the customer, ran 50 min, then answered"
std::string words(const Life& life, i18n::Language language);
std::string words(const std::vector<std::string>& entries, i18n::Language language);  // of a life, each in its words
std::string words(const Entry& entry, Metric metric, i18n::Language language);
// "2 h 10 min"; with days: "3 d 4 h".
std::string duration_words(Duration duration, bool with_days, i18n::Language language);

}  // namespace sahay::sla
