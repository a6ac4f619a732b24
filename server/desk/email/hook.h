// Hooks: mails that arrive by HTTP: raw bytes with a token, and the webhooks of Mailgun, Postmark, Amazon SES (through
// SNS) and SendGrid, each proven as its provider proves itself. 200 leaves after the bytes are on disk.
// Rule of use: POST /mail/in/{inbox}/{kind}; the kind must be the one that the account is set to. Unproven: 403, the same
// for an address that does not exist. Full disk or a busy store: 503, the sender comes again.
// Threading: any worker.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "desk/email/mail_desk.h"
#include "platform/http/http.h"

namespace sahay::email {

// One mail as a hook brought it.
struct HookMail {
  std::string sender;
  std::vector<std::string> recipients;  // besides the inbox it was posted to
  std::string bytes;
  std::string once;  // a token that counts once; "" = none
};

// What a hook wants: a mail stored, or an address to be called to confirm a subscription.
struct HookWish {
  HookMail mail;
  std::string confirm_url;
};

// Certificates of Amazon SNS by address; fetched once through the guarded client.
class SnsCertificates {
 public:
  // Errors: forbidden when the address is not one of Amazon SNS; unavailable when it cannot be fetched.
  Result<std::string> find(const std::string& url, const net::GuardOptions& guard);
  void remember(const std::string& url, std::string pem);

 private:
  std::mutex mutex_;
  std::map<std::string, std::string> known_;
};
SnsCertificates& sns_certificates();
// "https://sns.eu-west-1.amazonaws.com/..." and nothing that only looks like it.
bool is_sns_address(const std::string& url);

// Fields of an urlencoded or multipart body, byte for byte: a mail in it may be in any charset. At most 500 fields.
std::map<std::string, std::string> form_bytes(std::string_view content_type, std::string_view body);

// Errors: forbidden (not proven), invalid (no whole mail in it: the hook is set up to send it in pieces), unavailable.
Result<HookWish> read_hook(const OpenAccount& account, const http::Request& request, std::string_view body, Time now,
                           const net::GuardOptions& guard);

void add_hook_routes(http::Router& router, const MailDesk& desk, db::Store& store);

}  // namespace sahay::email
