// Inside promises only: texts that are drafted for a customer, in their language. A person sends them, or the desk when
// nobody is there to.
// Threading: inside one Tx.
#pragma once

#include "desk/promises/promises.h"

namespace sahay::promises {

i18n::Language language_of_customer(db::Tx& tx, const tickets::Ticket& ticket);
// What was promised, as a customer reads it: the promise's own text, or the words of its kind.
std::string promise_words(const Promise& promise, i18n::Language language);
// An update though nothing has changed, from the latest facts. `next`: when the customer hears again.
std::string update_words(db::Tx& tx, const tickets::Ticket& ticket, const Promise& promise, Time next);
std::string delay_words(db::Tx& tx, const tickets::Ticket& ticket, const Promise& promise, Time new_due, std::string_view reason);
// The same when the desk itself must write, because who promised is away.
std::string absent_words(db::Tx& tx, const tickets::Ticket& ticket, const Promise& promise, Time new_due);
// Told when a ticket goes into analysis.
std::string analysis_words(db::Tx& tx, const tickets::Ticket& ticket, UserId owner, Time checkpoint);
// The closing sequence: 1 we cannot reach you, 2 we shall close, 3 closed.
std::string closing_words(db::Tx& tx, const tickets::Ticket& ticket, int stage, Time closes_at);

}  // namespace sahay::promises
