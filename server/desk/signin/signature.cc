#include "desk/signin/signature.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/x509.h>

#include <memory>

#include "base/freed.h"

namespace sahay::signin {
namespace {

using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using Pair = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;

constexpr std::size_t kCoordinate = 32;
constexpr int kLeastRsaBits = 2048, kMostRsaBits = 8192;

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
Number number(std::string_view bytes) { return Number(BN_bin2bn(raw(bytes), int(bytes.size()), nullptr)); }

std::optional<std::string> der_of(EVP_PKEY* key) {
  unsigned char* out = nullptr;
  const int length = key ? i2d_PUBKEY(key, &out) : -1;
  if (length <= 0) return std::nullopt;
  std::string der(reinterpret_cast<char*>(out), std::size_t(length));
  OPENSSL_free(out);
  return der;
}

std::optional<std::string> made(const char* type, OSSL_PARAM_BLD* builder) {
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) <= 0 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) <= 0)
    return std::nullopt;
  const Key owned(key);
  const KeyContext check(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
  if (!check || EVP_PKEY_public_check(check.get()) <= 0) return std::nullopt;
  return der_of(key);
}

bool fits(Algorithm algorithm, EVP_PKEY* key) {
  switch (algorithm) {
    case Algorithm::es256: return EVP_PKEY_is_a(key, "EC") && EVP_PKEY_get_bits(key) == 256;
    case Algorithm::eddsa: return EVP_PKEY_is_a(key, "ED25519");
    case Algorithm::rs256: return EVP_PKEY_is_a(key, "RSA") && EVP_PKEY_get_bits(key) >= kLeastRsaBits;
  }
  return false;
}

}  // namespace

std::optional<Algorithm> cose_algorithm(std::int64_t number) {
  for (const Algorithm known : {Algorithm::es256, Algorithm::eddsa, Algorithm::rs256})
    if (std::int64_t(known) == number) return known;
  return std::nullopt;
}

std::optional<Algorithm> jose_algorithm(std::string_view name) {
  if (name == "ES256") return Algorithm::es256;
  if (name == "RS256") return Algorithm::rs256;
  if (name == "EdDSA") return Algorithm::eddsa;
  return std::nullopt;
}

std::optional<std::string> p256_key(std::string_view x, std::string_view y) {
  if (x.size() != kCoordinate || y.size() != kCoordinate) return std::nullopt;
  const std::string point = "\x04" + std::string(x) + std::string(y);  // SEC 1 2.3.3, not compressed
  const Builder builder(OSSL_PARAM_BLD_new());
  if (!builder || !OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) ||
      !OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()))
    return std::nullopt;
  return made("EC", builder.get());
}

std::optional<std::string> rsa_key(std::string_view modulus, std::string_view exponent) {
  if (modulus.size() > kMostRsaBits / 8 + 1 || exponent.empty() || exponent.size() > 8) return std::nullopt;
  const Number n = number(modulus), e = number(exponent);
  if (!n || !e || BN_num_bits(n.get()) < kLeastRsaBits || BN_num_bits(n.get()) > kMostRsaBits || !BN_is_odd(e.get()) || BN_is_one(e.get()))
    return std::nullopt;
  const Builder builder(OSSL_PARAM_BLD_new());
  if (!builder || !OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) ||
      !OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()))
    return std::nullopt;
  return made("RSA", builder.get());
}

std::optional<std::string> ed25519_key(std::string_view x) {
  if (x.size() != kCoordinate) return std::nullopt;
  const Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(x), x.size()));
  return der_of(key.get());
}

bool verify_signature(Algorithm algorithm, std::string_view der, std::string_view message, std::string_view signature) {
  const unsigned char* at = raw(der);
  const Key key(d2i_PUBKEY(nullptr, &at, long(der.size())));
  if (!key || !fits(algorithm, key.get())) return false;
  const DigestContext context(EVP_MD_CTX_new());
  const EVP_MD* digest = algorithm == Algorithm::eddsa ? nullptr : EVP_sha256();
  return context && EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), raw(signature), signature.size(), raw(message), message.size()) == 1;
}

std::optional<std::string> der_of_pair(std::string_view r_and_s) {
  if (r_and_s.size() != 2 * kCoordinate) return std::nullopt;
  Number r = number(r_and_s.substr(0, kCoordinate)), s = number(r_and_s.substr(kCoordinate));
  const Pair pair(ECDSA_SIG_new());
  if (!r || !s || !pair || !ECDSA_SIG_set0(pair.get(), r.get(), s.get())) return std::nullopt;
  r.release();
  s.release();
  unsigned char* out = nullptr;
  const int length = i2d_ECDSA_SIG(pair.get(), &out);
  if (length <= 0) return std::nullopt;
  std::string der(reinterpret_cast<char*>(out), std::size_t(length));
  OPENSSL_free(out);
  return der;
}

}  // namespace sahay::signin
