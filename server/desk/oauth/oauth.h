// OAuth for API clients: clients, authorization codes, tokens.
// Rule of use: verbs inside a Tx; what is shown once (secret, code, token) is stored as SHA-256 and never logged.
// Threading: any thread.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "desk/people/people.h"

namespace sahay::oauth {

using ClientId = Id<struct OauthClientTag>;

struct Client {
  ClientId id;
  std::string identifier, name;
  std::string kind = "confidential";  // or "public": no secret, PKCE
  std::string secret_hash;
  std::string company, description;
  std::vector<std::string> redirect_uris;
  UserId user_id;
  Time created_at, updated_at;

  bool is_public() const { return kind == "public"; }
  bool may_redirect_to(std::string_view uri) const;
};
BOOST_DESCRIBE_STRUCT(Client, (), (id, identifier, name, kind, secret_hash, company, description, redirect_uris, user_id, created_at, updated_at))

std::optional<Client> find_client(db::Tx& tx, std::string_view identifier);
bool secret_matches(const Client& client, std::string_view secret);
std::string hash_of(std::string_view secret);

struct Grant {
  ClientId client;
  UserId user;
  std::vector<std::string> scopes;
  std::string redirect_uri;
  std::string challenge;  // S256 of the client's verifier; "" = none was given
};
// The code, shown once, good for two minutes.
std::string create_code(db::Tx& tx, const Grant& grant);
// Errors: bad_request with the RFC's word as key detail ("invalid_grant").
Result<people::IssuedToken> redeem_code(db::Tx& tx, const Client& client, std::string_view code, std::string_view redirect_uri, std::string_view verifier);
// A code used twice was stolen from somebody: what came of it ends (RFC 6749 4.1.2).
void end_reused_code(db::Tx& tx, std::string_view code);
Result<people::IssuedToken> refresh(db::Tx& tx, const Client& client, std::string_view refresh_token);
Result<people::IssuedToken> token_for_client(db::Tx& tx, const Client& client, std::vector<std::string> scopes);
// base64url(sha256(verifier)) equals the challenge (RFC 7636 4.6).
bool proves(std::string_view verifier, std::string_view challenge);
void forget_codes(db::Tx& tx);

}  // namespace sahay::oauth
