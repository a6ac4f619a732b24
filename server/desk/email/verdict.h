// Verdict: what was found out about the sender of a mail, and by whom: by a receiver that we trust
// (Authentication-Results), or by ourselves (SPF, DKIM, DMARC, ARC).
// Rule of use: find_out() asks the DNS and takes up to ten seconds: outside of any transaction. It never fails; what
// could not be asked is "temperror", and the mail goes on.
// Threading: any thread.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <string_view>

#include "desk/email/mail_desk.h"
#include "desk/email/raw_mail.h"
#include "desk/email/trust.h"
#include "platform/mail/message.h"

namespace sahay::email {

struct Verdict {
  std::string by;          // "receiver", "us"; "" = nobody looked
  std::string receiver;    // the authserv-id of the receiver
  std::string from;        // the domain of From that was looked at
  std::string dmarc, policy;       // pass, fail, none, temperror, permerror; none, quarantine, reject
  std::string spf, spf_domain;     // "" = not asked
  std::string dkim, dkim_domain;   // the best signature
  std::string arc, arc_sealer;     // the last carrier
};
BOOST_DESCRIBE_STRUCT(Verdict, (),
                      (by, receiver, from, dmarc, policy, spf, spf_domain, dkim, dkim_domain, arc, arc_sealer))

// `inbox`: the address of the inbox, for receivers that only this inbox trusts.
Verdict find_out(const MailDesk& desk, const RawMail& raw, const mail::Message& message, std::string_view bytes,
                 std::string_view inbox);
Trust trust_of(const Verdict& verdict);
Backing backing_of(const Verdict& verdict);

// The words of a trusted receiver, topmost first; nothing when no field is of such a one.
std::optional<Verdict> reported_verdict(const mail::Message& message, const std::vector<std::string>& trusted);

std::string verdict_json(const Verdict& verdict);  // "" when nobody looked
Verdict read_verdict(std::string_view json);

}  // namespace sahay::email
