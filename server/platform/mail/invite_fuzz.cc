#include <cstddef>
#include <cstdint>

#include "platform/mail/invite.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sahay::mail::read_invite({reinterpret_cast<const char*>(data), size});
  return 0;
}
