#include "platform/mail/sasl.h"

#include <algorithm>

#include "base/text.h"

namespace sahay::mail::sasl {
namespace {

// RFC 7628 3.1 (gs2-header, RFC 5801): "," and "=" of the user name are escaped.
std::string escape_saslname(std::string_view user) {
  return text::replace_all(text::replace_all(user, "=", "=3D"), ",", "=2C");
}

}  // namespace

std::string_view name(Mechanism mechanism) {
  switch (mechanism) {
    case Mechanism::plain: return "PLAIN";
    case Mechanism::login: return "LOGIN";
    case Mechanism::oauthbearer: return "OAUTHBEARER";
    case Mechanism::xoauth2: return "XOAUTH2";
  }
  return "";
}

std::optional<Mechanism> choose(const std::vector<std::string>& offered, LoginKind kind) {
  const auto has = [&](Mechanism m) {
    return std::any_of(offered.begin(), offered.end(),
                       [&](const std::string& o) { return text::equal_ignoring_case(o, name(m)); });
  };
  // XOAUTH2 first: Google and Microsoft document it, their OAUTHBEARER came later.
  if (kind == LoginKind::oauth) {
    for (const auto m : {Mechanism::xoauth2, Mechanism::oauthbearer})
      if (has(m)) return m;
  }
  if (kind == LoginKind::password) {
    for (const auto m : {Mechanism::plain, Mechanism::login})
      if (has(m)) return m;
  }
  return std::nullopt;
}

std::string initial_response(Mechanism mechanism, const Login& login, std::string_view host, std::uint16_t port) {
  const std::string& secret = login.secret.reveal();
  switch (mechanism) {
    case Mechanism::plain: return std::string(1, '\0') + login.user + std::string(1, '\0') + secret;
    case Mechanism::login: return {};
    case Mechanism::xoauth2:
      return "user=" + login.user +
             "\x01"
             "auth=Bearer " +
             secret + "\x01\x01";
    case Mechanism::oauthbearer:
      return "n,a=" + escape_saslname(login.user) +
             ",\x01"
             "host=" +
             std::string(host) +
             "\x01"
             "port=" +
             std::to_string(port) +
             "\x01"
             "auth=Bearer " +
             secret + "\x01\x01";
  }
  return {};
}

}  // namespace sahay::mail::sasl
