// Intake: what every channel does with a message from outside: who is it, and in which language do they write.
// Threading: inside one Tx; locale_of_text is pure.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "desk/people/people.h"

namespace sahay::channels {

// "bn", "ru" or "en-US" by the script of most letters; "" when there is too little text to say.
std::string_view locale_of_text(std::string_view text);

// The person behind an address of a message, made as an end user when unknown. Errors: forbidden (suspended), invalid
// (no address).
Result<people::User> person_behind(db::Tx& tx, std::string_view address, std::string_view name, std::string_view text);
// The same of an address whose person has been looked up.
Result<people::User> person_behind(people::User known);

}  // namespace sahay::channels
