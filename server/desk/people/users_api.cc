#include <algorithm>

#include "base/text.h"
#include "desk/people/organization_sql.h"
#include "desk/people/people_api.h"
#include "desk/people/user_sql.h"
#include "platform/events/events.h"

namespace sahay::people {
namespace {

using api::Access;
using api::Context;
using api::Reply;

// Customers see themselves and nobody else.
void scope_users(const api::Caller& caller, api::Where& where) {
  if (!caller.staff()) where.add("t.id = ?", db::Value(caller.id));
}

Result<void> check_identity(Context&, db::Tx& tx, const User* before, User& now) {
  now.email = address_key(now.email);
  if (before && before->email == now.email) return {};
  if (now.email.empty()) return {};
  if (!is_address(now.email)) return invalid("email", "InvalidValue", "error.field.bad_address");
  const auto owner = find_by_address(tx, now.email);
  if (owner && (!before || owner->id != before->id)) return invalid("email", "DuplicateValue", "error.field.address_taken", {{"address", now.email}});
  return {};
}

Result<void> check_role(const Context& context, const User* before, const User& now) {
  if (context.caller.admin()) return {};
  // Agents keep customers; staff accounts are the admin's.
  if (now.role != "end-user" || (before && before->role != "end-user" && before->id.value != context.caller.id)) {
    if (before && before->id.value == context.caller.id && before->role == now.role) return {};
    return forbidden("role");
  }
  return {};
}

// A desk without an administrator could never be repaired from inside.
Result<void> keep_an_admin(db::Tx& tx, const User* before, const User& now) {
  const bool loses = before && before->role == "admin" && (now.role != "admin" || (now.suspended && !before->suspended));
  if (loses && tx.scalar<std::int64_t>(sql::user::count_other_admins, before->id).value_or(0) == 0)
    return invalid("role", "InvalidValue", "error.field.last_admin");
  return {};
}

Result<void> check_user(Context& context, db::Tx& tx, const User* before, User& now, const JsonObject& in) {
  if (now.role.empty()) now.role = before ? before->role : "end-user";
  TRY(check_role(context, before, now));
  TRY(keep_an_admin(tx, before, now));
  TRY(check_identity(context, tx, before, now));
  if (const auto id = integer_at(in, "locale_id"); id && !in.contains("locale")) now.locale = locale_of_id(*id);
  if (const JsonObject* organization = object_at(in, "organization")) {
    const auto name = string_at(*organization, "name").value_or("");
    const auto known = tx.one<Organization>(sql::organization::find_by_name, text::lower_ascii(text::trim(name)));
    if (known) now.organization_id = known->id;
  }
  if (now.organization_id && !find_organization(tx, now.organization_id))
    return invalid("organization_id", "InvalidValue", "error.field.no_organization");
  if (!before && !now.organization_id && now.role == "end-user")
    if (const auto organization = organization_of_domain(tx, domain_of(now.email))) now.organization_id = organization->id;
  if (now.tags.size() > 200) return invalid("tags", "TooLong", "error.field.too_long", {{"max", "200"}});
  return {};
}

Result<void> user_stored(Context& context, db::Tx& tx, const User* before, const User& now, const JsonObject& in) {
  if (!now.email.empty() && (!before || before->email != now.email)) {
    const Identity identity = TRY(add_identity(tx, now.id, "email", now.email, now.verified));
    if (before) {
      tx.execute(sql::user::set_primary, now.id, identity.id, tx.now());
      tx.execute(sql::user::set_email, now.id, now.email, tx.now());
    }
  }
  if (const JsonArray* list = array_at(in, "identities"); list && !before)
    for (const Json& item : *list)
      if (item.is_object())
        TRY(add_identity(tx, now.id, string_at(item.get_object(), "type").value_or("email"), string_at(item.get_object(), "value").value_or(""), now.verified));
  if (now.organization_id && (!before || before->organization_id != now.organization_id)) {
    join_organization(tx, now.id, now.organization_id);
    tx.execute(sql::organization::make_default_membership, now.id, now.organization_id, tx.now());
  }
  events::Event event;
  event.kind = before ? "user.updated" : "user.created";
  event.subject_id = now.id.value;
  event.actor_id = context.caller.id;
  event.via = context.caller.via;
  events::emit(tx, std::move(event));
  return {};
}

// A deleted user keeps the row (history names them) and loses every address and session.
Result<void> remove_user(Context& context, db::Tx& tx, const User& user) {
  if (user.id.value == context.caller.id) return invalid("id", "InvalidValue", "error.field.yourself");
  if (user.staff() && !context.caller.admin()) return forbidden("role");
  tx.execute(sql::user::remove_identities, user.id);
  tx.execute(sql::user::deactivate, user.id, tx.now());
  end_sessions_of(tx, user.id);
  return {};
}

// Deleted users are found by their id (history names them), and are in no list.
Result<void> filter_users(Context& context, db::Tx&, api::Where& where) {
  where.add("t.active = 1");
  std::vector<std::string> roles = context.request->parameters("role[]");
  if (const auto role = context.parameter("role"); role && *role != "None") roles.push_back(*role);
  if (!roles.empty()) where.add_in("t.role", roles);
  return {};
}

api::Resource<User> describe_users() {
  using namespace api;
  Resource<User> r;
  r.name = "user";
  r.plural = "users";
  r.path = "/users";
  r.table = "users";
  r.see = Access::customer;  // oneself
  r.list_for = Access::staff;
  r.change = Access::staff;
  r.scope = scope_users;
  r.filters = {{"external_id", "t.external_id", true}, {"organization_id", "t.organization_id", false}};
  r.more_filters = filter_users;
  r.sorts = {{"id", {"t.id"}}, {"name", {"t.name", false, true}}, {"created_at", {"t.created_at"}}, {"updated_at", {"t.updated_at"}}};
  r.check = check_user;
  r.stored = user_stored;
  r.remove = remove_user;
  r.removed_reply = [](Context& c, db::Tx& tx, const User& user) {
    return Reply::ok(object_body(user_resource(), c, tx, *find_user(tx, user.id)));
  };
  r.fields = {
      computed<User>("id", "integer", [](JsonWriter& w, const User& u, const Context&) { w.value(u.id); }),
      text_field<User>("name", &User::name).required().max(255),
      nullable_text<User>("email", &User::email),
      time_field<User>("created_at", &User::created_at).read_only(),
      time_field<User>("updated_at", &User::updated_at).read_only(),
      text_field<User>("time_zone", &User::time_zone),
      computed<User>("iana_time_zone", "string", [](JsonWriter& w, const User& u, const Context&) { w.value(iana_time_zone(u.time_zone)); }),
      nullable_text<User>("phone", &User::phone).max(64),
      always_null<User>("shared_phone_number", "boolean"),
      computed<User>("photo", "object", [](JsonWriter& w, const User& u, const Context& c) {
        if (u.photo_url.empty()) w.null();
        else w.begin_object().field("content_url", c.site_url + u.photo_url).field("content_type", "image/png").end_object();
      }),
      computed<User>("locale_id", "integer", [](JsonWriter& w, const User& u, const Context&) { w.value(locale_id(u.locale)); }),
      text_field<User>("locale", &User::locale).max(20),
      reference<User>("organization_id", &User::organization_id),
      choice<User>("role", &User::role, {"end-user", "agent", "admin"}),
      computed<User>("role_type", "integer", [](JsonWriter& w, const User& u, const Context&) {
        if (!u.staff()) w.null();
        else w.value(u.role == "admin" ? 4 : 0);
      }),
      flag<User>("verified", &User::verified),
      nullable_text<User>("external_id", &User::external_id).max(255),
      strings<User>("tags", &User::tags),
      nullable_text<User>("alias", &User::alias).max(255),
      flag<User>("active", &User::active).read_only(),
      constant<User>("shared", "boolean", false),
      constant<User>("shared_agent", "boolean", false),
      time_field<User>("last_login_at", &User::last_login_at).read_only(),
      always_null<User>("two_factor_auth_enabled", "boolean"),
      nullable_text<User>("signature", &User::signature).max(10'000),
      nullable_text<User>("details", &User::details).max(65'536),
      nullable_text<User>("notes", &User::notes).max(65'536).internal(),
      computed<User>("custom_role_id", "integer", [](JsonWriter& w, const User& u, const Context&) {
        if (u.custom_role_id) w.value(u.custom_role_id); else w.null();
      }),
      flag<User>("moderator", &User::moderator).admin_only(),
      nullable_text<User>("ticket_restriction", &User::ticket_restriction).admin_only(),
      flag<User>("only_private_comments", &User::only_private_comments).admin_only(),
      constant<User>("restricted_agent", "boolean", false),
      flag<User>("suspended", &User::suspended),
      reference<User>("default_group_id", &User::default_group_id).admin_only(),
      constant<User>("report_csv", "boolean", false),
      document<User>("user_fields", &User::user_fields)};
  r.sideloads["organizations"] = [](Context& c, db::Tx& tx, const std::vector<User>& users, JsonWriter& w) {
    std::vector<std::int64_t> ids;
    for (const User& user : users) ids.push_back(user.organization_id.value);
    write_organizations(c, tx, ids, w);
  };
  r.sideloads["groups"] = [](Context& c, db::Tx& tx, const std::vector<User>& users, JsonWriter& w) {
    std::vector<std::int64_t> ids;
    for (const User& user : users) ids.push_back(user.default_group_id.value);
    write_groups(c, tx, ids, w);
  };
  return r;
}

Reply anonymous_user() {
  return Reply::ok(R"({"user":{"id":null,"url":null,"name":"Anonymous user","email":null,"role":"end-user","locale":"en-US","locale_id":1,"verified":false,"active":true}})");
}

Result<Reply> show_me(Context& c, db::Tx& tx) {
  if (!c.caller.id) return anonymous_user();
  const User user = TRY(user_resource().find(c, tx, c.caller.id));
  return Reply::ok(object_body(user_resource(), c, tx, user));
}

// query: words of name or address, "email:x", "type:user", "role:x"; each word must match.
void match_users(api::Where& where, const std::string& query) {
  for (auto word : text::split(query, ' ')) {
    if (word.empty() || word == "type:user") continue;
    const auto value = std::string(word.substr(word.find(':') + 1));
    if (word.starts_with("email:")) where.add("t.id in (select user_id from identities where type = 'email' and value = ?)", db::Value(address_key(value)));
    else if (word.starts_with("role:")) where.add("t.role = ?", db::Value(value));
    else if (word.starts_with("external_id:")) where.add("t.external_id = ?", db::Value(value));
    else {
      const std::string pattern = "%" + text::lower_ascii(text::replace_all(text::replace_all(word, "%", ""), "_", "\\_")) + "%";
      where.add("lower(t.name) like ? escape '\\' or t.email like ? escape '\\'", db::Value(pattern), db::Value(pattern));
    }
  }
}

Result<Reply> search_users(Context& c, db::Tx& tx) {
  api::Where where = user_resource().visible(c.caller);
  where.add("t.active = 1");
  if (const auto external = c.parameter("external_id")) where.add("t.external_id = ?", db::Value(*external));
  else if (const auto query = c.parameter("query")) match_users(where, *query);
  else if (const auto name = c.parameter("name")) match_users(where, *name);
  else return invalid("query", "BlankValue", "error.field.blank");
  return list_reply(user_resource(), c, tx, std::move(where), {"t.id"});
}

// Matched by id, then external_id, then address.
Result<std::optional<User>> match_existing(Context& c, db::Tx& tx, const JsonObject& in) {
  if (const auto id = integer_at(in, "id")) return std::optional(TRY(user_resource().find(c, tx, *id)));
  if (const auto external = string_at(in, "external_id"); external && !external->empty())
    if (auto user = find_by_external_id(tx, *external)) return user;
  if (const auto email = string_at(in, "email"); email && !email->empty())
    if (auto user = find_by_address(tx, *email)) return user;
  return std::optional<User>{};
}

Result<std::pair<User, bool>> create_or_update(Context& c, db::Tx& tx, const JsonObject& in) {
  const auto existing = TRY(match_existing(c, tx, in));
  if (!existing) return std::pair(TRY(user_resource().create(c, tx, in)), true);
  return std::pair(TRY(user_resource().update(c, tx, existing->id.value, in)), false);
}

void write_identity(JsonWriter& w, const Context& c, const Identity& i) {
  w.begin_object().field("id", i.id);
  w.field("url", c.url("/users/" + std::to_string(i.user_id.value) + "/identities/" + std::to_string(i.id.value) + ".json"));
  w.field("user_id", i.user_id).field("type", i.type).field("value", i.value).field("verified", i.verified).field("primary", i.is_primary);
  w.field("created_at", i.created_at).field("updated_at", i.updated_at);
  if (i.type == "email") w.field("undeliverable_count", i.undeliverable_count).field("deliverable_state", i.deliverable_state);
  w.end_object();
}

Result<Reply> identities_reply(Context& c, db::Tx& tx, UserId user) {
  std::string out;
  JsonWriter w(out);
  const auto all = identities_of(tx, user);
  w.begin_object().key("identities").begin_array();
  for (const Identity& i : all) write_identity(w, c, i);
  w.end_array().key("next_page").null().key("previous_page").null().field("count", all.size()).end_object();
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
  if (user.staff() && !c.caller.admin()) return forbidden("role");
  return find_identity(c, tx);
}

void add_identity_routes(api::Api& api) {
  const std::string path = "/users/{id}/identities";
  api.read("GET", path, Access::customer, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return identities_reply(c, tx, TRY(user_resource().find(c, tx, c.id())).id);
  });
  api.read("GET", path + "/{identity}", Access::customer, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return identity_reply(c, TRY(find_identity(c, tx)), 200);
  });
  api.write("POST", path, Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const User user = TRY(user_resource().find(c, tx, c.id()));
    const JsonObject* in = TRY(c.wrapped("identity"));
    if (user.staff() && !c.caller.admin()) return forbidden("role");
    return identity_reply(c, TRY(add_identity(tx, user.id, string_at(*in, "type").value_or("email"), string_at(*in, "value").value_or(""), bool_at(*in, "verified").value_or(false))), 201);
  });
  const auto verify = [](bool value, Context& c, db::Tx& tx) -> Result<Reply> {
    Identity identity = TRY(find_changeable_identity(c, tx));
    tx.execute(sql::user::verify_identity, identity.id, value, tx.now());
    identity.verified = value;
    return identity_reply(c, identity, 200);
  };
  api.write("PUT", path + "/{identity}", Access::staff, [verify](Context& c, db::Tx& tx) -> Result<Reply> {
    const JsonObject* in = TRY(c.wrapped("identity"));
    return verify(bool_at(*in, "verified").value_or(true), c, tx);
  });
  api.write("PUT", path + "/{identity}/verify", Access::staff, [verify](Context& c, db::Tx& tx) { return verify(true, c, tx); });
  api.write("PUT", path + "/{identity}/make_primary", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Identity identity = TRY(find_changeable_identity(c, tx));
    tx.execute(sql::user::set_primary, identity.user_id, identity.id, tx.now());
    if (identity.type == "email") tx.execute(sql::user::set_email, identity.user_id, identity.value, tx.now());
    return identities_reply(c, tx, identity.user_id);
  });
  api.write("DELETE", path + "/{identity}", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Identity identity = TRY(find_changeable_identity(c, tx));
    if (identity.is_primary && identity.type == "email") return invalid("identity", "InvalidValue", "error.field.primary_identity");
    tx.execute(sql::user::remove_identity, identity.id);
    return Reply::no_content();
  });
}

}  // namespace

