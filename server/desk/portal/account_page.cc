#include "desk/portal/account_page.h"

#include "base/text.h"
#include "desk/portal/password_part.h"
#include "desk/signin/customer_password.h"
#include "desk/signin/oidc_api.h"
#include "desk/signin/passkeys.h"
#include "desk/site/form.h"
#include "desk/site/form_fields.h"
#include "desk/site/page.h"
#include "desk/site/words.h"
#include "platform/api/api.h"

namespace sahay::portal {
namespace {

using http::Request;
using http::Response;
using site::Html;
using site::Markup;
using site::say;
using site::Visitor;

constexpr Duration kSessionLife = std::chrono::hours(24 * 30);

Response json(int status, std::string body) {
  Response out = Response::json(status, std::move(body));
  out.header("cache-control", "no-store");
  return out;
}

Response json_error(const Request& request, const Error& error) {
  return json(api::status_of(error.code), api::error_body(error, site::language_of(request, std::nullopt)));
}

Result<JsonObject> body_of(const Request& request) {
  if (!site::from_own_page(request)) return forbidden("another page");
  Json parsed = TRY(parse_json(request.body));
  if (!parsed.is_object()) return Error{ErrorCode::bad_request, "error.json"};
  return std::move(parsed.get_object());
}

// Who sends this, by the session and the token of its forms.
Result<people::User> sender_of(const Request& request, db::Tx& tx, std::string_view csrf) {
  const Visitor visitor = site::visitor_of(request, tx);
  if (!visitor.user) return Error{ErrorCode::unauthenticated, "portal.sign_in"};
  if (!site::from_own_page(request) || !site::csrf_matches(visitor, csrf)) return forbidden("csrf");
  return *visitor.user;
}

// Whoever changes their ways in here. A mail link opens the portal, a way in of staff the console: they change theirs there,
// where their password is asked once more.
Result<people::User> maker_of(const Request& request, db::Tx& tx, std::string_view csrf) {
  people::User user = TRY(sender_of(request, tx, csrf));
  if (user.staff()) return forbidden("ways in of staff are changed in the console");
  return user;
}

class AccountPages {
 public:
  explicit AccountPages(const Parts& parts) : parts_(parts) {}

  Response show(const Request& request) const { return draw(request, {}, 200); }

  Response keep_password(const Request& request) const {
    const auto form = site::read_form(request);
    const auto user = parts_.store.read([&](db::Tx& tx) -> Result<people::User> {
      if (!form.ok()) return forbidden("form");
      return maker_of(request, tx, (*form)["csrf"]);
    });
    if (!user.ok()) return refuse(request, user.error());
    const std::string session = request.cookie(site::kSessionCookie).value_or(""), previous = typed_secret(*form, "previous"),
                      wanted = typed_secret(*form, "password"), desk = parts_.settings.desk_name.text();
    const signin::Doorway door{parts_.store, *parts_.sign_in_limit, request.remote_address};
    const signin::PasswordChange change{user->id, session, previous, wanted, desk};
    const auto done = (*form)["do"] == "remove" ? signin::remove_password(door, change) : signin::change_password(door, change);
    if (done.ok()) return Response::redirect(303, *done == signin::Changed::set ? "/account?password=set" : *done == signin::Changed::changed ? "/account?password=changed" : "/account?password=removed");
    switch (done.error().code) {
      case ErrorCode::invalid: return draw(request, done.error().fields, 422);
      case ErrorCode::conflict: return draw(request, {{"form", "Conflict", done.error().key, {}}}, 409);
      case ErrorCode::too_many: return draw(request, {{"form", "TooMany", done.error().key, done.error().args}}, 429);
      case ErrorCode::not_found: return Response::redirect(303, "/account");  // removed already
      default: return refuse(request, done.error());
    }
  }

  Response draw(const Request& request, const std::vector<FieldError>& errors, int status) const {
    return parts_.store.read([&](db::Tx& tx) {
      const Visitor visitor = site::visitor_of(request, tx);
      if (!visitor.user) return Response::redirect(303, "/signin?return_to=/account");
      Html out;
      out.add("<div class=\"w pg\"><div class=\"n\"><p class=\"crumbs\"><a href=\"/requests\">{}</a></p><h1>{}</h1><p>{}</p>", say(visitor, "portal.my_requests"),
              say(visitor, "portal.account_title"), say(visitor, "portal.account_intro", {{"email", visitor.user->email}}));
      if (!visitor.user->staff()) out.add("{}", password_part(request, visitor, tx, parts_.settings.time_zone.text(), errors));
      out.add("<h2>{}</h2><p>{}</p>", say(visitor, "portal.passkeys"), say(visitor, "portal.passkeys_intro"));
      for (const signin::Passkey& each : signin::passkeys_of(tx, visitor.user->id)) out.add("{}", row(visitor, each));
      if (visitor.user->staff()) {
        out.add("<p><a href=\"/console/settings\">{}</a></p>", say(visitor, "portal.passkeys_staff"));
      } else {
        out.add("<form class=\"f\" data-passkey-add hidden><input type=\"hidden\" name=\"csrf\" value=\"{}\">", visitor.csrf);
        site::add_field(out, visitor, {"name", "portal.passkey_name", "portal.passkey_name_hint", "text", "off", false, 60}, "", {});
        out.add("<p role=\"alert\" hidden>{}</p><button class=\"btn\">{}</button></form><noscript><p class=\"m\">{}</p></noscript>",
                say(visitor, "portal.passkey_failed"), say(visitor, "portal.passkey_add"), say(visitor, "portal.passkey_script"));
      }
      out.add("{}</div></div>", connected(request, visitor, tx));
      return site::page(parts_.settings, request, visitor, {.title = say(visitor, "portal.account_title"), .main = out.take(), .indexed = false, .status = status});
    });
  }

