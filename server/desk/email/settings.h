// EmailSettings: what app/config reads of [mail], [[inbox]], [smtp] and [[imap]], in our own types.
// Rule of use: filled once at start; `secret` is the installation's and never changes, or open reply addresses die.
// Threading: values.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/i18n.h"
#include "base/live_text.h"
#include "base/log.h"
#include "platform/http/client.h"
#include "platform/mail/imap_client.h"
#include "platform/mail/imap_watcher.h"
#include "platform/mail/smtp_client.h"
#include "platform/net/records.h"

namespace sahay::email {

struct ImapSettings {
  mail::ImapAccount account;
  std::string folder = "INBOX";
  mail::FirstStart first_start = mail::FirstStart::everything;
};

// One address of ours.
struct InboxSettings {
  std::string address;  // "help@example.org"
  std::string name;     // shown in From; "" = desk_name
  std::string group;    // that gets new tickets; "" = the default group
  std::optional<ImapSettings> imap{};
  std::vector<std::string> trusted_authserv_ids{};  // beside those of the installation
};

struct EmailSettings {
  std::string lmtp_listen;                 // "host:port", "unix:/path"; "" = no listener
  std::string smtp_listen;                 // the same, for SMTP
  std::string certificate_file, key_file_of_certificate;  // PEM of the SMTP listener's STARTTLS; "" = it offers none
  std::string spool_folder;  // where `sahay mail deliver` leaves mails; "" = nobody looks
  std::string key_file;      // of the secrets of mail accounts; "" = a key of this process alone
  net::GuardOptions guard;   // of what we ask of providers
  std::vector<InboxSettings> inboxes;      // the first speaks when a ticket names none
  std::optional<mail::SmtpAccount> relay;  // none: nothing is sent
  std::string message_id_domain;           // "" = the first inbox's domain
  Secret secret;
  LiveText desk_name = "Sahay";
  i18n::Language language = i18n::Language::en;   // of notes that the system writes for agents
  std::string site_url;                           // of links in mails; "" = no links
  std::vector<std::string> blocked_senders;       // addresses and domains
  std::vector<std::string> trusted_authserv_ids;  // whose Authentication-Results count
  std::vector<std::string> trusted_relays;        // CIDR of our own mail servers; none = all that are not public
  std::shared_ptr<net::RecordSource> records;     // the DNS for SPF, DKIM and DMARC; none = nothing is looked up
  std::string subject_tag;  // "ACME": subjects carry "[ACME-1234]"; "" = none
  std::size_t max_message = 50u << 20;
  bool acknowledge = true;    // say to a customer that the first mail has arrived
  bool quote_history = true;  // put the customer's last words below our answers
  int held_days = 30;
};

}  // namespace sahay::email
