#include <cstddef>
#include <cstdint>

#include "platform/mail/bounce_report.h"
#include "platform/mail/bounce_text.h"
#include "platform/mail/tnef.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  sahay::mail::read_delivery_report(input);
  sahay::mail::failed_recipients(sahay::mail::before_original(input), {});
  sahay::mail::read_tnef(input);
  sahay::mail::read_rtf(sahay::mail::decompress_rtf(input));
  return 0;
}
