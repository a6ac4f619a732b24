// Threading: which tickets a mail points at, strongest first: reply token in an address, our own Message-IDs,
// Message-IDs of others, the tag of this installation in the subject. Subjects alone never count. What a clue is worth (is the sender a participant?) is decided by
// the intake. Threading: pure.
#pragma once

#include <string>
#include <vector>

#include "desk/email/tokens.h"
#include "platform/mail/message.h"

namespace sahay::email {

struct Clue {
  enum class Kind { token, own_id, foreign_id, tag } kind = Kind::token;
  PlusAddress address{};  // of token, not yet proven
  OwnMessageId own{};     // of own_id, proven
  std::string foreign{};  // of foreign_id, without < >
  TicketId tagged{};      // of tag
};

// `recipients` of the envelope are searched as well as To, Cc, Delivered-To and their like (rule 11).
std::vector<Clue> clues_of(const mail::Message& message, const std::vector<std::string>& recipients,
                           const Tokens& tokens, std::string_view subject_tag = {});
// The ticket of "[ACME-1234]" in a subject; nothing for tags of other desks.
std::optional<TicketId> tagged_ticket(std::string_view subject, std::string_view subject_tag);
std::string with_tag(std::string_view subject, std::string_view subject_tag, TicketId ticket);

// A Message-ID without < > and blanks; "" when it has no "@" and so identifies nothing (rule 38).
std::string bare_id(std::string_view id);

}  // namespace sahay::email
