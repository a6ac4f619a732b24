#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "platform/text/reply.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const sahay::text::TrimmedReply trimmed = sahay::text::trim_reply(input);
  // The ranges together are the text: nothing is lost, nothing doubled.
  std::size_t total = 0;
  for (const auto* list : {&trimmed.visible, &trimmed.quote, &trimmed.signature}) {
    for (const sahay::text::TextRange& r : *list) total += r.end - r.begin;
  }
  if (total != size) std::abort();
  sahay::text::text_to_html(input);
  return 0;
}
