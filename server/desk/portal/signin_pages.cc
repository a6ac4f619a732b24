#include "desk/portal/signin_pages.h"

#include "base/text.h"
#include "desk/portal/account_page.h"
#include "desk/signin/customer_password.h"
#include "desk/signin/oidc_api.h"
#include "desk/site/form_fields.h"
#include "desk/site/page.h"

namespace sahay::portal {
namespace {

using http::Request;
using http::Response;
using site::add_field;
using site::hidden;
using site::Html;
using site::say;
using site::Visitor;

constexpr Duration kSessionLife = std::chrono::hours(24 * 30);
constexpr int kLongestAddress = 254;

// What was typed, and what is wrong with it.
struct Typed {
  std::string email;  // the same in both forms: who has forgotten the password has the link one press away
  std::string return_to;
  std::vector<FieldError> errors;  // "email" of the link; "login", "password"
  bool by_password = false;
  int status = 200;
};

class SigninPages {
 public:
  explicit SigninPages(const Parts& parts) : parts_(parts) {}

  Response get(const Request& request, bool by_password) const {
    return view(request, [&](const Visitor& visitor, db::Tx& tx) {
      Typed typed;
      typed.return_to = request.parameter("return_to").value_or("");
      typed.by_password = by_password;
      if (visitor.user) typed.email = visitor.user->email;
      return form(request, visitor, tx, typed);
    });
  }

  Response ask_for_link(const Request& request) const {
    const auto sent = site::read_form(request);
    if (!sent.ok() || !site::from_own_page(request)) return refuse(request, 403);
    const std::string email((*sent)["email"]);
    const LinkWish wish{email, request.remote_address, std::string((*sent)["return_to"]), request.base_url,
                        site::language_of(request, std::nullopt), parts_.settings.desk_name.text()};
    const auto asked = parts_.store.write([&](db::Tx& tx) { return request_link(tx, wish, parts_.send_mail); });
    return view(request, [&](const Visitor& visitor, db::Tx& tx) {
      if (!asked.ok() && asked.error().code == ErrorCode::too_many) return site::error_page(parts_.settings, request, visitor, 429);
      if (!asked.ok()) return form(request, visitor, tx, {email, wish.return_to, asked.error().fields, false, 422});
      Html out;
      out.add("<div class=\"w pg\"><div class=\"n\"><h1>{}</h1><p>{}</p><p class=\"m\">{}</p></div></div>",
              say(visitor, "portal.signin_sent_title"), say(visitor, "portal.signin_sent", {{"email", email}}),
              say(visitor, "portal.signin_sent_hint"));
      return draw(request, visitor, {.title = say(visitor, "portal.signin_sent_title"), .main = out.take(), .indexed = false});
    });
  }

  Response by_password(const Request& request) const {
    const auto sent = site::read_form(request);
    if (!sent.ok() || !site::from_own_page(request)) return refuse(request, 403);
    const std::string login((*sent)["login"]), return_to((*sent)["return_to"]);
    const signin::Doorway door{parts_.store, *parts_.sign_in_limit, request.remote_address, request.header("User-Agent")};
    const auto session = signin::sign_in_by_password(door, login, Secret(typed_secret(*sent, "password")), kSessionLife);
    if (session.ok()) return let_in(request, *session, safe_return(return_to));
    const Error& error = session.error();
    if (error.code == ErrorCode::forbidden) return Response::redirect(303, "/signin");
    log::info("signin", "a sign-in to the portal by password was refused", {{"reason", error.key}});
    return view(request, [&](const Visitor& visitor, db::Tx& tx) {
      const std::vector<FieldError> wrong = {{"password", "InvalidValue", error.key, error.args}};
      return form(request, visitor, tx, {std::string(text::first(login, kLongestAddress)), return_to, wrong, true, error.code == ErrorCode::too_many ? 429 : 422});
    });
  }

  // A GET only asks: programs that open every link of a mail must not use it up.
  Response get_link(const Request& request) const {
    return view(request, [&](const Visitor& visitor, db::Tx& tx) {
      const auto link = find_link(tx, request.path_value("token"));
      if (!link) return bad_link(request, visitor);
      Html out;
      out.add("<div class=\"w pg\"><div class=\"n\"><h1>{}</h1><p class=\"m\">{}</p><form class=\"f\" method=\"post\" action=\"{}\">"
              "<button class=\"btn\">{}</button></form></div></div>",
              say(visitor, "portal.signin_title"), say(visitor, "portal.signin_confirm_hint"), request.path,
              say(visitor, "portal.signin_confirm", {{"email", link->email}}));
      // The policy of every page, same-origin, keeps the token from other sites; a stricter one would take the Origin from
      // this form, and its own press would look like one from elsewhere.
      return draw(request, visitor, {.title = say(visitor, "portal.signin_title"), .main = out.take(), .indexed = false,
                                     .with_widget = false});
    });
  }

  Response use(const Request& request) const {
    if (!site::from_own_page(request)) return refuse(request, 403);
    const auto language = site::language_of(request, std::nullopt);
    const auto done = parts_.store.write([&](db::Tx& tx) {
      return use_link(tx, request.path_value("token"), request.remote_address, i18n::code(language));
    });
    if (!done.ok()) return view(request, [&](const Visitor& visitor, db::Tx&) { return bad_link(request, visitor); });
    return let_in(request, done->session, done->return_to);
  }

