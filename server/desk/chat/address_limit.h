// How much an address may do without saying who it is: sessions cost nothing to make, so a limit for each session alone
// would stop nobody. Generous enough for a company behind one address; an IPv6 network of 64 bits counts as one.
// Loopback is not limited: what comes from there is a proxy that the configuration does not name.
// Threading: any thread.
#pragma once

#include <string>

#include "desk/chat/rate_limit.h"

namespace sahay::chat {

// What counts as one source; "" is not limited.
std::string source_of(const std::string& address);

class AddressLimit {
 public:
  bool allows_start(const std::string& address, Time now) { return allows(starts_, address, now); }
  bool allows_message(const std::string& address, Time now) { return allows(messages_, address, now); }
  bool allows_upload(const std::string& address, Time now) { return allows(uploads_, address, now); }

 private:
  static bool allows(RateLimit& limit, const std::string& address, Time now);

  RateLimit starts_{30, std::chrono::seconds(30)};
  RateLimit messages_{200, std::chrono::milliseconds(250)};
  RateLimit uploads_{40, std::chrono::seconds(10)};
};

}  // namespace sahay::chat
