#include "desk/search/search_index.h"

#include <set>

#include "desk/search/search_sql.h"
#include "desk/tickets/tickets.h"
#include "platform/text/words.h"

namespace sahay::search {
namespace {

void add_words(std::set<std::string>& words, std::string_view text) {
  for (auto& word : text::words_of(text)) words.insert(std::move(word.text));
}

bool changes_subject(const JsonObject& data) {
  if (const JsonArray* changes = array_at(data, "changes"))
    for (const Json& change : *changes)
      if (change.is_object() && string_at(change.get_object(), "field") == "subject") return true;
  return false;
}

}  // namespace

void index_event(db::Tx& tx, const events::Event& event) {
  if (event.kind == "ticket.erased") {
    tx.execute(sql::search::forget_ticket, event.subject_id);
    return;
  }
  const auto parsed = parse_json(event.data.text);
  if (!parsed.ok() || !parsed->is_object()) return;
  const auto comment_id = integer_at(parsed->get_object(), "comment_id");
  const bool created = event.kind == "ticket.created";
  const bool renamed = changes_subject(parsed->get_object());
  if (!created && !comment_id && !renamed) return;
  const auto ticket = tickets::find_even_deleted(tx, TicketId(event.subject_id));
  if (!ticket) return;
  std::set<std::string> words;
  if (created || renamed) add_words(words, ticket->subject);
  if (comment_id)
    if (const auto comment = tickets::find_comment(tx, CommentId(*comment_id))) add_words(words, comment->text);
  if (created)
    if (const auto requester = people::find_user(tx, ticket->requester_id)) add_words(words, requester->name + " " + requester->email);
  for (const std::string& word : words) tx.execute(sql::search::add_term, word, ticket->id);
}

}  // namespace sahay::search
