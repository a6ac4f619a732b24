#include "desk/channels/undo_api.h"

#include "desk/channels/deliver.h"
#include "desk/tickets/take_back.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::channels {
namespace {

using api::Context;
using api::Reply;

Error too_late() { return {ErrorCode::conflict, "delivery.too_late"}; }

Result<Reply> undo_send(Context& c, db::Tx& tx, Duration undo) {
  const auto ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
  const auto comment = tickets::find_comment(tx, CommentId(c.id("comment")));
  if (!comment || comment->ticket_id != ticket.id || comment->author_id.value != c.caller.id) return not_found();
  // The copies are queued moments after the comment, so the clock is asked as well as they.
  const Duration window = undo_window(ticket, *comment, undo);
  if (!comment->is_public || window <= Duration::zero() || tx.now() >= comment->created_at + window) return too_late();
  if (!withdraw(tx, comment->id)) return too_late();
  const tickets::TakenBack done = TRY(tickets::take_back(tx, tickets::actor_of(c), ticket.id, comment->id));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("ticket");
  tickets::ticket_resource().write(w, done.reverted.outcome.ticket, c);
  w.key("comment").begin_object().field("id", done.comment.id).field("body", done.comment.text).field("html_body", done.comment.html);
  w.field("public", done.comment.is_public).field("uploads", done.uploads).end_object();
  w.field("kept", done.reverted.kept).end_object();
  return Reply::ok(std::move(out));
}

// An agent decides about a mail whose arrival nobody knows, or sends a failed one once more.
Result<Reply> send_once_more(Context& c, db::Tx& tx) {
  const auto ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
  const auto comment = tickets::find_comment(tx, CommentId(c.id("comment")));
  if (!comment || comment->ticket_id != ticket.id || !comment->is_public) return not_found();
  if (send_again(tx, comment->id) == 0) return Error{ErrorCode::conflict, "delivery.nothing_to_send"};
  std::string out;
  JsonWriter w(out);
  w.begin_object().field("comment_id", comment->id).key("delivery");
  const auto states = delivery_states(tx, ticket.id);
  if (const auto found = states.find(comment->id.value); found != states.end()) w.value(found->second);
  else w.null();
  w.end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

void add_undo_route(api::Api& api, Duration undo) {
  api.write("POST", "/tickets/{id}/comments/{comment}/undo", api::Right(api::Access::staff, "tickets.comment_public"),
            [undo](Context& c, db::Tx& tx) { return undo_send(c, tx, undo); });
  api.write("POST", "/tickets/{id}/comments/{comment}/send_again", api::Right(api::Access::staff, "tickets.comment_public"), send_once_more);
}

}  // namespace sahay::channels
