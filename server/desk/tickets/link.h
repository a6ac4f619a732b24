// Link: a typed relation between two tickets. Seen from `from`: related; duplicate (repeats `to`); parent (stands over
// `to`); blocks (holds `to` up); followup (continues the closed `to`).
// Threading: values; functions inside one Tx.
#pragma once

#include "desk/tickets/tickets.h"

namespace sahay::tickets {

struct Link {
  Id<struct LinkTag> id;
  TicketId from_id, to_id;
  std::string kind;
  UserId created_by;
  Time created_at;
};
BOOST_DESCRIBE_STRUCT(Link, (), (id, from_id, to_id, kind, created_by, created_at))

// The words of the wire, as seen from one end: related, duplicate_of, duplicated_by, parent, child, blocks, blocked_by,
// followup_of, followed_up_by. "parent" = the other ticket is the parent.
std::string_view link_word(const Link& link, TicketId seen_from);

// Repeating a link gives the one that exists. Errors: not_found, invalid type (unknown word), ticket_id (itself, or a
// circle of parents).
Result<Link> add_link(db::Tx& tx, const Actor& actor, TicketId ticket, std::string_view word, TicketId other);
void remove_link(db::Tx& tx, const Actor& actor, const Link& link);
std::vector<Link> links_of(db::Tx& tx, TicketId id);
std::optional<Link> find_link(db::Tx& tx, std::int64_t id);
void forget_links(db::Tx& tx, TicketId erased);

}  // namespace sahay::tickets
