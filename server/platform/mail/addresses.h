// Address lists of header fields, read forgivingly (rule 9): groups, comments as names, quoted commas, doubled or
// missing brackets, encoded words anywhere. What looks like an address is found; nothing fails.
// Threading: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/mail/headers.h"
#include "platform/mail/message.h"

namespace sahay::mail {

// Entries in order. An entry may have a name and no address ("undisclosed-recipients:;" gives none at all).
std::vector<Address> parse_addresses(std::string_view raw, const DecodeHints& hints);

// True for local@domain with plausible characters on both sides.
bool plausible_address(std::string_view address);

// The first thing in `text` that looks like an address; empty when there is none.
std::string find_address(std::string_view text);

// Trims brackets, quotes, "mailto:", trailing dots; lower-cases the domain. Empty when it is no address.
std::string clean_address(std::string_view raw);

}  // namespace sahay::mail
