// Routes of passkeys: one's own list, adding, naming and taking away; signing in to the console with one.
#include "base/text.h"
#include "desk/people/merge.h"
#include "desk/signin/notices.h"
#include "desk/signin/passkeys.h"
#include "desk/signin/signin_api.h"
#include "desk/site/form.h"
#include "platform/api/remembered.h"

namespace sahay::signin {
namespace {

using api::Access;
using api::Context;
using api::Reply;
using api::Right;

RelyingParty party_of(const Context& c) { return relying_party(c.request->base_url); }

Reply options_reply(const std::string& options) {
  return {200, R"({"options":)" + options + "}", {{"Pragma", "no-cache"}}};
}

Reply passkey_reply(const Passkey& passkey, int status) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("passkey");
  write_passkey(w, passkey);
  w.end_object();
  return {status, std::move(out)};
}

// One's own, and those of staff in one's hands.
Result<people::User> owner_of(Context& c, db::Tx& tx) {
  const auto user = people::find_user(tx, UserId(c.id()));
  if (!user || (user->id.value != c.caller.id && !(user->staff() && people::may_change_staff(c.caller, *user)))) return not_found();
  return *user;
}

Result<Reply> list(Context& c, db::Tx& tx) {
  const people::User user = TRY(owner_of(c, tx));
  std::string out;
  JsonWriter w(out);
  const auto all = passkeys_of(tx, user.id);
  w.begin_object().key("passkeys").begin_array();
  for (const Passkey& each : all) write_passkey(w, each);
  w.end_array().key("next_page").null().key("previous_page").null().field("count", all.size()).end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> begin(Context& c, db::Store& store, people::SignInLimit& limit, const LiveText& desk) {
  const JsonObject* in = TRY(c.wrapped("passkey"));
  TRY(store.read([&](db::Tx& tx) -> Result<void> {
    TRY(own_account(c, tx));
    return {};
  }));
  TRY(say_again_who(c, store, limit, *in));
  return store.write([&](db::Tx& tx) -> Result<Reply> {
    const people::User user = TRY(own_account(c, tx));
    return options_reply(TRY(creation_options(tx, party_of(c), user, desk.text())));
  });
}

Result<Reply> add(Context& c, db::Tx& tx, const LiveText& desk) {
  const people::User user = TRY(own_account(c, tx));
  const JsonObject* in = TRY(c.wrapped("passkey"));
  const Passkey made = TRY(add_passkey(tx, party_of(c), user, *in, desk.text()));
  note(tx, {"", &c}, user, "add passkey", made.name);
  return passkey_reply(made, 201);
}

Result<Reply> rename(Context& c, db::Tx& tx) {
  const people::User user = TRY(own_account(c, tx));
  const JsonObject* in = TRY(c.wrapped("passkey"));
  return passkey_reply(TRY(rename_passkey(tx, user.id, c.id("passkey"), string_at(*in, "name").value_or(""))), 200);
}

// One's own with the password, as it was added: what is left may be weaker.
Result<Reply> remove(Context& c, db::Store& store, people::SignInLimit& limit, const LiveText& desk) {
  const bool own = c.id() == c.caller.id;
  TRY(store.read([&](db::Tx& tx) -> Result<void> {
    const people::User user = TRY(own ? own_account(c, tx) : owner_of(c, tx));
    TRY(find_passkey(tx, user.id, c.id("passkey")));
    return {};
  }));
  const JsonObject none, *in = object_at(c.body, "passkey");
  if (own) TRY(say_again_who(c, store, limit, in ? *in : none));
  return api::write_once(c, store, [&](Context&, db::Tx& tx) -> Result<Reply> {
    const people::User user = TRY(owner_of(c, tx));
    const Passkey gone = TRY(find_passkey(tx, user.id, c.id("passkey")));
    TRY(remove_passkey(tx, user, gone.id.value, desk.text()));
    note(tx, {"", &c}, user, "remove passkey", gone.name);
    return Reply::no_content();
  });
}

// --- at the door of the console ---

Result<Reply> ask(Context& c, db::Tx& tx) {
  if (!site::from_own_page(*c.request)) return forbidden("another page");
  return options_reply(TRY(request_options(tx, party_of(c), c.request->remote_address)));
}

Result<Reply> sign_in(Context& c, db::Tx& tx) {
  if (!site::from_own_page(*c.request)) return forbidden("another page");
  const JsonObject* in = TRY(c.wrapped("session"));
  const people::User user = TRY(sign_in_by_passkey(tx, party_of(c), *in, Entrance::console));
  return people::open_console(c, tx, user);
}

}  // namespace

void add_passkey_routes(api::Api& api, const LiveText& desk) {
  people::add_merge_part(people::column_part("passkeys", "user_id", false, "as_staff = 0"));
  const auto limit = std::make_shared<people::SignInLimit>();
  const Right own(Access::staff, api::kAnyStaff);
  api.read("GET", "/users/{id}/passkeys", own, list);
  api.plain("POST", "/users/{id}/passkeys/options", own, [limit, desk](Context& c, db::Store& store) { return begin(c, store, *limit, desk); });
  api.write("POST", "/users/{id}/passkeys", own, [desk](Context& c, db::Tx& tx) { return add(c, tx, desk); }, {.body_limit = 256 << 10});
  api.write("PUT", "/users/{id}/passkeys/{passkey}", own, rename);
  api.plain("DELETE", "/users/{id}/passkeys/{passkey}", own, [limit, desk](Context& c, db::Store& store) { return remove(c, store, *limit, desk); });
  api.write("POST", "/session/passkey/options", Access::anonymous, ask, {.body_limit = 1 << 10});
  api.write("POST", "/session/passkey", Access::anonymous, sign_in, {.body_limit = 256 << 10});
}

}  // namespace sahay::signin
