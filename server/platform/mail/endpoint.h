// Where a mail server is reached and how we prove who we are to it; shared by the SMTP, IMAP and POP3 clients.
// Rule of use: Security::plain with a login is refused by the clients except on a loopback address.
// Threading: values.
#pragma once

#include <cstdint>
#include <string>

#include "base/clock.h"
#include "base/log.h"

namespace sahay::mail {

enum class Security { plain, starttls, tls };
// `none` is for a server with a certificate that nobody signed; the operator has to ask for it.
enum class CertificateCheck { full, none };

struct Endpoint {
  std::string host;  // name, IPv4 or IPv6 address
  std::uint16_t port = 0;
  Security security = Security::tls;
  CertificateCheck certificate_check = CertificateCheck::full;
  std::string ca_file{};  // PEM; empty = the system's certificates
};

enum class LoginKind { none, password, oauth };

struct Login {
  LoginKind kind = LoginKind::none;
  std::string user{};
  Secret secret{};  // password, or the OAuth access token
};

}  // namespace sahay::mail
