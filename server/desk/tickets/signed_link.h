// A link of a letter that names a ticket, its reader and a moment, under a MAC with the installation's key: nothing is stored
// (decision 0232). The `purpose` ("solved", "report") keeps the links of one kind from standing for another.
// Rule of use: read_link() says only that we made it; whether it still holds is the caller's rule.
// Threading: pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/id.h"
#include "base/log.h"

namespace sahay::tickets {

struct SignedLink {
  TicketId ticket;
  UserId reader;
  Time at;
};
// "48213.7.1799999999000000.<mac>": digits, letters, "-", "_" and dots.
std::string link_token(const Secret& key, std::string_view purpose, const SignedLink& link);
std::optional<SignedLink> read_link(const Secret& key, std::string_view purpose, std::string_view token);

}  // namespace sahay::tickets
