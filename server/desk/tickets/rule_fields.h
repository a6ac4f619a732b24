// Inside tickets only: the entries that the lists of conditions, actions and placeholders start with.
// Threading: called once, by the first who asks.
#pragma once

#include <span>

#include "desk/tickets/action.h"

namespace sahay::tickets {

std::vector<ConditionField> built_in_condition_fields();
std::vector<ConditionField> ticket_condition_fields();  // closed sets, people, tags, words
std::vector<ConditionField> update_condition_fields();  // what just happened
std::vector<ConditionField> time_condition_fields();    // hours since
std::vector<ConditionField> case_condition_fields();    // split messages and their parts
std::vector<ConditionField> own_condition_fields();     // fields made by the admin, of tickets, users, organizations
std::vector<ActionKind> built_in_action_kinds();

// includes, not_includes: one of the words; is, is_not: the words one after the other.
bool words_hold(std::string_view text, const Condition& condition);
// "4" and "mail" both give "email".
std::string channel_word(std::string_view value);
std::vector<Choice> choices_of(std::span<const std::string_view> values, std::string_view text_prefix);

}  // namespace sahay::tickets
