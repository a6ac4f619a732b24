// Pages of signing in by another provider: GET /oidc/start/{id} sends the browser there, GET /oidc/back takes it in again,
// POST /oidc/connect is the person's word that both accounts are theirs. Staff get their session from /session/oidc, which may ask
// for the second step; customers get theirs here.
#include "base/text.h"
#include "desk/signin/oidc_api.h"
#include "desk/site/form.h"
#include "desk/site/page.h"

namespace sahay::signin {
namespace {

using http::Request;
using http::Response;
using site::Html;
using site::Markup;
using site::say;
using site::Visitor;

constexpr char kBrowserCookie[] = "sahay_oidc";
constexpr Duration kPortalSession = std::chrono::hours(24 * 30);

std::string cookie_of(const Request& request, const std::string& name, const std::string& value, std::int64_t seconds) {
  return name + "=" + value + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(seconds) + (request.base_url.starts_with("https://") ? "; Secure" : "");
}

Response leave_for(std::string location) {
  Response out = Response::redirect(303, std::move(location));
  out.header("cache-control", "no-store");
  return out;
}

class Pages {
 public:
  explicit Pages(const OidcParts& parts) : parts_(parts) {}

  Response start(const Request& request) const {
    Wish wish;
    wish.door = request.parameter("for").value_or("") == "console" ? Door::console : Door::portal;
    wish.return_to = request.parameter("return_to").value_or("");
    wish.base_url = request.base_url;
    wish.source = request.remote_address;
    wish.browser = request.cookie(kBrowserCookie).value_or("");
    if (wish.browser.size() < 40) wish.browser = text::random_token();
    const std::int64_t id = text::to_integer(request.path_value("id")).value_or(0);
    const bool connects = request.parameter("connect").has_value();
    bool signed_in = true, staff = false;
    const auto provider = parts_.store.read([&](db::Tx& tx) -> std::optional<Provider> {
      const Visitor visitor = site::visitor_of(request, tx);
      wish.language = visitor.language;
      if (connects && visitor.user) wish.connect = visitor.user->id;
      signed_in = !connects || visitor.user;
      staff = visitor.user && visitor.user->staff();
      for (const Provider& each : providers_at(tx, wish.door, request.base_url))
        if (each.id.value == id) return each;
      return std::nullopt;
    });
    if (!provider) return tell(request, wish.door, not_found("oidc: provider"));
    // Accounts of staff are connected from their settings, which ask who they are once more.
    if (!signed_in) return leave_for("/signin?return_to=/account");
    if (connects && staff) return leave_for("/console/settings");
    if (connects && (wish.door == Door::console || !site::from_own_page(request))) return tell(request, wish.door, forbidden("another page"));
    const auto metadata = parts_.site->metadata(provider->issuer);
    if (!metadata.ok()) return tell(request, wish.door, metadata.error(), provider->name);
    const auto there = parts_.store.write([&](db::Tx& tx) { return begin_flow(tx, *provider, *metadata, wish); });
    if (!there.ok()) return tell(request, wish.door, there.error(), provider->name);
    Response out = leave_for(*there);
    out.header("set-cookie", browser_cookie(request, wish.browser));  // each time: it must last as long as this attempt
    return out;
  }

  Response back(const Request& request) const {
    struct Way {
      Flow flow;
      Provider provider;
    };
    const auto way = parts_.store.write([&](db::Tx& tx) -> Result<Way> {
      Flow flow = TRY(take_flow(tx, request.parameter("state").value_or(""), request.cookie(kBrowserCookie).value_or("")));
      auto provider = find_provider(tx, flow.provider_id);
      if (!provider || !opens(*provider, flow.door())) return not_found("oidc: provider");
      return Way{std::move(flow), *std::move(provider)};
    });
    if (!way.ok()) return tell(request, Door::portal, Error{ErrorCode::forbidden, "oidc.error.state", way.error().detail});
    const auto claims = answer_of(request, way->flow, way->provider);
    if (!claims.ok()) return tell(request, way->flow.door(), claims.error(), way->provider.name);
    return let_in(request, way->flow, way->provider, *claims);
  }

