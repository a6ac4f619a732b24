#include "desk/signin/provider_site.h"

#include <algorithm>

#include "base/text.h"

namespace sahay::signin {
namespace {

constexpr auto kKept = std::chrono::hours(1);
constexpr auto kKeysAtMost = std::chrono::minutes(1);
constexpr std::size_t kMostKept = 100;
constexpr int kAtOneTime = 6;  // each holds a worker while it waits
constexpr char kDiscovery[] = "/.well-known/openid-configuration";

struct Counted {
  explicit Counted(std::atomic<int>& of) : all(of), number(++of) {}
  ~Counted() { --all; }
  Counted(const Counted&) = delete;
  std::atomic<int>& all;
  const int number;
};

Error unreachable(const Error& why) { return {why.code == ErrorCode::forbidden ? ErrorCode::forbidden : ErrorCode::unavailable,
                                              why.code == ErrorCode::forbidden ? "oidc.error.inside" : "oidc.error.unreachable", "oidc: " + why.detail}; }
Error strange(std::string detail) { return {ErrorCode::forbidden, "oidc.error.strange", "oidc: " + std::move(detail)}; }

std::vector<std::string> words_at(const JsonObject& in, std::string_view key) {
  std::vector<std::string> out;
  if (const JsonArray* all = array_at(in, key))
    for (const Json& each : *all)
      if (each.is_string()) out.emplace_back(each.get_string());
  return out;
}

bool has(const std::vector<std::string>& all, std::string_view one) { return std::find(all.begin(), all.end(), one) != all.end(); }

// The authorization endpoint may have a query of its own (RFC 6749 3.1).
bool is_endpoint(const std::string& url) { return url.size() < 2'000 && is_provider_address(url.substr(0, url.find('?'))); }

std::string form_of(const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string out;
  for (const auto& [name, value] : fields) out += (out.empty() ? "" : "&") + name + "=" + text::percent_encode(value);
  return out;
}

Claims read_claims(const JsonObject& in) {
  Claims out;
  out.subject = string_at(in, "sub").value_or("");
  out.email = string_at(in, "email").value_or("");
  out.name = text::repair_utf8(text::first(string_at(in, "name").value_or(""), 200));
  out.email_verified = bool_at(in, "email_verified").value_or(false);
  return out;
}

}  // namespace

bool is_provider_address(std::string_view url) {
  const auto parsed = http::parse_url(url);
  if (!parsed.ok() || url.find_first_of("?# ") != url.npos || url.size() > 500) return false;
  return parsed->tls || parsed->host == "127.0.0.1" || parsed->host == "::1" || parsed->host == "localhost";
}

Result<JsonObject> ProviderSite::ask(http::ClientRequest request, int& status) const {
  if (!is_endpoint(request.url)) return strange("address " + request.url);
  const Counted counted(asking_);
  if (counted.number > kAtOneTime) return Error{ErrorCode::unavailable, "oidc.error.unreachable", "oidc: too many at one time"};
  request.headers.emplace("accept", "application/json");
  const auto answer = http::fetch(request, guard_);
  if (!answer.ok()) return unreachable(answer.error());
  status = answer->status;
  const auto parsed = parse_json(answer->body);
  if (!parsed.ok() || !parsed->is_object()) {
    if (status >= 500) return Error{ErrorCode::unavailable, "oidc.error.unreachable", "oidc: " + std::to_string(status) + " of " + request.url};
    return strange("no object, " + std::to_string(status) + " of " + request.url);
  }
  return parsed->get_object();
}

Result<Metadata> ProviderSite::metadata(const std::string& issuer, Reading reading) {
  const auto now = std::chrono::steady_clock::now();
  if (reading == Reading::kept) {
    const std::lock_guard lock(mutex_);
    const auto found = metadata_.find(issuer);
    if (found != metadata_.end() && now - found->second.at < kKept) return found->second.metadata;
  }
  if (!is_provider_address(issuer)) return strange("issuer");
  int status = 0;
  http::ClientRequest request;
  request.url = (issuer.ends_with("/") ? issuer.substr(0, issuer.size() - 1) : issuer) + kDiscovery;
  const JsonObject said = TRY(ask(std::move(request), status));
  if (status != 200) return Error{ErrorCode::forbidden, "oidc.error.no_description", "oidc: discovery answers " + std::to_string(status)};
  Metadata out;
  out.issuer = string_at(said, "issuer").value_or("");
  out.authorization = string_at(said, "authorization_endpoint").value_or("");
  out.token = string_at(said, "token_endpoint").value_or("");
  out.userinfo = string_at(said, "userinfo_endpoint").value_or("");
  out.keys = string_at(said, "jwks_uri").value_or("");
  out.token_methods = words_at(said, "token_endpoint_auth_methods_supported");
  out.challenge_methods = words_at(said, "code_challenge_methods_supported");
  out.algorithms = words_at(said, "id_token_signing_alg_values_supported");
  // Discovery 4.3: exactly the issuer that was asked.
  if (out.issuer != issuer) return Error{ErrorCode::forbidden, "oidc.error.other_issuer", "oidc: issuer", {}, {{"issuer", std::string(text::first(out.issuer, 200))}}};
  if (!is_endpoint(out.authorization) || !is_endpoint(out.token) || !is_endpoint(out.keys)) return strange("an endpoint is missing or not https");
  const std::lock_guard lock(mutex_);
  if (metadata_.size() >= kMostKept) metadata_.clear();
  metadata_[issuer] = {out, now};
  return out;
}

Result<std::vector<ProviderKey>> ProviderSite::keys(const Metadata& metadata, Reading reading) {
  const auto now = std::chrono::steady_clock::now();
  {
    const std::lock_guard lock(mutex_);
    const auto found = keys_.find(metadata.keys);
    if (found != keys_.end() && now - found->second.at < (reading == Reading::kept ? std::chrono::steady_clock::duration(kKept) : kKeysAtMost)) return found->second.keys;
  }
  int status = 0;
  http::ClientRequest request;
  request.url = metadata.keys;
  const JsonObject set = TRY(ask(std::move(request), status));
  auto out = read_keys(set);
  if (status != 200 || out.empty()) return Error{ErrorCode::forbidden, "oidc.error.no_keys", "oidc: keys answer " + std::to_string(status)};
  const std::lock_guard lock(mutex_);
  if (keys_.size() >= kMostKept) keys_.clear();
  keys_[metadata.keys] = {out, now};
  return out;
}

Result<JsonObject> ProviderSite::post_code(const Metadata& metadata, const Exchange& exchange, int& status) const {
  std::vector<std::pair<std::string, std::string>> fields{{"grant_type", "authorization_code"}, {"code", exchange.code}, {"redirect_uri", exchange.redirect_uri}, {"code_verifier", exchange.verifier}};
  http::ClientRequest request;
  request.method = "POST";
  request.url = metadata.token;
  request.headers.emplace("content-type", "application/x-www-form-urlencoded");
  const std::string& secret = exchange.secret.reveal();
  const bool in_body = !metadata.token_methods.empty() && !has(metadata.token_methods, "client_secret_basic");
  if (!secret.empty() && !in_body) {
    // RFC 6749 2.3.1: both are form-encoded before they are put together.
    request.headers.emplace("authorization", "Basic " + text::to_base64(text::percent_encode(exchange.client_id) + ":" + text::percent_encode(secret)));
  } else {
    fields.emplace_back("client_id", exchange.client_id);
    if (!secret.empty()) fields.emplace_back("client_secret", secret);
  }
  request.body = form_of(fields);
  return ask(std::move(request), status);
}

Result<JsonObject> ProviderSite::checked(const Metadata& metadata, std::string_view token, const Exchange& exchange, Time now) {
  const auto known = TRY(keys(metadata));
  auto claims = read_signed(token, known);
  if (!claims.ok() && claims.error().code == ErrorCode::not_found) {
    const auto fresh = TRY(keys(metadata, Reading::anew));
    claims = read_signed(token, fresh);
  }
  if (!claims.ok()) return strange(claims.error().detail);
  const auto right = check_claims(*claims, {metadata.issuer, exchange.client_id, exchange.nonce}, now);
  if (!right.ok()) return strange(right.error().detail);
  return claims;
}

Result<void> ProviderSite::add_userinfo(const Metadata& metadata, const std::string& access_token, Claims& claims) const {
  int status = 0;
  http::ClientRequest request;
  request.url = metadata.userinfo;
  request.headers.emplace("authorization", "Bearer " + access_token);
  const JsonObject said = TRY(ask(std::move(request), status));
  const Claims more = read_claims(said);
  // Core 5.3.2: another's answer is not used.
  if (status != 200 || more.subject != claims.subject) return strange("userinfo " + std::to_string(status));
  claims = more;
  return {};
}

Result<Claims> ProviderSite::exchange(const Metadata& metadata, const Exchange& exchange, Time now) {
  int status = 0;
  const JsonObject answer = TRY(post_code(metadata, exchange, status));
  if (status != 200) {
    const std::string word = string_at(answer, "error").value_or("");
    return Error{ErrorCode::forbidden, word == "invalid_client" || word == "unauthorized_client" ? "oidc.error.client" : "oidc.error.code", "oidc: token endpoint " + std::to_string(status) + " " + std::string(text::first(word, 100))};
  }
  const JsonObject said = TRY(checked(metadata, string_at(answer, "id_token").value_or(""), exchange, now));
  Claims claims = read_claims(said);
  const std::string access = string_at(answer, "access_token").value_or("");
  if (claims.email.empty() && !access.empty() && is_endpoint(metadata.userinfo)) TRY(add_userinfo(metadata, access, claims));
  return claims;
}

Result<std::string> ProviderSite::probe(const Metadata& metadata, const Exchange& exchange) {
  int status = 0;
  const JsonObject answer = TRY(post_code(metadata, exchange, status));
  return string_at(answer, "error").value_or(status == 200 ? "" : std::to_string(status));
}

}  // namespace sahay::signin
