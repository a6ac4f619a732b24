// Routes of what opens an account: passwords, sessions, the rest after too many wrong passwords, and API tokens.
#include <algorithm>

#include "base/text.h"
#include "desk/people/password.h"
#include "desk/people/people_api.h"
#include "desk/people/session_sql.h"
#include "desk/people/sign_in_limit.h"
#include "desk/people/user_sql.h"
#include "platform/api/whole_list.h"

namespace sahay::people {
namespace {

using api::Access;
using api::Context;
using api::Reply;
using api::Right;

struct Session {
  std::int64_t id = 0;
  UserId user_id;
  std::string kind, address, user_agent;
  Time created_at, expires_at;
};
BOOST_DESCRIBE_STRUCT(Session, (), (id, user_id, kind, address, user_agent, created_at, expires_at))

bool is_own(const Context& c, UserId user) { return c.caller.id == user.value; }

// What opens an account of staff is the administrator's and the person's own.
Result<User> keeper_of(Context& c, db::Tx& tx) {
  const User user = TRY(user_resource().find(c, tx, c.id()));
  if (is_own(c, user.id) || c.caller.admin()) return user;
  if (user.role == "admin" || !c.caller.has_role || !c.caller.may("staff.manage")) return not_found();
  return user;
}

// --- passwords ---

Result<std::string> new_password(const Context& c) {
  std::string password = string_at(c.body, "password").value_or("");
  TRY(check_password(password));
  return password;
}

Result<Reply> set_password(Context& c, db::Store& store) {
  const std::string hash = hash_password(Secret(TRY(new_password(c))));
  return store.write([&](db::Tx& tx) -> Result<Reply> {
    const User user = TRY(user_resource().find(c, tx, c.id()));
    if (user.role == "admin" && !c.caller.admin()) return forbidden("role");
    set_password_hash(tx, user.id, hash);
    end_sessions_of(tx, user.id);
    forget_callers(tx);
    api::note_change(c, tx, {"set password", "user", user.id.value, "", R"({"role":"agent","name":)" + write_json(user.name) + "}"});
    return Reply::ok("{}");
  });
}

// One's own, with the old one; other sessions end. Guesses wait as at the door.
Result<Reply> change_password(Context& c, db::Store& store, SignInLimit& limit) {
  if (c.id() != c.caller.id) return not_found();
  if (c.caller.acting_for) return forbidden("password");
  const std::string password = TRY(new_password(c)), previous = string_at(c.body, "previous_password").value_or("");
  const std::string account = address_key(c.caller.email), &address = c.request->remote_address;
  const bool staff = c.caller.staff();
  if (const Duration wait = limit.begin(account, address, c.now); wait > Duration::zero()) return told_to_wait(wait);
  Attempt attempt(limit, account, address);
  // What staff set as customers is no proof of who they are today.
  const auto known = store.read([&](db::Tx& tx) { return password_of(tx, UserId(c.caller.id)); });
  if (!verify_password(Secret(previous), known && (known->as_staff || !staff) ? known->hash : "")) return invalid("previous_password", "InvalidValue", "error.wrong_password");
  attempt.succeeded();
  const std::string hash = hash_password(Secret(password)), token = c.request->cookie("sahay_session").value_or("");
  return store.write([&](db::Tx& tx) -> Result<Reply> {
    keep_password(tx, UserId(c.caller.id), hash, staff);
    tx.execute(sql::session::end_other_sessions, c.caller.id, text::to_hex(text::sha256(token)));
    forget_callers(tx);
    return Reply::ok("{}");
  });
}

Result<Reply> password_requirements(Context&, db::Tx&) {
  return Reply::ok(R"({"requirements":["must be at least 8 characters","must be at most 1000 bytes"]})");
}

// --- sessions ---

void write_session(JsonWriter& w, const Context& c, const Session& s) {
  w.begin_object().field("id", s.id).field("url", c.url("/users/" + std::to_string(s.user_id.value) + "/sessions/" + std::to_string(s.id) + ".json"));
  w.field("user_id", s.user_id).field("kind", s.kind).field("ip_address", s.address).field("user_agent", s.user_agent);
  w.field("authenticated_at", s.created_at).field("last_seen_at", s.created_at).field("expires_at", s.expires_at).end_object();
}

Reply sessions_reply(const Context& c, const std::vector<Session>& sessions) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("sessions").begin_array();
  for (const Session& session : sessions) write_session(w, c, session);
  w.end_array();
  api::end_whole_list(w, c, sessions.size());
  w.end_object();
  return Reply::ok(std::move(out));
}

Reply session_reply(const Context& c, const Session& session) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("session");
  write_session(w, c, session);
  w.end_object();
  return Reply::ok(std::move(out));
}

