// Visitor: who reads a customer page: their language, the signed-in user if any, and the token of their forms.
// Rule of use: one visitor_of() per request, inside a transaction.
// Threading: values.
#pragma once

#include <optional>
#include <string>

#include "base/i18n.h"
#include "desk/people/people.h"
#include "platform/db/store.h"
#include "platform/http/http.h"

namespace sahay::site {

inline constexpr char kSessionCookie[] = "sahay_portal";
inline constexpr char kSessionKind[] = "portal";
inline constexpr char kLanguageCookie[] = "sahay_lang";
inline constexpr char kZoneCookie[] = "sahay_tz";  // set by the script of the pages and of the widget

struct Visitor {
  i18n::Language language = i18n::Language::en;
  std::optional<people::User> user;
  std::string csrf;  // to be repeated by every form of a signed-in visitor; "" when signed out
  std::string time_zone;  // from their account or their browser; "" = not known
  Time now;
};

Visitor visitor_of(const http::Request& request, db::Tx& tx);
// ?lang=, then the cookie, then the user's own setting, then Accept-Language.
i18n::Language language_of(const http::Request& request, const std::optional<people::User>& user);
// ?tz=, then the cookie, then the user's own setting; "" when none names a zone.
std::string zone_of(const http::Request& request, const std::optional<people::User>& user);
// The form token of a session: derived from the session's own secret, so nothing is stored.
std::string csrf_of(std::string_view session_token);
bool csrf_matches(const Visitor& visitor, std::string_view given);

}  // namespace sahay::site
