// Where marked words stand in a comment's plain text. What a reader marks on a screen has other blanks and line ends than
// the text.
// Threading: pure.
#pragma once

#include <optional>
#include <string_view>

#include "desk/tickets/ticket_case.h"

namespace sahay::facts {

// In code points; blanks of any kind and number are alike. Nothing when the words do not stand there. Linear in practice,
// at worst the product of both lengths; words of more than 2000 bytes are not looked for.
std::optional<tickets::Passage> find_words(std::string_view text, std::string_view words);

}  // namespace sahay::facts
