// ARC (RFC 8617): who carried a mail on its way and what each of them had found out. Shown to people; it proves only
// that the sealers said so.
// Threading: pure but for the questions to the RecordSource.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/mailauth/dkim.h"

namespace sahay::mailauth {

enum class ArcResult { none, pass, fail, temperror };
std::string_view word(ArcResult result);

struct ArcAnswer {
  ArcResult result = ArcResult::none;
  std::vector<std::string> sealers{};  // d= of each seal, the first carrier first
  std::string reported{};              // what the first carrier wrote: "dmarc=pass" of its results, or ""
  std::string reason{};
};

// 50 carriers at most; a chain that is longer or has a gap fails.
ArcAnswer check_arc(std::string_view message, net::RecordSource& records);

}  // namespace sahay::mailauth
