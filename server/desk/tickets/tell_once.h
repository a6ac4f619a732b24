// What a rule tells the customer by itself (how to reach us, what is usual): once a request, marked by a tag, and only where no
// person has answered, no machine wrote and nothing is wrong between us and the customer.
// Rule of use: an action asks may_tell() before it makes its words and gives them to tell(); what a person's saved answer tells
// stands in their draft.
// Threading: not_now is set once before serving; functions inside one Tx.
#pragma once

#include "desk/tickets/action.h"

namespace sahay::tickets {

// Whether nothing may be sent by itself to this customer now; a yes may be counted there. Set by app (C12); empty: never.
inline std::function<bool(db::Tx&, const Ticket&)> not_now;

bool has_tag(const Ticket& ticket, std::string_view tag);
// A no whose reason people look for (the customer is not calm) stands among the effects as {"withheld":true}.
bool may_tell(Applying& applying, const std::string& field, std::string_view tag);
// Adds the tag; a rule's words go out as the desk's assistant writes them, in the budgets of what is automatic.
void tell(Applying& applying, const std::string& field, std::string tag, std::string words);

// An action without a value of its own, done once a request.
ActionKind once_kind(std::string field, std::string group);

// Action "suggest_split": a note to whoever works at the request, once.
ActionKind suggest_split_action();
// Condition "answered_by": who wrote our last public word.
ConditionField answered_by_condition();

}  // namespace sahay::tickets
