#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "platform/mail/addresses.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  for (const sahay::mail::Address& a : sahay::mail::parse_addresses(input, {})) {
    // What is taken for an address goes into headers and envelopes again.
    if (a.address.find_first_of("\r\n") != a.address.npos || a.address.find('\0') != a.address.npos) std::abort();
  }
  sahay::mail::find_address(input);
  return 0;
}
