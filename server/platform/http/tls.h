// The server's side of TLS: one context from two PEM files. Internal to platform/http; without Asio.
// Threading: the context is shared by all connections; OpenSSL counts its references.
#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string>

#include "base/result.h"

namespace sahay::http {

struct SslContextDelete {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};

// TLS 1.2 and later; the error says which file and why.
Result<std::unique_ptr<SSL_CTX, SslContextDelete>> make_server_tls(const std::string& certificate_file,
                                                                   const std::string& key_file);

}  // namespace sahay::http