  Response change(const Request& request) const {
    const auto form = site::read_form(request);
    const std::int64_t id = text::to_integer(request.path_value("id")).value_or(0);
    const auto done = parts_.store.write([&](db::Tx& tx) -> Result<void> {
      if (!form.ok()) return forbidden("form");
      const people::User user = TRY(maker_of(request, tx, (*form)["csrf"]));
      if ((*form)["do"] == "remove") return signin::remove_passkey(tx, user, id, parts_.settings.desk_name.text());
      TRY(signin::rename_passkey(tx, user.id, id, (*form)["name"]));
      return {};
    });
    return done.ok() ? Response::redirect(303, "/account") : refuse(request, done.error());
  }

  Response disconnect(const Request& request) const {
    const auto form = site::read_form(request);
    const auto done = parts_.store.write([&](db::Tx& tx) -> Result<void> {
      if (!form.ok()) return forbidden("form");
      const people::User user = TRY(maker_of(request, tx, (*form)["csrf"]));
      const std::string desk = parts_.settings.desk_name.text();
      return signin::unlink(tx, user, text::to_integer(request.path_value("id")).value_or(0), {desk, nullptr, &request});
    });
    return done.ok() ? Response::redirect(303, "/account") : refuse(request, done.error());
  }

  Response begin_adding(const Request& request) const {
    const auto made = parts_.store.write([&](db::Tx& tx) -> Result<std::string> {
      const JsonObject in = TRY(body_of(request));
      const people::User user = TRY(maker_of(request, tx, string_at(in, "csrf").value_or("")));
      return signin::creation_options(tx, signin::relying_party(request.base_url), user, parts_.settings.desk_name.text());
    });
    return made.ok() ? json(200, R"({"options":)" + *made + "}") : json_error(request, made.error());
  }

  Response add(const Request& request) const {
    const auto made = parts_.store.write([&](db::Tx& tx) -> Result<signin::Passkey> {
      const JsonObject in = TRY(body_of(request));
      const people::User user = TRY(maker_of(request, tx, string_at(in, "csrf").value_or("")));
      return signin::add_passkey(tx, signin::relying_party(request.base_url), user, in, parts_.settings.desk_name.text());
    });
    return made.ok() ? json(201, R"({"location":"/account"})") : json_error(request, made.error());
  }

  Response ask(const Request& request) const {
    const auto made = parts_.store.write([&](db::Tx& tx) -> Result<std::string> {
      if (!site::from_own_page(request)) return forbidden("another page");
      return signin::request_options(tx, signin::relying_party(request.base_url), request.remote_address);
    });
    return made.ok() ? json(200, R"({"options":)" + *made + "}") : json_error(request, made.error());
  }

  Response sign_in(const Request& request) const {
    std::string location;
    const auto session = parts_.store.write([&](db::Tx& tx) -> Result<std::string> {
      const JsonObject in = TRY(body_of(request));
      location = safe_return(string_at(in, "return_to").value_or(""));
      const people::User user = TRY(signin::sign_in_by_passkey(tx, signin::relying_party(request.base_url), in, signin::Entrance::portal));
      return people::create_session(tx, user.id, site::kSessionKind, request.remote_address, kSessionLife, request.header("User-Agent"));
    });
    if (!session.ok()) return json_error(request, session.error());
    Response out = json(201, R"({"location":)" + write_json(location) + "}");
    out.header("set-cookie", session_cookie(request, *session, kSessionLife / std::chrono::seconds(1)));
    return out;
  }

 private:
  Response refuse(const Request& request, const Error& error) const {
    if (error.code == ErrorCode::unauthenticated) return Response::redirect(303, "/account");
    return parts_.store.read([&](db::Tx& tx) {
      return site::error_page(parts_.settings, request, site::visitor_of(request, tx), error.code == ErrorCode::forbidden ? 403 : 404);
    });
  }

