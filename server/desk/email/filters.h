// Filters: what kind of mail it is, by an ordered list of rules; the first that applies decides.
// Threading: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "desk/email/tokens.h"
#include "desk/email/trust.h"
#include "platform/mail/message.h"

namespace sahay::email {

// What the store knows about the sender and the past, and what the envelope said.
struct Circumstances {
  std::vector<std::string> own_addresses;  // of all inboxes, lower case
  std::vector<std::string> own_loop_marks;
  std::vector<std::string> blocked_senders;  // addresses or domains, lower case
  std::string completeness = "whole";        // whole, header_only, unreadable
  Trust trust = Trust::unknown;
  bool sealed = false;          // an ARC chain that holds
  bool allowed_sender = false;  // an agent said "always allow"
  std::int64_t same_text = 0;   // mails of this sender with this text in the last ten minutes
  bool paused = false;          // the sender sent the same too often within the last hour
};

struct Judgement {
  enum class Kind { customer, automatic, bounce, hold } kind = Kind::customer;
  std::string cause{};     // of hold: too_large, unreadable, loop, no_sender, own_address, blocked, flood, forged
  bool may_answer = true;  // an automatic answer may go back
  bool operator==(const Judgement&) const = default;
};

// A machine wrote it, or it goes to many, or its return path is empty (RFC 3834 2): nothing automatic goes back.
bool asks_for_no_automatic_answer(const mail::Message& message);
Judgement judge(const mail::Message& message, const Circumstances& circumstances);

}  // namespace sahay::email
