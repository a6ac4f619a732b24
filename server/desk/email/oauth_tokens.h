// OAuth tokens of mail accounts (RFC 6749, 7636 PKCE): the consent that an administrator gives in the browser, and the
// renewal of tokens before they end. Google and Microsoft 365 are known; "other" names its own addresses.
// Rule of use: a new refresh token is on disk before anything is done with the new access token; a refused one turns the
// account red (oauth_state "revoked") and nothing asks the provider again until a person connects it anew.
// Threading: renew_tokens and finish_consent block for the provider; the rest inside one Tx.
#pragma once

#include <string>

#include "desk/email/account_book.h"

namespace sahay::email {

struct OAuthProvider {
  std::string authorize_url, token_url, scope;
  std::string extra;  // further query of the consent page: "&access_type=offline"
};
// Errors: invalid when "other" lacks its addresses.
Result<OAuthProvider> provider_of(const MailAccount& account);

// Where the browser goes; remembers what its return must show. `site_url` "https://help.example.org".
Result<std::string> begin_consent(db::Tx& tx, const MailAccount& account, const std::string& site_url);
// The browser came back: trades the code for tokens. Errors: not_found (unknown or old state), forbidden (refused).
Result<MailAccountId> finish_consent(AccountBook& book, db::Store& store, std::string_view state, std::string_view code);

// Trades the refresh token. Errors: forbidden, mail.error.revoked; unavailable when the provider cannot be reached.
Result<void> renew_tokens(AccountBook& book, db::Store& store, const OpenAccount& open);

inline constexpr char kConsentPath[] = "/mail/oauth/callback";

}  // namespace sahay::email
