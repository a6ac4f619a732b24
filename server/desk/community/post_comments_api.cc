// Comments of posts, votes on both, the accepted answer, subscriptions.
#include "base/text.h"
#include "desk/community/community_api.h"
#include "desk/community/community_sql.h"

namespace sahay::community {
namespace {

using api::Access;
using api::Context;
using api::Reply;
namespace q = sql::community;

const api::Resource<Comment>& comment_rows() {
  static const auto resource = [] {
    using namespace api;
    using C = Comment;
    Resource<C> r;
    r.name = "comment";
    r.plural = "comments";
    r.path = "/community/comments";
    r.table = "community_comments";
    r.sorts = {{"created_at", {"t.created_at"}}, {"votes", {"t.up_votes - t.down_votes", true}}};
    r.fields = {computed<C>("id", "integer", [](JsonWriter& w, const C& o, const Context&) { w.value(o.id); }),
                computed<C>("html_url", "string", [](JsonWriter& w, const C& o, const Context& c) { w.value(c.site_url + "/community/posts/" + std::to_string(o.post_id.value) + "#comment-" + std::to_string(o.id.value)); }),
                text_field<C>("body", &C::body).required().max(50'000), reference<C>("author_id", &C::author_id).admin_only(),
                reference<C>("post_id", &C::post_id).read_only(), flag<C>("official", &C::official),
                computed<C>("vote_sum", "integer", [](JsonWriter& w, const C& o, const Context&) { w.value(o.up_votes - o.down_votes); }),
                computed<C>("vote_count", "integer", [](JsonWriter& w, const C& o, const Context&) { w.value(o.up_votes + o.down_votes); }),
                reference<C>("non_author_editor_id", &C::editor_id).read_only(), time_field<C>("non_author_updated_at", &C::edited_at).read_only(),
                time_field<C>("created_at", &C::created_at).read_only(), time_field<C>("updated_at", &C::updated_at).read_only()};
    return r;
  }();
  return resource;
}

const api::Resource<Vote>& vote_rows() {
  static const auto resource = [] {
    using namespace api;
    Resource<Vote> r;
    r.name = "vote";
    r.plural = "votes";
    r.path = "/community/votes";
    r.table = "community_votes";
    r.fields = {computed<Vote>("id", "integer", [](JsonWriter& w, const Vote& o, const Context&) { w.value(o.id); }),
                reference<Vote>("user_id", &Vote::user_id).read_only(), number<Vote>("value", &Vote::value).read_only(),
                number<Vote>("item_id", &Vote::item_id).read_only(), text_field<Vote>("item_type", &Vote::item_type).read_only(),
                time_field<Vote>("created_at", &Vote::created_at).read_only(), time_field<Vote>("updated_at", &Vote::updated_at).read_only()};
    return r;
  }();
  return resource;
}

struct Subscription {
  Id<struct CommunitySubscriptionTag> id;
  std::string content_type;
  std::int64_t content_id = 0;
  UserId user_id;
  bool include_comments = false;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Subscription, (), (id, content_type, content_id, user_id, include_comments, created_at, updated_at))

const api::Resource<Subscription>& subscription_rows() {
  static const auto resource = [] {
    using namespace api;
    using S = Subscription;
    Resource<S> r;
    r.name = "subscription";
    r.plural = "subscriptions";
    r.path = "/community/subscriptions";
    r.table = "community_subscriptions";
    r.fields = {computed<S>("id", "integer", [](JsonWriter& w, const S& o, const Context&) { w.value(o.id); }),
                reference<S>("user_id", &S::user_id).admin_only(), number<S>("content_id", &S::content_id).read_only(), text_field<S>("content_type", &S::content_type).read_only(),
                constant<S>("locale", "string", "en-us"), flag<S>("include_comments", &S::include_comments),
                time_field<S>("created_at", &S::created_at).read_only(), time_field<S>("updated_at", &S::updated_at).read_only()};
    return r;
  }();
  return resource;
}

Result<Comment> comment_of(Context& c, db::Tx& tx) {
  TRY(visible_post(c, tx, c.id()));
  auto found = find_comment(tx, CommentId(c.id("comment")));
  if (!found || found->post_id.value != c.id()) return not_found();
  return std::move(*found);
}

Result<Comment> own_comment(Context& c, db::Tx& tx) {
  Comment comment = TRY(comment_of(c, tx));
  if (comment.author_id.value != c.caller.id && !c.caller.staff()) return forbidden("comment");
  return comment;
}

std::string url_of(const Context& c, const Comment& comment) {
  return c.url("/community/posts/" + std::to_string(comment.post_id.value) + "/comments/" + std::to_string(comment.id.value) + ".json");
}

Result<Reply> create(Context& c, db::Tx& tx) {
  const Post post = TRY(visible_post(c, tx, c.id()));
  if (post.closed && !c.caller.staff()) return Error{ErrorCode::forbidden, "error.comments_closed"};
  Comment comment;
  comment.author_id = UserId(c.caller.id);
  const JsonObject* in = TRY(c.wrapped("comment"));
  TRY(comment_rows().apply(c, comment, *in, true));
  comment.official = comment.official && c.caller.staff();
  const UserId author = comment.author_id;
  comment = add_comment(tx, author, post, comment);
  return Reply::created(object_body(comment_rows(), c, tx, comment), url_of(c, comment));
}

Result<Reply> change(Context& c, db::Tx& tx) {
  const Comment before = TRY(own_comment(c, tx));
  Comment now = before;
  const JsonObject* in = TRY(c.wrapped("comment"));
  TRY(comment_rows().apply(c, now, *in, false));
  if (!c.caller.staff()) now.official = before.official;
  return Reply::ok(object_body(comment_rows(), c, tx, save_comment(tx, UserId(c.caller.id), now)));
}

// The author of the question, or staff, says which comment answered it.
Result<Reply> accept(Context& c, db::Tx& tx, bool accepted) {
  const Comment comment = TRY(comment_of(c, tx));
  const Post post = TRY(visible_post(c, tx, c.id()));
  if (post.author_id.value != c.caller.id && !c.caller.staff()) return forbidden("post");
  return Reply::ok(object_body(post_rows(), c, tx, TRY(accept_answer(tx, UserId(c.caller.id), post, accepted ? comment.id : CommentId{}))));
}

Result<Reply> votes_of(Context& c, db::Tx& tx, const std::string& type, std::int64_t item) {
  api::Where where;
  where.add("t.item_type = ?", db::Value(type));
  where.add("t.item_id = ?", db::Value(item));
  return list_reply(vote_rows(), c, tx, std::move(where), {"t.id"});
}

Result<void> may_follow(Context& c, db::Tx& tx, bool topic) {
  if (topic) TRY(visible_topic(c, tx, c.id()));
  else TRY(visible_post(c, tx, c.id()));
  return {};
}

Result<Subscription> subscription_of(Context& c, db::Tx& tx, bool topic) {
  const auto found = tx.one<Subscription>(q::find_subscription, c.id("subscription"));
  if (!found || found->content_type != (topic ? "Topic" : "Post") || found->content_id != c.id() || (found->user_id.value != c.caller.id && !c.caller.staff())) return not_found();
  return *found;
}

Result<Reply> subscribe(Context& c, db::Tx& tx, bool topic) {
  TRY(may_follow(c, tx, topic));
  Subscription s;
  s.user_id = UserId(c.caller.id);
  if (const JsonObject* in = object_at(c.body, "subscription")) TRY(subscription_rows().apply(c, s, *in, true));
  const char* const type = topic ? "Topic" : "Post";
  if (!tx.one<Subscription>(q::subscription_of, type, c.id(), s.user_id))
    tx.execute(q::insert_subscription, tx.new_id("community_subscriptions"), type, c.id(), s.user_id, s.include_comments, tx.now());
  s = *tx.one<Subscription>(q::subscription_of, type, c.id(), s.user_id);
  return Reply::created(object_body(subscription_rows(), c, tx, s), c.url(std::string(topic ? "/community/topics/" : "/community/posts/") + std::to_string(c.id()) + "/subscriptions/" + std::to_string(s.id.value) + ".json"));
}

}  // namespace

void add_comment_routes(api::Api& api) {
  const std::string base = "/community/posts/{id}/comments", one = base + "/{comment}";
  api.read("GET", base, Access::anonymous, [](Context& c, db::Tx& tx) -> Result<Reply> {
    TRY(visible_post(c, tx, c.id()));
    api::Where where;
    where.add("t.post_id = ?", db::Value(c.id()));
    return list_reply(comment_rows(), c, tx, std::move(where), sort_of(c, comment_rows().sorts, {"t.id"}));
  });
  api.read("GET", one, Access::anonymous, [](Context& c, db::Tx& tx) -> Result<Reply> { return Reply::ok(object_body(comment_rows(), c, tx, TRY(comment_of(c, tx)))); });
  api.write("POST", base, Access::customer, create);
  api.write("PUT", one, Access::customer, change);
  api.write("DELETE", one, Access::customer, [](Context& c, db::Tx& tx) -> Result<Reply> {
    remove_comment(tx, TRY(own_comment(c, tx)));
    return Reply::no_content();
  });
  api.write("POST", one + "/accept", Access::customer, [](Context& c, db::Tx& tx) { return accept(c, tx, true); });
  api.write("DELETE", one + "/accept", Access::customer, [](Context& c, db::Tx& tx) { return accept(c, tx, false); });
  api.read("GET", "/community/users/{id}/comments", Access::customer, [](Context& c, db::Tx& tx) -> Result<Reply> {
    api::Where where;
    where.add("t.author_id = ?", db::Value(c.request->path_value("id") == "me" ? c.caller.id : c.id()));
    const api::Where posts = visible_posts(c, tx);
    if (!posts.empty()) where.add("t.post_id in (select t.id from community_posts t" + posts.sql() + ")");
    return list_reply(comment_rows(), c, tx, std::move(where), {"t.id"});
  });
  for (const auto& [word, value] : {std::pair("up", 1), std::pair("down", -1)}) {
    api.write("POST", "/community/posts/{id}/" + std::string(word), Access::customer, [value](Context& c, db::Tx& tx) -> Result<Reply> {
      const Post post = TRY(visible_post(c, tx, c.id()));
      return Reply::ok(object_body(vote_rows(), c, tx, vote(tx, "Post", post.id.value, UserId(c.caller.id), value)));
    });
    api.write("POST", one + "/" + word, Access::customer, [value](Context& c, db::Tx& tx) -> Result<Reply> {
      const Comment comment = TRY(comment_of(c, tx));
      return Reply::ok(object_body(vote_rows(), c, tx, vote(tx, "Comment", comment.id.value, UserId(c.caller.id), value)));
    });
  }
  api.read("GET", "/community/posts/{id}/votes", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    TRY(visible_post(c, tx, c.id()));
    return votes_of(c, tx, "Post", c.id());
  });
  api.read("GET", one + "/votes", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> { return votes_of(c, tx, "Comment", TRY(comment_of(c, tx)).id.value); });
}

void add_subscription_routes(api::Api& api) {
  for (const bool topic : {true, false}) {
    const std::string base = topic ? "/community/topics/{id}/subscriptions" : "/community/posts/{id}/subscriptions";
    api.read("GET", base, Access::customer, [topic](Context& c, db::Tx& tx) -> Result<Reply> {
      TRY(may_follow(c, tx, topic));
      api::Where where;
      where.add("t.content_type = ?", db::Value(std::string(topic ? "Topic" : "Post")));
      where.add("t.content_id = ?", db::Value(c.id()));
      if (!c.caller.staff()) where.add("t.user_id = ?", db::Value(c.caller.id));
      return list_reply(subscription_rows(), c, tx, std::move(where), {"t.id"});
    });
    api.write("POST", base, Access::customer, [topic](Context& c, db::Tx& tx) { return subscribe(c, tx, topic); });
    api.read("GET", base + "/{subscription}", Access::customer, [topic](Context& c, db::Tx& tx) -> Result<Reply> { return Reply::ok(object_body(subscription_rows(), c, tx, TRY(subscription_of(c, tx, topic)))); });
    api.write("DELETE", base + "/{subscription}", Access::customer, [topic](Context& c, db::Tx& tx) -> Result<Reply> {
      tx.execute(q::remove_subscription, TRY(subscription_of(c, tx, topic)).id);
      return Reply::no_content();
    });
  }
}

}  // namespace sahay::community
