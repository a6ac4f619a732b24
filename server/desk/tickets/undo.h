// Undo (C13): taking back what one event did to a ticket, and merges. Only what nobody changed since goes back; comments
// stay, because people have read them, and are marked.
// Threading: inside one Tx.
#pragma once

#include "desk/tickets/tickets.h"

namespace sahay::tickets {

struct Reverted {
  Outcome outcome;
  std::vector<std::string> kept;  // fields that somebody changed since
};
// Takes back event `event_id` of the ticket. A closed ticket opens when this event closed it. Errors: not_found.
Result<Reverted> revert(db::Tx& tx, const Actor& actor, TicketId id, std::int64_t event_id);

// Marks a comment that an undone step wrote; its text stays.
void mark_undone(db::Tx& tx, CommentId id);

// One source of one merge.
struct MergeRecord {
  std::int64_t id = 0;
  TicketId target_id, source_id;
  std::int64_t event_id = 0;  // that closed the source
  std::vector<std::int64_t> comment_ids;
  UserId created_by;
  Time created_at, undone_at;
  UserId undone_by;
};
BOOST_DESCRIBE_STRUCT(MergeRecord, (), (id, target_id, source_id, event_id, comment_ids, created_by, created_at, undone_at, undone_by))

MergeRecord keep_merge(db::Tx& tx, const Actor& actor, TicketId target, const Outcome& closed, std::vector<std::int64_t> comment_ids);
void add_merge_comment(db::Tx& tx, std::int64_t merge, CommentId comment);
std::vector<MergeRecord> merges_into(db::Tx& tx, TicketId target);  // newest first, undone ones too

// The sources live again with their former status, tags and number. `sources` empty: those of the newest merge.
// Errors: not_found, invalid ids (not merged into this ticket, or taken back already).
Result<std::vector<Ticket>> unmerge(db::Tx& tx, const Actor& actor, TicketId target, const std::vector<TicketId>& sources);

}  // namespace sahay::tickets