  Response connect(const Request& request) const {
    const std::string ticket = request.cookie(kArrivalCookie).value_or("");
    std::string next, name;
    Door door = Door::portal;
    const auto done = parts_.store.write([&](db::Tx& tx) -> Result<void> {
      if (!site::from_own_page(request)) return forbidden("another page");
      const auto arrival = find_arrival(tx, ticket);
      const auto provider = arrival ? find_provider(tx, arrival->provider_id) : std::nullopt;
      if (!provider || !arrival->purpose.ends_with("+") || !opens(*provider, arrival->purpose.starts_with("console") ? Door::console : Door::portal)) return Error{ErrorCode::forbidden, "oidc.error.state", "oidc: arrival"};
      name = provider->name;
      door = arrival->purpose.starts_with("console") ? Door::console : Door::portal;
      const auto user = signed_in_user(request, tx, door);
      if (!user || user->id != arrival->user_id) return forbidden("another session");
      use_arrival(tx, ticket);
      Claims claims;
      claims.subject = arrival->subject;
      claims.email = arrival->email;
      const std::string desk = parts_.settings.desk_name.text();
      TRY(link(tx, *provider, claims, *user, door, {desk, nullptr, &request}));
      next = arrival->return_to;
      return {};
    });
    if (!done.ok()) return tell(request, door, done.error(), name);
    Response out = leave_for(next.empty() ? (door == Door::console ? "/console/settings" : "/account") : next);
    out.header("set-cookie", cookie_of(request, kArrivalCookie, "", 0));
    return out;
  }

 private:
  std::optional<people::User> signed_in_user(const Request& request, db::Tx& tx, Door door) const {
    const auto session = request.cookie(door == Door::console ? "sahay_session" : site::kSessionCookie);
    const auto id = session ? people::session_user(tx, *session, door == Door::console ? "console" : site::kSessionKind) : std::nullopt;
    auto user = id ? people::find_user(tx, *id) : std::nullopt;
    if (user && (!user->active || user->suspended)) user.reset();
    return user;
  }

  Result<Claims> answer_of(const Request& request, const Flow& flow, const Provider& provider) const {
    // RFC 9207: whoever says who they are must be who was asked.
    if (const auto issuer = request.parameter("iss"); issuer && *issuer != provider.issuer) return Error{ErrorCode::forbidden, "oidc.error.state", "oidc: answered by another"};
    if (const auto said = request.parameter("error"))
      return Error{ErrorCode::forbidden, *said == "access_denied" ? "oidc.error.denied" : "oidc.error.code", "oidc: " + std::string(text::first(*said, 100))};
    const Metadata metadata = TRY(parts_.site->metadata(provider.issuer));
    Exchange exchange;
    exchange.client_id = provider.client_id;
    exchange.secret = secret_of(parts_.box, provider);
    exchange.code = request.parameter("code").value_or("");
    exchange.verifier = flow.verifier;
    exchange.redirect_uri = flow.redirect_uri;
    exchange.nonce = flow.nonce;
    if (exchange.code.empty()) return Error{ErrorCode::forbidden, "oidc.error.code", "oidc: no code"};
    return parts_.site->exchange(metadata, exchange, parts_.clock.now());
  }

  Response let_in(const Request& request, const Flow& flow, const Provider& provider, const Claims& claims) const {
    const bool connects = flow.user_id.value != 0;
    std::string ticket, session;
    const auto done = parts_.store.write([&](db::Tx& tx) -> Result<void> {
      // The administrator may have changed it while the provider was asked.
      const auto still = find_provider(tx, provider.id.value);
      if (!still || !opens(*still, flow.door()) || still->issuer != provider.issuer) return Error{ErrorCode::forbidden, "oidc.error.state", "oidc: provider"};
      Arrival arrival;
      arrival.provider_id = provider.id.value;
      arrival.purpose = flow.purpose;
      arrival.user_id = flow.user_id;
      arrival.subject = claims.subject;
      arrival.email = people::address_key(claims.email);
      arrival.return_to = flow.return_to;
      if (!connects) {
        const auto language = site::language_of(request, std::nullopt);
        const std::string desk = parts_.settings.desk_name.text();
        const people::User user = TRY(find_person(tx, *still, claims, flow.door(), i18n::code(language), {desk, nullptr, &request}));
        arrival.user_id = user.id;
        if (flow.door() == Door::portal) {
          session = people::create_session(tx, user.id, site::kSessionKind, request.remote_address, kPortalSession, request.header("User-Agent"));
          return {};
        }
      }
      ticket = keep_arrival(tx, arrival);
      return {};
    });
    if (!done.ok()) return tell(request, flow.door(), done.error(), provider.name);
    if (!session.empty()) {
      Response out = leave_for(flow.return_to.empty() ? "/requests" : flow.return_to);
      out.header("set-cookie", cookie_of(request, site::kSessionCookie, session, kPortalSession / std::chrono::seconds(1)));
      return out;
    }
    Response out = connects ? ask_to_connect(request, flow, provider, claims)
                            : leave_for("/console/signin?with=" + text::percent_encode(provider.name) + (flow.return_to.empty() ? "" : "&next=" + text::percent_encode(flow.return_to)));
    out.header("set-cookie", cookie_of(request, kArrivalCookie, ticket, 600));
    return out;
  }

