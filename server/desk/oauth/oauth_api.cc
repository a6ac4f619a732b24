#include "desk/oauth/oauth_api.h"

#include "base/text.h"
#include "desk/oauth/oauth_sql.h"
#include "desk/people/people_api.h"
#include "platform/api/whole_list.h"

namespace sahay::oauth {
namespace q = sql::oauth;
namespace {

using api::Access;
using api::Context;
using api::Reply;
using api::Right;
using people::ApiToken;

// Https, or http on the own machine (RFC 8252 7.3), without a fragment (RFC 6749 3.1.2); other schemes for apps.
bool is_redirect(std::string_view uri) {
  if (uri.size() > 2'000 || uri.find('#') != uri.npos || uri.find_first_of(" \t\r\n\"<>") != uri.npos) return false;
  if (uri.starts_with("https://")) return uri.size() > 8;
  if (uri.starts_with("http://")) return uri.starts_with("http://localhost") || uri.starts_with("http://127.0.0.1") || uri.starts_with("http://[::1]");
  const auto colon = uri.find("://");
  return colon != uri.npos && uri.substr(0, colon).find('.') != uri.npos;
}

bool is_identifier(std::string_view word) {
  if (word.empty() || word.size() > 100) return false;
  for (const char c : word)
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.')) return false;
  return true;
}

Result<void> check_client(Context& c, db::Tx& tx, const Client* before, Client& now, const JsonObject&) {
  if (!is_identifier(now.identifier)) return invalid("identifier", "InvalidValue", "error.field.bad_key");
  const auto twin = find_client(tx, now.identifier);
  if (twin && (!before || twin->id != before->id)) return invalid("identifier", "DuplicateValue", "error.field.name_taken", {{"name", now.identifier}});
  if (before && before->kind != now.kind) return invalid("kind", "InvalidValue", "error.field.fixed");
  for (const std::string& uri : now.redirect_uris)
    if (!is_redirect(uri)) return invalid("redirect_uri", "InvalidValue", "error.field.bad_redirect");
  if (now.redirect_uris.size() > 20) return invalid("redirect_uri", "TooLong", "error.field.too_long", {{"max", "20"}});
  if (!before) now.user_id = UserId(c.caller.id);
  return {};
}

api::Resource<Client> describe() {
  using namespace api;
  Resource<Client> r;
  r.name = "client";
  r.plural = "clients";
  r.path = "/oauth/clients";
  r.table = "oauth_clients";
  r.see = r.change = Right(Access::admin, "clients.manage");
  r.creates = r.many = false;
  r.check = check_client;
  r.remove = [](Context&, db::Tx& tx, const Client& client) -> Result<void> {
    tx.execute(q::remove_tokens_of_client, client.id);
    tx.execute("delete from oauth_codes where client_id = $1", client.id);
    tx.execute("delete from oauth_clients where id = $1", client.id);
    people::forget_callers(tx);
    return {};
  };
  r.fields = {
      computed<Client>("id", "integer", [](JsonWriter& w, const Client& o, const Context&) { w.value(o.id); }),
      text_field<Client>("name", &Client::name).required().max(255),
      text_field<Client>("identifier", &Client::identifier).required(),
      choice<Client>("kind", &Client::kind, {"confidential", "public"}),
      nullable_text<Client>("company", &Client::company).max(255),
      nullable_text<Client>("description", &Client::description).max(2'000),
      strings<Client>("redirect_uri", &Client::redirect_uris),
      constant<Client>("global", "boolean", false),
      always_null<Client>("logo_url", "string"),
      reference<Client>("user_id", &Client::user_id).read_only(),
      time_field<Client>("created_at", &Client::created_at).read_only(),
      time_field<Client>("updated_at", &Client::updated_at).read_only()};
  return r;
}

const api::Resource<Client>& resource() {
  static const api::Resource<Client> clients = describe();
  return clients;
}

// The secret is shown this once.
Reply with_secret(const Context& c, const Client& client, const std::string& secret, int status) {
  std::string inner;
  JsonWriter fields(inner);
  resource().write(fields, client, c);
  if (!secret.empty()) inner.insert(inner.size() - 1, ",\"secret\":" + write_json(secret));
  Reply reply{status, "{\"client\":" + inner + "}"};
  if (!secret.empty()) reply.headers.emplace_back("Pragma", "no-cache");
  if (status == 201) reply.headers.emplace_back("Location", resource().url(c, client));
  return reply;
}

Result<Reply> create_client(Context& c, db::Tx& tx) {
  const JsonObject* in = TRY(c.wrapped("client"));
  Client client = TRY(resource().create(c, tx, *in));
  if (client.is_public()) return with_secret(c, client, "", 201);
  const std::string secret = text::random_token();
  client.secret_hash = hash_of(secret);
  resource().save(tx, client);
  return with_secret(c, client, secret, 201);
}

Result<Reply> new_secret(Context& c, db::Tx& tx) {
  Client client = TRY(resource().find(c, tx, c.id()));
  if (client.is_public()) return invalid("kind", "InvalidValue", "error.field.not_allowed", {{"allowed", "confidential"}});
  const std::string secret = text::random_token();
  client.secret_hash = hash_of(secret);
  client.updated_at = tx.now();
  resource().save(tx, client);
  api::note_change(c, tx, {"generate secret", "client", client.id.value, "", "{\"name\":" + write_json(client.name) + "}"});
  return with_secret(c, client, secret, 200);
}

// --- tokens ---

void write_token(JsonWriter& w, const Context& c, const ApiToken& t, std::string_view clear = {}) {
  w.begin_object().field("id", t.id).field("url", c.url("/oauth/tokens/" + std::to_string(t.id) + ".json"));
  w.field("user_id", t.user_id).field("client_id", t.client_id).field("token", "…" + t.hint).key("refresh_token").null();
  w.field("scopes", t.scopes).field("created_at", t.created_at).field("expires_at", t.expires_at).field("used_at", t.last_used_at);
  if (!clear.empty()) w.field("full_token", clear);
  w.end_object();
}

Reply token_reply(const Context& c, const ApiToken& token, std::string_view clear, int status) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("token");
  write_token(w, c, token, clear);
  w.end_object();
  Reply reply{status, std::move(out)};
  if (!clear.empty()) reply.headers.emplace_back("Pragma", "no-cache");
  return reply;
}

Result<Reply> list_tokens(Context& c, db::Tx& tx) {
  const bool all = c.caller.admin() && c.parameter("all").value_or("") == "true";
  const auto tokens = all ? tx.all<ApiToken>(q::all_tokens) : tx.all<ApiToken>(q::tokens_of, c.caller.id);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("tokens").begin_array();
  for (const ApiToken& token : tokens) write_token(w, c, token);
  w.end_array();
  api::end_whole_list(w, c, tokens.size());
  w.end_object();
  return Reply::ok(std::move(out));
}

// The one of this request under "current"; otherwise one's own, and an administrator's any.
Result<ApiToken> find_token(Context& c, db::Tx& tx) {
  std::optional<ApiToken> token;
  if (c.request->path_value("id") == "current") {
    const std::string_view header = c.request->header("Authorization");
    if (text::starts_with_ignoring_case(header, "Bearer ")) token = tx.one<ApiToken>(q::find_token_by_hash, hash_of(text::trim(header.substr(7))));
  } else {
    token = tx.one<ApiToken>(q::find_token, c.id());
  }
  if (!token || (token->user_id.value != c.caller.id && !c.caller.admin())) return not_found();
  return *token;
}

Result<Reply> create_token(Context& c, db::Tx& tx) {
  const JsonObject* in = TRY(c.wrapped("token"));
  if (!c.caller.scopes.empty() || c.caller.acting_for) return forbidden("scopes");
  const auto id = integer_at(*in, "client_id");
  std::optional<Client> client;
  if (id) client = tx.one<Client>("select * from oauth_clients where id = $1", *id);
  else client = find_client(tx, string_at(*in, "client_id").value_or(""));
  if (!client) return invalid("client_id", "InvalidValue", "error.field.no_client");
  people::NewToken wanted;
  wanted.user = UserId(c.caller.id);
  wanted.name = client->name;
  wanted.client_id = client->id.value;
  wanted.scopes = TRY(people::read_scopes(*in));
  if (wanted.scopes.empty()) return invalid("scopes", "BlankValue", "error.field.blank");
  if (const auto until = string_at(*in, "expires_at")) {
    const auto at = parse_iso8601(*until);
    if (!at || *at <= tx.now()) return invalid("expires_at", "InvalidValue", "error.field.wrong_type", {{"type", "date-time"}});
    wanted.lifetime = *at - tx.now();
  }
  const people::IssuedToken made = people::issue_token(tx, wanted);
  return token_reply(c, made.token, made.clear, 201);
}

Result<Reply> revoke_token(Context& c, db::Tx& tx) {
  const ApiToken token = TRY(find_token(c, tx));
  tx.execute(q::remove_token, token.id);
  people::forget_callers(tx);
  return Reply::no_content();
}

}  // namespace

void add_oauth_routes(api::Api& api) {
  const Right manage(Access::admin, "clients.manage");
  api.write("POST", "/oauth/clients", manage, create_client);
  api.write("PUT", "/oauth/clients/{id}/generate_secret", manage, new_secret);
  add_resource(api, resource());
  const Right own(Access::staff, api::kAnyStaff);
  api.read("GET", "/oauth/tokens", own, list_tokens);
  api.read("GET", "/oauth/tokens/{id}", own, [](Context& c, db::Tx& tx) -> Result<Reply> { return token_reply(c, TRY(find_token(c, tx)), "", 200); });
  api.write("POST", "/oauth/tokens", own, create_token);
  api.write("DELETE", "/oauth/tokens/{id}", own, revoke_token);
}

}  // namespace sahay::oauth
