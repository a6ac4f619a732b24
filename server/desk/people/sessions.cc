#include <sodium.h>

#include <semaphore>
#include <stdexcept>

#include "base/text.h"
#include "desk/people/organization_sql.h"
#include "desk/people/password.h"
#include "desk/people/people.h"
#include "desk/people/role.h"
#include "desk/people/session_sql.h"
#include "desk/people/user_sql.h"

namespace sahay::people {
namespace {

// OWASP's second recommended pair for Argon2id: 19 MiB and 2 passes.
constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemory = 19ULL << 20;

std::counting_semaphore<2> hashing_places(2);

struct HashingPlace {
  HashingPlace() { hashing_places.acquire(); }
  ~HashingPlace() { hashing_places.release(); }
};

std::string hash_of(std::string_view token) { return text::to_hex(text::sha256(token)); }

void start_sodium() {
  static const int started = sodium_init();
  if (started < 0) throw std::runtime_error("libsodium did not start");
}

}  // namespace

std::string hash_password(const Secret& password) {
  start_sodium();
  const HashingPlace place;
  char out[crypto_pwhash_STRBYTES];
  const std::string& clear = password.reveal();
  if (crypto_pwhash_str_alg(out, clear.data(), clear.size(), kPasses, kMemory, crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::runtime_error("no memory for password hashing");
  return out;
}

bool verify_password(const Secret& password, const std::string& hash) {
  start_sodium();
  // Somebody without a password costs the same time as a wrong password.
  static const std::string nobody = hash_password(Secret(text::random_token()));
  const HashingPlace place;
  const std::string& clear = password.reveal();
  const bool right = crypto_pwhash_str_verify((hash.empty() ? nobody : hash).c_str(), clear.data(), clear.size()) == 0;
  return right && !hash.empty();
}

std::optional<std::string> password_hash(db::Tx& tx, UserId user) {
  auto password = password_of(tx, user);
  if (!password || !password->as_staff) return std::nullopt;
  return std::move(password->hash);
}

void set_password_hash(db::Tx& tx, UserId user, const std::string& hash) { keep_password(tx, user, hash, true); }

std::optional<Password> password_of(db::Tx& tx, UserId user) { return tx.one<Password>(sql::user::find_password, user); }

void keep_password(db::Tx& tx, UserId user, const std::string& hash, bool as_staff) {
  tx.execute(sql::user::set_password, user, hash, tx.now(), as_staff);
}

void forget_password(db::Tx& tx, UserId user) { tx.execute(sql::user::forget_password, user); }

Result<void> check_password(std::string_view password) {
  if (text::length(password) < kShortestPassword)
    return invalid("password", "TooShort", "error.field.short_password", {{"min", std::to_string(kShortestPassword)}});
  if (password.size() > kLongestPassword) return invalid("password", "TooLong", "error.field.long_password");
  return {};
}

std::string create_session(db::Tx& tx, UserId user, std::string_view kind, std::string_view address, Duration lifetime, std::string_view user_agent) {
  const std::string token = text::random_token();
  tx.execute(sql::session::insert_session, hash_of(token), user, kind, address, tx.now(), tx.now() + lifetime, tx.new_id("sessions"),
             text::repair_utf8(text::first(user_agent, 300)));
  tx.execute(sql::user::set_last_login, user, tx.now());
  return token;
}

std::optional<UserId> session_user(db::Tx& tx, std::string_view token, std::string_view kind) {
  return tx.scalar<UserId>(sql::session::find_session, hash_of(token), kind, tx.now());
}

void end_session(db::Tx& tx, std::string_view token) { tx.execute(sql::session::end_session, hash_of(token)); }

void end_sessions_of(db::Tx& tx, UserId user) { tx.execute(sql::session::end_sessions_of, user); }

void forget_ended_sessions(db::Tx& tx) { tx.execute(sql::session::forget_ended, tx.now()); }

std::string create_api_token(db::Tx& tx, UserId user, std::string_view name, bool act_for_others) {
  NewToken wanted;
  wanted.user = user;
  wanted.name = name;
  wanted.act_for_others = act_for_others;
  return issue_token(tx, wanted).clear;
}

IssuedToken issue_token(db::Tx& tx, const NewToken& wanted) {
  IssuedToken out;
  out.clear = text::random_token();
  if (wanted.refresh_lifetime > Duration::zero()) out.refresh = text::random_token();
  ApiToken& token = out.token;
  token.id = tx.new_id("api_tokens");
  token.user_id = wanted.user;
  token.name = wanted.name;
  token.act_for_others = wanted.act_for_others;
  token.client_id = wanted.client_id;
  token.scopes = wanted.scopes;
  token.hint = out.clear.substr(out.clear.size() - 4);
  token.created_at = tx.now();
  if (wanted.lifetime > Duration::zero()) token.expires_at = tx.now() + wanted.lifetime;
  tx.execute(sql::session::insert_token, token.id, hash_of(out.clear), token.user_id, token.name, token.act_for_others, token.client_id,
             write_json(token.scopes), token.hint, token.created_at, token.expires_at, out.refresh.empty() ? std::string() : hash_of(out.refresh),
             out.refresh.empty() ? Time{} : tx.now() + wanted.refresh_lifetime);
  return out;
}

std::optional<ApiToken> find_api_token(db::Tx& tx, std::string_view token) {
  return tx.one<ApiToken>(sql::session::find_token, hash_of(token));
}

std::string create_setup_token(db::Tx& tx) {
  const std::string token = text::random_token();
  tx.execute(sql::session::insert_setup_link, hash_of(token), tx.now());
  return token;
}

bool use_setup_token(db::Tx& tx, std::string_view token) {
  return tx.execute(sql::session::use_setup_link, hash_of(token), tx.now()) == 1;
}

bool is_setup_token(db::Tx& tx, std::string_view token) {
  return tx.scalar<std::int64_t>(sql::session::find_setup_link, hash_of(token)).has_value();
}

Result<api::Caller> caller_of(db::Tx& tx, UserId id) {
  const auto user = find_user(tx, id);
  if (!user || !user->active || user->suspended) return Error{ErrorCode::unauthenticated, "error.unauthenticated"};
  api::Caller caller;
  caller.id = user->id.value;
  caller.access = user->role == "admin" ? api::Access::admin : user->staff() ? api::Access::staff : api::Access::customer;
  caller.name = user->name;
  caller.email = user->email;
  caller.language = user->language();
  caller.organization_id = user->organization_id.value;
  for (const auto& m : tx.all<OrganizationMembership>(sql::organization::memberships_of_user, id)) {
    caller.organization_ids.push_back(m.organization_id.value);
    const auto organization = m.view_tickets ? std::nullopt : find_organization(tx, m.organization_id);
    if (m.view_tickets || (organization && organization->shared_tickets))
      caller.shared_organization_ids.push_back(m.organization_id.value);
  }
  for (const auto& m : tx.all<GroupMembership>(sql::organization::group_memberships_of_user, id))
    caller.group_ids.push_back(m.group_id.value);
  if (caller.access == api::Access::staff) give_rights(tx, *user, caller);
  return caller;
}

}  // namespace sahay::people
