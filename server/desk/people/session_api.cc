// Signing in: the console's session, API tokens and the authenticator of every request.
#include <atomic>
#include <mutex>
#include <unordered_map>

#include "base/text.h"
#include "desk/people/password.h"
#include "desk/people/people_api.h"
#include "desk/people/session_sql.h"
#include "desk/people/sign_in_limit.h"

namespace sahay::people {
namespace {

using api::Access;
using api::Caller;
using api::Context;
using api::Reply;

constexpr auto kUseNoted = std::chrono::hours(1);  // "last used" is as fine as this: a token in use costs no commits

// Raised when tokens or rights change; what was looked up before counts no more.
std::atomic<std::uint64_t> rights_generation{0};

Error unauthenticated() { return {ErrorCode::unauthenticated, "error.unauthenticated"}; }

Result<Caller> caller_of_token(db::Tx& tx, std::string_view email, std::string_view token, std::string_view on_behalf_of, std::optional<ApiToken>& used) {
  const auto known = find_api_token(tx, token);
  if (!known || (known->expires_at && known->expires_at <= tx.now())) return unauthenticated();
  if (!known->last_used_at || tx.now() - known->last_used_at > kUseNoted) used = known;
  const auto owner = find_user(tx, known->user_id);
  if (!owner || !owner->active || owner->suspended) return unauthenticated();
  std::string wanted = on_behalf_of.empty() ? address_key(email) : address_key(on_behalf_of);
  if (wanted.empty() || wanted == owner->email) {
    Caller caller = TRY(caller_of(tx, owner->id));
    caller.may_act_for_others = known->act_for_others;
    caller.scopes = known->scopes;
    return caller;
  }
  const bool impersonates = owner->role == "admin" && std::find(known->scopes.begin(), known->scopes.end(), "impersonate") != known->scopes.end();
  if (!known->act_for_others && !impersonates) return unauthenticated();
  const auto other = find_by_address(tx, wanted);
  if (!other) return unauthenticated();
  Caller caller = TRY(caller_of(tx, other->id));
  caller.acting_for = owner->id.value;
  caller.scopes = known->scopes;
  return caller;
}

// When a token was last used, for whoever looks through the list of tokens.
void note_use(db::Store& store, const ApiToken& token) {
  try {
    const auto noted = store.write([&](db::Tx& tx) -> Result<void> {
      tx.execute(sql::session::token_used, token.id, tx.now());
      return {};
    });
    (void)noted;
  } catch (const db::Failure&) {  // a full disk must not refuse a read
  }
}

Result<Caller> caller_of_basic(db::Tx& tx, std::string_view header, std::string_view on_behalf_of, std::optional<ApiToken>& used) {
  const auto decoded = text::from_base64(header);
  if (!decoded) return unauthenticated();
  const auto colon = decoded->find(':');
  if (colon == decoded->npos) return unauthenticated();
  std::string_view name(*decoded);
  name = name.substr(0, colon);
  if (!name.ends_with("/token")) return unauthenticated();
  name.remove_suffix(6);
  return caller_of_token(tx, name, std::string_view(*decoded).substr(colon + 1), on_behalf_of, used);
}

Reply wait_reply(const Context& c, Duration wait) {
  const std::int64_t seconds = (wait + std::chrono::seconds(1) - Duration(1)) / std::chrono::seconds(1);
  Reply reply{429, api::error_body(told_to_wait(wait), c.caller.language)};
  reply.headers.emplace_back("Retry-After", std::to_string(seconds));
  return reply;
}

Result<Reply> sign_in(Context& c, db::Store& store, SignInLimit& limit) {
  const JsonObject* in = TRY(c.wrapped("session"));
  const std::string email = string_at(*in, "email").value_or(""), password = string_at(*in, "password").value_or("");
  const std::string account = address_key(email), &address = c.request->remote_address;
  if (const Duration wait = limit.begin(account, address, c.now); wait > Duration::zero()) return wait_reply(c, wait);
  Attempt attempt(limit, account, address);
  const auto [user, hash] = store.read([&](db::Tx& tx) {
    auto found = find_by_address(tx, email);
    auto stored = found ? password_hash(tx, found->id) : std::nullopt;
    return std::pair(std::move(found), stored.value_or(""));
  });
  const bool right = verify_password(Secret(password), hash);
  if (!right || !user || !user->active || user->suspended || !user->staff()) return Error{ErrorCode::unauthenticated, "error.wrong_password"};
  const std::string code = string_at(*in, "code").value_or("");
  bool refused = false;
  auto answer = store.write([&](db::Tx& tx) -> Result<Reply> {
    SecondStep step = second_step ? second_step(c, tx, *user, code) : SecondStep{};
    refused = step.refused.has_value();
    if (refused) return *std::move(step.refused);
    return open_console(c, tx, *user, step.recovery_codes);
  });
  if (answer.ok() && !refused) attempt.succeeded();
  return answer;
}

Result<Reply> sign_out(Context& c, db::Tx& tx) {
  if (const auto token = c.request->cookie("sahay_session")) end_session(tx, *token);
  Reply reply = Reply::no_content();
  reply.headers.emplace_back("Set-Cookie", console_cookie(*c.request, "", 0));
  return reply;
}

// Who a credential stood for, for half a second: a client's burst is looked up once, and a right that is taken away
// ends within that time. Keys are hashes; only successes are kept.
class CallerCache {
 public:
  std::optional<Caller> find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = callers_.find(key);
    if (found == callers_.end() || found->second.until < std::chrono::steady_clock::now() || found->second.generation != rights_generation) return std::nullopt;
    return found->second.caller;
  }
  void keep(const std::string& key, const Caller& caller, std::uint64_t generation) {
    const std::lock_guard lock(mutex_);
    if (callers_.size() > 4096) callers_.clear();
    callers_[key] = {caller, std::chrono::steady_clock::now() + std::chrono::milliseconds(500), generation};
  }

