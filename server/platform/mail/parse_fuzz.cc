#include <cstddef>
#include <cstdint>

#include "platform/mail/inspect.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sahay::mail::inspect_json("fuzz", {reinterpret_cast<const char*>(data), size});
  return 0;
}
