#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "platform/text/html.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string clean = sahay::text::sanitise_html(input).html;
  // Broken tags and comments may come out otherwise, never anything that must not.
  sahay::text::SanitiseOptions whole;
  whole.whole_text = true;
  const std::string other = sahay::text::sanitise_html(input, whole).html;
  if (other.find("<script") != other.npos || other.find("<iframe") != other.npos) std::abort();
  if (clean.find("<script") != clean.npos || clean.find("<iframe") != clean.npos) std::abort();
  sahay::text::html_to_marked_text(input);
  return 0;
}