 private:
  struct Entry {
    Caller caller;
    std::chrono::steady_clock::time_point until;
    std::uint64_t generation = 0;
  };
  std::mutex mutex_;
  std::unordered_map<std::string, Entry> callers_;
};

Result<Caller> look_up(const http::Request& request, db::Store& store, std::string_view header, const std::optional<std::string>& cookie) {
  std::optional<ApiToken> used;
  Result<Caller> found = store.read([&](db::Tx& tx) -> Result<Caller> {
    const std::string_view other = request.header("X-On-Behalf-Of");
    // Clients that were given no account say so by an empty name and an empty password.
    if (text::starts_with_ignoring_case(header, "Basic ") && text::trim(header.substr(6)) == "Og==") return Caller{};
    if (text::starts_with_ignoring_case(header, "Basic ")) return caller_of_basic(tx, header.substr(6), other, used);
    if (text::starts_with_ignoring_case(header, "Bearer ")) return caller_of_token(tx, "", text::trim(header.substr(7)), other, used);
    if (!header.empty()) return unauthenticated();
    const auto user = session_user(tx, *cookie, "console");
    if (!user) return Caller{};
    auto caller = caller_of(tx, *user);
    if (!caller.ok()) return Caller{};
    caller->by_cookie = true;
    caller->via = "web";
    return caller;
  });
  if (used && found.ok()) note_use(store, *used);
  return found;
}

}  // namespace

std::function<SecondStep(Context&, db::Tx&, const User&, std::string_view)> second_step;

std::string console_cookie(const http::Request& request, const std::string& token, std::int64_t seconds) {
  return "sahay_session=" + token + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(seconds) +
         (request.base_url.starts_with("https://") ? "; Secure" : "");
}

Result<Reply> open_console(Context& c, db::Tx& tx, const User& user, const std::vector<std::string>& recovery_codes) {
  const std::string token = create_session(tx, user.id, "console", c.request->remote_address, kConsoleSession, c.request->header("User-Agent"));
  c.caller = TRY(caller_of(tx, user.id));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("session").begin_object().field("expires_at", tx.now() + kConsoleSession).end_object().key("user");
  user_resource().write(w, *find_user(tx, user.id), c);
  if (!recovery_codes.empty()) w.field("recovery_codes", recovery_codes);
  w.end_object();
  Reply reply{201, std::move(out)};
  reply.headers.emplace_back("Set-Cookie", console_cookie(*c.request, token, std::chrono::seconds(kConsoleSession).count()));
  return reply;
}

void forget_callers(db::Tx& tx) { tx.after_commit([] { ++rights_generation; }); }

api::Authenticator authenticator() {
  return [cache = std::make_shared<CallerCache>()](const http::Request& request, db::Store& store) -> Result<Caller> {
    const std::string_view header = request.header("Authorization");
    const auto cookie = request.cookie("sahay_session");
    if (header.empty() && !cookie) return Caller{};
    const std::string key = text::sha256(std::string(header) + '\n' + std::string(request.header("X-On-Behalf-Of")) + '\n' + cookie.value_or(""));
    if (auto known = cache->find(key)) return *std::move(known);
    const std::uint64_t generation = rights_generation;
    Result<Caller> caller = look_up(request, store, header, cookie);
    // A session that ended by signing out must not be answered from here: only token callers are kept.
    if (caller.ok() && caller->id && !caller->by_cookie) cache->keep(key, *caller, generation);
    return caller;
  };
}

void add_session_routes(api::Api& api, std::shared_ptr<SignInLimit> limit) {
  if (!limit) limit = std::make_shared<SignInLimit>();
  add_account_routes(api, limit);
  api.plain("POST", "/session", Access::anonymous, [limit](Context& c, db::Store& store) { return sign_in(c, store, *limit); }, {.body_limit = 8 << 10});
  api.write("DELETE", "/session", Access::anonymous, sign_out);
  api.read("GET", "/setup", Access::anonymous, [](Context& c, db::Tx& tx) -> Result<Reply> {
    if (has_admin(tx) || !is_setup_token(tx, c.parameter("token").value_or(""))) return not_found();
    return Reply::ok(R"({"setup":{"open":true}})");
  });
  api.plain("POST", "/setup", Access::anonymous, [limit](Context& c, db::Store& store) -> Result<Reply> {
    const JsonObject* in = TRY(c.wrapped("setup"));
    const std::string password = string_at(*in, "password").value_or("");
    TRY(check_password(password));
    const std::string hash = hash_password(Secret(password));
    const auto made = store.write([&](db::Tx& tx) -> Result<UserId> {
      if (has_admin(tx) || !use_setup_token(tx, string_at(*in, "token").value_or(""))) return not_found();
      NewUser wanted;
      wanted.name = string_at(*in, "name").value_or("");
      wanted.email = string_at(*in, "email").value_or("");
      if (wanted.email.empty()) return invalid("email", "BlankValue", "error.field.blank");
      wanted.role = "admin";
      wanted.verified = true;
      const User admin = TRY(create_user(tx, wanted));
      if (const auto group = default_group(tx)) join_group(tx, admin.id, group->id);
      set_password_hash(tx, admin.id, hash);
      return admin.id;
    });
    if (!made.ok()) return made.error();
    c.body["session"] = JsonObject{{"email", string_at(*in, "email").value_or("")}, {"password", password}};
    return sign_in(c, store, *limit);
  });
}

}  // namespace sahay::people
