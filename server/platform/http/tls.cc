#include "platform/http/tls.h"

#include <openssl/err.h>

namespace sahay::http {
namespace {

Error tls_error(const std::string& what) {
  char reason[256] = "unknown reason";
  if (const auto code = ERR_get_error(); code != 0) ERR_error_string_n(code, reason, sizeof reason);
  ERR_clear_error();
  return {ErrorCode::unavailable, "error.unavailable", what + ": " + reason};
}

}  // namespace

Result<std::unique_ptr<SSL_CTX, SslContextDelete>> make_server_tls(const std::string& certificate_file,
                                                                   const std::string& key_file) {
  std::unique_ptr<SSL_CTX, SslContextDelete> context(SSL_CTX_new(TLS_server_method()));
  if (!context) return tls_error("TLS is not available");
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                      SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context.get(), 1);
  if (SSL_CTX_use_certificate_chain_file(context.get(), certificate_file.c_str()) != 1) {
    return tls_error("cannot read the certificate " + certificate_file);
  }
  if (SSL_CTX_use_PrivateKey_file(context.get(), key_file.c_str(), SSL_FILETYPE_PEM) != 1) {
    return tls_error("cannot read the key " + key_file);
  }
  if (SSL_CTX_check_private_key(context.get()) != 1) return tls_error("the key does not belong to the certificate");
  return context;
}

}  // namespace sahay::http
