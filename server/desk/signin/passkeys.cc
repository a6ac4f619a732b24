#include "desk/signin/passkeys.h"

#include "base/text.h"
#include "desk/signin/notices.h"
#include "desk/signin/passkey_sql.h"

namespace sahay::signin {
namespace q = sql::passkey;
namespace {

constexpr Duration kChallengeLife = std::chrono::minutes(5);
constexpr std::int64_t kChallengesPerSource = 60;
constexpr std::size_t kLongestName = 60;

std::string hash_of(std::string_view challenge) { return text::to_hex(text::sha256(challenge)); }

std::string new_challenge(db::Tx& tx, UserId user, std::string_view source) {
  std::string challenge = text::random_token(32);
  tx.execute(q::insert_challenge, hash_of(challenge), user.value, source, tx.now() + kChallengeLife);
  return challenge;
}

std::string bytes_at(const JsonObject& in, std::string_view key) { return text::from_base64(string_at(in, key).value_or("")).value_or(""); }

// The challenge of this response, used up.
Result<std::string> take_challenge(db::Tx& tx, UserId user, std::string_view client_data) {
  std::string challenge = TRY(challenge_of(client_data));
  if (tx.execute(q::use_challenge, hash_of(challenge), user.value, tx.now()) != 1) return forbidden("unknown challenge");
  return challenge;
}

// The name of a person to authenticators: nothing of the person is in it (WebAuthn 14.6.1).
std::string handle_of(UserId user, const std::vector<Passkey>& own) {
  // The same for all passkeys of a person, so that an authenticator keeps one of them (WebAuthn 6.3.2).
  return own.empty() ? text::to_base64url(text::sha256("passkey/" + std::to_string(user.value))) : own.front().handle;
}

Error not_in(const Error& why) { return {ErrorCode::unauthenticated, "signin.error.passkey", "passkey: " + why.detail}; }

std::string name_of(std::string_view wanted) {
  const std::string name = text::repair_utf8(text::first(text::trim(wanted), kLongestName));
  return name.empty() ? "Passkey" : name;
}

std::vector<std::string> transports_in(const JsonObject& response) {
  std::vector<std::string> out;
  if (const JsonArray* list = array_at(response, "transports"))
    for (const Json& item : *list)
      for (const char* known : {"usb", "nfc", "ble", "smart-card", "hybrid", "internal"})
        if (item.is_string() && item.get_string() == known && out.size() < 6) out.emplace_back(known);
  return out;
}

Result<people::User> proven(db::Tx& tx, const RelyingParty& party, const JsonObject& in, Entrance entrance) {
  const JsonObject* response = object_at(in, "response");
  if (!response) return forbidden("no response");
  const std::string client_data = bytes_at(*response, "clientDataJSON");
  const std::string challenge = TRY(take_challenge(tx, UserId{}, client_data));
  const std::string id = text::to_base64url(bytes_at(in, "id"));
  const auto row = tx.one<Passkey>(q::by_credential, id);
  if (!row || row->rp_id != party.id) return forbidden("unknown credential");
  // WebAuthn 7.2 step 6: with a handle, it is that of the owner.
  const std::string handle = string_at(*response, "userHandle").value_or("");
  if (!handle.empty() && text::to_base64url(text::from_base64(handle).value_or("")) != row->handle) return forbidden("user handle");
  const auto algorithm = cose_algorithm(row->algorithm);
  if (!algorithm) return forbidden("algorithm");
  const Credential known{"", *text::from_base64(row->public_key), *algorithm, std::uint32_t(row->sign_count)};
  const std::uint32_t count = TRY(check_assertion(party, challenge, known, client_data, bytes_at(*response, "authenticatorData"), bytes_at(*response, "signature")));
  tx.execute(q::used, row->id, count, tx.now());
  const auto user = people::find_user(tx, row->user_id);
  if (!user || !user->active || user->suspended) return forbidden("the person");
  if (entrance == Entrance::console && (!user->staff() || !row->as_staff)) return forbidden("a customer's at the console");
  return *user;
}

}  // namespace

std::vector<Passkey> passkeys_of(db::Tx& tx, UserId user) { return tx.all<Passkey>(q::of_user, user); }

std::vector<Passkey> opening_passkeys(db::Tx& tx, const people::User& user) {
  auto own = passkeys_of(tx, user.id);
  std::erase_if(own, [&](const Passkey& each) { return user.staff() && !each.as_staff; });
  return own;
}

void write_passkey(JsonWriter& w, const Passkey& passkey) {
  w.begin_object().field("id", passkey.id).field("user_id", passkey.user_id).field("name", passkey.name);
  w.field("created_at", passkey.created_at).field("last_used_at", passkey.last_used_at).field("transports", passkey.transports).end_object();
}

Result<std::string> creation_options(db::Tx& tx, const RelyingParty& party, const people::User& user, std::string_view desk) {
  const auto own = passkeys_of(tx, user.id);
  if (own.size() >= kMostPasskeys) return Error{ErrorCode::too_many, "signin.error.many_passkeys"};
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("rp").begin_object().field("id", party.id).field("name", desk).end_object();
  w.key("user").begin_object().field("id", handle_of(user.id, own));
  w.field("name", user.email).field("displayName", user.name).end_object();
  w.field("challenge", new_challenge(tx, user.id, "")).key("pubKeyCredParams").begin_array();
  for (const Algorithm each : {Algorithm::es256, Algorithm::eddsa, Algorithm::rs256})
    w.begin_object().field("type", "public-key").field("alg", std::int64_t(each)).end_object();
  w.end_array().field("timeout", kChallengeLife / std::chrono::milliseconds(1)).field("attestation", "none").key("excludeCredentials").begin_array();
  for (const Passkey& each : opening_passkeys(tx, user))
    w.begin_object().field("type", "public-key").field("id", each.credential_id).field("transports", each.transports).end_object();
  w.end_array().key("authenticatorSelection").begin_object().field("residentKey", "required").field("requireResidentKey", true);
  w.field("userVerification", "required").end_object().end_object();
  return out;
}

Result<std::string> request_options(db::Tx& tx, const RelyingParty& party, std::string_view source) {
  if (tx.scalar<std::int64_t>(q::challenges_from, source, tx.now()).value_or(0) >= kChallengesPerSource)
    return Error{ErrorCode::too_many, "signin.error.many_challenges"};
  std::string out;
  JsonWriter(out).begin_object().field("challenge", new_challenge(tx, UserId{}, source)).field("rpId", party.id)
      .field("timeout", kChallengeLife / std::chrono::milliseconds(1)).field("userVerification", "required")
      .key("allowCredentials").begin_array().end_array().end_object();
  return out;
}

Result<Passkey> add_passkey(db::Tx& tx, const RelyingParty& party, const people::User& user, const JsonObject& in, std::string_view desk) {
  const JsonObject* response = object_at(in, "response");
  if (!response) return invalid("response", "BlankValue", "error.field.blank");
  const std::string client_data = bytes_at(*response, "clientDataJSON");
  const auto challenge = take_challenge(tx, user.id, client_data);
  auto made = challenge.ok() ? read_registration(party, *challenge, client_data, bytes_at(*response, "attestationObject")) : Result<Credential>(challenge.error());
  if (!made.ok()) return Error{ErrorCode::forbidden, "signin.error.passkey_not_made", "passkey: " + made.error().detail};
  const auto own = passkeys_of(tx, user.id);
  Passkey row;
  row.credential_id = text::to_base64url(made->id);
  if (tx.one<Passkey>(q::by_credential, row.credential_id) || own.size() >= kMostPasskeys)
    return invalid("response", "DuplicateValue", "signin.error.passkey_not_made");
  row.id = PasskeyId(tx.new_id("passkeys"));
  row.user_id = user.id;
  row.handle = handle_of(user.id, own);
  row.rp_id = party.id;
  row.public_key = text::to_base64(made->public_key);
  row.algorithm = std::int64_t(made->algorithm);
  row.sign_count = made->sign_count;
  row.transports = transports_in(*response);
  row.name = name_of(string_at(in, "name").value_or(""));
  row.created_at = tx.now();
  row.as_staff = user.staff();
  tx.execute(q::insert, row.id, row.user_id, row.credential_id, row.handle, row.rp_id, row.public_key, row.algorithm, row.sign_count,
             write_json(row.transports), row.name, row.created_at, row.as_staff);
  tell(tx, user, Told::passkey_added, desk, row.name);
  return row;
}

Result<people::User> sign_in_by_passkey(db::Tx& tx, const RelyingParty& party, const JsonObject& in, Entrance entrance) {
  auto user = proven(tx, party, in, entrance);
  if (!user.ok()) return not_in(user.error());
  return user;
}

Result<Passkey> find_passkey(db::Tx& tx, UserId user, std::int64_t id) {
  for (Passkey& each : passkeys_of(tx, user))
    if (each.id.value == id) return std::move(each);
  return not_found();
}

Result<Passkey> rename_passkey(db::Tx& tx, UserId user, std::int64_t id, std::string_view name) {
  Passkey row = TRY(find_passkey(tx, user, id));
  row.name = name_of(name);
  tx.execute(q::rename, row.id, row.name);
  return row;
}

Result<void> remove_passkey(db::Tx& tx, const people::User& user, std::int64_t id, std::string_view desk) {
  const Passkey row = TRY(find_passkey(tx, user.id, id));
  tx.execute(q::remove, row.id);
  tell(tx, user, Told::passkey_removed, desk, row.name);
  return {};
}

void forget_passkeys(db::Tx& tx, UserId user) { tx.execute(q::forget, user); }

void forget_challenges(db::Tx& tx) { tx.execute(q::forget_challenges, tx.now()); }

}  // namespace sahay::signin
