// Routes of merging people: PUT /users/{id}/merge, /users/{id}/duplicates, /users/{id}/merges, /user_merges/{id}/undo.
#include "desk/people/merge.h"
#include "desk/people/people_api.h"

namespace sahay::people {
namespace {

using api::Access;
using api::Context;
using api::Reply;
using api::Right;

void write_merge(JsonWriter& w, const Context& c, const Merge& merge) {
  w.begin_object().field("id", merge.id).field("url", c.url("/user_merges/" + std::to_string(merge.id.value) + ".json"));
  w.field("from_id", merge.from_id).field("into_id", merge.into_id).field("merged_by", merge.merged_by).field("merged_at", merge.merged_at);
  w.key("undone_by");
  if (merge.undone_by) w.value(merge.undone_by); else w.null();
  w.field("undone_at", merge.undone_at).end_object();
}

void note(Context& c, db::Tx& tx, const char* action, const Merge& merge) {
  std::string after;
  JsonWriter(after).begin_object().field("role", "agent").field("from_id", merge.from_id).field("into_id", merge.into_id).end_object();
  api::note_change(c, tx, {action, "user_merge", merge.id.value, "", std::move(after)});
}

// {id} becomes part of the user that the body names.
Result<Reply> merge(Context& c, db::Tx& tx) {
  const User from = TRY(user_resource().find(c, tx, c.id()));
  const JsonObject* in = TRY(c.wrapped("user"));
  UserId into(integer_at(*in, "id").value_or(0));
  if (const auto email = string_at(*in, "email"); email && !into)
    if (const auto user = find_by_address(tx, *email)) into = user->id;
  const User target = TRY(user_resource().find(c, tx, into.value));
  note(c, tx, "merge", TRY(merge_users(tx, UserId(c.caller.id), from.id, target.id)));
  return Reply::ok(object_body(user_resource(), c, tx, *find_user(tx, target.id)));
}

Result<Reply> list_duplicates(Context& c, db::Tx& tx) {
  const User user = TRY(user_resource().find(c, tx, c.id()));
  std::string out;
  JsonWriter w(out);
  const auto found = duplicates_of(tx, user);
  w.begin_object().key("duplicates").begin_array();
  std::size_t shown = 0;
  for (const Suggestion& suggestion : found) {
    if (!user_resource().find(c, tx, suggestion.user.id.value).ok()) continue;  // outside what this caller sees
    ++shown;
    w.begin_object().key("user");
    user_resource().write(w, suggestion.user, c);
    w.field("reasons", suggestion.reasons).field("score", suggestion.score).end_object();
  }
  w.end_array().key("next_page").null().key("previous_page").null().field("count", shown).end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> list_merges(Context& c, db::Tx& tx) {
  const User user = TRY(user_resource().find(c, tx, c.id()));
  std::string out;
  JsonWriter w(out);
  const auto merges = merges_of(tx, user.id);
  w.begin_object().key("user_merges").begin_array();
  for (const Merge& merge : merges) write_merge(w, c, merge);
  w.end_array().key("next_page").null().key("previous_page").null().field("count", merges.size()).end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> undo(Context& c, db::Tx& tx) {
  const Merge merge = TRY(undo_merge(tx, UserId(c.caller.id), MergeId(c.id())));
  note(c, tx, "undo merge", merge);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("user_merge");
  write_merge(w, c, merge);
  w.key("users").begin_array();
  for (const UserId id : {merge.from_id, merge.into_id})
    if (const auto user = find_user(tx, id)) user_resource().write(w, *user, c);
  w.end_array().end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

void add_merge_routes(api::Api& api) {
  const Right manage(Access::staff, "users.manage");
  api.write("PUT", "/users/{id}/merge", manage, merge);
  api.read("GET", "/users/{id}/duplicates", Access::staff, list_duplicates);
  api.read("GET", "/users/{id}/merges", Access::staff, list_merges);
  api.write("PUT", "/user_merges/{id}/undo", manage, undo);
}

}  // namespace sahay::people
