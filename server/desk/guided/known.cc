#include "desk/guided/known.h"

#include "base/text.h"
#include "desk/facts/facts.h"
#include "desk/tickets/visible_text.h"

namespace sahay::guided {

Answers known_answers(db::Tx& tx, const tickets::Ticket& ticket, const people::User& reader) {
  Answers out;
  for (const tickets::Comment& comment : tickets::comments(tx, ticket.id, true)) {
    if (comment.author_id != reader.id || comment.automatic) continue;
    out.happened = text::trim(tickets::visible_text(comment));
    break;
  }
  // A facts panel holds what colleagues found as well; a letter may be passed on.
  for (const facts::Fact& fact : facts::of_ticket(tx, ticket.id)) {
    const auto said = fact.comment_id ? tickets::find_comment(tx, fact.comment_id) : std::nullopt;
    if (!fact.holds() || !said || said->author_id != reader.id || !said->is_public) continue;
    if (fact.kind == "tried" && fact.done_by == "customer") out.tried += (out.tried.empty() ? "" : "\n") + fact.text;
    if (fact.kind == "environment" && out.where.empty()) out.where = facts::words_of(fact);
  }
  Answers bounded;
  read_answers(parse_json(write_json(out)).value().get_object(), bounded);
  return bounded;
}

}  // namespace sahay::guided
