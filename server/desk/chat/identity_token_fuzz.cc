// What a stranger's page says of its visitor: once as it is, once as the claims of a token that is signed rightly.
#include <cstdint>

#include "base/text.h"
#include "desk/chat/identity_token.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const sahay::chat::SigningKey keys[] = {{1, "shop-", sahay::Secret("key")}};
  const auto now = sahay::Time::from_seconds(1'704'164'645);
  const auto as_it_is = sahay::chat::read_identity(input, keys, now);
  (void)as_it_is;
  const std::string body = "eyJhbGciOiJIUzI1NiJ9." + sahay::text::to_base64url(input);
  const auto claims = sahay::chat::read_identity(body + "." + sahay::text::to_base64url(sahay::text::hmac_sha256("key", body)), keys, now);
  (void)claims;
  return 0;
}
