// Registrations and assertions as an authenticator makes them (here with keys of OpenSSL), and everything that is wrong
// with them one by one. The layout is WebAuthn Level 2, sections 6.1 and 6.5.
#include "desk/signin/webauthn.h"

#include <gtest/gtest.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <memory>

#include "base/text.h"
#include "desk/signin/cbor.h"

namespace sahay::signin {
namespace {

const RelyingParty kParty{"desk.example.org", "https://desk.example.org"};
constexpr std::string_view kChallenge = "Y2hhbGxlbmdlLW9mLXRoZS10ZXN0";

std::string bytes(std::initializer_list<int> list) {
  std::string out;
  for (const int each : list) out += char(each);
  return out;
}

// CBOR heads of definite length (RFC 8949 3), shortest form up to two bytes of length.
std::string head(int major, std::size_t value) {
  if (value < 24) return bytes({major << 5 | int(value)});
  if (value < 256) return bytes({major << 5 | 24, int(value)});
  return bytes({major << 5 | 25, int(value >> 8), int(value & 255)});
}
std::string cbor_text(std::string_view s) { return head(3, s.size()) + std::string(s); }
std::string cbor_bytes(std::string_view s) { return head(2, s.size()) + std::string(s); }
std::string cbor_int(std::int64_t n) { return n >= 0 ? head(0, std::size_t(n)) : head(1, std::size_t(-1 - n)); }

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

std::string number_of(EVP_PKEY* key, const char* name) {
  BIGNUM* n = nullptr;
  EXPECT_EQ(EVP_PKEY_get_bn_param(key, name, &n), 1);
  std::string out(std::size_t(BN_num_bytes(n)), '\0');
  BN_bn2bin(n, reinterpret_cast<unsigned char*>(out.data()));
  BN_free(n);
  return out;
}
std::string padded(std::string s) { return std::string(32 - s.size(), '\0') + s; }

struct Authenticator {
  explicit Authenticator(Algorithm kind)
      : algorithm(kind), key(kind == Algorithm::es256 ? EVP_EC_gen("P-256") : kind == Algorithm::rs256 ? EVP_RSA_gen(2048) : EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"), EVP_PKEY_free) {}

  std::string cose() const {
    const std::string alg = cbor_int(3) + cbor_int(std::int64_t(algorithm));
    if (algorithm == Algorithm::es256)
      return head(5, 5) + cbor_int(1) + cbor_int(2) + alg + cbor_int(-1) + cbor_int(1) + cbor_int(-2) + cbor_bytes(padded(number_of(key.get(), OSSL_PKEY_PARAM_EC_PUB_X))) +
             cbor_int(-3) + cbor_bytes(padded(number_of(key.get(), OSSL_PKEY_PARAM_EC_PUB_Y)));
    if (algorithm == Algorithm::rs256)
      return head(5, 4) + cbor_int(1) + cbor_int(3) + alg + cbor_int(-1) + cbor_bytes(number_of(key.get(), OSSL_PKEY_PARAM_RSA_N)) + cbor_int(-2) +
             cbor_bytes(number_of(key.get(), OSSL_PKEY_PARAM_RSA_E));
    std::string x(32, '\0');
    std::size_t length = x.size();
    EVP_PKEY_get_raw_public_key(key.get(), reinterpret_cast<unsigned char*>(x.data()), &length);
    return head(5, 4) + cbor_int(1) + cbor_int(1) + alg + cbor_int(-1) + cbor_int(6) + cbor_int(-2) + cbor_bytes(x);
  }

  std::string data(int flags, int count, std::string_view rp = "desk.example.org") const {
    return text::sha256(rp) + bytes({flags, 0, 0, count >> 8, count & 255});
  }
  std::string attestation(int flags = 0x45, std::string_view rp = "desk.example.org") const {
    const std::string credential = "credential-of-the-test";
    const std::string all = data(flags, 1, rp) + std::string(16, '\0') + bytes({0, int(credential.size())}) + credential + cose();
    return head(5, 3) + cbor_text("fmt") + cbor_text("none") + cbor_text("attStmt") + head(5, 0) + cbor_text("authData") + cbor_bytes(all);
  }
  std::string sign(std::string_view message) const {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    EVP_DigestSignInit(context.get(), nullptr, algorithm == Algorithm::eddsa ? nullptr : EVP_sha256(), nullptr, key.get());
    std::size_t length = 1024;
    std::string out(length, '\0');
    EXPECT_EQ(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &length, reinterpret_cast<const unsigned char*>(message.data()), message.size()), 1);
    out.resize(length);
    return out;
  }

