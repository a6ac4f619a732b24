// Discover: from an address to the servers of its mailbox: providers that everybody knows, what the domain says (SRV, RFC
// 6186), the autoconfig file that mail programs read, and whose mail exchangers it uses.
// Rule of use: a proposal for the form, checked by nobody yet. Blocks for DNS and HTTP.
// Threading: any worker; autoconfig_of and known_provider are pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/http/client.h"

namespace sahay::email {

struct ServerProposal {
  std::string host;
  std::int64_t port = 0;
  std::string security;  // tls, starttls, plain
};
BOOST_DESCRIBE_STRUCT(ServerProposal, (), (host, port, security))

struct MailProposal {
  std::string source;    // known, srv, autoconfig, exchanger, guess
  std::string provider;  // google, microsoft: OAuth is offered
  std::string login = "password";
  ServerProposal imap, pop3, smtp;  // host "" = not offered
  std::string hint;                 // i18n key of what a person must know ("an app password is needed")
};
BOOST_DESCRIBE_STRUCT(MailProposal, (), (source, provider, login, imap, pop3, smtp, hint))

std::optional<MailProposal> known_provider(std::string_view domain);
// The autoconfig file (https://wiki.mozilla.org/Thunderbird:Autoconfiguration:ConfigFileFormat), linear, hostile or not.
std::optional<MailProposal> autoconfig_of(std::string_view xml);
MailProposal discover(std::string_view address, const net::GuardOptions& guard);

}  // namespace sahay::email
