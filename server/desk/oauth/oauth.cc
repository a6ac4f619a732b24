#include "desk/oauth/oauth.h"

#include <algorithm>

#include "base/text.h"
#include "desk/oauth/oauth_sql.h"

namespace sahay::oauth {
namespace q = sql::oauth;
namespace {

constexpr auto kCodeLife = std::chrono::minutes(2);
constexpr auto kTokenLife = std::chrono::hours(8);
constexpr auto kRefreshLife = std::chrono::hours(24 * 90);

struct Code {
  ClientId client_id;
  UserId user_id;
  std::vector<std::string> scopes;
  std::string redirect_uri, challenge;
  Time expires_at;
  std::int64_t token_id = 0;
};
BOOST_DESCRIBE_STRUCT(Code, (), (client_id, user_id, scopes, redirect_uri, challenge, expires_at, token_id))

Error bad_grant() { return {ErrorCode::bad_request, "error.oauth.invalid_grant", "invalid_grant"}; }

people::IssuedToken issue(db::Tx& tx, const Client& client, UserId user, std::vector<std::string> scopes, bool renewable) {
  people::NewToken wanted;
  wanted.user = user;
  wanted.name = client.name;
  wanted.client_id = client.id.value;
  wanted.scopes = std::move(scopes);
  wanted.lifetime = kTokenLife;
  if (renewable) wanted.refresh_lifetime = kRefreshLife;
  return people::issue_token(tx, wanted);
}

void end_token(db::Tx& tx, std::int64_t id) {
  tx.execute(q::remove_token, id);
  people::forget_callers(tx);
}

}  // namespace

bool Client::may_redirect_to(std::string_view uri) const {
  return std::find(redirect_uris.begin(), redirect_uris.end(), uri) != redirect_uris.end();
}

std::string hash_of(std::string_view secret) { return text::to_hex(text::sha256(secret)); }

std::optional<Client> find_client(db::Tx& tx, std::string_view identifier) {
  return identifier.empty() ? std::nullopt : tx.one<Client>(q::find_client, identifier);
}

bool secret_matches(const Client& client, std::string_view secret) {
  return !client.secret_hash.empty() && text::equal_constant_time(client.secret_hash, hash_of(secret));
}

bool proves(std::string_view verifier, std::string_view challenge) {
  if (verifier.size() < 43 || verifier.size() > 128) return false;
  return text::equal_constant_time(text::to_base64url(text::sha256(verifier)), challenge);
}

std::string create_code(db::Tx& tx, const Grant& grant) {
  const std::string code = text::random_token();
  tx.execute(q::insert_code, hash_of(code), grant.client, grant.user, write_json(grant.scopes), grant.redirect_uri, grant.challenge, tx.now(), tx.now() + kCodeLife);
  return code;
}

Result<people::IssuedToken> redeem_code(db::Tx& tx, const Client& client, std::string_view code, std::string_view redirect_uri, std::string_view verifier) {
  const std::string hash = hash_of(code);
  const auto known = tx.one<Code>(q::find_code, hash);
  if (!known || known->client_id != client.id || known->redirect_uri != redirect_uri) return bad_grant();
  if (!known->challenge.empty() ? !proves(verifier, known->challenge) : client.is_public()) return bad_grant();
  if (known->expires_at <= tx.now() || known->token_id) return bad_grant();
  if (!people::caller_of(tx, known->user_id).ok()) return bad_grant();
  people::IssuedToken out = issue(tx, client, known->user_id, known->scopes, true);
  tx.execute(q::use_code, hash, out.token.id);
  return out;
}

Result<people::IssuedToken> refresh(db::Tx& tx, const Client& client, std::string_view refresh_token) {
  const auto known = refresh_token.empty() ? std::nullopt : tx.one<people::ApiToken>(q::find_refresh, hash_of(refresh_token), tx.now());
  if (!known || known->client_id != client.id.value || !people::caller_of(tx, known->user_id).ok()) return bad_grant();
  end_token(tx, known->id);
  people::IssuedToken out = issue(tx, client, known->user_id, known->scopes, true);
  tx.execute(q::follow_token, known->id, out.token.id);
  return out;
}

void end_reused_code(db::Tx& tx, std::string_view code) {
  const auto known = tx.one<Code>(q::find_code, hash_of(code));
  if (known && known->token_id) end_token(tx, known->token_id);
}

Result<people::IssuedToken> token_for_client(db::Tx& tx, const Client& client, std::vector<std::string> scopes) {
  if (client.is_public()) return bad_grant();
  if (!people::caller_of(tx, client.user_id).ok()) return bad_grant();
  return issue(tx, client, client.user_id, std::move(scopes), false);
}

void forget_codes(db::Tx& tx) { tx.execute(q::forget_codes, tx.now() - std::chrono::hours(1)); }

}  // namespace sahay::oauth
