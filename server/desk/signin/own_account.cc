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

Result<void> say_again_who(api::Context& c, db::Store& store, people::SignInLimit& limit, const JsonObject& in) {
  const auto [known, began] = store.read([&](db::Tx& tx) {
    const auto cookie = c.request->cookie("sahay_session");
    const auto session = cookie ? tx.one<SessionAge>(sql::session::session_of_token, text::to_hex(text::sha256(*cookie))) : std::nullopt;
    return std::pair(people::password_hash(tx, UserId(c.caller.id)).value_or(""),
                     session && session->user_id.value == c.caller.id ? session->created_at : Time{});
  });
  if (known.empty()) {
    if (began && c.now - began < kFresh) return {};
    return invalid("password", "SignInAgain", "signin.error.sign_in_again");
  }
  const std::string account = people::address_key(c.caller.email), &address = c.request->remote_address;
  if (const Duration wait = limit.begin(account, address, c.now); wait > Duration::zero())
    return Error{ErrorCode::too_many, "error.too_many_sign_ins", {}, {}, {{"minutes", std::to_string((wait / std::chrono::seconds(1) + 59) / 60)}}};
  if (!people::verify_password(Secret(string_at(in, "password").value_or("")), known)) {
    limit.failed();
    return invalid("password", "InvalidValue", "error.wrong_password");
  }
  limit.succeeded(account, address);
  return {};
}

}  // namespace sahay::signin
