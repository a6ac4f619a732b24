#include "desk/signin/second_step.h"

#include <algorithm>

#include "base/text.h"
#include "desk/signin/passkeys.h"
#include "desk/signin/totp_sql.h"
#include "platform/api/rule_switch.h"

namespace sahay::signin {
namespace q = sql::totp;
namespace {

constexpr std::size_t kRecoveryBytes = 10;  // 80 bits: nobody guesses one, so a plain hash keeps it

std::string about(UserId user) { return "totp/" + std::to_string(user.value); }

std::string plain(std::string_view code) {
  std::string out;
  for (const char c : code)
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) out += c;
    else if (c >= 'A' && c <= 'Z') out += char(c - 'A' + 'a');
  return out;
}

bool six_digits(std::string_view code) {
  return code.size() == 6 && std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string hash_of(UserId user, std::string_view plain_code) {
  return text::to_hex(text::sha256("recovery/" + std::to_string(user.value) + "/" + std::string(plain_code)));
}

// A secret of another key (a restored backup without it) opens with no code; recovery codes still do.
std::string secret_of(const files::SealedBox& box, const Totp& row) {
  const auto secret = box.open(row.secret, about(row.user_id));
  return secret.ok() ? secret->reveal() : std::string();
}

Verdict count_wrong(db::Tx& tx, const Totp& row) {
  const bool many = row.failures + 1 >= kTries;
  tx.execute(q::failed, row.user_id, many ? tx.now() + kWait : Time{});
  return Verdict::wrong;
}

// A right code is used up in the same statement that looks at it: two requests at one moment cannot both have it.
Verdict take_code(db::Tx& tx, const files::SealedBox& box, const Totp& row, std::string_view code) {
  if (row.blocked_until && row.blocked_until > tx.now()) return Verdict::waits;
  const std::string secret = secret_of(box, row);
  const auto step = secret.empty() ? std::nullopt : accepted_step(secret, code, tx.now(), row.last_step);
  if (!step || tx.execute(q::passed, row.user_id, *step, tx.now()) != 1) return count_wrong(tx, row);
  return Verdict::right;
}

api::Reply refusal(const api::Context& c, int status, const char* code, const char* key, const Setup* setup = nullptr) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().field("error", code).field("description", i18n::text(c.caller.language, key));
  if (setup) {
    w.key("totp").begin_object().field("secret", setup->secret).field("uri", setup->uri);
    w.key("qr").begin_object().field("size", setup->qr.size).field("path", setup->qr.path).end_object().end_object();
  }
  w.end_object();
  return {status, std::move(out), {{"Pragma", "no-cache"}}};
}

}  // namespace

people::RoleId role_of(const people::User& user) {
  if (user.role == "admin") return people::kAdminRole;
  return user.custom_role_id ? people::RoleId(user.custom_role_id) : people::kAgentRole;
}

std::optional<Totp> totp_of(db::Tx& tx, UserId user) {
  auto row = tx.one<Totp>(q::find, user);
  if (!row || !row->confirmed_at) return std::nullopt;
  return row;
}

bool needs_second_step(db::Tx& tx, const people::User& user) { return tx.scalar<std::int64_t>(q::required_of_role, role_of(user)).has_value(); }

Setup begin_setup(db::Tx& tx, const files::SealedBox& box, const people::User& user, std::string_view desk, Begin how) {
  std::string secret;
  const auto begun = tx.one<Totp>(q::find, user.id);
  if (how == Begin::or_go_on && begun && tx.now() - begun->created_at < kSetupLife) secret = secret_of(box, *begun);
  if (secret.empty()) {
    secret = totp_secret();
    tx.execute(q::begin, user.id, box.seal(Secret(secret), about(user.id)), tx.now());
  }
  Setup out{to_base32(secret), totp_uri(secret, desk, user.email), {}};
  out.qr = qr_code(out.uri);
  return out;
}

Verdict confirm_setup(db::Tx& tx, const files::SealedBox& box, UserId user, std::string_view code) {
  const auto row = tx.one<Totp>(q::find, user);
  if (!row || row->confirmed_at || tx.now() - row->created_at >= kSetupLife) return Verdict::wrong;
  const Verdict verdict = take_code(tx, box, *row, plain(code));
  if (verdict == Verdict::right) tx.execute(q::confirm, user, tx.now());
  return verdict;
}

Verdict check_code(db::Tx& tx, const files::SealedBox& box, UserId user, std::string_view code) {
  const auto row = totp_of(tx, user);
  if (!row) return Verdict::wrong;
  const std::string given = plain(code);
  if (six_digits(given)) return take_code(tx, box, *row, given);
  // Not counted: 80 bits need no limit of their own, and a thief's guesses must not keep the owner out.
  if (tx.execute(q::use_recovery_code, hash_of(user, given), user, tx.now()) != 1) return Verdict::wrong;
  tx.execute(q::recovered, user, tx.now());
  return Verdict::right;
}

std::vector<std::string> make_recovery_codes(db::Tx& tx, UserId user) {
  tx.execute(q::forget_recovery_codes, user);
  std::vector<std::string> out;
  for (int i = 0; i < kRecoveryCodes; ++i) {
    std::string code = text::lower_ascii(to_base32(*text::from_base64(text::random_token(kRecoveryBytes))));
    tx.execute(q::insert_recovery_code, hash_of(user, code), user, tx.now());
    for (const std::size_t at : {12, 8, 4}) code.insert(at, "-");
    out.push_back(std::move(code));
  }
  return out;
}

std::int64_t recovery_codes_left(db::Tx& tx, UserId user) { return tx.scalar<std::int64_t>(q::recovery_codes_left, user).value_or(0); }

void forget_second_step(db::Tx& tx, UserId user) {
  tx.execute(q::forget, user);
  tx.execute(q::forget_recovery_codes, user);
}

people::SecondStep ask_second_step(api::Context& c, db::Tx& tx, const files::SealedBox& box, const people::User& user, std::string_view desk,
                                   std::string_view code) {
  people::SecondStep out;
  if (!api::rule_in_force("E6")) return out;
  const bool has = totp_of(tx, user.id).has_value();
  if (!has && !needs_second_step(tx, user)) return out;
  if (code.empty() && has) {
    out.refused = refusal(c, 401, "SecondStepRequired", "signin.error.code_needed");
    return out;
  }
  // Whoever has only the password of somebody with a passkey must not add a way in of their own.
  if (!has && !opening_passkeys(tx, user).empty()) {
    out.refused = refusal(c, 401, "PasskeyRequired", "signin.error.passkey_needed");
    return out;
  }
  if (code.empty()) {
    const Setup setup = begin_setup(tx, box, user, desk, Begin::or_go_on);
    out.refused = refusal(c, 401, "SecondStepSetup", "signin.error.setup_needed", &setup);
    return out;
  }
  const Verdict verdict = has ? check_code(tx, box, user.id, code) : confirm_setup(tx, box, user.id, code);
  if (verdict == Verdict::wrong) out.refused = refusal(c, 401, "WrongCode", "signin.error.wrong_code");
  else if (verdict == Verdict::waits) out.refused = refusal(c, 429, "TooManyCodes", "signin.error.code_waits");
  else if (!has) out.recovery_codes = make_recovery_codes(tx, user.id);
  return out;
}

}  // namespace sahay::signin