// Below "me" the caller's own.
Result<UserId> whose_sessions(Context& c, db::Tx& tx) {
  if (c.request->path_value("id").empty()) return UserId(c.caller.id);
  return TRY(keeper_of(c, tx)).id;
}

Result<Reply> list_sessions(Context& c, db::Tx& tx) {
  const UserId user = TRY(whose_sessions(c, tx));
  return sessions_reply(c, tx.all<Session>(sql::session::sessions_of, user, tx.now()));
}

Result<Session> find_session(Context& c, db::Tx& tx) {
  const User user = TRY(keeper_of(c, tx));
  for (Session& session : tx.all<Session>(sql::session::sessions_of, user.id, tx.now()))
    if (session.id == c.id("session")) return std::move(session);
  return not_found();
}

Result<Reply> revoke_session(Context& c, db::Tx& tx) {
  const Session session = TRY(find_session(c, tx));
  tx.execute(sql::session::end_session_by_id, session.id, session.user_id);
  return Reply::no_content();
}

Result<Reply> revoke_sessions(Context& c, db::Tx& tx) {
  const UserId user = TRY(whose_sessions(c, tx));
  end_sessions_of(tx, user);
  forget_callers(tx);
  return Reply::no_content();
}

std::optional<Session> session_of_cookie(const Context& c, db::Tx& tx) {
  const auto cookie = c.request->cookie("sahay_session");
  return cookie ? tx.one<Session>(sql::session::session_of_token, text::to_hex(text::sha256(*cookie))) : std::nullopt;
}

Result<Reply> show_own_session(Context& c, db::Tx& tx) {
  const auto session = session_of_cookie(c, tx);
  if (!session) return not_found();
  return session_reply(c, *session);
}

// The session of this request; whoever came by a token has none to end.
Result<Reply> log_out(Context& c, db::Tx& tx) {
  if (const auto session = session_of_cookie(c, tx)) tx.execute(sql::session::end_session_by_id, session->id, session->user_id);
  Reply reply = Reply::no_content();
  reply.headers.emplace_back("Set-Cookie", console_cookie(*c.request, "", 0));
  return reply;
}

// --- the rest after too many wrong passwords ---

Result<Reply> show_lockout(Context& c, db::Tx& tx, const SignInLimit& limit) {
  const User user = TRY(keeper_of(c, tx));
  const Duration left = limit.locked_for(address_key(user.email), c.now);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("lockout").begin_object().field("user_id", user.id).field("locked", left > Duration::zero());
  w.field("failures", limit.failures_of(address_key(user.email), c.now)).key("until");
  if (left > Duration::zero()) w.value(c.now + left); else w.null();
  w.end_object().end_object();
  return Reply::ok(std::move(out));
}

// --- API tokens of people ---

std::string described(const ApiToken& token) {
  std::string out;
  JsonWriter(out).begin_object().field("name", token.name).field("user_id", token.user_id).field("scopes", token.scopes)
      .field("act_for_others", token.act_for_others).field("expires_at", token.expires_at).end_object();
  return out;
}

