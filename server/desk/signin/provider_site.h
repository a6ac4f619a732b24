// The provider's side over the network: its description (OpenID Connect Discovery 1.0), its keys, and the exchange of a code for
// a signed answer. Every address is asked through the guarded client; addresses are https, or http on the own machine where the
// configuration allows that machine (outbound.allow). What was read is kept for an hour; keys are read anew when a token names
// one that is not known, at most once a minute. A few are asked at one time: a provider that hangs must not take all workers.
// Threading: blocking, so outside transactions; any thread.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.h"
#include "desk/signin/id_token.h"
#include "platform/http/client.h"

namespace sahay::signin {

struct Metadata {
  std::string issuer, authorization, token, userinfo, keys;
  std::vector<std::string> token_methods, challenge_methods, algorithms;
};

struct Claims {
  std::string subject, email, name;
  bool email_verified = false;
};

struct Exchange {
  std::string client_id;
  Secret secret;
  std::string code, verifier, redirect_uri, nonce;
};

bool is_provider_address(std::string_view url);  // https, or http on the own machine; without query and fragment

class ProviderSite {
 public:
  explicit ProviderSite(http::GuardOptions guard) : guard_(std::move(guard)) {}

  enum class Reading { kept, anew };
  // Errors: "oidc.error.*" keys: unavailable (cannot be reached), forbidden (not what it says it is).
  Result<Metadata> metadata(const std::string& issuer, Reading reading = Reading::kept);
  Result<std::vector<ProviderKey>> keys(const Metadata& metadata, Reading reading = Reading::kept);
  Result<Claims> exchange(const Metadata& metadata, const Exchange& exchange, Time now);
  // What the provider answers to a code that is none: "invalid_grant" when it knows us.
  Result<std::string> probe(const Metadata& metadata, const Exchange& exchange);

 private:
  struct Kept {
    Metadata metadata;
    std::chrono::steady_clock::time_point at;
  };
  struct KeptKeys {
    std::vector<ProviderKey> keys;
    std::chrono::steady_clock::time_point at;
  };
  Result<JsonObject> ask(http::ClientRequest request, int& status) const;
  Result<JsonObject> post_code(const Metadata& metadata, const Exchange& exchange, int& status) const;
  Result<JsonObject> checked(const Metadata& metadata, std::string_view token, const Exchange& exchange, Time now);
  Result<void> add_userinfo(const Metadata& metadata, const std::string& access_token, Claims& claims) const;

  http::GuardOptions guard_;
  mutable std::atomic<int> asking_ = 0;
  std::mutex mutex_;
  std::map<std::string, Kept> metadata_;
  std::map<std::string, KeptKeys> keys_;
};

}  // namespace sahay::signin