  // The press is what connects: a page elsewhere that sent somebody here has connected nothing.
  Response ask_to_connect(const Request& request, const Flow& flow, const Provider& provider, const Claims& claims) const {
    return parts_.store.read([&](db::Tx& tx) {
      const Visitor visitor = site::visitor_of(request, tx);
      const auto user = signed_in_user(request, tx, flow.door());
      if (!user || user->id != flow.user_id) return draw_problem(request, visitor, flow.door(), "oidc.error.state", {});
      Html out;
      out.add("<div class=\"w pg\"><div class=\"n\"><h1>{}</h1><p>{}</p><form class=\"f\" method=\"post\" action=\"/oidc/connect\"><button class=\"btn\">{}</button></form></div></div>",
              say(visitor, "oidc.connect_title", {{"name", provider.name}}),
              say(visitor, "oidc.connect_text", {{"name", provider.name}, {"theirs", claims.email.empty() ? claims.name : claims.email}, {"ours", user->email}}), say(visitor, "oidc.connect"));
      return site::own_page(parts_.settings, request, visitor, {.title = say(visitor, "oidc.connect_title", {{"name", provider.name}}), .main = out.take(), .with_widget = false});
    });
  }

  Response draw_problem(const Request& request, const Visitor& visitor, Door door, std::string_view key, const i18n::Arguments& arguments) const {
    Html out;
    out.add("<div class=\"w pg\"><div class=\"n\"><h1>{}</h1><p role=\"alert\">{}</p><p><a class=\"btn\" href=\"{}\">{}</a></p></div></div>", say(visitor, "oidc.problem_title"),
            say(visitor, key, arguments), door == Door::console ? "/console/signin" : "/signin", say(visitor, "oidc.problem_back"));
    return site::own_page(parts_.settings, request, visitor, {.title = say(visitor, "oidc.problem_title"), .main = out.take(), .with_widget = false, .status = 403});
  }

  Response tell(const Request& request, Door door, const Error& error, const std::string& name = {}) const {
    log::info("signin", "sign-in by a provider was refused", {{"reason", error.detail}});
    return parts_.store.read([&](db::Tx& tx) {
      const Visitor visitor = site::visitor_of(request, tx);
      if (error.code == ErrorCode::too_many) return site::error_page(parts_.settings, request, visitor, 429);
      if (!error.key.starts_with("oidc.error.")) return site::error_page(parts_.settings, request, visitor, error.code == ErrorCode::not_found ? 404 : 403);
      i18n::Arguments arguments = error.args;
      arguments.emplace_back("name", name);
      return draw_problem(request, visitor, door, error.key, arguments);
    });
  }

  const OidcParts parts_;
};

}  // namespace

std::string browser_cookie(const Request& request, const std::string& value) { return cookie_of(request, kBrowserCookie, value, 3'600); }

void add_oidc_pages(http::Router& router, const OidcParts& parts) {
  const auto pages = std::make_shared<const Pages>(parts);
  router.add("GET", "/oidc/start/{id}", [pages](Request& request) { return pages->start(request); });
  router.add("GET", "/oidc/back", [pages](Request& request) { return pages->back(request); });
  router.add("POST", "/oidc/connect", [pages](Request& request) { return pages->connect(request); }, {.body_limit = 1 << 10});
}

Markup provider_buttons(db::Tx& tx, const Visitor& visitor, std::string_view base_url, std::string_view return_to) {
  Html out;
  for (const Provider& each : providers_at(tx, Door::portal, base_url))
    out.add("<p><a class=\"btn s\" rel=\"nofollow\" href=\"/oidc/start/{}?for=portal&return_to={}\">{}</a></p>", each.id.value, text::percent_encode(path_here(return_to)),
            say(visitor, "oidc.sign_in_with", {{"name", each.name}}));
  return out.take();
}

}  // namespace sahay::signin
