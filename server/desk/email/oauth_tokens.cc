#include "desk/email/oauth_tokens.h"

#include "base/log.h"
#include "base/text.h"
#include "desk/email/account_sql.h"

namespace sahay::email {
namespace {

constexpr Duration kConsentLives = std::chrono::minutes(15);

struct Consent {
  MailAccountId account_id;
  std::string verifier, redirect_uri;
  Time expires_at;
};
BOOST_DESCRIBE_STRUCT(Consent, (), (account_id, verifier, redirect_uri, expires_at))

std::string hash_of(std::string_view state) { return text::to_hex(text::sha256(state)); }

using Fields = std::vector<std::pair<std::string, std::string>>;

std::string form_of(const Fields& fields) {
  std::string out;
  for (const auto& [name, value] : fields) out += (out.empty() ? "" : "&") + name + "=" + text::percent_encode(value);
  return out;
}

struct NewTokens {
  std::string access, refresh;
  std::int64_t seconds = 3600;
};

// RFC 6749 5: asks the provider. Errors: forbidden with its words for invalid_grant and the like, unavailable otherwise.
Result<NewTokens> ask(const AccountBook& book, const OpenAccount& open, Fields fields) {
  const OAuthProvider provider = TRY(provider_of(open.account));
  fields.emplace_back("client_id", open.account.client_id);
  if (!open.secrets.client_secret.empty()) fields.emplace_back("client_secret", open.secrets.client_secret.reveal());
  http::ClientRequest request;
  request.method = "POST";
  request.url = provider.token_url;
  request.headers.emplace("Content-Type", "application/x-www-form-urlencoded");
  request.headers.emplace("Accept", "application/json");
  request.body = form_of(fields);
  auto fetched = http::fetch(request, book.guard());
  // What the guard forbids is no word of the provider: it comes again when the network is right.
  if (!fetched.ok()) return Error{ErrorCode::unavailable, "mail.error.provider", fetched.error().detail};
  const http::ClientResponse& answer = *fetched;
  const auto json = parse_json(answer.body);
  const JsonObject* in = json.ok() && json->is_object() ? &json->get_object() : nullptr;
  if (answer.status == 200 && in && string_at(*in, "access_token"))
    return NewTokens{*string_at(*in, "access_token"), string_at(*in, "refresh_token").value_or(""),
                   integer_at(*in, "expires_in").value_or(3600)};
  const std::string code = in ? string_at(*in, "error").value_or("") : "";
  std::string words = in ? string_at(*in, "error_description").value_or(code) : "HTTP " + std::to_string(answer.status);
  words = std::string(text::first(text::repair_utf8(words), 300));
  if (answer.status >= 400 && answer.status < 500 && answer.status != 429 && !code.empty() && code != "temporarily_unavailable")
    return Error{ErrorCode::forbidden, "mail.error.revoked", code + ": " + words};
  return Error{ErrorCode::unavailable, "mail.error.provider", words};
}

// One commit holds both tokens; only afterwards anybody can see the new ones.
Result<void> keep(AccountBook& book, db::Store& store, MailAccountId id, const NewTokens& tokens) {
  return store.write([&](db::Tx& tx) -> Result<void> {
    auto stored = find_secrets(tx, id).value_or(StoredSecrets());
    stored.account_id = id;
    AccountSecrets secrets;
    if (!stored.sealed.empty()) secrets = TRY(unseal(book.box(), stored));
    secrets.access_token = Secret(tokens.access);
    if (!tokens.refresh.empty()) secrets.refresh_token = Secret(tokens.refresh);
    stored.sealed = seal(book.box(), id, secrets);
    stored.oauth_state = "connected";
    stored.oauth_error.clear();
    stored.expires_at = tx.now() + std::chrono::seconds(std::max<std::int64_t>(tokens.seconds, 60));
    save_secrets(tx, stored);
    book.changed(tx);
    return {};
  });
}

}  // namespace

Result<OAuthProvider> provider_of(const MailAccount& a) {
  if (a.provider == "google")
    return OAuthProvider{"https://accounts.google.com/o/oauth2/v2/auth", "https://oauth2.googleapis.com/token",
                         "https://mail.google.com/", "&access_type=offline&prompt=consent"};
  if (a.provider == "microsoft")
    return OAuthProvider{"https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
                         "https://login.microsoftonline.com/common/oauth2/v2.0/token",
                         "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/POP.AccessAsUser.All "
                         "https://outlook.office.com/SMTP.Send offline_access",
                         ""};
  if (a.authorize_url.empty()) return invalid("authorize_url", "BlankValue", "error.field.blank");
  if (a.token_url.empty()) return invalid("token_url", "BlankValue", "error.field.blank");
  return OAuthProvider{a.authorize_url, a.token_url, a.scope, ""};
}

Result<std::string> begin_consent(db::Tx& tx, const MailAccount& account, const std::string& site_url) {
  if (account.login != "oauth") return invalid("login", "InvalidValue", "error.field.invalid");
  if (account.client_id.empty()) return invalid("client_id", "BlankValue", "error.field.blank");
  const OAuthProvider provider = TRY(provider_of(account));
  const std::string state = text::random_token(32), verifier = text::random_token(48);
  const std::string redirect = site_url + kConsentPath;
  tx.execute(sql::account::remove_consent, "", tx.now());
  tx.execute(sql::account::add_consent, hash_of(state), account.id, verifier, redirect, tx.now() + kConsentLives);
  const std::string query = form_of({{"response_type", "code"},
                                     {"client_id", account.client_id},
                                     {"redirect_uri", redirect},
                                     {"scope", provider.scope},
                                     {"state", state},
                                     {"code_challenge", text::to_base64url(text::sha256(verifier))},
                                     {"code_challenge_method", "S256"},
                                     {"login_hint", account.user_name.empty() ? account.address : account.user_name}});
  const char* glue = provider.authorize_url.find('?') == std::string::npos ? "?" : "&";
  return provider.authorize_url + glue + query + provider.extra;
}

Result<MailAccountId> finish_consent(AccountBook& book, db::Store& store, std::string_view state, std::string_view code) {
  const std::string hash = hash_of(state);
  // A state counts once, whatever comes of it.
  const auto consent = TRY(store.write([&](db::Tx& tx) -> Result<Consent> {
    auto found = tx.one<Consent>(sql::account::find_consent, hash);
    tx.execute(sql::account::remove_consent, hash, tx.now());
    if (!found || found->expires_at < tx.now()) return not_found("consent");
    return std::move(*found);
  }));
  store.read([&](db::Tx& tx) { book.reload(tx); });
  OpenAccountPtr open;
  for (const auto& one : book.all())
    if (one->account.id == consent.account_id) open = one;
  if (!open) return not_found("mail account");
  const NewTokens tokens = TRY(ask(book, *open,
                                 {{"grant_type", "authorization_code"},
                                  {"code", std::string(code)},
                                  {"redirect_uri", consent.redirect_uri},
                                  {"code_verifier", consent.verifier}}));
  if (tokens.refresh.empty() && open->secrets.refresh_token.empty())
    return Error{ErrorCode::forbidden, "mail.error.no_refresh_token"};
  TRY(keep(book, store, consent.account_id, tokens));
  store.read([&](db::Tx& tx) { book.reload(tx); });
  return consent.account_id;
}

Result<void> renew_tokens(AccountBook& book, db::Store& store, const OpenAccount& open) {
  const MailAccountId id = open.account.id;
  auto tokens = ask(book, open,
                    {{"grant_type", "refresh_token"}, {"refresh_token", open.secrets.refresh_token.reveal()}});
  if (tokens.ok()) {
    TRY(keep(book, store, id, *tokens));
    store.read([&](db::Tx& tx) { book.reload(tx); });
    return {};
  }
  if (tokens.error().code != ErrorCode::forbidden) return tokens.error();
  log::warning("email", "the provider takes our consent no longer", {{"account", id.value}, {"reason", tokens.error().detail}});
  TRY(store.write([&](db::Tx& tx) -> Result<void> {
    auto stored = find_secrets(tx, id);
    // Another process may have renewed it in the meantime: then this answer is about an old token.
    const auto secrets = stored ? unseal(book.box(), *stored) : Result<AccountSecrets>(not_found());
    if (!secrets.ok() || secrets->refresh_token.reveal() != open.secrets.refresh_token.reveal()) return {};
    stored->oauth_state = "revoked";
    stored->oauth_error = tokens.error().detail;
    save_secrets(tx, *stored);
    book.changed(tx);
    return {};
  }));
  store.read([&](db::Tx& tx) { book.reload(tx); });
  return tokens.error();
}

}  // namespace sahay::email
