#include "desk/notifications/push_crypto.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rand.h>

#include <memory>
#include <stdexcept>

#include "base/freed.h"
#include "base/json.h"
#include "base/text.h"

namespace sahay::notifications {
namespace {

using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, Freed<EVP_CIPHER_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_clear_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;

constexpr std::size_t kPrivateKey = 32, kSalt = 16, kTag = 16, kKey = 16, kNonce = 12;

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }
[[noreturn]] void broken(const char* what) { throw std::runtime_error(std::string("web push: ") + what); }

// Null: no point of the curve.
Key key_of(std::string_view public_key, std::string_view private_key) {
  const Builder builder(OSSL_PARAM_BLD_new());
  Number secret(private_key.empty() ? nullptr : BN_bin2bn(raw(private_key), int(private_key.size()), nullptr));
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, public_key.data(), public_key.size());
  if (secret) OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, secret.get());
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  EVP_PKEY* key = nullptr;
  if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) <= 0 ||
      EVP_PKEY_fromdata(context.get(), &key, secret ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, parameters.get()) <= 0)
    return nullptr;
  Key owned(key);
  const KeyContext check(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
  if (!check || EVP_PKEY_public_check(check.get()) <= 0) return nullptr;
  return owned;
}

std::string shared_secret(EVP_PKEY* own, EVP_PKEY* other) {
  const KeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, own, nullptr));
  std::size_t length = 32;
  std::string out(length, '\0');
  if (!context || EVP_PKEY_derive_init(context.get()) <= 0 || EVP_PKEY_derive_set_peer(context.get(), other) <= 0 ||
      EVP_PKEY_derive(context.get(), raw(out), &length) <= 0 || length != 32)
    broken("ECDH");
  return out;
}

// RFC 5869 with one block of output.
std::string expand(std::string_view key, std::string_view info, std::size_t length) {
  return text::hmac_sha256(key, std::string(info) + '\x01').substr(0, length);
}

std::string sealed(std::string_view key, std::string_view nonce, std::string_view plain) {
  const Cipher cipher(EVP_CIPHER_CTX_new());
  std::string out(plain.size() + kTag, '\0');
  int length = 0, rest = 0;
  if (!cipher || EVP_EncryptInit_ex(cipher.get(), EVP_aes_128_gcm(), nullptr, raw(key), raw(nonce)) <= 0 ||
      EVP_EncryptUpdate(cipher.get(), raw(out), &length, raw(plain), int(plain.size())) <= 0 ||
      EVP_EncryptFinal_ex(cipher.get(), raw(out) + length, &rest) <= 0 ||
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, int(kTag), raw(out) + plain.size()) <= 0)
    broken("AES-GCM");
  return out;
}

// r and s, 32 bytes each (RFC 7518 3.4).
std::string sign_es256(const KeyPair& pair, std::string_view words) {
  const Key key = key_of(pair.public_key, pair.private_key.reveal());
  const Digest digest(EVP_MD_CTX_new());
  std::size_t length = 0;
  if (!key || !digest || EVP_DigestSignInit(digest.get(), nullptr, EVP_sha256(), nullptr, key.get()) <= 0 ||
      EVP_DigestSign(digest.get(), nullptr, &length, raw(words), words.size()) <= 0)
    broken("signing");
  std::string der(length, '\0');
  if (EVP_DigestSign(digest.get(), raw(der), &length, raw(words), words.size()) <= 0) broken("signing");
  const unsigned char* at = raw(std::string_view(der));
  const Signature signature(d2i_ECDSA_SIG(nullptr, &at, long(length)));
  std::string out(64, '\0');
  if (!signature || BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), raw(out), 32) != 32 ||
      BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), raw(out) + 32, 32) != 32)
    broken("signing");
  return out;
}

}  // namespace

KeyPair make_key_pair() {
  const Key key(EVP_EC_gen("P-256"));
  BIGNUM* found = nullptr;
  if (!key || EVP_PKEY_get_bn_param(key.get(), OSSL_PKEY_PARAM_PRIV_KEY, &found) <= 0) broken("no key");
  const Number secret(found);
  std::string private_key(kPrivateKey, '\0'), public_key(kPublicKey, '\0');
  std::size_t length = 0;
  if (BN_bn2binpad(secret.get(), raw(private_key), int(kPrivateKey)) != int(kPrivateKey) ||
      EVP_PKEY_get_octet_string_param(key.get(), OSSL_PKEY_PARAM_ENCODED_PUBLIC_KEY, raw(public_key), kPublicKey,
                                      &length) <= 0 ||
      length != kPublicKey)
    broken("no key");
  return {Secret(std::move(private_key)), std::move(public_key)};
}

bool is_public_key(std::string_view bytes) {
  return bytes.size() == kPublicKey && bytes[0] == 4 && key_of(bytes, "") != nullptr;
}

Result<std::string> encrypt_with(std::string_view plain, std::string_view device_key, std::string_view auth_secret,
                                 const KeyPair& own, std::string_view salt) {
  if (plain.size() > kMostPlain) return Error{ErrorCode::too_large, "error.too_large"};
  const Key device = device_key.size() == kPublicKey ? key_of(device_key, "") : nullptr;
  if (!device) return invalid("p256dh", "InvalidValue", "notify.error.device");
  if (auth_secret.size() != kAuthSecret) return invalid("auth", "InvalidValue", "notify.error.device");
  const Key mine = key_of(own.public_key, own.private_key.reveal());
  if (!mine) broken("own key");
  using namespace std::string_literals;
  // RFC 8291 3.4
  const std::string mixed = text::hmac_sha256(auth_secret, shared_secret(mine.get(), device.get()));
  const std::string material = expand(mixed, "WebPush: info\0"s + std::string(device_key) + own.public_key, 32);
  const std::string secret = text::hmac_sha256(salt, material);
  const std::string key = expand(secret, "Content-Encoding: aes128gcm\0"s, kKey),
                    nonce = expand(secret, "Content-Encoding: nonce\0"s, kNonce);
  // RFC 8188 2.1: salt, record size, length and bytes of the key id; then the only record, ended by 2.
  return std::string(salt) + "\0\0\x10\0"s + char(kPublicKey) + own.public_key +
         sealed(key, nonce, std::string(plain) + '\x02');
}

Result<std::string> encrypt(std::string_view plain, std::string_view device_key, std::string_view auth_secret) {
  std::string salt(kSalt, '\0');
  if (RAND_bytes(raw(salt), int(salt.size())) != 1) broken("no randomness");
  return encrypt_with(plain, device_key, auth_secret, make_key_pair(), salt);
}

std::string vapid_claims(std::string_view audience, std::string_view contact, Time expires) {
  std::string claims;
  JsonWriter w(claims);
  w.begin_object().field("aud", audience).field("exp", expires.micros / 1'000'000);
  if (!contact.empty()) w.field("sub", contact);
  w.end_object();
  return text::to_base64url(R"({"typ":"JWT","alg":"ES256"})") + "." + text::to_base64url(claims);
}

std::string vapid_header(const KeyPair& key, std::string_view audience, std::string_view contact, Time expires) {
  const std::string words = vapid_claims(audience, contact, expires);
  return "vapid t=" + words + "." + text::to_base64url(sign_es256(key, words)) +
         ", k=" + text::to_base64url(key.public_key);
}

}  // namespace sahay::notifications
