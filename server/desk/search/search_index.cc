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

}  // namespace

void index_event(db::Tx& tx, const events::Event& event) {
  const auto ticket = tickets::find_even_deleted(tx, TicketId(event.subject_id));
  if (!ticket) return;
  std::set<std::string> words;
  add_words(words, ticket->subject);
  const auto data = parse_json(event.data.text);
  if (data.ok() && data->is_object())
    if (const auto id = integer_at(data->get_object(), "comment_id"))
      if (const auto comment = tickets::find_comment(tx, CommentId(*id))) add_words(words, comment->text);
  if (event.kind == "ticket.created")
    if (const auto requester = people::find_user(tx, ticket->requester_id)) add_words(words, requester->name + " " + requester->email);
  for (const std::string& word : words) tx.execute(sql::search::add_term, word, ticket->id);
}

}  // namespace sahay::search
