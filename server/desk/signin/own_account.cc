// What every change of one's own ways in asks first.
#include "base/text.h"
#include "desk/people/session_sql.h"
#include "desk/signin/signin_api.h"

namespace sahay::signin {
namespace {

constexpr Duration kFresh = std::chrono::minutes(15);

struct SessionAge {
  UserId user_id;
  Time created_at;
};
BOOST_DESCRIBE_STRUCT(SessionAge, (), (user_id, created_at))

}  // namespace

Result<people::User> own_account(api::Context& c, db::Tx& tx) {
  if (c.id() != c.caller.id) return not_found();
  if (c.caller.acting_for || !c.caller.scopes.empty()) return forbidden("another's hand");
  const auto user = people::find_user(tx, UserId(c.caller.id));
  if (!user) return not_found();
  return *user;
}

bool came_lately(db::Tx& tx, std::string_view token, UserId user) {
  const auto session = token.empty() ? std::nullopt : tx.one<SessionAge>(sql::session::session_of_token, text::to_hex(text::sha256(token)));
  return session && session->user_id == user && tx.now() - session->created_at < kFresh;
}

Result<void> say_again_who(api::Context& c, db::Store& store, people::SignInLimit& limit, const JsonObject& in) {
  const UserId user(c.caller.id);
  const auto [known, fresh] = store.read([&](db::Tx& tx) {
    return std::pair(people::password_hash(tx, user).value_or(""), came_lately(tx, c.request->cookie("sahay_session").value_or(""), user));
  });
  if (known.empty()) {
    if (fresh) return {};
    return invalid("password", "SignInAgain", "signin.error.sign_in_again");
  }
  const std::string account = people::address_key(c.caller.email), &address = c.request->remote_address;
  if (const Duration wait = limit.begin(account, address, c.now); wait > Duration::zero()) return people::told_to_wait(wait);
  people::Attempt attempt(limit, account, address);
  if (!people::verify_password(Secret(string_at(in, "password").value_or("")), known)) return invalid("password", "InvalidValue", "error.wrong_password");
  attempt.succeeded();
  return {};
}

}  // namespace sahay::signin
