// The page that asks a member of staff whether a program may act for them, and the token endpoint (RFC 6749).
#include "base/text.h"
#include "desk/oauth/oauth_api.h"
#include "desk/people/people_api.h"
#include "desk/site/form.h"
#include "desk/site/page.h"

namespace sahay::oauth {
namespace {

using site::Html;
using site::say;

constexpr char kPage[] = "/oauth/authorizations/new";
constexpr char kDecision[] = "/oauth/authorizations";

struct Pages {
  db::Store& store;
  site::Settings settings;
};

// What the program asks for.
struct Wish {
  std::string response_type, client_id, redirect_uri, scope, state, challenge, method;
};

struct Asked {
  site::Visitor visitor;
  std::optional<Client> client;
  std::optional<people::User> user;  // signed in to the console
  std::string csrf;
};

Asked asked_of(db::Tx& tx, const http::Request& request, const Wish& wish) {
  Asked out;
  out.visitor = site::visitor_of(request, tx);
  out.client = find_client(tx, wish.client_id);
  const auto cookie = request.cookie("sahay_session");
  const auto id = cookie && !cookie->empty() ? people::session_user(tx, *cookie, "console") : std::nullopt;
  if (id && people::caller_of(tx, *id).ok()) {
    out.user = people::find_user(tx, *id);
    out.csrf = text::to_base64url(text::hmac_sha256(*cookie, "oauth")).substr(0, 32);
  }
  return out;
}

std::string origin_of(std::string_view uri) {
  const auto scheme = uri.find("://");
  const auto end = scheme == uri.npos ? uri.npos : uri.find_first_of("/?", scheme + 3);
  return std::string(uri.substr(0, end));
}

// Browsers apply form-action to the redirect after the form too: the program's own origin is let through, nothing else.
http::Response shown(const Pages& pages, const http::Request& request, const Asked& asked, site::Page content, std::string_view redirect_uri) {
  content.indexed = content.with_widget = false;
  http::Response response = site::page(pages.settings, request, asked.visitor, std::move(content));
  const std::string origin = origin_of(redirect_uri);
  const bool plain = origin.find_first_of(" ;,'\"") == origin.npos;
  response.headers.erase("content-security-policy");
  response.header("content-security-policy", text::replace_all(site::kContentPolicy, "form-action 'self'", plain && !origin.empty() ? "form-action 'self' " + origin : "form-action 'self'"));
  response.headers.erase("cache-control");
  response.header("cache-control", "no-store");
  return response;
}

http::Response refused_page(const Pages& pages, const http::Request& request, const Asked& asked) {
  site::Page content;
  content.title = say(asked.visitor, "oauth.title");
  content.status = 400;
  content.main = Html().add("<div class=\"w pg\"><div class=\"n\"><h1>{}</h1><p>{}</p></div></div>", say(asked.visitor, "oauth.title"), say(asked.visitor, "oauth.bad_client")).take();
  return shown(pages, request, asked, std::move(content), "");
}

http::Response back_to(const Wish& wish, const std::vector<std::pair<std::string, std::string>>& values) {
  std::string url = wish.redirect_uri;
  char separator = url.find('?') == url.npos ? '?' : '&';
  for (const auto& [name, value] : values) {
    if (value.empty()) continue;
    url += separator + name + "=" + text::percent_encode(value);
    separator = '&';
  }
  http::Response response = http::Response::redirect(302, url);
  response.header("cache-control", "no-store");
  return response;
}

// The RFC's word for what is wrong with a wish whose client and address are right, or "".
std::string fault_of(const Wish& wish, const Client& client, std::vector<std::string>& scopes) {
  if (wish.response_type != "code") return "unsupported_response_type";
  if (!wish.challenge.empty() && wish.method != "S256") return "invalid_request";
  if (wish.challenge.empty() && client.is_public()) return "invalid_request";
  auto read = people::read_scopes(JsonObject{{"scope", wish.scope.empty() ? "read" : wish.scope}});
  if (!read.ok()) return "invalid_scope";
  scopes = std::move(*read);
  return "";
}

Html hidden(const Wish& wish, const std::string& csrf) {
  Html out;
  for (const auto& [name, value] : {std::pair<const char*, const std::string&>("response_type", wish.response_type), {"client_id", wish.client_id},
                                    {"redirect_uri", wish.redirect_uri}, {"scope", wish.scope}, {"state", wish.state},
                                    {"code_challenge", wish.challenge}, {"code_challenge_method", wish.method}, {"csrf", csrf}})
    out.add("<input type=\"hidden\" name=\"{}\" value=\"{}\">", name, value);
  return out;
}

std::string say_scope(const site::Visitor& visitor, const std::string& scope) {
  if (scope == "read") return say(visitor, "oauth.scope_read");
  if (scope == "write") return say(visitor, "oauth.scope_write");
  if (scope == "impersonate") return say(visitor, "oauth.scope_impersonate");
  const auto colon = scope.find(':');
  return say(visitor, scope.ends_with(":write") ? "oauth.scope_kind_write" : "oauth.scope_kind_read", {{"kind", scope.substr(0, colon)}});
}

site::Page consent(const Asked& asked, const Wish& wish, const std::vector<std::string>& scopes) {
  const site::Visitor& visitor = asked.visitor;
  site::Page content;
  content.title = say(visitor, "oauth.title");
  Html out;
  out.add("<div class=\"w pg\"><div class=\"n\"><h1>{}</h1><p>{}</p>", say(visitor, "oauth.question", {{"client", asked.client->name}}), say(visitor, "oauth.as", {{"name", asked.user->name}, {"email", asked.user->email}}));
  out.add("<ul>");
  for (const std::string& scope : scopes) out.add("<li>{}</li>", say_scope(visitor, scope));
  out.add("</ul><p>{}</p>", say(visitor, "oauth.returns", {{"site", origin_of(wish.redirect_uri)}}));
  out.add("<form class=\"f\" method=\"post\" action=\"{}\">{}<p><button type=\"submit\" name=\"decision\" value=\"allow\" class=\"btn\">{}</button> ", kDecision, hidden(wish, asked.csrf).take(), say(visitor, "oauth.allow"));
  out.add("<button type=\"submit\" name=\"decision\" value=\"deny\" class=\"btn\">{}</button></p></form></div></div>", say(visitor, "oauth.deny"));
  content.main = out.take();
  return content;
}

site::Page sign_in_first(const Asked& asked, const http::Request& request) {
  site::Page content;
  content.title = say(asked.visitor, "oauth.title");
  content.main = Html().add("<div class=\"w pg\"><div class=\"n\"><h1>{}</h1><p>{}</p><p><a class=\"btn\" href=\"/console/signin\" target=\"_blank\" rel=\"noopener\">{}</a> <a class=\"btn\" href=\"{}\">{}</a></p></div></div>",
                            say(asked.visitor, "oauth.question", {{"client", asked.client->name}}), say(asked.visitor, "oauth.sign_in_first"),
                            say(asked.visitor, "oauth.sign_in"), site::safe_url(request.target), say(asked.visitor, "oauth.go_on")).take();
  return content;
}

http::Response ask(const Pages& pages, http::Request& request) {
  const auto value = [&](const char* name) { return request.parameter(name).value_or(""); };
  Wish wish{value("response_type"), value("client_id"), value("redirect_uri"), value("scope"), value("state"), value("code_challenge"), value("code_challenge_method")};
  const Asked asked = pages.store.read([&](db::Tx& tx) { return asked_of(tx, request, wish); });
  if (asked.client && wish.redirect_uri.empty() && asked.client->redirect_uris.size() == 1) wish.redirect_uri = asked.client->redirect_uris.front();
  if (!asked.client || !asked.client->may_redirect_to(wish.redirect_uri)) return refused_page(pages, request, asked);
  std::vector<std::string> scopes;
  if (const std::string fault = fault_of(wish, *asked.client, scopes); !fault.empty()) return back_to(wish, {{"error", fault}, {"state", wish.state}});
  if (!asked.user) return shown(pages, request, asked, sign_in_first(asked, request), "");
  return shown(pages, request, asked, consent(asked, wish, scopes), wish.redirect_uri);
}

http::Response decide(const Pages& pages, http::Request& request) {
  const auto read = site::read_form(request);
  const site::Form form = read.ok() ? *read : site::Form{};
  const auto value = [&](const char* name) { return std::string(form[name]); };
  const Wish wish{value("response_type"), value("client_id"), value("redirect_uri"), value("scope"), value("state"), value("code_challenge"), value("code_challenge_method")};
  const Asked asked = pages.store.read([&](db::Tx& tx) { return asked_of(tx, request, wish); });
  if (!asked.client || !asked.client->may_redirect_to(wish.redirect_uri)) return refused_page(pages, request, asked);
  if (!site::from_own_page(request) || asked.csrf.empty() || !text::equal_constant_time(asked.csrf, form["csrf"])) return site::error_page(pages.settings, request, asked.visitor, 403);
  std::vector<std::string> scopes;
  if (const std::string fault = fault_of(wish, *asked.client, scopes); !fault.empty()) return back_to(wish, {{"error", fault}, {"state", wish.state}});
  if (form["decision"] != "allow") return back_to(wish, {{"error", "access_denied"}, {"state", wish.state}});
  const auto code = pages.store.write([&](db::Tx& tx) -> Result<std::string> {
    Grant grant;
    grant.client = asked.client->id;
    grant.user = asked.user->id;
    grant.scopes = scopes;
    grant.redirect_uri = wish.redirect_uri;
    grant.challenge = wish.challenge;
    return create_code(tx, grant);
  });
  if (!code.ok()) return back_to(wish, {{"error", "server_error"}, {"state", wish.state}});
  return back_to(wish, {{"code", *code}, {"state", wish.state}});
}

// --- the token endpoint ---

http::Response token_error(int status, std::string_view error) {
  std::string body;
  JsonWriter(body).begin_object().field("error", error).end_object();
  http::Response response = http::Response::json(status, std::move(body));
  response.header("Cache-Control", "no-store").header("Pragma", "no-cache");
  if (status == 401) response.header("WWW-Authenticate", "Basic realm=\"oauth\"");
  return response;
}

// Form or JSON; the client's name and secret by Basic or among the values.
std::optional<JsonObject> values_of(const http::Request& request) {
  JsonObject out;
  if (text::starts_with_ignoring_case(request.header("content-type"), "application/json")) {
    auto parsed = parse_json(request.body);
    if (!parsed.ok() || !parsed->is_object()) return std::nullopt;
    out = std::move(parsed->get_object());
  } else {
    const auto form = site::read_form(request);
    if (!form.ok()) return std::nullopt;
    for (const auto& [name, value] : form->fields) out[name] = value;
  }
  const std::string_view header = request.header("Authorization");
  if (!text::starts_with_ignoring_case(header, "Basic ")) return out;
  const auto decoded = text::from_base64(header.substr(6));
  const auto colon = decoded ? decoded->find(':') : std::string::npos;
  if (colon == std::string::npos) return std::nullopt;
  out["client_id"] = text::percent_decode(std::string_view(*decoded).substr(0, colon), true);
  out["client_secret"] = text::percent_decode(std::string_view(*decoded).substr(colon + 1), true);
  return out;
}

http::Response token_body(const people::IssuedToken& made, Time now) {
  std::string body;
  JsonWriter w(body);
  std::string scope;
  for (const std::string& word : made.token.scopes) scope += (scope.empty() ? "" : " ") + word;
  w.begin_object().field("access_token", made.clear).field("token_type", "bearer").field("scope", scope);
  if (made.token.expires_at) w.field("expires_in", (made.token.expires_at.micros - now.micros) / 1'000'000);
  if (!made.refresh.empty()) w.field("refresh_token", made.refresh);
  w.end_object();
  http::Response response = http::Response::json(200, std::move(body));
  response.header("Cache-Control", "no-store").header("Pragma", "no-cache");
  return response;
}

Result<people::IssuedToken> grant(db::Tx& tx, const Client& client, const JsonObject& in) {
  const auto value = [&](const char* name) { return string_at(in, name).value_or(""); };
  const std::string type = value("grant_type");
  if (type == "authorization_code") return redeem_code(tx, client, value("code"), value("redirect_uri"), value("code_verifier"));
  if (type == "refresh_token") return refresh(tx, client, value("refresh_token"));
  if (type != "client_credentials") return Error{ErrorCode::bad_request, "error.oauth.invalid_grant", "unsupported_grant_type"};
  auto scopes = people::read_scopes(in);
  if (!scopes.ok()) return Error{ErrorCode::bad_request, "error.oauth.invalid_grant", "invalid_scope"};
  if (scopes->empty()) scopes->push_back("read");
  return token_for_client(tx, client, std::move(*scopes));
}

http::Response give_token(const Pages& pages, http::Request& request) {
  const auto in = values_of(request);
  if (!in) return token_error(400, "invalid_request");
  const std::string secret = string_at(*in, "client_secret").value_or("");
  const auto client = pages.store.read([&](db::Tx& tx) { return find_client(tx, string_at(*in, "client_id").value_or("")); });
  if (!client || (!client->is_public() && !secret_matches(*client, secret))) return token_error(401, "invalid_client");
  Time now;
  const auto made = pages.store.write([&](db::Tx& tx) -> Result<people::IssuedToken> {
    now = tx.now();
    return grant(tx, *client, *in);
  });
  if (made.ok()) return token_body(*made, now);
  if (const auto code = string_at(*in, "code")) {
    const auto ended = pages.store.write([&](db::Tx& tx) -> Result<void> {
      end_reused_code(tx, *code);
      return {};
    });
    (void)ended;
  }
  return token_error(400, made.error().detail);
}

}  // namespace

void add_pages(http::Router& router, db::Store& store, const site::Settings& settings) {
  const auto pages = std::make_shared<const Pages>(Pages{store, settings});
  router.add("GET", kPage, [pages](http::Request& request) { return ask(*pages, request); });
  router.add("POST", kDecision, [pages](http::Request& request) { return decide(*pages, request); });
  router.add("POST", "/oauth/tokens", [pages](http::Request& request) { return give_token(*pages, request); });
}

}  // namespace sahay::oauth
