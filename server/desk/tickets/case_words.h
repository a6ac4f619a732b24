// Words of a customer in the ticket of a case: they go to the part that they name (case_reply.h); what names none stays
// and asks somebody to say which part is meant.
// Rule of use: receive() asks; a ticket outside a case costs nothing. Chats keep their own words: a visitor reads them
// where they were written.
// Threading: inside one Tx.
#pragma once

#include "desk/tickets/ticket_case.h"

namespace sahay::tickets {

struct CaseWord {
  std::int64_t id = 0;  // of the comment
  std::int64_t case_id = 0;
  TicketId ticket_id;
  std::string state;    // open, assigned, kept
  TicketId assigned_to;
  UserId decided_by;
  Time decided_at, created_at;
};
BOOST_DESCRIBE_STRUCT(CaseWord, (), (id, case_id, ticket_id, state, assigned_to, decided_by, decided_at, created_at))

// Gives the comment, or its pieces, to the parts that it names. Nothing: it names none, or the ticket leads no case.
Result<std::optional<Outcome>> give_to_parts(db::Tx& tx, const Actor& actor, const Ticket& lead, NewComment& comment);
// The customer's comment stays in the ticket of the message: somebody must say to which part it belongs.
void note_word(db::Tx& tx, const Ticket& lead, const Comment& comment);
std::vector<CaseWord> waiting_words(db::Tx& tx, std::int64_t case_id);
// A person says where a word belongs: to a part, which gets a copy as if it had been written there, or to the case
// itself (`part` = the ticket of the message). Errors: not_found, invalid (ticket_id), conflict (decided already).
Result<CaseWord> assign_word(db::Tx& tx, const Actor& actor, CommentId comment, TicketId part);

}  // namespace sahay::tickets
