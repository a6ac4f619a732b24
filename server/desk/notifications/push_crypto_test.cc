// The encryption and the token against the RFCs' own values.
#include "desk/notifications/push_crypto.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "desk/signin/signature.h"

namespace sahay::notifications {
namespace {

std::string bytes(std::string_view base64url) { return text::from_base64(base64url).value(); }

// By the code that checks passkeys, which shares nothing with the code that signs here.
bool holds(std::string_view public_key, std::string_view words, std::string_view r_and_s) {
  const auto key = signin::p256_key(public_key.substr(1, 32), public_key.substr(33));
  const auto signature = signin::der_of_pair(r_and_s);
  return key && signature && signin::verify_signature(signin::Algorithm::es256, *key, words, *signature);
}

// RFC 8291 appendix A.
const std::string kDevice = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
const std::string kAuth = "BTBZMqHH6r4Tts7J_aSIgg";

TEST(WebPush, a_message_is_encrypted_as_in_rfc_8291) {
  const KeyPair sender{
      Secret(bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")),
      bytes("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8")};
  const auto out = encrypt_with("When I grow up, I want to be a watermelon", bytes(kDevice), bytes(kAuth), sender,
                                bytes("DGv6ra1nlYgDCS1FRnbzlw"));
  ASSERT_TRUE(out.ok());
  EXPECT_EQ(text::to_base64url(*out),
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_"
            "c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
            "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
}

TEST(WebPush, each_message_has_its_own_salt_and_key) {
  const auto one = encrypt("Hello", bytes(kDevice), bytes(kAuth)),
             other = encrypt("Hello", bytes(kDevice), bytes(kAuth));
  ASSERT_TRUE(one.ok() && other.ok());
  EXPECT_NE(one->substr(0, 16), other->substr(0, 16));
  EXPECT_NE(one->substr(21, 65), other->substr(21, 65));
}

TEST(WebPush, what_is_no_key_is_refused_by_name) {
  const auto field_of = [](const Result<std::string>& result) {
    return result.ok() || result.error().fields.empty() ? std::string("none") : result.error().fields.front().field;
  };
  EXPECT_EQ(field_of(encrypt("x", std::string(65, '\x04'), bytes(kAuth))), "p256dh");
  EXPECT_EQ(field_of(encrypt("x", "short", bytes(kAuth))), "p256dh");
  EXPECT_EQ(field_of(encrypt("x", bytes(kDevice), "short")), "auth");
  EXPECT_EQ(encrypt(std::string(3994, 'x'), bytes(kDevice), bytes(kAuth)).error().code, ErrorCode::too_large);
  EXPECT_TRUE(encrypt(std::string(3993, 'x'), bytes(kDevice), bytes(kAuth)).ok());
}

// RFC 8292 section 2.4.
constexpr std::string_view kWords =
    "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9."
    "eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0";
constexpr std::string_view kSigned =
    "i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA";
constexpr std::string_view kSender =
    "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs";

TEST(Vapid, the_claims_are_those_of_rfc_8292_and_its_signature_holds) {
  EXPECT_EQ(vapid_claims("https://push.example.net", "mailto:push@example.com", Time::from_seconds(1453523768)),
            kWords);
  EXPECT_TRUE(holds(bytes(kSender), kWords, bytes(kSigned)));
  EXPECT_FALSE(holds(bytes(kSender), std::string(kWords) + "x", bytes(kSigned)));
}

TEST(Vapid, our_own_token_holds_by_our_key_and_no_other) {
  const KeyPair key = make_key_pair();
  ASSERT_TRUE(is_public_key(key.public_key));
  const std::string header = vapid_header(key, "https://push.example.net", "", Time::from_seconds(1453523768));
  const auto comma = header.find(", k=");
  ASSERT_NE(comma, header.npos);
  EXPECT_EQ(header.substr(comma + 4), text::to_base64url(key.public_key));
  const std::string token = header.substr(8, comma - 8);
  const auto dot = token.rfind('.');
  EXPECT_TRUE(holds(key.public_key, token.substr(0, dot), bytes(token.substr(dot + 1))));
  EXPECT_FALSE(holds(bytes(kSender), token.substr(0, dot), bytes(token.substr(dot + 1))));
}

}  // namespace
}  // namespace sahay::notifications
