#include "desk/signin/customer_password.h"

#include "base/text.h"
#include "desk/people/session_sql.h"
#include "desk/people/setting.h"
#include "desk/signin/notices.h"
#include "desk/signin/signin_api.h"
#include "desk/site/visitor.h"

namespace sahay::signin {
namespace {

struct Known {
  std::optional<people::User> user;
  std::optional<people::Password> password;
  bool fresh = false;  // the session of a change
  Time now;

  std::string hash() const { return password ? password->hash : std::string(); }
};

// Whoever may come in here: customers whose account is open.
bool welcome(const std::optional<people::User>& user) { return user && user->active && !user->suspended && !user->staff(); }

Known at_the_door(db::Tx& tx, const std::string& email) {
  Known out;
  out.now = tx.now();
  out.user = people::is_address(email) ? people::find_by_address(tx, email) : std::nullopt;
  if (welcome(out.user)) out.password = people::password_of(tx, out.user->id);
  return out;
}

Result<Known> at_home(db::Tx& tx, const PasswordChange& change) {
  if (people::session_user(tx, change.session, site::kSessionKind) != change.user) return Error{ErrorCode::unauthenticated, "portal.sign_in"};
  Known out;
  out.now = tx.now();
  out.user = people::find_user(tx, change.user);
  if (!welcome(out.user)) return forbidden("passwords of customers only");
  out.password = people::password_of(tx, change.user);
  out.fresh = came_lately(tx, change.session, change.user);
  return out;
}

// The person and the session are looked at again in the transaction of the change: both may have ended while it was hashed.
Result<void> keep(db::Tx& tx, const PasswordChange& change, const Known& known, const std::string& hash) {
  const Known now = TRY(at_home(tx, change));
  if (now.hash() != known.hash()) return Error{ErrorCode::conflict, "portal.password_meanwhile"};
  if (hash.empty()) people::forget_password(tx, change.user);
  else people::keep_password(tx, change.user, hash, false);
  if (known.password) tx.execute(sql::session::end_other_sessions, change.user, text::to_hex(text::sha256(change.session)));
  tell(tx, *now.user, hash.empty() ? Told::password_removed : known.password ? Told::password_changed : Told::password_set, change.desk);
  return {};
}

// To nothing: removed. Asks who it is once more, by the old password or by having signed in a moment ago.
Result<Changed> alter(const Doorway& door, const PasswordChange& change) {
  const Known known = TRY(door.store.read([&](db::Tx& tx) -> Result<Known> {
    if (!change.wanted.empty() && !customers_may_use_passwords(tx)) return forbidden("passwords of customers are switched off");
    return at_home(tx, change);
  }));
  if (change.wanted.empty() && !known.password) return not_found("password");
  if (!known.fresh && !known.password) return invalid("password", "SignInAgain", "portal.password_again");
  const std::string account = people::address_key(known.user->email), address(door.address);
  if (const Duration wait = door.limit.begin(account, address, known.now); wait > Duration::zero()) return people::told_to_wait(wait);
  people::Attempt attempt(door.limit, account, address);
  if (!known.fresh && !people::verify_password(Secret(std::string(change.previous)), known.hash())) return invalid("previous", "InvalidValue", "portal.password_not_old");
  const std::string hash = change.wanted.empty() ? std::string() : people::hash_password(Secret(std::string(change.wanted)));
  TRY(door.store.write([&](db::Tx& tx) { return keep(tx, change, known, hash); }));
  attempt.succeeded();
  return hash.empty() ? Changed::removed : known.password ? Changed::changed : Changed::set;
}

}  // namespace

bool customers_may_use_passwords(db::Tx& tx) { return people::setting_flag(tx, "sahay", "customer_passwords"); }

Result<std::string> sign_in_by_password(const Doorway& door, std::string_view email, const Secret& password, Duration session_life) {
  const std::string account = people::address_key(email), address(door.address);
  const auto [open, now] = door.store.read([](db::Tx& tx) { return std::pair(customers_may_use_passwords(tx), tx.now()); });
  if (!open) return forbidden("passwords of customers are switched off");
  if (const Duration wait = door.limit.begin(account, address, now); wait > Duration::zero()) return people::told_to_wait(wait);
  people::Attempt attempt(door.limit, account, address);
  const Known known = door.store.read([&](db::Tx& tx) { return at_the_door(tx, account); });
  const bool right = people::verify_password(password, known.hash());
  if (!right) return Error{ErrorCode::unauthenticated, "portal.password_wrong"};
  auto session = door.store.write([&](db::Tx& tx) -> Result<std::string> {
    if (at_the_door(tx, account).hash() != known.hash()) return Error{ErrorCode::unauthenticated, "portal.password_wrong"};
    return people::create_session(tx, known.user->id, site::kSessionKind, address, session_life, door.user_agent);
  });
  if (session.ok()) attempt.succeeded();
  return session;
}

Result<Changed> change_password(const Doorway& door, const PasswordChange& change) {
  TRY(people::check_password(change.wanted));
  return alter(door, change);
}

Result<Changed> remove_password(const Doorway& door, PasswordChange change) {
  change.wanted = {};
  return alter(door, change);
}

}  // namespace sahay::signin
