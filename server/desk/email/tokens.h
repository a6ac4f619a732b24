// Tokens: unguessable names in our mails, 128 bits of HMAC-SHA256 each: Message-IDs of our own, reply addresses for
// one participant of one ticket, bounce addresses of one delivery, the loop mark of an inbox.
// Forms: <t.TICKET.COMMENT.HMAC@domain>, inbox+tTICKET.HMAC@domain, inbox+bDELIVERY.HMAC@domain; letters are lower
// case, since mail servers may change the case of a local part.
// Threading: immutable; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/log.h"

namespace sahay::email {

// What a plus address of ours says before its token is proven.
struct PlusAddress {
  enum class Kind { reply, bounce } kind = Kind::reply;
  std::string inbox;    // the address without the plus part, lower case
  std::int64_t id = 0;  // ticket or delivery
  std::string token;
};
std::optional<PlusAddress> parse_plus_address(std::string_view address);
// "help+anything@example.org" -> "help@example.org", lower case.
std::string without_plus(std::string_view address);

struct OwnMessageId {
  TicketId ticket;
  CommentId comment;  // of a letter of its own kind: its delivery
};

class Tokens {
 public:
  Tokens(Secret secret, std::string domain) : secret_(std::move(secret)), domain_(std::move(domain)) {}

  std::string message_id(TicketId ticket, CommentId comment, std::string_view kind = "c") const;  // without < >
  // The Message-ID of a mail that a check-up sends round: it must never become a ticket.
  std::string check_id() const;
  bool is_check_id(std::string_view id) const;
  // The ticket and comment of an id that we made; nothing for every other one. With or without < >.
  std::optional<OwnMessageId> read_message_id(std::string_view id) const;

  std::string reply_address(std::string_view inbox, TicketId ticket, UserId participant) const;
  bool proves_reply(const PlusAddress& address, UserId participant) const;
  std::string bounce_address(std::string_view inbox, std::int64_t delivery) const;
  bool proves_bounce(const PlusAddress& address) const;
  // ENVID of a delivery, and the delivery that a report's ENVID names.
  std::string envelope_id(std::int64_t delivery) const;
  std::optional<std::int64_t> read_envelope_id(std::string_view envelope_id) const;
  std::string loop_mark(std::string_view inbox) const;

 private:
  std::string mac(std::string_view purpose, std::string_view what) const;

  Secret secret_;
  std::string domain_;
};

}  // namespace sahay::email
