// What siblings put below the words of an answer that leaves by mail ("did this solve it?").
// Rule of use: filled by app/wiring.cc before the server starts; texts are in the reader's language; reads only.
// Threading: called inside one Tx, from several workers at once.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "desk/tickets/tickets.h"

namespace sahay::channels {

struct LetterAddition {
  std::string text{}, html{};  // "" = nothing
  // An address of our site in the words of the answer that becomes the reader's own in their letter; "" = none.
  std::string shared_address{}, own_address{};
};
using AddToLetter = std::function<LetterAddition(db::Tx&, const tickets::Ticket&, const tickets::Comment&, const people::User& reader)>;
inline std::vector<AddToLetter> letter_additions;
// What ends every letter about a request, receipts too: how else we are reached. Empty: nothing.
inline std::function<LetterAddition(db::Tx&, const people::User& reader)> letter_footer;

}  // namespace sahay::channels