  Response sign_out(const Request& request) const {
    const auto sent = site::read_form(request);
    const auto allowed = parts_.store.write([&](db::Tx& tx) -> Result<void> {
      if (!sent.ok() || !site::csrf_matches(site::visitor_of(request, tx), (*sent)["csrf"])) return forbidden("csrf");
      people::end_session(tx, *request.cookie(site::kSessionCookie));
      return {};
    });
    if (!allowed.ok()) return refuse(request, 403);
    auto response = Response::redirect(303, "/");
    response.header("set-cookie", session_cookie(request, "", 0));
    return response;
  }

 private:
  Response form(const Request& request, const Visitor& visitor, db::Tx& tx, const Typed& typed) const {
    Html out;
    out.add("<div class=\"w pg\"><div class=\"n\"><h1>{}</h1><p>{}</p><form class=\"f\" method=\"post\" action=\"/signin\">{}",
            say(visitor, "portal.signin_title"), say(visitor, "portal.signin_intro"), hidden("return_to", typed.return_to));
    add_field(out, visitor, {"email", "portal.email", "", "email", "email", true, kLongestAddress}, typed.email, typed.errors);
    out.add("<button class=\"btn\">{}</button></form>{}{}{}</div></div>", say(visitor, "portal.signin_send"), password_form(visitor, tx, typed),
            signin::provider_buttons(tx, visitor, request.base_url, typed.return_to), passkey_button(visitor, typed.return_to));
    return draw(request, visitor, {.title = say(visitor, "portal.signin_title"), .main = out.take(), .indexed = false, .status = typed.status});
  }

  site::Markup password_form(const Visitor& visitor, db::Tx& tx, const Typed& typed) const {
    if (!signin::customers_may_use_passwords(tx)) return {};
    Html out;
    out.add("<details class=\"above\"{}><summary>{}</summary><form class=\"f\" method=\"post\" action=\"/signin/password\">{}", site::Markup{typed.by_password ? " open" : ""},
            say(visitor, "portal.password_have"), hidden("return_to", typed.return_to));
    add_field(out, visitor, {"login", "portal.email", "", "email", "username", true, kLongestAddress}, typed.email, typed.errors);
    add_field(out, visitor, {"password", "portal.password", "", "password", "current-password", true, people::kLongestPassword}, "", typed.errors);
    out.add("<button class=\"btn\">{}</button></form><p class=\"m\">{} <a href=\"/signin?return_to=/account\">{}</a></p></details>", say(visitor, "portal.sign_in"),
            say(visitor, "portal.password_forgotten"), say(visitor, "portal.password_by_link"));
    return out.take();
  }

  Response let_in(const Request& request, const std::string& session, std::string where) const {
    auto response = Response::redirect(303, std::move(where));
    response.header("set-cookie", session_cookie(request, session, kSessionLife / std::chrono::seconds(1))).header("cache-control", "no-store");
    return response;
  }

  Response bad_link(const Request& request, const Visitor& visitor) const {
    Html out;
    out.add("<div class=\"w pg\"><div class=\"n\"><h1>{}</h1><p>{}</p><p><a class=\"btn\" href=\"/signin\">{}</a></p></div></div>",
            say(visitor, "portal.signin_bad_title"), say(visitor, "portal.signin_bad"), say(visitor, "portal.signin_title"));
    return draw(request, visitor, {.title = say(visitor, "portal.signin_bad_title"), .main = out.take(), .indexed = false, .status = 404});
  }

  Response draw(const Request& request, const Visitor& visitor, site::Page page) const {
    return site::page(parts_.settings, request, visitor, std::move(page));
  }

  Response refuse(const Request& request, int status) const {
    return view(request, [&](const Visitor& visitor, db::Tx&) { return site::error_page(parts_.settings, request, visitor, status); });
  }

  // Runs `build` on a snapshot with the visitor.
  template <class Build>
  Response view(const Request& request, Build build) const {
    return parts_.store.read([&](db::Tx& tx) { return build(site::visitor_of(request, tx), tx); });
  }

  const Parts parts_;
};

}  // namespace

std::string typed_secret(const site::Form& form, std::string_view name) {
  for (const auto& [key, value] : form.fields)
    if (key == name) return value;
  return {};
}

void add_signin_pages(http::Router& router, const Parts& parts) {
  const auto pages = std::make_shared<const SigninPages>(parts);
  const auto on = [&](const char* method, const char* pattern, Response (SigninPages::*handler)(const Request&) const) {
    router.add(method, pattern, [pages, handler](Request& request) { return ((*pages).*handler)(request); }, {.body_limit = 64 * 1024});
  };
  router.add("GET", "/signin", [pages](Request& request) { return pages->get(request, false); });
  router.add("GET", "/signin/password", [pages](Request& request) { return pages->get(request, true); });
  on("POST", "/signin", &SigninPages::ask_for_link);
  on("POST", "/signin/password", &SigninPages::by_password);
  on("GET", "/signin/{token}", &SigninPages::get_link);
  on("POST", "/signin/{token}", &SigninPages::use);
  on("POST", "/signout", &SigninPages::sign_out);
}

}  // namespace sahay::portal
