// Signatures against the examples of RFC 7515 (appendices A.2 and A.3), whose keys and tokens are others'.
#include "desk/signin/id_token.h"

#include <gtest/gtest.h>

namespace sahay::signin {
namespace {

const std::string kPayload = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
const std::string kRsa = "eyJhbGciOiJSUzI1NiJ9." + kPayload +
                         ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_"
                         "nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9"
                         "Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
const std::string kEc = "eyJhbGciOiJFUzI1NiJ9." + kPayload + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
const std::string kModulus = "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_"
                             "YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-"
                             "DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";
const std::string kPoint = R"("x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")";
const std::string kRsaKey = R"({"kty":"RSA","e":"AQAB","n":")" + kModulus + "\"}";
const std::string kEcKey = R"({"kty":"EC","crv":"P-256",)" + kPoint + "}";

std::vector<ProviderKey> keys(const std::string& all) { return read_keys(parse_json(R"({"keys":[)" + all + "]}")->get_object()); }
JsonObject object(const std::string& words) { return parse_json(words)->get_object(); }
std::string reason(const Result<JsonObject>& read) { return read.ok() ? "" : read.error().detail; }

TEST(IdToken, the_examples_of_rfc_7515_open_with_their_keys) {
  for (const std::string& token : {kRsa, kEc}) {
    const auto claims = read_signed(token, keys(kRsaKey + "," + kEcKey));
    ASSERT_TRUE(claims.ok()) << reason(claims);
    EXPECT_EQ(string_at(*claims, "iss"), "joe");
  }
}

TEST(IdToken, one_letter_changed_opens_nothing) {
  for (const std::string& token : {kRsa, kEc}) {
    std::string words = token;
    words[25] = words[25] == 'a' ? 'b' : 'a';
    EXPECT_EQ(reason(read_signed(words, keys(kRsaKey + "," + kEcKey))), "token: signature");
    std::string signature = token;
    signature[signature.size() - 30] = signature[signature.size() - 30] == 'a' ? 'b' : 'a';
    EXPECT_EQ(reason(read_signed(signature, keys(kRsaKey + "," + kEcKey))), "token: signature");
  }
}

TEST(IdToken, no_signature_and_shared_secrets_are_none) {
  // {"alg":"none"} and {"alg":"HS256"}, the classic ways round a check.
  EXPECT_EQ(reason(read_signed("eyJhbGciOiJub25lIn0." + kPayload + ".", keys(kRsaKey))), "token: algorithm");
  EXPECT_EQ(reason(read_signed("eyJhbGciOiJIUzI1NiJ9." + kPayload + ".AAAA", keys(kRsaKey))), "token: algorithm");
  // {"alg":"ES256","crit":["b64"]}
  EXPECT_EQ(reason(read_signed("eyJhbGciOiJFUzI1NiIsImNyaXQiOlsiYjY0Il19." + kPayload + ".AAAA", keys(kEcKey))), "token: algorithm");
  EXPECT_EQ(reason(read_signed("only.two", keys(kEcKey))), "token: not three parts");
}

TEST(IdToken, a_key_that_is_not_there_asks_for_the_keys_once_more) {
  const auto read = read_signed(kEc, keys(kRsaKey));
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().code, ErrorCode::not_found);
}

TEST(IdToken, keys_for_something_else_and_broken_ones_are_left_out) {
  EXPECT_EQ(keys(R"({"kty":"EC","crv":"P-256","use":"enc",)" + kPoint + "}").size(), 0u);
  EXPECT_EQ(keys(R"({"kty":"EC","crv":"P-256","alg":"RS256",)" + kPoint + "}").size(), 0u);
  EXPECT_EQ(keys(R"({"kty":"EC","crv":"P-384",)" + kPoint + "}").size(), 0u);
  EXPECT_EQ(keys(R"({"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"})").size(), 0u);
  EXPECT_EQ(keys(R"({"kty":"RSA","e":"AQAB","n":"AQAB"})").size(), 0u);
  EXPECT_EQ(keys(kEcKey + ",7,{}").size(), 1u);
}

struct Wrong {
  const char* change;
  const char* reason;
};

TEST(IdToken, what_is_meant_for_others_or_for_another_time_is_refused) {
  const Time now = Time::from_seconds(1'000'000);
  const Expected expected{"https://id.example", "desk", "n-1"};
  const std::string right = R"("iss":"https://id.example","aud":"desk","exp":1000300,"iat":999999,"nonce":"n-1","sub":"7")";
  EXPECT_TRUE(check_claims(object("{" + right + "}"), expected, now).ok());
  EXPECT_TRUE(check_claims(object("{" + right + R"(,"aud":["other","desk"],"azp":"desk"})"), expected, now).ok());
  // A later key of the same name counts: each of these changes one thing.
  const Wrong wrongs[] = {{R"("iss":"https://id.example/")", "token: issuer"}, {R"("aud":"other")", "token: audience"}, {R"("aud":["other"])", "token: audience"},
                          {R"("aud":["desk","other"])", "token: authorized party"}, {R"("azp":"other")", "token: authorized party"}, {R"("exp":999800)", "token: too old"},
                          {R"("exp":"soon")", "token: too old"}, {R"("iat":1000200)", "token: from the future"}, {R"("nonce":"n-2")", "token: nonce"}, {R"("nonce":null)", "token: nonce"},
                          {R"("sub":"")", "token: subject"}, {R"("sub":"7\u0000")", "token: subject"}};
  for (const Wrong& wrong : wrongs) {
    const auto checked = check_claims(object("{" + right + "," + wrong.change + "}"), expected, now);
    ASSERT_FALSE(checked.ok()) << wrong.change;
    EXPECT_EQ(checked.error().detail, wrong.reason) << wrong.change;
  }
}

}  // namespace
}  // namespace sahay::signin
