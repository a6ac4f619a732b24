#include <algorithm>

#include "base/text.h"
#include "desk/people/face.h"
#include "desk/people/identity_json.h"
#include "desk/people/organization_sql.h"
#include "desk/people/people_api.h"
#include "desk/people/person_field.h"
#include "desk/people/photo_keeper.h"
#include "desk/people/role.h"
#include "desk/people/user_sql.h"
#include "platform/api/remembered.h"
#include "platform/events/events.h"

namespace sahay::people {
namespace {

using api::Access;
using api::Context;
using api::Reply;

// Customers see themselves and nobody else; who works for some companies only sees their people and the colleagues.
void scope_users(const api::Caller& caller, api::Where& where) {
  if (!caller.staff()) return where.add("t.id = ?", db::Value(caller.id));
  if (caller.reach != api::Reach::organization || caller.admin()) return;
  std::string condition = "t.role <> 'end-user' or t.id = ?";
  std::vector<db::Value> values{caller.id};
  for (const std::int64_t organization : caller.organization_ids) {
    condition += " or t.id in (select user_id from organization_memberships where organization_id = ?)";
    values.emplace_back(organization);
  }
  where.add_values(condition, values);
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

// The role of somebody whose row names none.
RoleId role_of(const User& user) {
  if (!user.staff()) return {};
  return user.custom_role_id ? RoleId(user.custom_role_id) : user.role == "admin" ? kAdminRole : kAgentRole;
}

// Agents keep customers; accounts of staff are the administrator's, and of those whose role says so.
Result<void> check_rights(const Context& context, const User* before, const User& now) {
  if (context.caller.admin()) return {};
  const bool staff = now.staff() || (before && before->staff());
  if (!staff) return context.caller.may("users.manage") ? Result<void>{} : forbidden("users.manage");
  if (before && before->id.value == context.caller.id && before->role == now.role && role_of(*before) == role_of(now)) return {};
  if (!may_change_staff(context.caller, before ? *before : now) || now.role == "admin") return forbidden("role");
  // Whoever manages staff gives the system's roles; a richer one only an administrator gives.
  const bool given = now.staff() && (!before || role_of(*before) != role_of(now));
  return given && RoleId(now.custom_role_id) != kAgentRole && RoleId(now.custom_role_id) != kLightAgentRole ? forbidden("role") : Result<void>{};
}

// role and custom_role_id say the same thing twice; the finer one wins.
Result<void> check_role(db::Tx& tx, const User* before, User& now, const JsonObject& in) {
  if (now.role.empty()) now.role = before ? before->role : "end-user";
  if (integer_at(in, "custom_role_id").value_or(0) > 0 && now.custom_role_id) {
    if (!find_role(tx, RoleId(now.custom_role_id))) return invalid("custom_role_id", "InvalidValue", "error.field.no_role");
    now.role = RoleId(now.custom_role_id) == kAdminRole ? "admin" : "agent";
  }
  if (now.role == "end-user") now.custom_role_id = 0;
  else if (now.role == "admin") now.custom_role_id = kAdminRole.value;
  else if (!now.custom_role_id || RoleId(now.custom_role_id) == kAdminRole) now.custom_role_id = kAgentRole.value;
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
  TRY(check_role(tx, before, now, in));
  TRY(check_rights(context, before, now));
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
  now.user_fields = TRY(check_field_values(tx, "user_fields", before ? &before->user_fields : nullptr, in));
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
  if (before && (before->role != now.role || before->custom_role_id != now.custom_role_id || before->suspended != now.suspended || before->ticket_restriction != now.ticket_restriction)) {
    if (now.suspended || !now.staff()) end_sessions_of(tx, now.id);
    forget_callers(tx);
  }
  // What else is known of a caller: in which language they read, and whether their words may be public.
  if (before && (before->locale != now.locale || before->name != now.name || before->only_private_comments != now.only_private_comments)) forget_callers(tx);
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
  if (user.staff() && !may_change_staff(context.caller, user)) return forbidden("role");
  TRY(keep_an_admin(tx, &user, User{}));
  tx.execute(sql::user::remove_identities, user.id);
  tx.execute(sql::user::deactivate, user.id, tx.now());
  end_sessions_of(tx, user.id);
  tx.execute(sql::user::remove_tokens, user.id);
  forget_callers(tx);
  return {};
}

// Deleted users are found by their id (history names them), and are in no list.
Result<void> filter_users(Context& context, db::Tx&, api::Where& where) {
  where.add("t.active = 1");
  std::vector<std::string> roles = context.request->parameters("role[]");
  if (const auto role = context.parameter("role"); role && *role != "None") roles.push_back(*role);
  if (!roles.empty()) where.add_in("t.role", roles);
  if (const auto role = context.parameter("permission_set"); role && *role != "None") where.add("t.custom_role_id = ?", db::Value(text::to_integer(*role).value_or(-1)));
  return {};
}

api::Field<User> role_field() {
  api::Field<User> field = api::number<User>("custom_role_id", &User::custom_role_id);
  field.write = [](JsonWriter& w, const User& u, const Context&) {
    if (u.staff() && u.custom_role_id) w.value(u.custom_role_id);
    else if (u.role == "agent") w.value(kAgentRole);
    else if (u.role == "admin") w.value(kAdminRole);
    else w.null();
  };
  field.staff_sees = true;
  return field;
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
  r.change = Right(Access::staff, "users.manage");
  r.audited = true;  // of people the log keeps staff and suspensions only
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
        write_photo(w, u, c.site_url);
      }),
      computed<User>("locale_id", "integer", [](JsonWriter& w, const User& u, const Context&) { w.value(locale_id(u.locale)); }),
      text_field<User>("locale", &User::locale).max(20),
      reference<User>("organization_id", &User::organization_id),
      choice<User>("role", &User::role, {"end-user", "agent", "admin"}),
      computed<User>("role_type", "integer", [](JsonWriter& w, const User& u, const Context&) {
        if (!u.staff()) w.null();
        else w.value(u.role == "admin" ? 4 : RoleId(u.custom_role_id) == kLightAgentRole ? 1 : u.custom_role_id > kAdminRole.value ? 2 : 0);
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
      role_field(),
      flag<User>("moderator", &User::moderator).admin_only(),
      nullable_text<User>("ticket_restriction", &User::ticket_restriction).admin_only(),
      flag<User>("only_private_comments", &User::only_private_comments).admin_only(),
      computed<User>("restricted_agent", "boolean", [](JsonWriter& w, const User& u, const Context&) {
        w.value(u.staff() && u.role != "admin" && (!u.ticket_restriction.empty() || u.only_private_comments || u.custom_role_id > kAgentRole.value));
      }),
      flag<User>("suspended", &User::suspended),
      reference<User>("default_group_id", &User::default_group_id).admin_only(),
      constant<User>("report_csv", "boolean", false),
      document<User>("user_fields", &User::user_fields)};
  r.sideloads["organizations"] = [](Context& c, db::Tx& tx, const std::vector<User>& users, JsonWriter& w) {
    std::vector<std::int64_t> ids;
    for (const User& user : users) ids.push_back(user.organization_id.value);
    write_organizations(c, tx, ids, w);
  };
  r.sideloads["identities"] = write_identities;
  r.sideloads["groups"] = [](Context& c, db::Tx& tx, const std::vector<User>& users, JsonWriter& w) {
    std::vector<std::int64_t> ids;
    for (const User& user : users) ids.push_back(user.default_group_id.value);
    write_groups(c, tx, ids, w);
  };
  r.sideloads["roles"] = [](Context& c, db::Tx& tx, const std::vector<User>& users, JsonWriter& w) {
    std::vector<std::int64_t> ids;
    for (const User& user : users) ids.push_back(role_of(user).value);
    write_roles(c, tx, std::move(ids), w);
  };
  return r;
}

// The tags of one user or organization: GET, POST sets, PUT adds, DELETE takes away (wire rule 13).
template <class T>
void add_tag_routes(api::Api& api, const std::string& path, const char* permission, const api::Resource<T>& resource) {
  const auto reply = [](const T& object, int status) {
    std::string out;
    JsonWriter(out).begin_object().field("tags", object.tags).end_object();
    return Reply{status, std::move(out)};
  };
  api.read("GET", path, Access::staff, [reply, &resource](Context& c, db::Tx& tx) -> Result<Reply> {
    return reply(TRY(resource.find(c, tx, c.id())), 200);
  });
  for (const std::string method : {"POST", "PUT", "DELETE"})
    api.write(method, path, api::Right(Access::staff, permission), [method, reply, &resource](Context& c, db::Tx& tx) -> Result<Reply> {
      T object = TRY(resource.find(c, tx, c.id()));
      std::vector<std::string> tags = method == "POST" ? std::vector<std::string>{} : object.tags;
      std::vector<std::string> given;
      if (const JsonArray* list = array_at(c.body, "tags"))
        for (const Json& tag : *list)
          if (tag.is_string() && !tag.get_string().empty()) given.emplace_back(tag.get_string());
      for (const std::string& tag : given) {
        std::erase(tags, tag);
        if (method != "DELETE") tags.push_back(tag);
      }
      const JsonObject change{{"tags", JsonArray(tags.begin(), tags.end())}};
      return reply(TRY(resource.update(c, tx, object.id.value, change)), method == "POST" ? 201 : 200);
    });
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

// A customer by the path of the field's clients; staff are found under /users alone.
Result<User> end_user(Context& c, db::Tx& tx) {
  User user = TRY(user_resource().find(c, tx, c.id()));
  if (user.staff()) return not_found();
  return user;
}

// What is theirs to say of themselves; all else is the desk's, and left out.
Result<User> change_of_oneself(Context& c, db::Tx& tx, const User& user, const JsonObject& in) {
  JsonObject said;
  for (const char* key : {"name", "phone", "locale", "time_zone"})
    if (const auto* value = in.if_contains(key)) said[key] = *value;
  if (const auto id = integer_at(in, "locale_id"); id && !said.contains("locale")) said["locale"] = locale_of_id(*id);
  User now = user;
  TRY(user_resource().apply(c, now, said, false));
  now.updated_at = tx.now();
  user_resource().save(tx, now);
  TRY(user_stored(c, tx, &user, now, said));
  return now;
}

Result<Reply> change_end_user(Context& c, db::Tx& tx) {
  const User user = TRY(end_user(c, tx));
  const JsonObject* in = object_at(c.body, "end_user");
  if (!in) in = TRY(c.wrapped("user"));
  auto done = c.caller.staff() ? user_resource().update(c, tx, user.id.value, *in) : change_of_oneself(c, tx, user, *in);
  const User now = TRY(std::move(done));
  return Reply::ok(object_body(user_resource(), c, tx, now));
}

// --- the change of one: an object, or a form with the photo in it ---

Result<User> whose_photo(Context& c, db::Tx& tx) {
  User user = TRY(user_resource().find(c, tx, c.id()));
  if (user.staff() && user.id.value != c.caller.id && !may_change_staff(c.caller, user)) return forbidden("role");
  return user;
}

Reply tell_user(Context& c, db::Tx& tx, UserId id) { return Reply::ok(object_body(user_resource(), c, tx, *find_user(tx, id))); }

// A photo of null: none from now on. One that stands elsewhere is not fetched.
bool takes_photo_away(const JsonObject& in) {
  for (const char* key : {"photo", "remote_photo_url"})
    if (const auto* value = in.if_contains(key); value && value->is_null()) return true;
  return false;
}

Result<Reply> change_user(Context& c, db::Tx& tx) {
  const JsonObject* in = TRY(c.wrapped("user"));
  User user = TRY(user_resource().update(c, tx, c.id(), *in));
  if (takes_photo_away(*in) && !user.photo_url.empty() && photo_keeper.forget) photo_keeper.forget(tx, user);
  return tell_user(c, tx, user.id);
}

Result<Reply> put_user(Context& c, db::Store& store) {
  if (text::starts_with_ignoring_case(c.request->header("Content-Type"), "multipart/form-data") && photo_keeper.take) return photo_keeper.take(c, store, whose_photo, tell_user);
  if (!text::trim(c.request->body).empty()) {
    Json parsed = TRY(parse_json(c.request->body));
    if (!parsed.is_object() && !parsed.is_null()) return Error{ErrorCode::bad_request, "error.json", "the body is no object"};
    if (parsed.is_object()) c.body = std::move(parsed.get_object());
  }
  return api::write_once(c, store, change_user);
}

// The controller's routes, with the change of one as above.
void add_plain_routes(api::Api& api, const api::Right& manage) {
  api::Resource<User> rest = user_resource();
  rest.updates = false;
  add_resource(api, std::move(rest));
  for (const char* method : {"PUT", "PATCH"}) api.plain(method, "/users/{id}", manage, put_user, {.body_limit = 8 << 20}, false);
  api.add_bulk("users.update", [](Context& c, db::Tx& tx, const JsonObject& in) -> Result<JsonObject> {
    const User user = TRY(user_resource().update(c, tx, integer_at(in, "id").value_or(0), in));
    return JsonObject{{"id", user.id.value}, {"action", "update"}, {"status", "Updated"}, {"success", true}};
  });
  api.write("PUT", "/users/update_many", manage, [&api](Context& c, db::Tx& tx) -> Result<Reply> {
    return api.start_bulk(c, tx, "users.update", TRY(api::bulk_items(c, "user", "users")));
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

bool may_change_staff(const api::Caller& caller, const User& user) {
  return caller.admin() || (user.role != "admin" && caller.has_role && caller.may("staff.manage"));
}

void add_user_routes(api::Api& api) {
  const api::Right manage(Access::staff, "users.manage");
  api.read("GET", "/users/me", Access::anonymous, show_me);
  api.read("GET", "/users/search", Access::staff, search_users);
  for (const char* method : {"GET", "POST"}) api.read(method, "/users/autocomplete", Access::staff, search_users);
  api.write("POST", "/users/create_or_update", manage, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const JsonObject* in = TRY(c.wrapped("user"));
    const auto [user, created] = TRY(create_or_update(c, tx, *in));
    std::string body = object_body(user_resource(), c, tx, user);
    return created ? Reply::created(std::move(body), user_resource().url(c, user)) : Reply::ok(std::move(body));
  });
  api.add_bulk("users.create_or_update", [](Context& c, db::Tx& tx, const JsonObject& in) -> Result<JsonObject> {
    const auto [user, created] = TRY(create_or_update(c, tx, in));
    return JsonObject{{"id", user.id.value}, {"action", created ? "create" : "update"}, {"status", created ? "Created" : "Updated"}, {"success", true}};
  });
  api.write("POST", "/users/create_or_update_many", manage, [&api](Context& c, db::Tx& tx) -> Result<Reply> {
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
  api.read("GET", "/users/{id}/groups/count", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const User user = TRY(user_resource().find(c, tx, c.id()));
    api::Where where = group_resource().visible(c.caller);
    where.add("t.id in (select group_id from group_memberships where user_id = ?)", db::Value(user.id.value));
    return api::count_reply(api::count_rows(tx, {"t.id", "groups t", std::move(where), {}}), c.now);
  });
  api.read("GET", "/users/{id}/organizations/count", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const User user = TRY(user_resource().find(c, tx, c.id()));
    api::Where where = organization_resource().visible(c.caller);
    where.add("t.id in (select organization_id from organization_memberships where user_id = ?)", db::Value(user.id.value));
    return api::count_reply(api::count_rows(tx, {"t.id", "organizations t", std::move(where), {}}), c.now);
  });
  add_identity_routes(api);
  add_tag_routes(api, "/users/{id}/tags", "users.manage", user_resource());
  add_tag_routes(api, "/organizations/{id}/tags", "organizations.manage", organization_resource());
  add_plain_routes(api, manage);
  api.read("GET", "/end_users/{id}", Access::customer, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return Reply::ok(object_body(user_resource(), c, tx, TRY(end_user(c, tx))));
  });
  api.write("PUT", "/end_users/{id}", api::Right(Access::customer, "users.manage"), change_end_user);
}

}  // namespace sahay::people
