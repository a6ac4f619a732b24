// What readers say: comments of articles, and votes on articles and comments.
#include "base/text.h"
#include "desk/helpcenter/help_api.h"
#include "desk/helpcenter/help_comment_sql.h"
#include "desk/people/merge.h"
#include "platform/text/html.h"

namespace sahay::helpcenter {
namespace q = sql::help_comment;
namespace {

using api::Access;
using api::Context;
using api::Reply;
using CommentId = Id<struct HelpCommentTag>;
using VoteId = Id<struct HelpVoteTag>;

struct Comment {
  CommentId id;
  ArticleId article_id;
  UserId author_id;
  std::string locale = "en-us", body;
  std::int64_t up_votes = 0, down_votes = 0;
  UserId editor_id;
  Time edited_at, created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Comment, (), (id, article_id, author_id, locale, body, up_votes, down_votes, editor_id, edited_at, created_at, updated_at))

struct Vote {
  VoteId id;
  std::string item_type;
  std::int64_t item_id = 0;
  UserId user_id;
  int value = 0;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Vote, (), (id, item_type, item_id, user_id, value, created_at, updated_at))

const api::Resource<Comment>& comment_rows() {
  static const auto resource = [] {
    using namespace api;
    Resource<Comment> r;
    r.name = "comment";
    r.plural = "comments";
    r.path = "/help_center/comments";
    r.table = "help_comments";
    r.sorts = {{"created_at", {"t.created_at"}}, {"updated_at", {"t.updated_at"}}};
    r.fields = {computed<Comment>("id", "integer", [](JsonWriter& w, const Comment& o, const Context&) { w.value(o.id); }),
                computed<Comment>("html_url", "string", [](JsonWriter& w, const Comment& o, const Context& c) { w.value(c.site_url + "/articles/" + std::to_string(o.article_id.value) + "#comment-" + std::to_string(o.id.value)); }),
                text_field<Comment>("body", &Comment::body).required().max(50'000),
                reference<Comment>("author_id", &Comment::author_id).admin_only(),
                reference<Comment>("source_id", &Comment::article_id).read_only(),
                constant<Comment>("source_type", "string", "Article"),
                text_field<Comment>("locale", &Comment::locale).max(20),
                computed<Comment>("vote_sum", "integer", [](JsonWriter& w, const Comment& o, const Context&) { w.value(o.up_votes - o.down_votes); }),
                computed<Comment>("vote_count", "integer", [](JsonWriter& w, const Comment& o, const Context&) { w.value(o.up_votes + o.down_votes); }),
                reference<Comment>("non_author_editor_id", &Comment::editor_id).read_only(),
                time_field<Comment>("non_author_updated_at", &Comment::edited_at).read_only(),
                time_field<Comment>("created_at", &Comment::created_at).read_only(),
                time_field<Comment>("updated_at", &Comment::updated_at).read_only()};
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
    r.path = "/help_center/votes";
    r.table = "help_item_votes";
    r.fields = {computed<Vote>("id", "integer", [](JsonWriter& w, const Vote& o, const Context&) { w.value(o.id); }),
                reference<Vote>("user_id", &Vote::user_id).read_only(), number<Vote>("value", &Vote::value).read_only(),
                number<Vote>("item_id", &Vote::item_id).read_only(), text_field<Vote>("item_type", &Vote::item_type).read_only(),
                time_field<Vote>("created_at", &Vote::created_at).read_only(), time_field<Vote>("updated_at", &Vote::updated_at).read_only()};
    return r;
  }();
  return resource;
}

// The comment of the path; its article must be one that the caller may read.
Result<Comment> comment_of(Context& c, db::Tx& tx) {
  TRY(readable_article(c, tx, c.id()));
  auto found = tx.one<Comment>(q::find_comment, c.id("comment"));
  if (!found || found->article_id.value != c.id()) return not_found();
  return std::move(*found);
}

std::string clean(const std::string& body) { return text::sanitise_html(body, {}).html; }

Result<Reply> list_comments(Context& c, db::Tx& tx) {
  TRY(readable_article(c, tx, c.id()));
  api::Where where;
  where.add("t.article_id = ?", db::Value(c.id()));
  return list_reply(comment_rows(), c, tx, std::move(where), sort_of(c, comment_rows().sorts, {"t.id"}));
}

// What readers wrote anywhere, the newest first, for those who arrange the help centre.
Result<Reply> newest_comments(Context& c, db::Tx& tx) { return list_reply(comment_rows(), c, tx, {}, sort_of(c, comment_rows().sorts, {"t.id", true})); }

Result<Reply> comments_of_user(Context& c, db::Tx& tx, std::int64_t user) {
  if (user != c.caller.id && !c.caller.staff()) return not_found();
  api::Where where;
  where.add("t.author_id = ?", db::Value(user));
  return list_reply(comment_rows(), c, tx, std::move(where), {"t.id"});
}

Result<Reply> create_comment(Context& c, db::Tx& tx) {
  const ArticleRow article = TRY(readable_article(c, tx, c.id()));
  if (article.comments_disabled) return Error{ErrorCode::forbidden, "error.comments_closed"};
  Comment comment;
  comment.author_id = UserId(c.caller.id);
  const JsonObject* in = TRY(c.wrapped("comment"));
  TRY(comment_rows().apply(c, comment, *in, true));
  comment.id = CommentId(tx.new_id("help_comments"));
  tx.execute(q::insert_comment, comment.id, article.id, comment.author_id, locale_key(comment.locale), clean(comment.body), tx.now());
  comment = *tx.one<Comment>(q::find_comment, comment.id);
  return Reply::created(object_body(comment_rows(), c, tx, comment), c.url("/help_center/articles/" + std::to_string(article.id.value) + "/comments/" + std::to_string(comment.id.value) + ".json"));
}

Result<Reply> change_comment(Context& c, db::Tx& tx) {
  Comment comment = TRY(comment_of(c, tx));
  const bool own = comment.author_id.value == c.caller.id;
  if (!own && !c.caller.staff()) return forbidden("comment");
  const JsonObject* in = TRY(c.wrapped("comment"));
  TRY(comment_rows().apply(c, comment, *in, false));
  tx.execute(q::save_comment, comment.id, clean(comment.body), own ? comment.editor_id : UserId(c.caller.id), own ? comment.edited_at : tx.now(), tx.now());
  return Reply::ok(object_body(comment_rows(), c, tx, *tx.one<Comment>(q::find_comment, comment.id)));
}

Result<Reply> vote_reply(Context& c, db::Tx& tx, std::string_view type, std::int64_t item) {
  const auto vote = tx.one<Vote>(q::vote_of, type, item, c.caller.id);
  if (!vote) return not_found();
  return Reply::ok(object_body(vote_rows(), c, tx, *vote));
}

Result<Reply> vote_article(Context& c, db::Tx& tx, int value) {
  const ArticleRow article = TRY(readable_article(c, tx, c.id()));
  TRY(vote(tx, article.id, UserId(c.caller.id), value));
  return vote_reply(c, tx, "Article", article.id.value);
}

Result<Reply> vote_comment(Context& c, db::Tx& tx, int value) {
  const Comment comment = TRY(comment_of(c, tx));
  const auto before = tx.one<Vote>(q::vote_of, "Comment", comment.id, c.caller.id);
  const int up = (value > 0) - (before && before->value > 0), down = (value < 0) - (before && before->value < 0);
  tx.execute(q::put_vote, tx.new_id("help_item_votes"), "Comment", comment.id, c.caller.id, value, tx.now());
  tx.execute(q::count_comment_votes, comment.id, up, down);
  return vote_reply(c, tx, "Comment", comment.id.value);
}

Result<Reply> list_votes(Context& c, db::Tx& tx, std::string_view type, std::int64_t item) {
  api::Where where;
  where.add("t.item_type = ?", db::Value(std::string(type)));
  where.add("t.item_id = ?", db::Value(item));
  return list_reply(vote_rows(), c, tx, std::move(where), {"t.id"});
}

// One's own vote; administrators see all.
Result<Vote> vote_of(Context& c, db::Tx& tx) {
  auto found = tx.one<Vote>(q::find_vote, c.id());
  if (!found || (found->user_id.value != c.caller.id && !c.caller.admin())) return not_found();
  return std::move(*found);
}

void add_vote_routes(api::Api& api) {
  people::add_merge_part(people::votes_part("help_item_votes", {{"Article", "help_articles"}, {"Comment", "help_comments"}}));
  people::add_merge_part(people::column_part("help_comments", "author_id"));
  for (const auto& [word, value] : {std::pair("up", 1), std::pair("down", -1)}) {
    write_both(api, "POST", "/articles/{id}/" + std::string(word), Access::customer, [value](Context& c, db::Tx& tx) { return vote_article(c, tx, value); });
    write_both(api, "POST", "/articles/{id}/comments/{comment}/" + std::string(word), Access::customer, [value](Context& c, db::Tx& tx) { return vote_comment(c, tx, value); });
  }
  read_both(api, "/articles/{id}/votes", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    TRY(readable_article(c, tx, c.id()));
    return list_votes(c, tx, "Article", c.id());
  });
  read_both(api, "/articles/{id}/comments/{comment}/votes", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Comment comment = TRY(comment_of(c, tx));
    return list_votes(c, tx, "Comment", comment.id.value);
  });
  api.read("GET", "/help_center/users/{id}/votes", Access::customer, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const std::int64_t user = c.request->path_value("id") == "me" ? c.caller.id : c.id();
    if (user != c.caller.id && !c.caller.staff()) return not_found();
    api::Where where;
    where.add("t.user_id = ?", db::Value(user));
    return list_reply(vote_rows(), c, tx, std::move(where), {"t.id"});
  });
  api.read("GET", "/help_center/votes/{id}", Access::customer, [](Context& c, db::Tx& tx) -> Result<Reply> { return Reply::ok(object_body(vote_rows(), c, tx, TRY(vote_of(c, tx)))); });
  api.write("DELETE", "/help_center/votes/{id}", Access::customer, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Vote vote = TRY(vote_of(c, tx));
    const int up = vote.value > 0, down = vote.value < 0;
    if (vote.item_type == "Article") tx.execute(q::uncount_article_vote, vote.item_id, up, down);
    else tx.execute(q::count_comment_votes, vote.item_id, -up, -down);
    tx.execute(q::remove_vote, vote.id);
    return Reply::no_content();
  });
}

}  // namespace

