// Inside escalation only: rows of hand-overs, their events, letters to colleagues, the words of notes.
// Threading: inside one Tx.
#pragma once

#include "desk/escalation/escalation.h"

namespace sahay::escalation {

void save(db::Tx& tx, const Handover& handover);
void tell(db::Tx& tx, const tickets::Actor& actor, const Handover& handover, std::string_view what);
// A mail to a colleague: keys escalation.mail.<what>.subject and .text. Nothing to who did it.
void write_colleague(db::Tx& tx, UserId to, UserId by, std::string_view what, const tickets::Ticket& ticket, const std::string& level);
// Ends it: state, time that it took, its timer.
void end(db::Tx& tx, Handover& handover, std::string_view state, UserId by, const tickets::Ticket& ticket);
// Gives the ticket to somebody with a note for colleagues; the owner stays.
Result<tickets::Outcome> move(db::Tx& tx, const tickets::Actor& actor, const tickets::Ticket& ticket, UserId to, GroupId group, std::string note, std::string_view why);
// The note for who works next, in the language and zone of that person; nobody yet: in this language.
std::string packet_words(db::Tx& tx, const Handover& handover, i18n::Language language);
std::string level_words(std::string_view level, i18n::Language language);
std::string name_of(db::Tx& tx, UserId user);
// Working time where it is known, else all of it.
Duration time_between(db::Tx& tx, const tickets::Ticket& ticket, Time from, Time to);
Time after_working(db::Tx& tx, const tickets::Ticket& ticket, std::int64_t minutes, bool business_hours);
// False while nobody has handed anything over (SQLite): then nothing is asked.
bool in_use(db::Tx& tx);
void now_in_use();

}  // namespace sahay::escalation