void write_token(JsonWriter& w, const Context& c, const ApiToken& t, std::string_view clear) {
  w.begin_object().field("id", t.id).field("url", c.url("/api_tokens/" + std::to_string(t.id) + ".json")).field("user_id", t.user_id);
  w.field("description", t.name).field("token", "…" + t.hint).field("scopes", t.scopes).field("act_for_others", t.act_for_others).field("active", true);
  w.field("created_at", t.created_at).field("last_used_at", t.last_used_at).field("expires_at", t.expires_at);
  if (!clear.empty()) w.field("full_token", clear);
  w.end_object();
}

// Those of the caller; an administrator sees all.
api::Where tokens_of(const Context& c) {
  api::Where where;
  where.add("t.client_id = 0");
  if (!c.caller.admin()) where.add("t.user_id = ?", db::Value(c.caller.id));
  return where;
}

std::vector<ApiToken> select_tokens(db::Tx& tx, const api::Where& where) {
  const auto params = db::views_of(where.values());
  return db::read_all<ApiToken>(*tx.run(
      "select t.id, t.user_id, t.name, t.act_for_others, t.client_id, t.scopes, t.hint, t.created_at, t.last_used_at, t.expires_at from api_tokens t" +
          where.sql() + " order by t.id desc limit 1000",
      params));
}

Result<ApiToken> find_token(Context& c, db::Tx& tx) {
  api::Where where = tokens_of(c);
  where.add("t.id = ?", db::Value(c.id()));
  auto found = select_tokens(tx, where);
  if (found.empty()) return not_found();
  return std::move(found.front());
}

Reply token_reply(const Context& c, const ApiToken& token, std::string_view clear, int status) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("api_token");
  write_token(w, c, token, clear);
  w.end_object();
  Reply reply{status, std::move(out)};
  if (!clear.empty()) reply.headers.emplace_back("Pragma", "no-cache");
  return reply;
}

Result<Reply> list_tokens(Context& c, db::Tx& tx) {
  const auto tokens = select_tokens(tx, tokens_of(c));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("api_tokens").begin_array();
  for (const ApiToken& token : tokens) write_token(w, c, token, "");
  w.end_array().key("next_page").null().key("previous_page").null().field("count", tokens.size()).end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> create_token(Context& c, db::Tx& tx) {
  const JsonObject* in = TRY(c.wrapped("api_token"));
  NewToken wanted;
  wanted.user = UserId(integer_at(*in, "user_id").value_or(c.caller.id));
  // A token never has more than the one who makes it.
  if (wanted.user.value != c.caller.id && !c.caller.admin()) return forbidden("user_id");
  if (!c.caller.scopes.empty() || c.caller.acting_for) return forbidden("scopes");
  const auto owner = find_user(tx, wanted.user);
  if (!owner || !owner->active) return invalid("user_id", "InvalidValue", "error.field.no_user");
  wanted.name = std::string(text::first(string_at(*in, "description").value_or(""), 255));
  wanted.act_for_others = bool_at(*in, "act_for_others").value_or(false);
  if (wanted.act_for_others && !c.caller.admin()) return forbidden("act_for_others");
  wanted.scopes = TRY(read_scopes(*in));
  if (const auto until = string_at(*in, "expires_at"); until && !until->empty()) {
    const auto at = parse_iso8601(*until);
    if (!at || *at <= tx.now()) return invalid("expires_at", "InvalidValue", "error.field.wrong_type", {{"type", "date-time"}});
    wanted.lifetime = *at - tx.now();
  }
  const IssuedToken made = issue_token(tx, wanted);
  api::note_change(c, tx, {"create", "api_credential", made.token.id, "", described(made.token)});
  return token_reply(c, made.token, made.clear, 201);
}

Result<Reply> remove_token(Context& c, db::Tx& tx) {
  const ApiToken token = TRY(find_token(c, tx));
  tx.execute(sql::session::remove_token, token.id);
  forget_callers(tx);
  api::note_change(c, tx, {"destroy", "api_credential", token.id, described(token), ""});
  return Reply::no_content();
}

}  // namespace

