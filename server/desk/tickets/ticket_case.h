// Case: tickets born from one contact. Split: one comment became several tickets under a case; each keeps the passage
// that it is about, the people, and the receipt of the original, so that no clock is won by splitting.
// Threading: values; functions inside one Tx.
#pragma once

#include "desk/tickets/tickets.h"

namespace sahay::tickets {

struct Case {
  Id<struct CaseTag> id;
  std::string title;
  std::vector<std::int64_t> ticket_ids;
  UserId created_by;
  Time created_at, updated_at;
  TicketId ticket_id;  // of the message that was split; none: the tickets were put together by hand
  Time closed_at;      // the last of its tickets is closed
};
BOOST_DESCRIBE_STRUCT(Case, (), (id, title, ticket_ids, created_by, created_at, updated_at, ticket_id, closed_at))

struct Split {
  std::int64_t id = 0, case_id = 0;
  TicketId ticket_id;
  CommentId comment_id;
  std::vector<std::int64_t> made_ids;
  bool made_case = false;  // the case was made by this split
  UserId created_by;
  Time created_at, undone_at;
  UserId undone_by;
  CommentId message_id;       // in which the customer was told; none: nobody was
  std::string status_before;  // of the original, which waits on hold for its parts; empty: it goes on by itself
};
BOOST_DESCRIBE_STRUCT(Split, (), (id, case_id, ticket_id, comment_id, made_ids, made_case, created_by, created_at, undone_at, undone_by, message_id, status_before))

// A part of a comment's plain text, in code points.
struct Passage {
  std::int64_t begin = 0, end = 0;
  CommentId comment{};  // none: the comment of the order
};
// One ticket to be: `ticket` holds what the agent set; requester, people, channel and text come from the original.
struct SplitPart {
  NewTicket ticket;
  std::vector<Passage> passages;
  std::vector<std::int64_t> attachment_ids;  // of the comments
};
struct SplitOrder {
  TicketId ticket;
  CommentId comment;
  std::string title;  // of the case; none: the original's subject
  std::vector<SplitPart> parts;
  bool wait = true;   // the original waits on hold until its parts are done
};
struct SplitOutcome {
  Split split;
  std::vector<Ticket> made;
};

// Where `words` stand in the comment, or nothing. White space may differ, and what stands between the first and the last
// line (marks of lists, addresses of links): the words come from a screen.
std::optional<Passage> find_passage(const Comment& comment, std::string_view words);
// The passages' words, one paragraph each. Errors: invalid passages.
Result<std::string> passage_words(const std::vector<Comment>& comments, const std::vector<Passage>& passages);

// Errors: not_found, invalid (comment_id, passages, fields of a part).
Result<SplitOutcome> split(db::Tx& tx, const Actor& actor, SplitOrder order);
void note_message(db::Tx& tx, Split& split, CommentId message);
std::optional<Split> find_split(db::Tx& tx, std::int64_t id);
std::vector<Split> splits_of(db::Tx& tx, TicketId id);  // as the original, newest first
inline constexpr auto kSplitUndo = std::chrono::hours(1);
// The made tickets go to the bin. Errors: not_found, invalid (undone already), conflict (a person worked on one since, or
// more than an hour has passed: re-join them instead).
Result<Split> undo_split(db::Tx& tx, const Actor& actor, std::int64_t id);
// One ticket of a split goes back into the original with all that was said in it since, and is closed as merged; that
// is a merge and can be taken back as one. Errors: not_found, invalid.
Result<Ticket> rejoin(db::Tx& tx, const Actor& actor, TicketId made);

std::optional<Case> find_case(db::Tx& tx, std::int64_t id);
// Puts tickets under a case (taking them out of another) or out of it. Errors: invalid ticket_ids.
Result<Case> make_case(db::Tx& tx, const Actor& actor, std::string title, const std::vector<std::int64_t>& ticket_ids);
Result<Case> set_case_tickets(db::Tx& tx, const Actor& actor, Case before, const std::vector<std::int64_t>& ticket_ids);
void remove_case(db::Tx& tx, const Actor& actor, const Case& gone);
// After the status of one of its tickets changed: the case closes with the last of them, and so does the ticket of the
// message; it opens again with any of them.
Result<void> settle_case(db::Tx& tx, const Actor& actor, const Ticket& changed);

}  // namespace sahay::tickets
