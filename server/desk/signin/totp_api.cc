// Routes of the second step: one's own, an administrator's reset of another's, and which roles need it.
#include "base/text.h"
#include "desk/people/session_sql.h"
#include "desk/signin/notices.h"
#include "desk/signin/oidc.h"
#include "desk/signin/passkeys.h"
#include "desk/signin/signin_api.h"
#include "desk/signin/totp_sql.h"

namespace sahay::signin {
namespace q = sql::totp;
namespace {

using api::Access;
using api::Context;
using api::Reply;
using api::Right;

void write_state(JsonWriter& w, db::Tx& tx, const people::User& user) {
  const auto row = totp_of(tx, user.id);
  w.field("enabled", row.has_value()).field("required", needs_second_step(tx, user));
  w.field("confirmed_at", row ? row->confirmed_at : Time{}).field("last_used_at", row ? row->last_used_at : Time{});
  w.field("recovery_codes_left", row ? recovery_codes_left(tx, user.id) : 0);
}

Reply state_reply(db::Tx& tx, const people::User& user, const std::vector<std::string>& codes = {}) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("totp").begin_object();
  write_state(w, tx, user);
  if (!codes.empty()) w.field("recovery_codes", codes);
  w.end_object().end_object();
  Reply reply = Reply::ok(std::move(out));
  if (!codes.empty()) reply.headers.emplace_back("Pragma", "no-cache");
  return reply;
}

// Whose state may be seen: one's own, and that of staff in one's hands.
Result<people::User> seen(Context& c, db::Tx& tx) {
  const auto user = people::find_user(tx, UserId(c.id()));
  if (!user || !user->staff() || (user->id.value != c.caller.id && !people::may_change_staff(c.caller, *user))) return not_found();
  return *user;
}

// A verdict as what is answered when the code was not right; the transaction is kept for its count.
std::optional<Reply> refused(const Context& c, Verdict verdict) {
  if (verdict == Verdict::right) return std::nullopt;
  const Error error = verdict == Verdict::waits ? Error{ErrorCode::too_many, "signin.error.code_waits"}
                                                : invalid("code", "InvalidValue", "signin.error.wrong_code");
  return Reply{api::status_of(error.code), api::error_body(error, c.caller.language)};
}

Result<Reply> begin(Context& c, db::Store& store, const Parts& parts, people::SignInLimit& limit) {
  const JsonObject* in = TRY(c.wrapped("totp"));
  TRY(store.read([&](db::Tx& tx) -> Result<void> {
    const people::User user = TRY(own_account(c, tx));
    if (totp_of(tx, user.id)) return Error{ErrorCode::conflict, "signin.error.has_totp"};
    return {};
  }));
  TRY(say_again_who(c, store, limit, *in));
  return store.write([&](db::Tx& tx) -> Result<Reply> {
    const people::User user = TRY(own_account(c, tx));
    if (totp_of(tx, user.id)) return Error{ErrorCode::conflict, "signin.error.has_totp"};
    const Setup setup = begin_setup(tx, parts.box, user, parts.desk_name.text(), Begin::anew);
    std::string out;
    JsonWriter w(out);
    w.begin_object().key("totp").begin_object();
    write_state(w, tx, user);
    w.field("secret", setup.secret).field("uri", setup.uri);
    w.key("qr").begin_object().field("size", setup.qr.size).field("path", setup.qr.path).end_object().end_object().end_object();
    return Reply{201, std::move(out), {{"Pragma", "no-cache"}}};
  });
}

Result<Reply> confirm(Context& c, db::Tx& tx, const Parts& parts) {
  const people::User user = TRY(own_account(c, tx));
  const JsonObject* in = TRY(c.wrapped("totp"));
  if (totp_of(tx, user.id)) return Error{ErrorCode::conflict, "signin.error.has_totp"};
  if (auto no = refused(c, confirm_setup(tx, parts.box, user.id, string_at(*in, "code").value_or("")))) return *std::move(no);
  // Whoever came in by the password alone is out.
  const std::string cookie = c.request->cookie("sahay_session").value_or("");
  tx.execute(sql::session::end_other_sessions, user.id, text::to_hex(text::sha256(cookie)));
  note(tx, {"", &c}, user, "set up second step");
  tell(tx, user, Told::totp_on, parts.desk_name.text());
  return state_reply(tx, user, make_recovery_codes(tx, user.id));
}

Result<Reply> renew_codes(Context& c, db::Tx& tx, const Parts& parts) {
  const people::User user = TRY(own_account(c, tx));
  const JsonObject* in = TRY(c.wrapped("totp"));
  if (auto no = refused(c, check_code(tx, parts.box, user.id, string_at(*in, "code").value_or("")))) return *std::move(no);
  return state_reply(tx, user, make_recovery_codes(tx, user.id));
}

// One's own with a code; another's by whoever keeps their account, when phone and codes are lost.
Result<Reply> remove(Context& c, db::Tx& tx, const Parts& parts) {
  const people::User user = TRY(seen(c, tx));
  if (!totp_of(tx, user.id)) return not_found();
  if (user.id.value == c.caller.id) {
    TRY(own_account(c, tx));
    if (needs_second_step(tx, user)) return invalid("code", "Required", "signin.error.role_needs_it");
    const JsonObject* in = TRY(c.wrapped("totp"));
    if (auto no = refused(c, check_code(tx, parts.box, user.id, string_at(*in, "code").value_or("")))) return *std::move(no);
  } else {
    people::end_sessions_of(tx, user.id);
  }
  forget_second_step(tx, user.id);
  note(tx, {"", &c}, user, "remove second step");
  tell(tx, user, Told::totp_off, parts.desk_name.text());
  return Reply::no_content();
}

// --- roles ---

Reply role_reply(db::Tx& tx, people::RoleId role) {
  std::string out;
  JsonWriter(out).begin_object().key("second_step").begin_object().field("role_id", role)
      .field("required", tx.scalar<std::int64_t>(q::required_of_role, role).has_value()).end_object().end_object();
  return Reply::ok(std::move(out));
}

Result<people::RoleId> role(const Context& c, db::Tx& tx) {
  const people::RoleId id(c.id());
  if (id.value <= 0 || !people::find_role(tx, id)) return not_found();
  return id;
}

Result<Reply> require(Context& c, db::Tx& tx) {
  const people::RoleId id = TRY(role(c, tx));
  const JsonObject* in = TRY(c.wrapped("second_step"));
  const auto wanted = bool_at(*in, "required");
  if (!wanted) return invalid("required", "InvalidFormat", "error.field.wrong_type", {{"type", "boolean"}});
  if (id == people::kAdminRole && !c.caller.admin()) return forbidden("role");
  const bool before = tx.scalar<std::int64_t>(q::required_of_role, id).has_value();
  if (*wanted == before) return role_reply(tx, id);
  if (*wanted) {
    // Nobody locks themselves out: who asks it of their own role has it already.
    const auto self = people::find_user(tx, UserId(c.caller.id));
    if (self && role_of(*self) == id && !totp_of(tx, self->id) && opening_passkeys(tx, *self).empty()) return invalid("required", "InvalidValue", "signin.error.own_first");
    tx.execute(q::require_of_role, id, tx.now());
    tx.execute(q::end_sessions_without, id);
  } else {
    tx.execute(q::require_no_more, id);
  }
  const auto words = [](bool on) { return std::string(R"({"second_step_required":)") + (on ? "true}" : "false}"); };
  api::note_change(c, tx, {"update", "custom_role", id.value, words(before), words(*wanted)});
  return role_reply(tx, id);
}

}  // namespace

