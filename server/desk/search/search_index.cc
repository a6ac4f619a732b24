#include "desk/search/search_index.h"

#include "desk/search/word_index.h"
#include "desk/tickets/tickets.h"
#include "platform/events/facts.h"

namespace sahay::search {
namespace {

void add_comment(db::Tx& tx, const tickets::Comment& comment) {
  add_passage(tx, Collection::tickets, comment.ticket_id.value, comment.is_public ? Part::comment : Part::note, "", comment.text);
}

// Subject and first text are one passage; a first text that customers must not see is one of its own.
void add_opening(db::Tx& tx, const tickets::Ticket& ticket, const tickets::Comment* first) {
  const bool open = first && first->is_public;
  add_passage(tx, Collection::tickets, ticket.id.value, Part::opening, ticket.subject, open ? std::string_view(first->text) : std::string_view());
  if (first && !open) add_comment(tx, *first);
  if (const auto requester = people::find_user(tx, ticket.requester_id))
    add_passage(tx, Collection::tickets, ticket.id.value, Part::people, "", requester->name + " " + requester->email);
}

void write_anew(db::Tx& tx, const tickets::Ticket& ticket) {
  remove_document(tx, Collection::tickets, ticket.id.value);
  bool first = true;
  for (const tickets::Comment& comment : tickets::comments(tx, ticket.id)) {
    if (first) add_opening(tx, ticket, &comment);
    else add_comment(tx, comment);
    first = false;
  }
  if (first) add_opening(tx, ticket, nullptr);
}

bool changes_known_text(const JsonObject& data) {
  if (const JsonArray* changes = array_at(data, "changes"))
    for (const Json& change : *changes) {
      if (!change.is_object()) continue;
      const auto field = string_at(change.get_object(), "field");
      if (field == "subject" || field == "requester_id" || field == "requester") return true;
    }
  return false;
}

}  // namespace

void index_event(db::Tx& tx, const events::Event& event) {
  if (event.kind == "ticket.erased") return remove_document(tx, Collection::tickets, event.subject_id);
  const auto facts = events::facts_of(event);
  if (!facts) return;
  const auto comment_id = integer_at(*facts, "comment_id");
  const bool created = event.kind == "ticket.created";
  const bool anew = event.kind == "ticket.redacted" || (!created && changes_known_text(*facts));
  if (!created && !comment_id && !anew) return;
  const auto ticket = tickets::find_even_deleted(tx, TicketId(event.subject_id));
  if (!ticket) return;
  if (anew) return write_anew(tx, *ticket);
  const auto comment = comment_id ? tickets::find_comment(tx, CommentId(*comment_id)) : std::nullopt;
  if (created) add_opening(tx, *ticket, comment ? &*comment : nullptr);
  else if (comment) add_comment(tx, *comment);
}

}  // namespace sahay::search
