#include "desk/signin/oidc_api.h"

#include "base/text.h"
#include "desk/people/merge.h"
#include "desk/people/people_api.h"
#include "desk/signin/oidc_sql.h"
#include "desk/signin/signin_api.h"
#include "desk/site/form.h"
#include "platform/api/controller.h"
#include "platform/api/remembered.h"

namespace sahay::signin {
namespace q = sql::oidc;
namespace {

using api::Access;
using api::Context;
using api::Reply;
using api::Right;

bool is_domain(std::string_view word) { return word.find('.') != word.npos && people::is_address("a@" + std::string(word)); }

// A sealed secret opens for the issuer that it was given for: whoever moves a provider to another address gives it again.
Result<void> take_secret(const OidcParts& parts, const Provider* before, Provider& now, const JsonObject& in) {
  const bool moved = before && before->issuer != now.issuer;
  if (const auto given = string_at(in, "client_secret")) now.client_secret = sealed_secret(parts.box, now.issuer, *given);
  else if (moved && !before->client_secret.empty()) return invalid("client_secret", "BlankValue", "oidc.field.secret_again");
  return {};
}

Result<void> check(const OidcParts& parts, const Provider* before, Provider& now, const JsonObject& in) {
  if (!is_provider_address(now.issuer)) return invalid("issuer", "InvalidValue", "oidc.field.issuer");
  for (std::string& domain : now.domains) {
    domain = text::lower_ascii(text::trim(domain));
    if (domain.starts_with("@")) domain.erase(0, 1);
    if (!is_domain(domain)) return invalid("domains", "InvalidValue", "oidc.field.domain", {{"domain", domain}});
  }
  for (const std::string& brand : now.brand_ids)
    if (!text::to_integer(brand)) return invalid("brand_ids", "InvalidValue", "error.field.invalid");
  return take_secret(parts, before, now, in);
}

api::Resource<Provider> describe(const OidcParts& parts) {
  using namespace api;
  using P = Provider;
  Resource<P> r;
  r.name = "oidc_provider";
  r.plural = r.table = "oidc_providers";
  r.path = "/oidc_providers";
  r.see = r.change = Right(Access::admin);
  r.many = false;
  r.check = [parts](Context&, db::Tx&, const P* before, P& now, const JsonObject& in) { return check(parts, before, now, in); };
  // The names of people at one issuer mean nothing at another.
  r.stored = [](Context&, db::Tx& tx, const P* before, const P& now, const JsonObject&) -> Result<void> {
    if (before && before->issuer != now.issuer) forget_provider(tx, now.id.value);
    return {};
  };
  r.remove = [](Context&, db::Tx& tx, const P& gone) -> Result<void> {
    forget_provider(tx, gone.id.value);
    tx.execute(q::remove_provider, gone.id);
    return {};
  };
  r.fields = {computed<P>("id", "integer", [](JsonWriter& w, const P& p, const Context&) { w.value(p.id); }),
              text_field<P>("name", &P::name).required().max(60),
              text_field<P>("issuer", &P::issuer).required().max(500),
              text_field<P>("client_id", &P::client_id).required().max(500),
              computed<P>("has_secret", "boolean", [](JsonWriter& w, const P& p, const Context&) { w.value(!p.client_secret.empty()); }),
              computed<P>("redirect_uri", "string", [](JsonWriter& w, const P&, const Context& c) { w.value(c.site_url + "/oidc/back"); }),
              flag<P>("active", &P::active), flag<P>("for_staff", &P::for_staff), flag<P>("for_customers", &P::for_customers),
              strings<P>("brand_ids", &P::brand_ids), flag<P>("match_email", &P::match_email), strings<P>("domains", &P::domains),
              flag<P>("make_customers", &P::make_customers), flag<P>("asks_second_step", &P::asks_second_step),
              time_field<P>("created_at", &P::created_at).read_only(), time_field<P>("updated_at", &P::updated_at).read_only()};
  return r;
}

// --- the test of a provider ---

struct Step {
  std::string name;
  std::string key{};  // of what was found; "" = it is as it should be
  i18n::Arguments arguments{};
};

Step step_of(std::string name, const Error& error) { return {std::move(name), error.key, error.args}; }

std::vector<Step> test(const OidcParts& parts, const Provider& provider, const std::string& redirect_uri) {
  const auto metadata = parts.site->metadata(provider.issuer, ProviderSite::Reading::anew);
  if (!metadata.ok()) return {step_of("description", metadata.error())};
  std::vector<Step> out{{"description"}};
  const auto keys = parts.site->keys(*metadata, ProviderSite::Reading::anew);
  out.push_back(keys.ok() ? Step{"keys"} : step_of("keys", keys.error()));
  const auto& methods = metadata->challenge_methods;
  out.push_back(methods.empty() || std::find(methods.begin(), methods.end(), "S256") != methods.end() ? Step{"pkce"} : Step{"pkce", "oidc.error.no_pkce"});
  Exchange nothing;
  nothing.client_id = provider.client_id;
  nothing.secret = secret_of(parts.box, provider);
  nothing.code = nothing.verifier = text::random_token(48);
  nothing.redirect_uri = redirect_uri;
  const auto word = parts.site->probe(*metadata, nothing);
  if (!word.ok()) out.push_back(step_of("client", word.error()));
  else out.push_back(*word == "invalid_grant" ? Step{"client"} : Step{"client", *word == "invalid_client" || *word == "unauthorized_client" ? "oidc.error.client" : "oidc.error.client_unsure", {{"word", std::string(text::first(*word, 60))}}});
  return out;
}

Result<Reply> check_now(Context& c, db::Store& store, const OidcParts& parts) {
  const auto provider = store.read([&](db::Tx& tx) { return find_provider(tx, c.id()); });
  if (!provider) return not_found();
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("check").begin_object().key("steps").begin_array();
  bool good = true;
  for (const Step& step : test(parts, *provider, c.site_url + "/oidc/back")) {
    i18n::Arguments arguments = step.arguments;
    arguments.emplace_back("name", provider->name);
    good = good && step.key.empty();
    w.begin_object().field("step", step.name).field("good", step.key.empty());
    w.field("words", step.key.empty() ? std::string() : i18n::text(c.caller.language, step.key, arguments)).end_object();
  }
  w.end_array().field("good", good).end_object().end_object();
  return Reply::ok(std::move(out));
}

// --- the door of the console ---

Result<Reply> ways(Context& c, db::Tx& tx) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("oidc_providers").begin_array();
  for (const Provider& each : providers_at(tx, Door::console, c.site_url)) w.begin_object().field("id", each.id).field("name", each.name).end_object();
  w.end_array().end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> sign_in(Context& c, db::Tx& tx) {
  if (!site::from_own_page(*c.request)) return forbidden("another page");
  const JsonObject* in = TRY(c.wrapped("session"));
  const std::string ticket = c.request->cookie(kArrivalCookie).value_or("");
  const auto arrival = find_arrival(tx, ticket);
  const auto provider = arrival ? find_provider(tx, arrival->provider_id) : std::nullopt;
  const auto user = arrival ? people::find_user(tx, arrival->user_id) : std::nullopt;
  if (!provider || arrival->purpose != "console" || !opens(*provider, Door::console) || !user || !user->active || user->suspended || !user->staff())
    return Error{ErrorCode::unauthenticated, "oidc.error.state", "oidc: arrival"};
  people::SecondStep step;
  if (people::second_step && !provider->asks_second_step) step = people::second_step(c, tx, *user, string_at(*in, "code").value_or(""));
  if (step.refused) return *std::move(step.refused);
  use_arrival(tx, ticket);
  return people::open_console(c, tx, *user, step.recovery_codes);
}

// --- one's own accounts at providers ---

Result<people::User> owner_of(Context& c, db::Tx& tx) {
  const auto user = people::find_user(tx, UserId(c.id()));
  if (!user || (user->id.value != c.caller.id && !people::may_change_staff(c.caller, *user))) return not_found();
  return *user;
}

Result<Reply> list(Context& c, db::Tx& tx) {
  const people::User user = TRY(owner_of(c, tx));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("oidc_identities").begin_array();
  for (const Linked& each : linked_of(tx, user.id)) {
    const auto provider = find_provider(tx, each.provider_id);
    w.begin_object().field("id", each.id).field("provider_id", each.provider_id).field("provider", provider ? provider->name : "").field("email", each.email);
    w.field("created_at", each.created_at).field("last_used_at", each.last_used_at).end_object();
  }
  w.end_array().end_object();
  return Reply::ok(std::move(out));
}

// Who they are is asked again; then the address to go to, in the cookie of the browser that goes.
Result<Reply> begin_connecting(Context& c, db::Store& store, people::SignInLimit& limit, const OidcParts& parts) {
  const JsonObject* in = TRY(c.wrapped("oidc_identity"));
  const auto provider = TRY(store.read([&](db::Tx& tx) -> Result<Provider> {
    TRY(own_account(c, tx));
    for (const Provider& each : providers_at(tx, Door::console, c.site_url))
      if (each.id.value == integer_at(*in, "provider_id").value_or(0)) return each;
    return invalid("provider_id", "InvalidValue", "error.field.invalid");
  }));
  TRY(say_again_who(c, store, limit, *in));
  const Metadata metadata = TRY(parts.site->metadata(provider.issuer));
  Wish wish;
  wish.connect = UserId(c.caller.id);
  wish.return_to = "/console/settings";
  wish.base_url = c.request->base_url;
  wish.source = c.request->remote_address;
  wish.browser = text::random_token();
  wish.language = c.caller.language;
  const std::string location = TRY(store.write([&](db::Tx& tx) { return begin_flow(tx, provider, metadata, wish); }));
  Reply reply{201, R"({"location":)" + write_json(location) + "}"};
  reply.headers.emplace_back("Set-Cookie", browser_cookie(*c.request, wish.browser));
  return reply;
}

Result<Reply> remove(Context& c, db::Store& store, people::SignInLimit& limit, const OidcParts& parts) {
  const bool own = c.id() == c.caller.id;
  TRY(store.read([&](db::Tx& tx) -> Result<void> {
    const people::User user = TRY(own ? own_account(c, tx) : owner_of(c, tx));
    const auto linked = linked_of(tx, user.id);
    if (std::none_of(linked.begin(), linked.end(), [&](const Linked& each) { return each.id == c.id("identity"); })) return not_found();
    return {};
  }));
  const JsonObject none, *in = object_at(c.body, "oidc_identity");
  if (own) TRY(say_again_who(c, store, limit, in ? *in : none));
  return api::write_once(c, store, [&](Context&, db::Tx& tx) -> Result<Reply> {
    const people::User user = TRY(owner_of(c, tx));
    const std::string desk = parts.settings.desk_name.text();
    TRY(unlink(tx, user, c.id("identity"), {desk, &c}));
    return Reply::no_content();
  });
}

}  // namespace

void add_oidc_routes(api::Api& api, const OidcParts& parts) {
  people::add_merge_part(people::column_part("oidc_identities", "user_id", false, "as_staff = 0"));
  add_resource(api, describe(parts));
  const auto limit = std::make_shared<people::SignInLimit>();
  const Right own(Access::staff, api::kAnyStaff);
  api.plain("POST", "/oidc_providers/{id}/check", Right(Access::admin), [parts](Context& c, db::Store& store) { return check_now(c, store, parts); });
  api.read("GET", "/session/oidc", Access::anonymous, ways);
  api.write("POST", "/session/oidc", Access::anonymous, sign_in, {.body_limit = 4 << 10});
  api.read("GET", "/users/{id}/oidc_identities", own, list);
  api.plain("POST", "/users/{id}/oidc_identities", own, [parts, limit](Context& c, db::Store& store) { return begin_connecting(c, store, *limit, parts); });
  api.plain("DELETE", "/users/{id}/oidc_identities/{identity}", own, [parts, limit](Context& c, db::Store& store) { return remove(c, store, *limit, parts); });
}

}  // namespace sahay::signin
