// Routes of /users/{id}/identities: the addresses and numbers of one person.
#include "base/text.h"
#include "desk/people/identity_json.h"
#include "desk/people/people_api.h"
#include "desk/people/user_sql.h"
#include "platform/api/whole_list.h"

namespace sahay::people {
namespace {

using api::Access;
using api::Context;
using api::Reply;

void write_identity(JsonWriter& w, const Context& c, const Identity& i) {
  w.begin_object().field("id", i.id);
  w.field("url", c.url("/users/" + std::to_string(i.user_id.value) + "/identities/" + std::to_string(i.id.value) + ".json"));
  w.field("user_id", i.user_id).field("type", i.type).field("value", i.value).field("verified", i.verified).field("primary", i.is_primary);
  w.field("created_at", i.created_at).field("updated_at", i.updated_at);
  if (i.type == "email") w.field("undeliverable_count", i.undeliverable_count).field("deliverable_state", i.deliverable_state);
  w.end_object();
}

}  // namespace

void write_identities(api::Context& context, db::Tx& tx, const std::vector<User>& users, JsonWriter& writer) {
  std::vector<std::int64_t> ids;
  for (const User& user : users) ids.push_back(user.id.value);
  api::Where where;
  where.add_in("user_id", ids);
  const auto params = db::views_of(where.values());
  writer.key("identities").begin_array();
  for (const Identity& identity : db::read_all<Identity>(*tx.run("select * from identities" + where.sql() + " order by user_id, is_primary desc, id", params)))
    write_identity(writer, context, identity);
  writer.end_array();
}

namespace {

Result<Reply> identities_reply(Context& c, db::Tx& tx, UserId user) {
  std::string out;
  JsonWriter w(out);
  const auto all = identities_of(tx, user);
  w.begin_object().key("identities").begin_array();
  for (const Identity& i : all) write_identity(w, c, i);
  w.end_array();
  api::end_whole_list(w, c, all.size());
  w.end_object();
  return Reply::ok(std::move(out));
}

Reply identity_reply(const Context& c, const Identity& identity, int status) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("identity");
  write_identity(w, c, identity);
  w.end_object();
  return {status, std::move(out)};
}

Result<Identity> find_identity(Context& c, db::Tx& tx) {
  const User user = TRY(user_resource().find(c, tx, c.id()));
  for (const Identity& identity : identities_of(tx, user.id))
    if (identity.id.value == c.id("identity")) return identity;
  return not_found();
}

// Addresses decide who may sign in: those of staff are the admin's.
Result<Identity> find_changeable_identity(Context& c, db::Tx& tx) {
  const User user = TRY(user_resource().find(c, tx, c.id()));
  if (user.staff() && !may_change_staff(c.caller, user)) return forbidden("role");
  return find_identity(c, tx);
}

// A new value has to be verified anew, unless the request says that it is.
Result<Reply> change_identity(Context& c, db::Tx& tx) {
  Identity identity = TRY(find_changeable_identity(c, tx));
  const JsonObject* in = TRY(c.wrapped("identity"));
  const auto wanted = string_at(*in, "value");
  if (wanted) {
    const std::string key = identity.type == "email" ? address_key(*wanted) : std::string(text::trim(*wanted));
    if (identity.type == "email" && !is_address(key)) return invalid("value", "InvalidValue", "error.field.bad_address");
    if (key.empty()) return invalid("value", "BlankValue", "error.field.blank");
    const auto taken = tx.one<Identity>(sql::user::find_identity, identity.type, key);
    if (taken && taken->id != identity.id) return invalid("value", "DuplicateValue", "error.field.address_taken", {{"address", key}});
    if (key != identity.value) {
      tx.execute(sql::user::change_identity, identity.id, key, tx.now());
      if (identity.is_primary && identity.type == "email") tx.execute(sql::user::set_email, identity.user_id, key, tx.now());
      identity.value = key;
      identity.verified = false;
    }
  }
  if (const auto verified = bool_at(*in, "verified"); verified || wanted) {
    identity.verified = verified.value_or(identity.verified);
    tx.execute(sql::user::verify_identity, identity.id, identity.verified, tx.now());
  }
  return identity_reply(c, identity, 200);
}

}  // namespace

void add_identity_routes(api::Api& api) {
  const std::string path = "/users/{id}/identities";
  const api::Right manage(Access::staff, "users.manage");
  api.read("GET", path, Access::customer, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return identities_reply(c, tx, TRY(user_resource().find(c, tx, c.id())).id);
  });
  api.read("GET", path + "/{identity}", Access::customer, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return identity_reply(c, TRY(find_identity(c, tx)), 200);
  });
  api.write("POST", path, manage, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const User user = TRY(user_resource().find(c, tx, c.id()));
    const JsonObject* in = TRY(c.wrapped("identity"));
    if (user.staff() && !may_change_staff(c.caller, user)) return forbidden("role");
    return identity_reply(c, TRY(add_identity(tx, user.id, string_at(*in, "type").value_or("email"), string_at(*in, "value").value_or(""), bool_at(*in, "verified").value_or(false))), 201);
  });
  const auto verify = [](bool value, Context& c, db::Tx& tx) -> Result<Reply> {
    Identity identity = TRY(find_changeable_identity(c, tx));
    tx.execute(sql::user::verify_identity, identity.id, value, tx.now());
    identity.verified = value;
    return identity_reply(c, identity, 200);
  };
  api.write("PUT", path + "/{identity}", manage, change_identity);
  api.write("PUT", path + "/{identity}/request_verification", manage, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Identity identity = TRY(find_changeable_identity(c, tx));
    if (identity.type != "email") return invalid("type", "InvalidValue", "error.field.not_allowed", {{"allowed", "email"}});
    if (ask_to_verify) ask_to_verify(tx, c.site_url, *find_user(tx, identity.user_id), identity);
    return identity_reply(c, identity, 200);
  });
  api.write("PUT", path + "/{identity}/verify", manage, [verify](Context& c, db::Tx& tx) { return verify(true, c, tx); });
  api.write("PUT", path + "/{identity}/make_primary", manage, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Identity identity = TRY(find_changeable_identity(c, tx));
    tx.execute(sql::user::set_primary, identity.user_id, identity.id, tx.now());
    if (identity.type == "email") tx.execute(sql::user::set_email, identity.user_id, identity.value, tx.now());
    return identities_reply(c, tx, identity.user_id);
  });
  api.write("DELETE", path + "/{identity}", manage, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Identity identity = TRY(find_changeable_identity(c, tx));
    if (identity.is_primary && identity.type == "email") return invalid("identity", "InvalidValue", "error.field.primary_identity");
    tx.execute(sql::user::remove_identity, identity.id);
    return Reply::no_content();
  });
}

std::function<void(db::Tx&, const std::string&, const User&, const Identity&)> ask_to_verify;

}  // namespace sahay::people