const api::Resource<User>& user_resource() {
  static const api::Resource<User> resource = describe_users();
  return resource;
}

void write_users(api::Context& context, db::Tx& tx, std::vector<std::int64_t> ids, JsonWriter& writer) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  ids.erase(std::remove(ids.begin(), ids.end(), 0), ids.end());
  writer.key("users").begin_array();
  for (const User& user : find_users(tx, ids)) user_resource().write(writer, user, context);
  writer.end_array();
}

void add_user_routes(api::Api& api) {
  api.read("GET", "/users/me", Access::anonymous, show_me);
  api.read("GET", "/users/search", Access::staff, search_users);
  api.read("GET", "/users/autocomplete", Access::staff, search_users);
  api.write("POST", "/users/create_or_update", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const JsonObject* in = TRY(c.wrapped("user"));
    const auto [user, created] = TRY(create_or_update(c, tx, *in));
    std::string body = object_body(user_resource(), c, tx, user);
    return created ? Reply::created(std::move(body), user_resource().url(c, user)) : Reply::ok(std::move(body));
  });
  api.add_bulk("users.create_or_update", [](Context& c, db::Tx& tx, const JsonObject& in) -> Result<JsonObject> {
    const auto [user, created] = TRY(create_or_update(c, tx, in));
    return JsonObject{{"id", user.id.value}, {"action", created ? "create" : "update"}, {"status", created ? "Created" : "Updated"}, {"success", true}};
  });
  api.write("POST", "/users/create_or_update_many", Access::staff, [&api](Context& c, db::Tx& tx) -> Result<Reply> {
    return api.start_bulk(c, tx, "users.create_or_update", TRY(api::bulk_items(c, "user", "users")));
  });
  api.read("GET", "/users/{id}/organizations", Access::customer, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const User user = TRY(user_resource().find(c, tx, c.id()));
    api::Where where = organization_resource().visible(c.caller);
    where.add("t.id in (select organization_id from organization_memberships where user_id = ?)", db::Value(user.id.value));
    return list_reply(organization_resource(), c, tx, std::move(where), {"t.id"});
  });
  api.read("GET", "/users/{id}/groups", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    api::Where where = group_resource().visible(c.caller);
    where.add("t.id in (select group_id from group_memberships where user_id = ?)", db::Value(c.id()));
    return list_reply(group_resource(), c, tx, std::move(where), {"t.id"});
  });
  api.plain("POST", "/users/{id}/password", Access::admin, [](Context& c, db::Store& store) -> Result<Reply> {
    const std::string password = string_at(c.body, "password").value_or("");
    if (text::length(password) < 8) return invalid("password", "TooShort", "error.field.short_password", {{"min", "8"}});
    const std::string hash = hash_password(Secret(password));
    return store.write([&](db::Tx& tx) -> Result<Reply> {
      const User user = TRY(user_resource().find(c, tx, c.id()));
      set_password_hash(tx, user.id, hash);
      end_sessions_of(tx, user.id);
      return Reply::ok("{}");
    });
  });
  add_identity_routes(api);
  add_resource(api, user_resource());
}

}  // namespace sahay::people
