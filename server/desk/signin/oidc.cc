#include "desk/signin/oidc.h"

#include <algorithm>

#include "base/text.h"
#include "desk/people/user_sql.h"
#include "desk/signin/notices.h"
#include "desk/signin/oidc_sql.h"

namespace sahay::signin {
namespace q = sql::oidc;
namespace {

constexpr Duration kFlowLife = std::chrono::minutes(10), kArrivalLife = std::chrono::minutes(10);
constexpr std::int64_t kFlowsPerSource = 60;

std::string hash_of(std::string_view secret) { return text::to_hex(text::sha256(secret)); }
std::string about(std::string_view issuer) { return "oidc_providers/" + std::string(issuer); }

std::string host_of(std::string_view base_url) {
  const auto parsed = http::parse_url(base_url);
  return parsed.ok() ? parsed->host : std::string();
}

bool for_brand(db::Tx& tx, const Provider& provider, std::string_view base_url) {
  if (provider.brand_ids.empty()) return true;
  auto brand = tx.scalar<std::int64_t>(q::brand_of_host, host_of(base_url));
  if (!brand) brand = tx.scalar<std::int64_t>(q::default_brand);
  return brand && std::find(provider.brand_ids.begin(), provider.brand_ids.end(), std::to_string(*brand)) != provider.brand_ids.end();
}

bool speaks_for(const Provider& provider, std::string_view email) {
  const auto at = email.rfind('@');
  return at != email.npos && std::find(provider.domains.begin(), provider.domains.end(), email.substr(at + 1)) != provider.domains.end();
}

Error refused(const char* key, const Provider& provider, const Claims& claims) {
  return {ErrorCode::forbidden, key, "oidc: " + std::string(key), {}, {{"name", provider.name}, {"email", claims.email}}};
}

// A deleted account keeps nobody from the one that they have now.
std::optional<people::User> living(db::Tx& tx, UserId id) {
  auto user = people::find_user(tx, id);
  if (user && !user->active) user.reset();
  return user;
}

// Whose account it is by the address that the provider vouches for.
Result<people::User> by_address(db::Tx& tx, const Provider& provider, const Claims& claims, Door door, std::string_view locale) {
  const std::string email = people::address_key(claims.email);
  if (!provider.match_email) return refused("oidc.error.connect_first", provider, claims);
  if (!people::is_address(email) || !claims.email_verified) return refused("oidc.error.not_verified", provider, claims);
  if (!provider.domains.empty() && !speaks_for(provider, email)) return refused("oidc.error.domain", provider, claims);
  const auto known = people::find_by_address(tx, email);
  if (known && known->staff() && !speaks_for(provider, email)) return refused("oidc.error.connect_first", provider, claims);
  if (!known && (door == Door::console || !provider.make_customers)) return refused("oidc.error.nobody", provider, claims);
  // An address can be given to somebody else: whose account is connected already is known by the provider's name of them alone.
  if (known)
    for (const Linked& each : linked_of(tx, known->id))
      if (each.provider_id == provider.id.value && each.subject != claims.subject) return refused("oidc.error.connect_first", provider, claims);
  people::User user = known ? *known : TRY(people::find_or_create(tx, email, claims.name, locale));
  for (const people::Identity& identity : people::identities_of(tx, user.id))
    if (identity.type == "email" && identity.value == email && !identity.verified) tx.execute(sql::user::verify_identity, identity.id, true, tx.now());
  return user;
}

}  // namespace

bool opens(const Provider& provider, Door door) { return provider.active && (door == Door::console ? provider.for_staff : provider.for_customers); }

std::optional<Provider> find_provider(db::Tx& tx, std::int64_t id) { return tx.one<Provider>(q::provider, id); }

std::vector<Provider> providers_at(db::Tx& tx, Door door, std::string_view base_url) {
  auto all = tx.all<Provider>(q::providers);
  std::erase_if(all, [&](const Provider& each) { return !opens(each, door) || !for_brand(tx, each, base_url); });
  return all;
}

Secret secret_of(const files::SealedBox& box, const Provider& provider) {
  if (provider.client_secret.empty()) return Secret("");
  auto opened = box.open(provider.client_secret, about(provider.issuer));
  return opened.ok() ? *std::move(opened) : Secret("");
}

std::string sealed_secret(const files::SealedBox& box, std::string_view issuer, std::string_view clear) {
  return clear.empty() ? std::string() : box.seal(Secret(std::string(clear)), about(issuer));
}

Result<std::string> begin_flow(db::Tx& tx, const Provider& provider, const Metadata& metadata, const Wish& wish) {
  if (tx.scalar<std::int64_t>(q::flows_from, wish.source, tx.now()).value_or(0) >= kFlowsPerSource) return Error{ErrorCode::too_many, "signin.error.many_challenges"};
  const std::string state = text::random_token(), nonce = text::random_token(), verifier = text::random_token(48), redirect = wish.base_url + "/oidc/back";
  const std::string purpose = std::string(wish.door == Door::console ? "console" : "portal") + (wish.connect.value ? "+" : "");
  tx.execute(q::insert_flow, hash_of(state), hash_of(wish.browser), provider.id, purpose, wish.connect.value, nonce, verifier, redirect, path_here(wish.return_to), wish.source, tx.now() + kFlowLife);
  const auto part = [](std::string_view name, std::string_view value) { return "&" + std::string(name) + "=" + text::percent_encode(value); };
  return metadata.authorization + (metadata.authorization.find('?') == std::string::npos ? "?" : "&") + "response_type=code" + part("client_id", provider.client_id) + part("redirect_uri", redirect) +
         part("scope", "openid email profile") + part("state", state) + part("nonce", nonce) + part("code_challenge", text::to_base64url(text::sha256(verifier))) +
         "&code_challenge_method=S256" + part("ui_locales", i18n::code(wish.language));
}

Result<Flow> take_flow(db::Tx& tx, std::string_view state, std::string_view browser) {
  const auto flow = tx.one<Flow>(q::flow, hash_of(state), tx.now());
  if (!flow || !text::equal_constant_time(flow->browser_hash, hash_of(browser)) || tx.execute(q::use_flow, hash_of(state)) != 1) return not_found("oidc: state");
  return *flow;
}

std::vector<Linked> linked_of(db::Tx& tx, UserId user) { return tx.all<Linked>(q::identities_of, user); }

Result<people::User> find_person(db::Tx& tx, const Provider& provider, const Claims& claims, Door door, std::string_view locale, const Hand& hand) {
  const auto known = tx.one<Linked>(q::identity_of_subject, provider.id, claims.subject);
  std::optional<people::User> user;
  if (known) user = living(tx, known->user_id);
  // Whoever connected it as a customer had shown a mail link at most: that opens no console.
  const bool too_little = user && door == Door::console && user->staff() && !known->as_staff;
  if (too_little) user.reset();
  if (!user) user = TRY(by_address(tx, provider, claims, door, locale));
  if (!user->active || user->suspended || (door == Door::console && !user->staff())) return refused("oidc.error.nobody", provider, claims);
  if (known && known->user_id == user->id && !too_little) tx.execute(q::used_identity, known->id, tx.now(), people::address_key(claims.email));
  else TRY(link(tx, provider, claims, *user, door, hand));
  return *std::move(user);
}

Result<void> link(db::Tx& tx, const Provider& provider, const Claims& claims, const people::User& user, Door door, const Hand& hand) {
  const bool as_staff = door == Door::console && user.staff();
  if (const auto known = tx.one<Linked>(q::identity_of_subject, provider.id, claims.subject)) {
    if (known->user_id == user.id && (known->as_staff || !as_staff)) return {};
    if (known->user_id != user.id && living(tx, known->user_id)) return refused("oidc.error.others", provider, claims);
    tx.execute(q::remove_identity, known->id, known->user_id);
  }
  tx.execute(q::insert_identity, tx.new_id("oidc_identities"), provider.id, claims.subject, user.id, people::address_key(claims.email), tx.now(), tx.now(), as_staff);
  tell(tx, user, Told::provider_connected, hand.desk, provider.name);
  note(tx, hand, user, "connect sign-in account", provider.name);
  return {};
}

Result<void> unlink(db::Tx& tx, const people::User& user, std::int64_t id, const Hand& hand) {
  for (const Linked& each : linked_of(tx, user.id)) {
    if (each.id != id) continue;
    tx.execute(q::remove_identity, id, user.id);
    const auto provider = find_provider(tx, each.provider_id);
    const std::string name = provider ? provider->name : "";
    tell(tx, user, Told::provider_disconnected, hand.desk, name);
    note(tx, hand, user, "disconnect sign-in account", name);
    return {};
  }
  return not_found();
}

std::string keep_arrival(db::Tx& tx, const Arrival& arrival) {
  const std::string ticket = text::random_token();
  tx.execute(q::insert_arrival, hash_of(ticket), arrival.provider_id, arrival.purpose, arrival.user_id, arrival.subject, arrival.email, arrival.return_to, tx.now() + kArrivalLife);
  return ticket;
}

std::optional<Arrival> find_arrival(db::Tx& tx, std::string_view ticket) { return tx.one<Arrival>(q::arrival, hash_of(ticket), tx.now()); }
void use_arrival(db::Tx& tx, std::string_view ticket) { tx.execute(q::use_arrival, hash_of(ticket)); }

void forget_provider(db::Tx& tx, std::int64_t id) {
  tx.execute(q::forget_identities_of_provider, id);
  tx.execute(q::forget_flows_of_provider, id);
  tx.execute(q::forget_arrivals_of_provider, id);
}

void forget_linked(db::Tx& tx, UserId user) { tx.execute(q::forget_person, user); }

void forget_flows(db::Tx& tx) {
  tx.execute(q::forget_flows, tx.now());
  tx.execute(q::forget_arrivals, tx.now());
}

std::string path_here(std::string_view path) {
  const bool here = path.starts_with("/") && !path.starts_with("//") && path.find('\\') == path.npos && path.size() < 300 &&
                    std::all_of(path.begin(), path.end(), [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f; });
  return here ? std::string(path) : std::string();
}

}  // namespace sahay::signin
