#include "desk/email/discover.h"

#include "base/text.h"
#include "desk/people/user.h"
#include "platform/net/service_records.h"

namespace sahay::email {
namespace {

struct Known {
  std::string_view domain;
  std::string_view imap, pop3, smtp;  // hosts
  int smtp_port;
  std::string_view provider, hint;
};

constexpr char kAppPassword[] = "mail.hint.app_password";
constexpr Known kKnown[] = {
    {"gmail.com", "imap.gmail.com", "pop.gmail.com", "smtp.gmail.com", 465, "google", ""},
    {"googlemail.com", "imap.gmail.com", "pop.gmail.com", "smtp.gmail.com", 465, "google", ""},
    {"outlook.com", "outlook.office365.com", "outlook.office365.com", "smtp-mail.outlook.com", 587, "microsoft", ""},
    {"hotmail.com", "outlook.office365.com", "outlook.office365.com", "smtp-mail.outlook.com", 587, "microsoft", ""},
    {"live.com", "outlook.office365.com", "outlook.office365.com", "smtp-mail.outlook.com", 587, "microsoft", ""},
    {"onmicrosoft.com", "outlook.office365.com", "outlook.office365.com", "smtp.office365.com", 587, "microsoft", ""},
    {"yandex.ru", "imap.yandex.ru", "pop.yandex.ru", "smtp.yandex.ru", 465, "", kAppPassword},
    {"ya.ru", "imap.yandex.ru", "pop.yandex.ru", "smtp.yandex.ru", 465, "", kAppPassword},
    {"yandex.com", "imap.yandex.com", "pop.yandex.com", "smtp.yandex.com", 465, "", kAppPassword},
    {"mail.ru", "imap.mail.ru", "pop.mail.ru", "smtp.mail.ru", 465, "", kAppPassword},
    {"bk.ru", "imap.mail.ru", "pop.mail.ru", "smtp.mail.ru", 465, "", kAppPassword},
    {"inbox.ru", "imap.mail.ru", "pop.mail.ru", "smtp.mail.ru", 465, "", kAppPassword},
    {"list.ru", "imap.mail.ru", "pop.mail.ru", "smtp.mail.ru", 465, "", kAppPassword},
    {"rambler.ru", "imap.rambler.ru", "pop.rambler.ru", "smtp.rambler.ru", 465, "", ""},
    {"yahoo.com", "imap.mail.yahoo.com", "pop.mail.yahoo.com", "smtp.mail.yahoo.com", 465, "", kAppPassword},
    {"icloud.com", "imap.mail.me.com", "", "smtp.mail.me.com", 587, "", kAppPassword},
    {"me.com", "imap.mail.me.com", "", "smtp.mail.me.com", 587, "", kAppPassword},
    {"zoho.com", "imap.zoho.com", "pop.zoho.com", "smtp.zoho.com", 465, "", kAppPassword},
    {"fastmail.com", "imap.fastmail.com", "pop.fastmail.com", "smtp.fastmail.com", 465, "", kAppPassword},
    {"gmx.net", "imap.gmx.net", "pop.gmx.net", "mail.gmx.net", 465, "", ""},
    {"gmx.com", "imap.gmx.com", "pop.gmx.com", "mail.gmx.com", 465, "", ""},
    {"aol.com", "imap.aol.com", "pop.aol.com", "smtp.aol.com", 465, "", kAppPassword},
};

ServerProposal tls_at(std::string_view host, int port) {
  if (host.empty()) return {};
  return {std::string(host), port, port == 587 || port == 143 || port == 110 ? "starttls" : "tls"};
}

MailProposal proposal_of(const Known& known) {
  MailProposal out;
  out.source = "known";
  out.provider = known.provider;
  out.login = known.provider.empty() ? "password" : "oauth";
  out.imap = tls_at(known.imap, 993);
  out.pop3 = tls_at(known.pop3, 995);
  out.smtp = tls_at(known.smtp, known.smtp_port);
  out.hint = known.hint;
  return out;
}

// The text between <tag ...> and </tag> from `at` on; moves `at` past it.
std::string_view element(std::string_view xml, std::string_view tag, std::size_t& at, std::string_view* attributes = nullptr) {
  const std::string open = "<" + std::string(tag), close = "</" + std::string(tag) + ">";
  const auto begin = xml.find(open, at);
  if (begin == xml.npos) return at = xml.npos, std::string_view();
  const auto inner = xml.find('>', begin);
  const auto end = inner == xml.npos ? xml.npos : xml.find(close, inner);
  if (end == xml.npos) return at = xml.npos, std::string_view();
  if (attributes) *attributes = xml.substr(begin + open.size(), inner - begin - open.size());
  at = end + close.size();
  return xml.substr(inner + 1, end - inner - 1);
}

std::string value_of(std::string_view xml, std::string_view tag) {
  std::size_t at = 0;
  return std::string(text::trim(element(xml, tag, at)));
}

bool is_host(std::string_view s) {
  return !s.empty() && s.size() <= 253 &&
         s.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") == s.npos;
}

ServerProposal server_of(std::string_view xml) {
  ServerProposal out;
  out.host = value_of(xml, "hostname");
  const auto port = text::to_integer(value_of(xml, "port"));
  out.port = port && *port > 0 && *port < 65536 ? *port : 0;
  const std::string socket = text::lower_ascii(value_of(xml, "socketType"));
  out.security = socket == "ssl" ? "tls" : socket == "starttls" ? "starttls" : "plain";
  // What would send a password in the open is no proposal.
  if (!is_host(out.host) || out.security == "plain") return {};
  return out;
}

std::optional<MailProposal> ask_autoconfig(std::string_view address, const std::string& domain, const net::GuardOptions& guard) {
  net::GuardOptions quick = guard;
  quick.connect_timeout = std::chrono::seconds(3);
  quick.total_timeout = std::chrono::seconds(5);
  quick.most_bytes = 256 * 1024;
  for (const std::string& url : {"https://autoconfig." + domain + "/mail/config-v1.1.xml?emailaddress=" + text::percent_encode(address),
                                 "https://" + domain + "/.well-known/autoconfig/mail/config-v1.1.xml"}) {
    http::ClientRequest request;
    request.url = url;
    const auto answer = http::fetch(request, quick);
    if (!answer.ok() || answer->status != 200) continue;
    if (auto found = autoconfig_of(answer->body)) return found;
  }
  return std::nullopt;
}

std::optional<MailProposal> ask_srv(const std::string& domain) {
  const auto best = [&](const char* service, const char* security) -> ServerProposal {
    const auto found = net::service_records(std::string(service) + "._tcp." + domain);
    if (found.empty() || !is_host(found.front().host)) return {};
    return {found.front().host, found.front().port, security};
  };
  MailProposal out;
  out.source = "srv";
  out.imap = best("_imaps", "tls");
  if (out.imap.host.empty()) out.imap = best("_imap", "starttls");
  out.pop3 = best("_pop3s", "tls");
  out.smtp = best("_submissions", "tls");
  if (out.smtp.host.empty()) out.smtp = best("_submission", "starttls");
  if (out.imap.host.empty() && out.pop3.host.empty()) return std::nullopt;
  return out;
}

// A domain of one's own at a large provider shows in its mail exchangers.
std::optional<MailProposal> by_exchanger(const std::string& domain) {
  for (const std::string& host : net::mail_exchangers(domain)) {
    std::optional<MailProposal> found;
    if (host.ends_with(".google.com") || host.ends_with(".googlemail.com")) found = known_provider("gmail.com");
    if (host.ends_with(".mail.protection.outlook.com")) found = known_provider("onmicrosoft.com");
    if (host.ends_with(".yandex.net") || host.ends_with(".yandex.ru")) found = known_provider("yandex.ru");
    if (host.ends_with(".mail.ru")) found = known_provider("mail.ru");
    if (host.ends_with(".zoho.com")) found = known_provider("zoho.com");
    if (!found) continue;
    found->source = "exchanger";
    return found;
  }
  return std::nullopt;
}

}  // namespace

std::optional<MailProposal> known_provider(std::string_view domain) {
  for (const Known& known : kKnown)
    if (text::equal_ignoring_case(domain, known.domain) ||
        (domain.size() > known.domain.size() && domain.ends_with("." + std::string(known.domain))))
      return proposal_of(known);
  return std::nullopt;
}

std::optional<MailProposal> autoconfig_of(std::string_view xml) {
  MailProposal out;
  out.source = "autoconfig";
  for (const std::string_view tag : {std::string_view("incomingServer"), std::string_view("outgoingServer")}) {
    std::size_t at = 0;
    for (int i = 0; i < 20 && at != xml.npos; ++i) {
      std::string_view attributes;
      const auto inner = element(xml, tag, at, &attributes);
      const ServerProposal server = server_of(inner);
      if (server.host.empty()) continue;
      ServerProposal& place = tag == "outgoingServer" ? out.smtp : attributes.find("\"pop3\"") != attributes.npos ? out.pop3 : out.imap;
      if (place.host.empty()) place = server;
    }
  }
  if (out.imap.host.empty() && out.pop3.host.empty()) return std::nullopt;
  return out;
}

MailProposal discover(std::string_view address, const net::GuardOptions& guard) {
  const std::string domain = text::lower_ascii(people::domain_of(address));
  if (auto known = known_provider(domain)) return *known;
  if (auto found = by_exchanger(domain)) return *found;
  if (auto found = ask_srv(domain)) return *found;
  if (auto found = ask_autoconfig(address, domain, guard)) return *found;
  MailProposal guess;
  guess.source = "guess";
  guess.imap = {"imap." + domain, 993, "tls"};
  guess.pop3 = {"pop." + domain, 995, "tls"};
  guess.smtp = {"smtp." + domain, 465, "tls"};
  return guess;
}

}  // namespace sahay::email
