// Trust: what the verdict about a mail's sender is worth to us.
// verified: DMARC passed. forged: it failed and the domain's owner asks to refuse such mail. doubtful: it failed under
// no such policy, or the mail has no single From. unknown: nothing was found out; that is no accusation.
// Threading: pure.
#pragma once

#include <string_view>

namespace sahay::email {

enum class Trust { unknown, verified, doubtful, forged };

// Weaker than trust: does anything stand behind From? not_looked: nobody could ask. some: SPF or DKIM of the same
// organization. none: neither.
enum class Backing { not_looked, some, none };

std::string_view word(Trust trust);        // "", "verified", "doubtful", "forged"
Trust trust_named(std::string_view word);
// As comments have it: "verified", "unverified", "".
std::string_view comment_trust(Trust trust);

}  // namespace sahay::email
