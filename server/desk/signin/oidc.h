// Signing in by the account of another provider (OpenID Connect Core 1.0, authorization code flow with PKCE): which providers
// there are, who is on the way to one, and which account here belongs to which account there.
// Rule of use: verbs inside one Tx; the network is provider_site.h's, and never inside a transaction. An account there opens one
// here when it was connected before, or when the provider says that it has verified the address and the administrator trusts that
// word: for staff only in domains that the administrator named. What was connected as a customer opens no console once that person
// is of the team: they connect it anew, or the provider's word for their address counts again. What is stored of a flow is good once and for ten minutes.
// Threading: any thread.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "desk/people/people.h"
#include "desk/signin/notices.h"
#include "desk/signin/provider_site.h"
#include "platform/files/sealed_box.h"

namespace sahay::signin {

using ProviderId = Id<struct OidcProviderTag>;
struct Provider {
  ProviderId id;
  std::string name, issuer, client_id;
  std::string client_secret;  // sealed for this issuer; "" = a public client
  bool active = true, for_staff = true, for_customers = false;
  std::vector<std::string> brand_ids;  // empty: every brand
  bool match_email = false;
  std::vector<std::string> domains;  // whose addresses the provider may speak for; empty: any, but no staff
  bool make_customers = false;       // whoever is unknown becomes a customer
  bool asks_second_step = false;     // the provider does: we do not ask again
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Provider, (), (id, name, issuer, client_id, client_secret, active, for_staff, for_customers, brand_ids, match_email, domains, make_customers,
                                     asks_second_step, created_at, updated_at))

enum class Door { console, portal };
std::optional<Provider> find_provider(db::Tx& tx, std::int64_t id);
// Those that open this door under the name by which the desk was called ("https://help.example.org").
std::vector<Provider> providers_at(db::Tx& tx, Door door, std::string_view base_url);
bool opens(const Provider& provider, Door door);
Secret secret_of(const files::SealedBox& box, const Provider& provider);  // "" = none, or sealed for another issuer
std::string sealed_secret(const files::SealedBox& box, std::string_view issuer, std::string_view clear);

// --- on the way ---

struct Wish {
  Door door = Door::console;
  UserId connect{};  // somebody who is signed in and connects an account; none: somebody signs in
  std::string return_to, base_url, browser, source;
  i18n::Language language = i18n::Language::en;
};
// The address to send the browser to. Errors: too_many (60 on the way from one network address).
Result<std::string> begin_flow(db::Tx& tx, const Provider& provider, const Metadata& metadata, const Wish& wish);

struct Flow {
  std::string browser_hash;
  std::int64_t provider_id = 0;
  std::string purpose;  // "console", "portal", and with "+" when an account is connected
  UserId user_id;
  std::string nonce, verifier, redirect_uri, return_to;

  Door door() const { return purpose.starts_with("console") ? Door::console : Door::portal; }
};
BOOST_DESCRIBE_STRUCT(Flow, (), (browser_hash, provider_id, purpose, user_id, nonce, verifier, redirect_uri, return_to))
// The flow of this state, used up. Errors: not_found (unknown, used, too old, another browser's).
Result<Flow> take_flow(db::Tx& tx, std::string_view state, std::string_view browser);

// --- who it is ---

struct Linked {
  std::int64_t id = 0, provider_id = 0;
  std::string subject;
  UserId user_id;
  std::string email;
  Time created_at, last_used_at;
  bool as_staff = false;  // made at the door of the console
};
BOOST_DESCRIBE_STRUCT(Linked, (), (id, provider_id, subject, user_id, email, created_at, last_used_at, as_staff))
std::vector<Linked> linked_of(db::Tx& tx, UserId user);
// Errors: forbidden with a key "oidc.error.*" for the person.
Result<people::User> find_person(db::Tx& tx, const Provider& provider, const Claims& claims, Door door, std::string_view locale, const Hand& hand);
// Errors: forbidden when it is another's.
Result<void> link(db::Tx& tx, const Provider& provider, const Claims& claims, const people::User& user, Door door, const Hand& hand);
// Errors: not_found.
Result<void> unlink(db::Tx& tx, const people::User& user, std::int64_t id, const Hand& hand);

// --- came back, not in yet ---

struct Arrival {
  std::int64_t provider_id = 0;
  std::string purpose;
  UserId user_id;
  std::string subject, email, return_to;
};
BOOST_DESCRIBE_STRUCT(Arrival, (), (provider_id, purpose, user_id, subject, email, return_to))
std::string keep_arrival(db::Tx& tx, const Arrival& arrival);  // its ticket, for a cookie
std::optional<Arrival> find_arrival(db::Tx& tx, std::string_view ticket);
void use_arrival(db::Tx& tx, std::string_view ticket);

void forget_provider(db::Tx& tx, std::int64_t id);           // everything that depends on it
void forget_linked(db::Tx& tx, UserId user);
void forget_flows(db::Tx& tx);                               // hourly housekeeping

// "/requests/5" stays; whatever leads elsewhere becomes "".
std::string path_here(std::string_view path);

}  // namespace sahay::signin
