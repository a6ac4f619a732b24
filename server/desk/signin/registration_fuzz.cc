// What a stranger's browser says of a new passkey, and any CBOR.
#include <cstdint>

#include "desk/signin/cbor.h"
#include "desk/signin/webauthn.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const sahay::signin::RelyingParty party{"desk.example.org", "https://desk.example.org"};
  // The client's data are right, so that the reader comes as far as the bytes allow.
  const auto made = sahay::signin::read_registration(party, "eA", R"({"type":"webauthn.create","challenge":"eA","origin":"https://desk.example.org"})", input);
  (void)made;
  sahay::signin::CborReader reader(input);
  while (reader.skip()) {}
  return 0;
}
