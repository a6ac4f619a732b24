// Fuzz target of Authentication-Results.
#include "platform/mailauth/auth_results.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  (void)sahay::mailauth::read_auth_results(std::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