  Algorithm algorithm;
  Key key;
};

std::string client(std::string_view type, std::string_view challenge = kChallenge, std::string_view origin = "https://desk.example.org", std::string_view more = "") {
  return R"({"type":")" + std::string(type) + R"(","challenge":")" + std::string(challenge) + R"(","origin":")" + std::string(origin) + "\"" + std::string(more) + "}";
}

std::string reason(const auto& result) { return result.ok() ? "" : result.error().detail; }

TEST(Passkey, all_three_algorithms_make_a_key_and_sign_in_with_it) {
  for (const Algorithm each : {Algorithm::es256, Algorithm::eddsa, Algorithm::rs256}) {
    const Authenticator device(each);
    const auto made = read_registration(kParty, kChallenge, client("webauthn.create"), device.attestation());
    ASSERT_TRUE(made.ok()) << std::int64_t(each) << reason(made);
    EXPECT_EQ(made->id, "credential-of-the-test");
    EXPECT_EQ(made->algorithm, each);
    EXPECT_EQ(made->sign_count, 1u);
    const std::string data = device.data(0x05, 2), said = client("webauthn.get");
    const auto count = check_assertion(kParty, kChallenge, *made, said, data, device.sign(data + text::sha256(said)));
    ASSERT_TRUE(count.ok()) << std::int64_t(each) << reason(count);
    EXPECT_EQ(*count, 2u);
  }
}

TEST(Passkey, a_registration_of_another_page_site_question_or_without_the_person_is_refused) {
  const Authenticator device(Algorithm::es256);
  const auto why = [&](const std::string& said, const std::string& attestation) { return reason(read_registration(kParty, kChallenge, said, attestation)); };
  const std::string good = client("webauthn.create");
  EXPECT_EQ(why(good, device.attestation()), "");
  EXPECT_EQ(why(client("webauthn.get"), device.attestation()), "type");
  EXPECT_EQ(why(client("webauthn.create", "b3RoZXI"), device.attestation()), "challenge");
  EXPECT_EQ(why(client("webauthn.create", kChallenge, "https://desk.example.org.thief.example"), device.attestation()), "origin");
  EXPECT_EQ(why(client("webauthn.create", kChallenge, "http://desk.example.org"), device.attestation()), "origin");
  EXPECT_EQ(why(client("webauthn.create", kChallenge, kParty.origin, ",\"crossOrigin\":true"), device.attestation()), "cross origin");
  EXPECT_EQ(why(good, device.attestation(0x45, "thief.example")), "relying party");
  EXPECT_EQ(why(good, device.attestation(0x44)), "nobody was present");
  EXPECT_EQ(why(good, device.attestation(0x41)), "nobody was verified");
  EXPECT_EQ(why(good, device.attestation(0x05)), "no credential");
  EXPECT_EQ(reason(read_registration(kParty, "", client("webauthn.create", ""), device.attestation())), "challenge");
}

TEST(Passkey, a_registration_cut_anywhere_is_refused) {
  const Authenticator device(Algorithm::es256);
  const std::string whole = device.attestation();
  for (std::size_t length = 0; length < whole.size(); ++length)
    EXPECT_FALSE(read_registration(kParty, kChallenge, client("webauthn.create"), whole.substr(0, length)).ok()) << length;
}

TEST(Passkey, a_point_beside_the_curve_a_short_modulus_and_another_algorithm_are_no_keys) {
  EXPECT_FALSE(p256_key(std::string(32, '\1'), std::string(32, '\2')));
  EXPECT_FALSE(p256_key("short", "short"));
  EXPECT_FALSE(rsa_key(std::string(128, '\xff'), bytes({1, 0, 1})));
  EXPECT_FALSE(rsa_key(std::string(256, '\xff'), bytes({1})));
  EXPECT_FALSE(ed25519_key("short"));
  EXPECT_FALSE(cose_algorithm(-65535));  // RS1
  EXPECT_FALSE(jose_algorithm("none"));
  EXPECT_FALSE(jose_algorithm("HS256"));
}

TEST(Passkey, an_assertion_that_is_changed_replayed_or_of_a_copy_is_refused) {
  const Authenticator device(Algorithm::es256), other(Algorithm::es256);
  Credential known = *read_registration(kParty, kChallenge, client("webauthn.create"), device.attestation());
  known.sign_count = 7;
  const std::string said = client("webauthn.get");
  const auto why = [&](const Authenticator& signer, const std::string& data, const std::string& told) {
    return reason(check_assertion(kParty, kChallenge, known, told, data, signer.sign(data + text::sha256(said))));
  };
  EXPECT_EQ(why(device, device.data(0x05, 8), said), "");
  EXPECT_EQ(why(device, device.data(0x05, 8), said + " "), "signature");
  EXPECT_EQ(why(other, device.data(0x05, 8), said), "signature");
  EXPECT_EQ(why(device, device.data(0x05, 7), said), "counter");
  EXPECT_EQ(why(device, device.data(0x05, 0), said), "counter");
  EXPECT_EQ(why(device, device.data(0x01, 8), said), "nobody was verified");
  EXPECT_EQ(why(device, device.data(0x05, 8, "thief.example"), said), "relying party");
  EXPECT_EQ(why(device, device.data(0x05, 8).substr(0, 36), said), "authenticator data length");
  EXPECT_EQ(why(device, device.data(0x05, 8), client("webauthn.get", "b3RoZXI")), "challenge");
  known.sign_count = 0;
  EXPECT_EQ(why(device, device.data(0x05, 0), said), "");  // an authenticator without a counter
}

TEST(Passkey, the_site_is_known_by_its_host_and_its_whole_origin) {
  EXPECT_EQ(relying_party("https://desk.example.org:8443").id, "desk.example.org");
  EXPECT_EQ(relying_party("https://desk.example.org:8443").origin, "https://desk.example.org:8443");
  EXPECT_EQ(relying_party("http://localhost").id, "localhost");
}

TEST(Cbor, nests_as_deep_as_it_likes_without_depth_and_ends_at_its_limits) {
  EXPECT_TRUE(CborReader(std::string(900, '\x81') + bytes({0})).skip());
  EXPECT_FALSE(CborReader(std::string(100'000, '\x81')).skip());
  EXPECT_FALSE(CborReader(bytes({0x9b, 255, 255, 255, 255, 255, 255, 255, 255})).skip());  // 2^64-1 items
  EXPECT_FALSE(CborReader(bytes({0x5b, 255, 255, 255, 255, 255, 255, 255, 255})).skip());  // 2^64-1 bytes
  EXPECT_FALSE(CborReader(bytes({0x9f, 0xff})).skip());                                    // indefinite length
  EXPECT_EQ(CborReader(bytes({0x38, 0xff})).integer(), -256);
  EXPECT_EQ(CborReader(bytes({0x1b, 255, 255, 255, 255, 255, 255, 255, 255})).integer(), std::nullopt);
  EXPECT_EQ(CborReader(bytes({0x42, 'o'})).bytes(), std::nullopt);
}

}  // namespace
}  // namespace sahay::signin
