// What a mail carries besides its words: an invitation, encryption, a signature. Written beside the comment (via.mail) when the
// mail is read, shown by console and portal.
// Threading: values.
#pragma once

#include <optional>
#include <string>

#include "desk/tickets/comment.h"

namespace sahay::tickets {

// Times as "2025-06-02T10:00:00" or "2025-06-02" (a whole day), with the zone as the mail names it: "UTC", "Asia/Dhaka", "".
struct InviteCard {
  std::string method, summary, start, start_zone, end, end_zone, location, organizer;

  // "request", "cancel", "reply" or "other": what it asks of the reader; ends the key of a text.
  std::string kind() const;
  // As every language reads it: "2025-06-02 10:00 (Asia/Dhaka)".
  std::string start_words() const;
  std::string end_words() const;
};

struct MailCard {
  std::optional<InviteCard> invite;
  std::string protection;  // "encrypted", "signed" or ""
};
MailCard mail_card_of(const Comment& comment);

}  // namespace sahay::tickets
