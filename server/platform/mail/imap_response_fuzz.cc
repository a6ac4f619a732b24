// libFuzzer target: whatever an IMAP server answers, the reader must end with responses or an error.
#include <cstdint>

#include "platform/mail/imap_response.h"
#include "platform/mail/string_source.h"

using namespace sahay::mail;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  test::StringSource source(input);
  ImapLimits limits;
  limits.literal = 1 << 16;
  while (!source.empty()) {
    const auto response = read_response(source, limits);
    if (!response.ok()) break;
    (void)fetched_of(*response);
    (void)number_of(*response, "EXISTS");
  }
  (void)parse_internal_date(input);
  (void)imap_folder_name(input);
  (void)imap_quoted(input);
  return 0;
}
