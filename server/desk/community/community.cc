#include "desk/community/community.h"

#include "base/text.h"
#include "desk/community/community_sql.h"
#include "platform/events/events.h"
#include "platform/text/html.h"

namespace sahay::community {
namespace q = sql::community;
namespace {

void tell(db::Tx& tx, std::string kind, PostId id, UserId actor) {
  events::Event event;
  event.kind = std::move(kind);
  event.subject_id = id.value;
  event.actor_id = actor.value;
  event.via = "web";
  event.data = RawJson{"{}"};
  events::emit(tx, std::move(event));
}

std::string clean(const std::string& html) { return text::sanitise_html(html, {}).html; }

}  // namespace

std::function<std::vector<std::int64_t>(db::Tx&, const api::Caller&)> segments_of;

std::optional<Post> find_post(db::Tx& tx, PostId id) { return tx.one<Post>(q::find_post, id); }
std::optional<Comment> find_comment(db::Tx& tx, CommentId id) { return tx.one<Comment>(q::find_comment, id); }

Post add_post(db::Tx& tx, UserId author, const Post& wanted) {
  const PostId id(tx.new_id("community_posts"));
  const std::string details = clean(wanted.details);
  tx.execute(q::insert_post, id, wanted.topic_id, author, wanted.title, details, text::html_to_text(details), wanted.status, wanted.pinned, wanted.featured, wanted.closed, tx.now());
  tell(tx, "community_post.created", id, author);
  return *find_post(tx, id);
}

Post save_post(db::Tx& tx, UserId actor, const Post& now) {
  const bool own = now.author_id == actor;
  const std::string details = clean(now.details);
  tx.execute(q::save_post, now.id, now.topic_id, now.title, details, text::html_to_text(details), now.status, now.pinned, now.featured, now.closed, now.answer_id.value,
             own ? now.editor_id : actor, own ? now.edited_at : tx.now(), tx.now());
  tell(tx, "community_post.updated", now.id, actor);
  return *find_post(tx, now.id);
}

void remove_post(db::Tx& tx, UserId actor, const Post& post) {
  tx.execute(q::remove_votes_of_comments, post.id);
  tx.execute(q::remove_comments_of_post, post.id);
  tx.execute(q::remove_votes, "Post", post.id);
  tx.execute(q::remove_post, post.id);
  tell(tx, "community_post.removed", post.id, actor);
}

Comment add_comment(db::Tx& tx, UserId author, const Post& post, const Comment& wanted) {
  const CommentId id(tx.new_id("community_comments"));
  tx.execute(q::insert_comment, id, post.id, author, clean(wanted.body), wanted.official, tx.now());
  tx.execute(q::count_comments, post.id, 1, tx.now());
  tell(tx, "community_post.comment_added", post.id, author);
  return *find_comment(tx, id);
}

Comment save_comment(db::Tx& tx, UserId actor, const Comment& now) {
  const bool own = now.author_id == actor;
  tx.execute(q::save_comment, now.id, clean(now.body), now.official, own ? now.editor_id : actor, own ? now.edited_at : tx.now(), tx.now());
  return *find_comment(tx, now.id);
}

void remove_comment(db::Tx& tx, const Comment& comment) {
  tx.execute(q::forget_answer, comment.post_id, comment.id);
  tx.execute(q::remove_votes, "Comment", comment.id);
  tx.execute(q::remove_comment, comment.id);
  tx.execute(q::count_comments, comment.post_id, -1, tx.now());
}

Result<Post> accept_answer(db::Tx& tx, UserId actor, Post post, CommentId comment) {
  const auto found = comment ? find_comment(tx, comment) : std::nullopt;
  if (comment && (!found || found->post_id != post.id)) return invalid("answer_id", "InvalidValue", "error.field.invalid");
  post.answer_id = comment;
  post.status = comment ? "answered" : "none";
  return save_post(tx, actor, post);
}

Vote vote(db::Tx& tx, std::string_view item_type, std::int64_t item, UserId user, int value) {
  const auto before = tx.one<Vote>(q::vote_of, item_type, item, user);
  const int up = (value > 0) - (before && before->value > 0), down = (value < 0) - (before && before->value < 0);
  tx.execute(q::put_vote, tx.new_id("community_votes"), item_type, item, user, value, tx.now());
  if (item_type == "Post") tx.execute(q::count_post_votes, item, up, down);
  else tx.execute(q::count_comment_votes, item, up, down);
  return *tx.one<Vote>(q::vote_of, item_type, item, user);
}

}  // namespace sahay::community
