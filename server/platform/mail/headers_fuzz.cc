#include <cstddef>
#include <cstdint>

#include "platform/mail/addresses.h"
#include "platform/mail/headers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const sahay::mail::DecodeHints hints;
  sahay::mail::decode_text(input, hints);
  sahay::mail::parse_parameters(input, hints);
  sahay::mail::parse_message_ids(input);
  sahay::mail::parse_date(input);
  sahay::mail::parse_addresses(input, hints);
  return 0;
}
