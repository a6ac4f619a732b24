#include "desk/email/trust.h"

namespace sahay::email {

std::string_view word(Trust trust) {
  switch (trust) {
    case Trust::unknown: return "";
    case Trust::verified: return "verified";
    case Trust::doubtful: return "doubtful";
    case Trust::forged: return "forged";
  }
  return "";
}

Trust trust_named(std::string_view name) {
  for (const Trust trust : {Trust::verified, Trust::doubtful, Trust::forged})
    if (word(trust) == name) return trust;
  return Trust::unknown;
}

std::string_view comment_trust(Trust trust) {
  if (trust == Trust::verified) return "verified";
  return trust == Trust::unknown ? "" : "unverified";
}

}  // namespace sahay::email
