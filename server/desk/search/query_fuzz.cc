// Any text is a query: no crash, a bounded number of terms.
#include <cstdint>
#include <cstdlib>

#include "desk/search/query.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto query = sahay::search::parse_query({reinterpret_cast<const char*>(data), size});
  if (query.terms.size() > 64) std::abort();
  return 0;
}