void add_comment_routes(api::Api& api) {
  read_both(api, "/articles/{id}/comments", Access::anonymous, list_comments);
  write_both(api, "POST", "/articles/{id}/comments", Access::customer, create_comment);
  read_both(api, "/articles/{id}/comments/{comment}", Access::anonymous, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Comment comment = TRY(comment_of(c, tx));
    return Reply::ok(object_body(comment_rows(), c, tx, comment));
  });
  api.write("PUT", "/help_center/articles/{id}/comments/{comment}", Access::customer, change_comment);
  api.write("DELETE", "/help_center/articles/{id}/comments/{comment}", Access::customer, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Comment comment = TRY(comment_of(c, tx));
    if (comment.author_id.value != c.caller.id && !c.caller.staff()) return forbidden("comment");
    tx.execute(q::remove_votes, "Comment", comment.id);
    tx.execute(q::remove_comment, comment.id);
    return Reply::no_content();
  });
  api.read("GET", "/help_center/comments", api::Right(Access::admin, "helpcenter.manage"), newest_comments);
  api.read("GET", "/help_center/users/me/comments", Access::customer, [](Context& c, db::Tx& tx) { return comments_of_user(c, tx, c.caller.id); });
  api.read("GET", "/help_center/users/{id}/comments", Access::customer, [](Context& c, db::Tx& tx) { return comments_of_user(c, tx, c.id()); });
  add_vote_routes(api);
}

}  // namespace sahay::helpcenter
