// Why: the reason that stands in a ticket's history beside a change that no person decided, told in the reader's
// language: {"key","key_you","agent_id","arguments":{...},"reasons":[{"key","arguments"}]}. An argument is a text, or
// {"key"} for a word that is told in each language.
// Rule of use: whoever changes a ticket on its own calls update_because(); every edge that shows history asks
// words_of_why().
// Threading: pure, but for update_because (inside one Tx).
#pragma once

#include <string>

#include "base/json.h"
#include "desk/tickets/tickets.h"
#include "platform/api/caller.h"

namespace sahay::tickets {

// As update(); the reason stands beside the change.
Result<Outcome> update_because(db::Tx& tx, const Actor& actor, TicketId id, Change change, JsonObject why);

// `key_you` is taken when the reader is the agent whom it concerns. {reasons} is the list of reasons in one line.
std::string words_of_why(const JsonObject& why, const api::Caller& reader);
// One key with its arguments.
std::string words_of_reason(const JsonObject& reason, i18n::Language language);

}  // namespace sahay::tickets