Result<std::vector<std::string>> read_scopes(const JsonObject& in) {
  std::vector<std::string> out;
  if (const JsonArray* list = array_at(in, "scopes")) {
    for (const Json& item : *list)
      if (item.is_string()) out.emplace_back(item.get_string());
  } else {
    const std::string words = string_at(in, "scope").value_or(string_at(in, "scopes").value_or(""));
    for (const auto part : text::split(words, ' '))
      if (!part.empty()) out.emplace_back(part);
  }
  for (const std::string& scope : out) {
    const auto colon = scope.find(':');
    const std::string verb = colon == scope.npos ? scope : scope.substr(colon + 1);
    const bool known = verb == "read" || verb == "write" || scope == "impersonate";
    const bool plain = std::all_of(scope.begin(), scope.end(), [](char ch) { return (ch >= 'a' && ch <= 'z') || ch == '_' || ch == ':'; });
    if (!known || !plain || scope.size() > 64) return invalid("scopes", "InvalidValue", "error.field.bad_scope", {{"scope", scope.substr(0, 64)}});
  }
  if (out.size() > 50) return invalid("scopes", "TooLong", "error.field.too_long", {{"max", "50"}});
  return out;
}

void add_account_routes(api::Api& api, std::shared_ptr<SignInLimit> limit) {
  api.plain("POST", "/users/{id}/password", Right(Access::admin, "staff.manage"), set_password);
  api.plain("PUT", "/users/{id}/password", Access::customer, [limit](Context& c, db::Store& store) { return change_password(c, store, *limit); });
  api.read("GET", "/users/{id}/password/requirements", Access::customer, password_requirements);
  api.read("GET", "/users/me/session", Access::customer, show_own_session);
  api.read("GET", "/users/me/sessions", Access::customer, list_sessions);
  api.write("DELETE", "/users/me/sessions", Right(Access::customer, api::kAnyStaff), revoke_sessions);
  api.write("DELETE", "/users/me/logout", Right(Access::customer, api::kAnyStaff), log_out);
  api.read("GET", "/sessions", Right(Access::admin, "staff.manage"), [](Context& c, db::Tx& tx) -> Result<Reply> {
    return sessions_reply(c, tx.all<Session>(sql::session::all_sessions, tx.now()));
  });
  api.read("GET", "/users/{id}/sessions", Access::customer, list_sessions);
  api.read("GET", "/users/{id}/sessions/{session}", Access::customer, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return session_reply(c, TRY(find_session(c, tx)));
  });
  api.write("DELETE", "/users/{id}/sessions/{session}", Right(Access::customer, api::kAnyStaff), revoke_session);
  api.write("DELETE", "/users/{id}/sessions", Right(Access::customer, api::kAnyStaff), revoke_sessions);
  api.read("GET", "/users/{id}/lockout", Access::staff, [limit](Context& c, db::Tx& tx) { return show_lockout(c, tx, *limit); });
  api.write("DELETE", "/users/{id}/lockout", Right(Access::admin, "staff.manage"), [limit](Context& c, db::Tx& tx) -> Result<Reply> {
    limit->pardon(address_key(TRY(user_resource().find(c, tx, c.id())).email));
    return Reply::no_content();
  });
  const Right own(Access::staff, api::kAnyStaff);
  api.read("GET", "/api_tokens", own, list_tokens);
  api.read("GET", "/api_tokens/{id}", own, [](Context& c, db::Tx& tx) -> Result<Reply> { return token_reply(c, TRY(find_token(c, tx)), "", 200); });
  api.write("POST", "/api_tokens", own, create_token);
  api.write("DELETE", "/api_tokens/{id}", own, remove_token);
}

}  // namespace sahay::people
