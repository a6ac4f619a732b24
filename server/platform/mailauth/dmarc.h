// DMARC (RFC 7489): does SPF or DKIM vouch for the domain that the reader sees in From, and what does that domain ask
// for when neither does?
// Threading: pure but for two questions to the RecordSource.
#pragma once

#include "platform/mailauth/dkim.h"
#include "platform/mailauth/spf.h"

namespace sahay::mailauth {

enum class DmarcResult { none, pass, fail, temperror, permerror };
std::string_view word(DmarcResult result);
enum class DmarcPolicy { none, quarantine, reject };
std::string_view word(DmarcPolicy policy);

struct DmarcAnswer {
  DmarcResult result = DmarcResult::none;
  DmarcPolicy policy = DmarcPolicy::none;  // that applies to this From
  std::string domain{};                    // of From, in its ASCII form, lower case
  bool by_spf = false, by_dkim = false;    // what agrees with From
};

// `spf`: null when the sending host is not known (a mail fetched from a mailbox); then only a pass can be found out:
// what would be a failure is none.
DmarcAnswer check_dmarc(net::RecordSource& records, std::string_view from_domain, const SpfAnswer* spf,
                        const std::vector<DkimSignature>& dkim);

// "mail.example.co.uk" -> "example.co.uk" by the public suffix list; a name that is a suffix itself is its own answer.
std::string organizational_domain(std::string_view domain);
// "почта.рф" -> "xn--80a1acny.xn--p1ai"; lower case; "" when it is no domain.
std::string ascii_domain(std::string_view domain);

}  // namespace sahay::mailauth
