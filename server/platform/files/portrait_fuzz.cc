#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "platform/files/portrait.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto first = sahay::files::portrait_of(input);
  if (!first.ok()) return 0;
  if (first->bytes.size() > size || first->side < 32 || first->side > 1024) std::abort();
  // What was let through is let through again, unchanged.
  const auto again = sahay::files::portrait_of(first->bytes);
  if (!again.ok() || again->bytes != first->bytes) std::abort();
  return 0;
}
