#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "platform/text/html.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string clean = sahay::text::sanitise_html(input).html;
  if (clean.find("<script") != clean.npos || clean.find("<iframe") != clean.npos) std::abort();
  sahay::text::html_to_marked_text(input);
  return 0;
}
