// SPF (RFC 7208): may this host send for this domain? All mechanisms and macros, at most 10 terms that ask the DNS and
// 2 answers without content. The explanation (exp=) is a stranger's text and is read for its form only.
// Rule of use: SPF alone decides nothing (email.md rule 52); DMARC takes a pass into account.
// Threading: pure but for the questions to the RecordSource; about 30 of them at most.
#pragma once

#include <string>
#include <string_view>

#include "platform/net/records.h"

namespace sahay::mailauth {

enum class SpfResult { none, neutral, pass, fail, softfail, temperror, permerror };
std::string_view word(SpfResult result);

struct SpfQuestion {
  net::Address client;
  std::string helo;
  std::string sender;  // of the envelope; "" = postmaster at the helo name (RFC 7208 2.4)
};

struct SpfAnswer {
  SpfResult result = SpfResult::none;
  std::string domain{};     // that was asked, lower case
  std::string mechanism{};  // that decided: "include:_spf.example.org"; "" = none did
  std::string reason{};     // of an error
};

SpfAnswer check_spf(net::RecordSource& records, const SpfQuestion& question);

}  // namespace sahay::mailauth
