// Letters of a sibling's own kind, beside answers and receipts: the sibling writes the words, desk/email addresses,
// threads, signs and sends them. The delivery of kind "transcript/17" is number 17 of the kind "transcript".
// Rule of use: filled by app/wiring.cc before the server starts; a writer reads only, and answers the same for every try.
// Threading: called inside one Tx, from several workers at once.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "base/i18n.h"
#include "base/result.h"
#include "desk/channels/delivery.h"

namespace sahay::channels {

struct OwnLetter {
  i18n::Language language = i18n::Language::en;
  std::string subject, text, html;
  std::string reader;  // their name, "" = the address alone
};
// Errors: not_found (there is nothing to send any more).
using WriteOwnLetter = std::function<Result<OwnLetter>(db::Tx&, const Delivery&, std::int64_t number)>;
inline std::map<std::string, WriteOwnLetter, std::less<>> own_letters;

}  // namespace sahay::channels
