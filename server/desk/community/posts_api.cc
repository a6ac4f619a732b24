// Topics and posts.
#include "base/text.h"
#include "desk/community/community_api.h"
#include "desk/community/community_sql.h"
#include "desk/people/merge.h"
#include "desk/people/setting.h"

namespace sahay::community {
namespace {

using api::Access;
using api::Context;
using api::Reply;

template <class T>
api::Field<T> id_field() {
  return api::computed<T>("id", "integer", [](JsonWriter& w, const T& o, const Context&) { w.value(o.id); });
}
template <class T>
api::Field<T> page_field(std::string path) {
  return api::computed<T>("html_url", "string", [path](JsonWriter& w, const T& o, const Context& c) { w.value(c.site_url + path + std::to_string(o.id.value)); });
}

api::Resource<Topic> describe_topics() {
  using namespace api;
  Resource<Topic> r;
  r.name = "topic";
  r.plural = "topics";
  r.path = "/community/topics";
  r.table = "community_topics";
  r.see = Access::anonymous;
  r.change = Access::admin;
  r.sorts = {{"position", {"t.position"}}, {"created_at", {"t.created_at"}}, {"updated_at", {"t.updated_at"}}, {"name", {"t.name", false, true}}};
  Field<Topic> segment = number<Topic>("user_segment_id", &Topic::user_segment_id);
  segment.write = [](JsonWriter& w, const Topic& t, const Context&) { t.user_segment_id ? w.value(t.user_segment_id) : w.null(); };
  r.fields = {id_field<Topic>(), page_field<Topic>("/community/topics/"), text_field<Topic>("name", &Topic::name).required().max(255),
              nullable_text<Topic>("description", &Topic::description).max(5000), number<Topic>("position", &Topic::position),
              constant<Topic>("follower_count", "integer", 0), constant<Topic>("community_id", "integer", 1),
              choice<Topic>("manageable_by", &Topic::manageable_by, {"managers", "staff"}), std::move(segment),
              time_field<Topic>("created_at", &Topic::created_at).read_only(), time_field<Topic>("updated_at", &Topic::updated_at).read_only()};
  r.check = [](Context&, db::Tx& tx, const Topic*, Topic& now, const JsonObject&) -> Result<void> {
    if (now.manageable_by.empty()) now.manageable_by = "managers";
    if (now.user_segment_id && !tx.scalar<std::int64_t>(std::string("select id from user_segments where id = $1"), now.user_segment_id)) return invalid("user_segment_id", "InvalidValue", "error.field.invalid");
    return {};
  };
  r.remove = [](Context&, db::Tx& tx, const Topic& topic) -> Result<void> {
    if (tx.scalar<std::int64_t>(sql::community::posts_in_topic, topic.id).value_or(0) > 0) return invalid("id", "InvalidValue", "error.field.in_use");
    tx.execute(std::string("delete from community_topics where id = $1"), topic.id);
    return {};
  };
  return r;
}

api::Resource<Post> describe_posts() {
  using namespace api;
  Resource<Post> r;
  r.name = "post";
  r.plural = "posts";
  r.path = "/community/posts";
  r.table = "community_posts";
  r.sorts = {{"created_at", {"t.created_at", true}}, {"updated_at", {"t.updated_at", true}}, {"edited_at", {"t.updated_at", true}}, {"votes", {"t.up_votes - t.down_votes", true}}, {"comments", {"t.comment_count", true}}, {"recent_activity", {"t.updated_at", true}}};
  r.fields = {id_field<Post>(), page_field<Post>("/community/posts/"), text_field<Post>("title", &Post::title).required().max(255),
              text_field<Post>("details", &Post::details).max(100'000), reference<Post>("author_id", &Post::author_id).admin_only(),
              reference<Post>("topic_id", &Post::topic_id).required(), flag<Post>("pinned", &Post::pinned), flag<Post>("featured", &Post::featured),
              flag<Post>("closed", &Post::closed), constant<Post>("frozen", "boolean", false),
              choice<Post>("status", &Post::status, {"none", "planned", "not_planned", "answered", "completed"}), reference<Post>("answer_id", &Post::answer_id),
              computed<Post>("vote_sum", "integer", [](JsonWriter& w, const Post& p, const Context&) { w.value(p.up_votes - p.down_votes); }),
              computed<Post>("vote_count", "integer", [](JsonWriter& w, const Post& p, const Context&) { w.value(p.up_votes + p.down_votes); }),
              number<Post>("comment_count", &Post::comment_count).read_only(), constant<Post>("follower_count", "integer", 0),
              computed<Post>("content_tag_ids", "array", [](JsonWriter& w, const Post&, const Context&) { w.begin_array().end_array(); }),
              reference<Post>("non_author_editor_id", &Post::editor_id).read_only(), time_field<Post>("non_author_updated_at", &Post::edited_at).read_only(),
              time_field<Post>("created_at", &Post::created_at).read_only(), time_field<Post>("updated_at", &Post::updated_at).read_only()};
  return r;
}

// What only staff decide on stays as it was when somebody else writes.
void keep_for_staff(const Context& c, const Post& before, Post& now) {
  if (c.caller.staff()) return;
  now.pinned = before.pinned;
  now.featured = before.featured;
  now.closed = before.closed;
  now.status = before.status;
}

Result<Reply> create(Context& c, db::Tx& tx) {
  Post post;
  post.author_id = UserId(c.caller.id);
  const JsonObject* in = TRY(c.wrapped("post"));
  TRY(post_rows().apply(c, post, *in, true));
  keep_for_staff(c, Post{}, post);
  if (!visible_topic(c, tx, post.topic_id.value).ok()) return invalid("topic_id", "InvalidValue", "error.field.invalid");
  const UserId author = post.author_id;
  post = add_post(tx, author, post);
  return Reply::created(object_body(post_rows(), c, tx, post), post_rows().url(c, post));
}

Result<Post> own_post(Context& c, db::Tx& tx) {
  Post post = TRY(visible_post(c, tx, c.id()));
  if (post.author_id.value != c.caller.id && !c.caller.staff()) return forbidden("post");
  return post;
}

Result<Reply> change(Context& c, db::Tx& tx) {
  const Post before = TRY(own_post(c, tx));
  Post now = before;
  const JsonObject* in = TRY(c.wrapped("post"));
  TRY(post_rows().apply(c, now, *in, false));
  keep_for_staff(c, before, now);
  if (now.topic_id != before.topic_id && !visible_topic(c, tx, now.topic_id.value).ok()) return invalid("topic_id", "InvalidValue", "error.field.invalid");
  if (now.answer_id != before.answer_id) now = TRY(accept_answer(tx, UserId(c.caller.id), now, now.answer_id));
  else now = save_post(tx, UserId(c.caller.id), now);
  return Reply::ok(object_body(post_rows(), c, tx, now));
}

auto list_of(std::string column) {
  return [column = std::move(column)](Context& c, db::Tx& tx) -> Result<Reply> {
    if (column == "topic_id") TRY(visible_topic(c, tx, c.id()));
    api::Where where = visible_posts(c, tx);
    const std::int64_t id = column == "author_id" && c.request->path_value("id") == "me" ? c.caller.id : c.id();
    if (!column.empty()) where.add("t." + column + " = ?", db::Value(id));
    const std::string filter = c.parameter("filter_by").value_or("");
    if (filter == "no_status") where.add("t.status = 'none'");
    else if (!filter.empty() && filter != "all") where.add("t.status = ?", db::Value(filter));
    return list_reply(post_rows(), c, tx, std::move(where), sort_of(c, post_rows().sorts, {"t.id"}));
  };
}

// Every word of the query somewhere in title or text.
Result<Reply> search(Context& c, db::Tx& tx) {
  api::Where where = visible_posts(c, tx);
  int words = 0;
  const std::string query = c.parameter("query").value_or("");
  for (const auto word : text::split(query, ' ')) {
    if (text::trim(word).empty() || ++words > 10) continue;
    const std::string pattern = "%" + text::replace_all(text::replace_all(text::replace_all(std::string(text::trim(word)), "\\", "\\\\"), "%", "\\%"), "_", "\\_") + "%";
    where.add("lower(t.title) like lower(?) escape '\\' or lower(t.details_text) like lower(?) escape '\\'", db::Value(pattern), db::Value(pattern));
  }
  if (words == 0) where.add("1 = 0");
  return list_reply(post_rows(), c, tx, std::move(where), {"t.id", true}, "results");
}

}  // namespace

const api::Resource<Topic>& topic_rows() {
  static const auto resource = describe_topics();
  return resource;
}
const api::Resource<Post>& post_rows() {
  static const auto resource = describe_posts();
  return resource;
}

api::Where visible_topics(const Context& c, db::Tx& tx) {
  api::Where where;
  if (c.caller.admin()) return where;
  if (c.caller.access == Access::anonymous && !people::setting_flag(tx, "sahay", "community_open")) where.add("1 = 0");
  std::string list = "0";
  for (const std::int64_t segment : segments_of ? segments_of(tx, c.caller) : std::vector<std::int64_t>{}) list += "," + std::to_string(segment);
  where.add("t.user_segment_id in (" + list + ")");
  return where;
}

api::Where visible_posts(const Context& c, db::Tx& tx) {
  api::Where where;
  const api::Where topics = visible_topics(c, tx);
  if (!topics.empty()) where.add("t.topic_id in (select t.id from community_topics t" + topics.sql() + ")");
  return where;
}

Result<Topic> visible_topic(Context& c, db::Tx& tx, std::int64_t id) {
  api::Where where = visible_topics(c, tx);
  where.add("t.id = ?", db::Value(id));
  auto found = topic_rows().select(tx, where);
  if (found.empty()) return not_found();
  return std::move(found.front());
}

Result<Post> visible_post(Context& c, db::Tx& tx, std::int64_t id) {
  api::Where where = visible_posts(c, tx);
  where.add("t.id = ?", db::Value(id));
  auto found = post_rows().select(tx, where);
  if (found.empty()) return not_found();
  return std::move(found.front());
}

void add_community_routes(api::Api& api) {
  people::add_merge_part(people::votes_part("community_votes", {{"Post", "community_posts"}, {"Comment", "community_comments"}}));
  for (const char* table : {"community_posts", "community_comments"}) people::add_merge_part(people::column_part(table, "author_id"));
  api::Resource<Topic> topics = topic_rows();
  topics.lists = topics.shows = false;  // by hand: what is visible depends on segments
  add_resource(api, topics);
  api.read("GET", "/community/topics", Access::anonymous, [](Context& c, db::Tx& tx) -> Result<Reply> { return list_reply(topic_rows(), c, tx, visible_topics(c, tx), sort_of(c, topic_rows().sorts, {"t.position"})); });
  api.read("GET", "/community/topics/{id}", Access::anonymous, [](Context& c, db::Tx& tx) -> Result<Reply> { return Reply::ok(object_body(topic_rows(), c, tx, TRY(visible_topic(c, tx, c.id())))); });
  api.read("GET", "/community/topics/{id}/posts", Access::anonymous, list_of("topic_id"));
  api.read("GET", "/help_center/user_segments/{id}/topics", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    if (!tx.scalar<std::int64_t>("select id from user_segments where id = $1", c.id())) return not_found();
    api::Where where = visible_topics(c, tx);
    where.add("t.user_segment_id = ?", db::Value(c.id()));
    return list_reply(topic_rows(), c, tx, std::move(where), sort_of(c, topic_rows().sorts, {"t.position"}));
  });
  std::vector<api::KeyInfo> keys;
  for (const auto& field : post_rows().fields) keys.push_back({field.name, field.type, field.is_required, !field.read});
  api.describe("post", std::move(keys));
  api.read("GET", "/community/posts", Access::anonymous, list_of(""));
  api.read("GET", "/community/users/{id}/posts", Access::customer, list_of("author_id"));
  api.read("GET", "/help_center/community_posts/search", Access::anonymous, search);
  api.read("GET", "/community/posts/{id}", Access::anonymous, [](Context& c, db::Tx& tx) -> Result<Reply> { return Reply::ok(object_body(post_rows(), c, tx, TRY(visible_post(c, tx, c.id())))); });
  api.write("POST", "/community/posts", Access::customer, create);
  api.write("PUT", "/community/posts/{id}", Access::customer, change);
  api.write("DELETE", "/community/posts/{id}", Access::customer, [](Context& c, db::Tx& tx) -> Result<Reply> {
    remove_post(tx, UserId(c.caller.id), TRY(own_post(c, tx)));
    return Reply::no_content();
  });
  add_comment_routes(api);
  add_subscription_routes(api);
  add_subscription_merge();
}

}  // namespace sahay::community
