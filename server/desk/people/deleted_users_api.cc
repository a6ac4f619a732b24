// Routes of /deleted_users: whom an administrator may forget for ever. Tickets stay; nothing names the person any more.
#include "desk/people/merge.h"
#include "desk/people/people_api.h"
#include "desk/people/user_sql.h"
#include "platform/events/events.h"

namespace sahay::people {
namespace {

using api::Access;
using api::Context;
using api::Reply;
using api::Right;

constexpr char kNobody[] = "Permanently Deleted User";

api::Resource<User> describe() {
  api::Resource<User> r = user_resource();
  r.name = "deleted_user";
  r.plural = "deleted_users";
  r.path = "/deleted_users";
  r.sequence = "users";
  r.base = {};
  r.base.add("t.active = 0");
  r.base.add("t.erased_at is null");
  r.list_for = Right(Access::staff, "users.manage");
  r.see = Right(Access::staff, "users.manage");
  r.more_filters = nullptr;
  r.filters.clear();
  return r;
}

const api::Resource<User>& resource() {
  static const api::Resource<User> deleted = describe();
  return deleted;
}

Result<Reply> erase(Context& c, db::Tx& tx) {
  const User user = TRY(resource().find(c, tx, c.id()));
  tx.execute(sql::user::remove_identities, user.id);
  tx.execute(sql::user::remove_tokens, user.id);
  tx.execute(sql::user::forget_password, user.id);
  tx.execute("delete from organization_memberships where user_id = $1", user.id);
  // A merge of this account can no longer be taken back, and its record holds addresses.
  for (const Merge& merge : merges_of(tx, user.id))
    if (merge.from_id == user.id) tx.execute("delete from user_merges where id = $1", merge.id);
  tx.execute(sql::user::erase, user.id, kNobody, tx.now());
  events::Event event;
  event.kind = "user.erased";
  event.subject_id = user.id.value;
  event.actor_id = c.caller.id;
  event.via = c.caller.via;
  events::emit(tx, std::move(event));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("deleted_user");
  User shown = *find_user(tx, user.id);
  resource().write(w, shown, c);
  w.end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

void add_deleted_user_routes(api::Api& api) {
  const Right manage(Access::staff, "users.manage");
  api.read("GET", "/deleted_users", manage, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return list_reply(resource(), c, tx, resource().visible(c.caller), {"t.id"});
  });
  api.read("GET", "/deleted_users/count", manage, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return api::count_reply(api::count_rows(tx, {"t.id", "users t", resource().visible(c.caller), {}}), c.now);
  });
  api.read("GET", "/deleted_users/{id}", manage, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return Reply::ok(object_body(resource(), c, tx, TRY(resource().find(c, tx, c.id()))));
  });
  api.write("DELETE", "/deleted_users/{id}", Access::admin, erase);
}

}  // namespace sahay::people
