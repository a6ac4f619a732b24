#include "desk/email/mail_desk.h"

#include <algorithm>

#include "base/text.h"
#include "desk/people/user.h"

namespace sahay::email {
namespace {

std::string domain_of(const EmailSettings& settings) {
  if (!settings.message_id_domain.empty()) return text::lower_ascii(settings.message_id_domain);
  if (!settings.inboxes.empty()) return text::lower_ascii(people::domain_of(settings.inboxes.front().address));
  return "localhost";
}

EmailSettings normal(EmailSettings settings) {
  settings.message_id_domain = domain_of(settings);
  for (auto& sender : settings.blocked_senders) sender = text::lower_ascii(sender);
  return settings;
}

}  // namespace

MailDesk::MailDesk(EmailSettings s, files::Directory& f)
    : settings(normal(std::move(s))), tokens(settings.secret, settings.message_id_domain), files(f),
      accounts(std::make_unique<AccountBook>(settings.key_file, settings.guard)) {}

std::vector<std::string> MailDesk::own_addresses() const {
  std::vector<std::string> out = accounts->addresses();
  for (const auto& inbox : settings.inboxes) out.push_back(text::lower_ascii(inbox.address));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

bool MailDesk::can_send(InboxId inbox) const {
  const auto open = accounts->of_inbox(inbox);
  if (!open || open->account.send == "shared") return settings.relay.has_value();
  return open->account.send == "smtp";
}

std::vector<std::string> MailDesk::trusted_authserv_ids(std::string_view inbox) const {
  std::vector<std::string> out = settings.trusted_authserv_ids;
  for (const auto& one : settings.inboxes)
    if (text::equal_ignoring_case(one.address, inbox))
      out.insert(out.end(), one.trusted_authserv_ids.begin(), one.trusted_authserv_ids.end());
  return out;
}

bool MailDesk::inboxes_differ_in_trust() const {
  return std::any_of(settings.inboxes.begin(), settings.inboxes.end(),
                     [](const auto& one) { return !one.trusted_authserv_ids.empty(); });
}

}  // namespace sahay::email
