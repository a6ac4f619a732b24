// Fuzz target of the reader of DNS answers.
#include "platform/net/records.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace sahay::net;
  const std::string_view message(reinterpret_cast<const char*>(data), size);
  for (const auto type : {RecordType::txt, RecordType::mx, RecordType::a, RecordType::srv})
    (void)read_records(message, "mail.example.org", type);
  return 0;
}
