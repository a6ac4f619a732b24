#include "desk/tickets/unsent.h"

namespace sahay::tickets {

std::function<Time(const Ticket&, const Comment&)> leaves_at;

Time held_until(db::Tx& tx, const Ticket& ticket, const Comment& comment) {
  if (!leaves_at || !comment.is_public || (comment.author_role != "agent" && comment.author_role != "admin")) return {};
  const Time leaves = leaves_at(ticket, comment);
  return leaves > tx.now() ? leaves : Time{};
}

std::vector<CommentId> held_comments(db::Tx& tx, const Ticket& ticket) {
  std::vector<CommentId> out;
  constexpr auto kLongest = std::chrono::minutes(1);
  for (const Comment& comment : tx.all<Comment>("select * from comments where ticket_id = $1 and is_public = 1 and created_at > $2 order by id", ticket.id, tx.now() - kLongest))
    if (held_until(tx, ticket, comment)) out.push_back(comment.id);
  return out;
}

bool was_taken_back(db::Tx& tx, std::int64_t event_id) {
  if (event_id <= 0) return false;
  const auto data = parse_json(tx.scalar<std::string>("select e.data from events e join tickets t on t.id = e.subject_id where e.kind = 'ticket.updated' and e.id = $1", event_id).value_or(""));
  const auto comment = data.ok() && data->is_object() ? integer_at(data->get_object(), "comment_id") : std::nullopt;
  return comment && !find_comment(tx, CommentId(*comment));
}

}  // namespace sahay::tickets