  Markup connected(const Request& request, const Visitor& visitor, db::Tx& tx) const {
    const auto linked = signin::linked_of(tx, visitor.user->id);
    Html out;
    for (const signin::Linked& each : linked) {
      const auto provider = signin::find_provider(tx, each.provider_id);
      if (visitor.user->staff()) out.add("<p><b>{}</b> {}</p>", provider ? provider->name : "", each.email);
      else out.add("<form class=\"f key\" method=\"post\" action=\"/account/connected/{}\"><input type=\"hidden\" name=\"csrf\" value=\"{}\"><p><b>{}</b> {}</p><p><button class=\"btn s\">{}</button></p></form>",
              each.id, visitor.csrf, provider ? provider->name : "", each.email, say(visitor, "oidc.disconnect"));
    }
    // Staff change theirs in the console's settings, which ask who they are once more.
    for (const signin::Provider& each : visitor.user->staff() ? std::vector<signin::Provider>() : signin::providers_at(tx, signin::Door::portal, request.base_url))
      if (std::none_of(linked.begin(), linked.end(), [&](const signin::Linked& one) { return one.provider_id == each.id.value; }))
        out.add("<p><a class=\"btn s\" rel=\"nofollow\" href=\"/oidc/start/{}?for=portal&connect=1&return_to=/account\">{}</a></p>", each.id.value, say(visitor, "oidc.connect_name", {{"name", each.name}}));
    if (out.text().empty()) return {};
    return Html().add("<h2>{}</h2><p>{}</p>{}", say(visitor, "oidc.connected"), say(visitor, "oidc.connected_intro"), out.take()).take();
  }

  Markup row(const Visitor& visitor, const signin::Passkey& each) const {
    const auto when = [&](Time at) { return site::moment_words(visitor.language, at, visitor.now, parts_.settings.time_zone.text()); };
    const auto used = each.last_used_at ? say(visitor, "portal.passkey_used", {{"time", when(each.last_used_at)}}) : say(visitor, "portal.passkey_made", {{"time", when(each.created_at)}});
    if (visitor.user->staff()) return Html().add("<p><b dir=\"auto\">{}</b> <span class=\"m\">{}</span></p>", each.name, used).take();
    return Html()
        .add("<form class=\"f key\" method=\"post\" action=\"/account/passkeys/{}\"><input type=\"hidden\" name=\"csrf\" value=\"{}\">"
             "<label>{}<input name=\"name\" maxlength=\"60\" dir=\"auto\" value=\"{}\"></label><p class=\"m\">{}</p>"
             "<p><button class=\"btn s\" name=\"do\" value=\"rename\">{}</button> <button class=\"btn s\" name=\"do\" value=\"remove\">{}</button></p></form>",
             each.id.value, visitor.csrf, say(visitor, "portal.passkey_name"), each.name,
             used, say(visitor, "portal.passkey_rename"), say(visitor, "portal.passkey_remove"))
        .take();
  }

  const Parts parts_;
};

}  // namespace

Markup passkey_button(const Visitor& visitor, std::string_view return_to) {
  return Html()
      .add("<form class=\"f\" data-passkey hidden><input type=\"hidden\" name=\"return_to\" value=\"{}\"><p class=\"m\">{}</p><p role=\"alert\" hidden>{}</p>"
           "<button class=\"btn s\">{}</button></form>",
           return_to, say(visitor, "portal.or"), say(visitor, "portal.passkey_not_in"), say(visitor, "portal.passkey_sign_in"))
      .take();
}

std::string session_cookie(const Request& request, const std::string& value, std::int64_t seconds) {
  const bool secure = request.base_url.starts_with("https://");
  return std::string(site::kSessionCookie) + "=" + value + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(seconds) +
         (secure ? "; Secure" : "");
}

void add_account_pages(http::Router& router, const Parts& parts) {
  const auto pages = std::make_shared<const AccountPages>(parts);
  const auto on = [&](const char* method, const char* pattern, Response (AccountPages::*handler)(const Request&) const) {
    router.add(method, pattern, [pages, handler](Request& request) { return ((*pages).*handler)(request); }, {.body_limit = 256 << 10});
  };
  on("GET", "/account", &AccountPages::show);
  on("POST", "/account/password", &AccountPages::keep_password);
  on("POST", "/account/passkeys/options", &AccountPages::begin_adding);
  on("POST", "/account/passkeys", &AccountPages::add);
  on("POST", "/account/passkeys/{id}", &AccountPages::change);
  on("POST", "/account/connected/{id}", &AccountPages::disconnect);
  on("POST", "/signin/passkey/options", &AccountPages::ask);
  on("POST", "/signin/passkey", &AccountPages::sign_in);
}

}  // namespace sahay::portal