void forget_erased(db::Tx& tx, const events::Event& event) {
  forget_second_step(tx, UserId(event.subject_id));
  forget_passkeys(tx, UserId(event.subject_id));
  forget_linked(tx, UserId(event.subject_id));
}

void add_second_step_routes(api::Api& api, const Parts& parts) {
  people::second_step = [parts](Context& c, db::Tx& tx, const people::User& user, std::string_view code) {
    return ask_second_step(c, tx, parts.box, user, parts.desk_name.text(), code);
  };
  const auto limit = std::make_shared<people::SignInLimit>();
  const Right own(Access::staff, api::kAnyStaff);
  api.read("GET", "/users/{id}/totp", own, [](Context& c, db::Tx& tx) -> Result<Reply> { return state_reply(tx, TRY(seen(c, tx))); });
  api.plain("POST", "/users/{id}/totp", own, [parts, limit](Context& c, db::Store& store) { return begin(c, store, parts, *limit); });
  api.write("PUT", "/users/{id}/totp", own, [parts](Context& c, db::Tx& tx) { return confirm(c, tx, parts); });
  api.write("DELETE", "/users/{id}/totp", own, [parts](Context& c, db::Tx& tx) { return remove(c, tx, parts); });
  api.write("POST", "/users/{id}/totp/recovery_codes", own, [parts](Context& c, db::Tx& tx) { return renew_codes(c, tx, parts); });
  api.read("GET", "/custom_roles/{id}/second_step", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> { return role_reply(tx, TRY(role(c, tx))); });
  api.write("PUT", "/custom_roles/{id}/second_step", Right(Access::admin, "roles.manage"), require);
}

}  // namespace sahay::signin
