#include "platform/http/signed_request.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>

#include "base/text.h"

namespace sahay::http {
namespace {

struct Free {
  void operator()(BIO* p) const { BIO_free(p); }
  void operator()(X509* p) const { X509_free(p); }
  void operator()(EVP_PKEY* p) const { EVP_PKEY_free(p); }
  void operator()(EVP_MD_CTX* p) const { EVP_MD_CTX_free(p); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

const unsigned char* bytes_of(std::string_view s) { return reinterpret_cast<const unsigned char*>(s.data()); }

bool verified(EVP_PKEY* key, const EVP_MD* digest, std::string_view message, std::string_view signature) {
  const auto raw = text::from_base64(signature);
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  const bool good = key && raw && !raw->empty() && context &&
                    EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, key) == 1 &&
                    EVP_DigestVerify(context.get(), bytes_of(*raw), raw->size(), bytes_of(message), message.size()) == 1;
  ERR_clear_error();
  return good;
}

}  // namespace

bool rsa_signed(std::string_view certificate, Digest digest, std::string_view message, std::string_view signature) {
  const Owned<BIO> in(BIO_new_mem_buf(certificate.data(), int(certificate.size())));
  const Owned<X509> read(in ? PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr) : nullptr);
  const Owned<EVP_PKEY> key(read ? X509_get_pubkey(read.get()) : nullptr);
  if (!key || EVP_PKEY_base_id(key.get()) != EVP_PKEY_RSA) {
    ERR_clear_error();
    return false;
  }
  return verified(key.get(), digest == Digest::sha1 ? EVP_sha1() : EVP_sha256(), message, signature);
}

bool ecdsa_signed(std::string_view public_key, std::string_view message, std::string_view signature) {
  const auto der = text::from_base64(public_key);
  if (!der) return false;
  const unsigned char* at = bytes_of(*der);
  const Owned<EVP_PKEY> key(d2i_PUBKEY(nullptr, &at, long(der->size())));
  if (!key || EVP_PKEY_base_id(key.get()) != EVP_PKEY_EC) {
    ERR_clear_error();
    return false;
  }
  return verified(key.get(), EVP_sha256(), message, signature);
}

}  // namespace sahay::http
