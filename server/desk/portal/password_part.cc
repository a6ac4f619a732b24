#include "desk/portal/password_part.h"

#include "desk/signin/customer_password.h"
#include "desk/signin/signin_api.h"
#include "desk/site/form_fields.h"
#include "desk/site/words.h"

namespace sahay::portal {
namespace {

using site::Html;
using site::Markup;
using site::say;
using site::Visitor;

constexpr char kAgain[] = "/signin?return_to=/account";

// What was done a moment ago, as the redirect after it says.
Markup done(const http::Request& request, const Visitor& visitor) {
  const std::string what = request.parameter("password").value_or("");
  for (const char* known : {"set", "changed", "removed"})
    if (what == known) return Html().add("<p class=\"done\" role=\"status\">{}</p>", say(visitor, std::string("portal.password_was_") + known)).take();
  return {};
}

}  // namespace

Markup password_part(const http::Request& request, const Visitor& visitor, db::Tx& tx, const std::string& zone, const std::vector<FieldError>& errors) {
  const bool open = signin::customers_may_use_passwords(tx);
  const auto password = people::password_of(tx, visitor.user->id);
  Html out;
  out.add("{}", done(request, visitor));
  if (!open && !password) return out.take();
  const bool fresh = signin::came_lately(tx, request.cookie(site::kSessionCookie).value_or(""), visitor.user->id);
  out.add("<h2 id=\"passwords\">{}</h2><p>{}</p>", say(visitor, "portal.password"), say(visitor, open ? "portal.password_intro" : "portal.password_off"));
  if (password) out.add("<p class=\"m\">{}</p>", say(visitor, "portal.password_since", {{"time", site::moment_words(visitor.language, password->changed_at, visitor.now, zone)}}));
  if (!password && !fresh) return out.add("<p>{}</p><p><a class=\"btn s\" href=\"{}\">{}</a></p>", say(visitor, "portal.password_again"), kAgain, say(visitor, "portal.password_sign_in_again")).take();
  // Managers of passwords keep the new one under this name.
  out.add("<form class=\"f\" method=\"post\" action=\"/account/password\">{}<input type=\"text\" autocomplete=\"username\" value=\"{}\" hidden>", site::hidden("csrf", visitor.csrf), visitor.user->email);
  for (const FieldError& error : errors)
    if (error.field == "form") out.add("<p class=\"bad\" role=\"alert\">{}</p>", say(visitor, error.key, error.args));
  if (password && !fresh) site::add_field(out, visitor, {"previous", "portal.password_old", "", "password", "current-password", true, people::kLongestPassword}, "", errors);
  if (open) {
    site::add_field(out, visitor, {"password", "portal.password_new", "portal.password_new_hint", "password", "new-password", true, people::kLongestPassword}, "", errors);
    out.add("<button class=\"btn\">{}</button>", say(visitor, password ? "portal.password_change" : "portal.password_set"));
  }
  if (password) out.add("<button class=\"btn s\" name=\"do\" value=\"remove\"{}>{}</button>", Markup{open ? " formnovalidate" : ""}, say(visitor, "portal.password_remove"));
  out.add("</form>");
  if (password && !fresh) out.add("<p class=\"m\">{} <a href=\"{}\">{}</a></p>", say(visitor, "portal.password_forgotten"), kAgain, say(visitor, "portal.password_by_link"));
  return out.take();
}

}  // namespace sahay::portal
