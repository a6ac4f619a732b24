#include "desk/site/visitor.h"

#include "base/text.h"
#include "platform/calendar/zone.h"

namespace sahay::site {

i18n::Language language_of(const http::Request& request, const std::optional<people::User>& user) {
  if (const auto wanted = request.parameter("lang"); wanted && !wanted->empty()) return i18n::language_of(*wanted);
  if (const auto kept = request.cookie(kLanguageCookie); kept && !kept->empty()) return i18n::language_of(*kept);
  const auto accepted = request.header("accept-language");
  if (user && accepted.empty()) return user->language();
  return i18n::negotiate(accepted);
}

std::string zone_of(const http::Request& request, const std::optional<people::User>& user) {
  const auto known = [](const std::optional<std::string>& name) { return name && !name->empty() && name->size() <= 64 && calendar::Zone::find(*name); };
  if (const auto wanted = request.parameter("tz"); known(wanted)) return *wanted;
  if (const auto kept = request.cookie(kZoneCookie)) {
    const auto decoded = text::percent_decode(*kept, false);
    if (known(decoded)) return decoded;
  }
  return user && user->time_zone != "UTC" && known(user->time_zone) ? user->time_zone : std::string();
}

std::string csrf_of(std::string_view session_token) {
  return text::to_base64url(text::hmac_sha256(session_token, "form")).substr(0, 32);
}

bool csrf_matches(const Visitor& visitor, std::string_view given) {
  return !visitor.csrf.empty() && text::equal_constant_time(visitor.csrf, given);
}

Visitor visitor_of(const http::Request& request, db::Tx& tx) {
  Visitor visitor;
  visitor.now = tx.now();
  if (const auto token = request.cookie(kSessionCookie); token && !token->empty()) {
    if (const auto id = people::session_user(tx, *token, kSessionKind)) {
      visitor.user = people::find_user(tx, *id);
      if (visitor.user && (!visitor.user->active || visitor.user->suspended)) visitor.user.reset();
      if (visitor.user) visitor.csrf = csrf_of(*token);
    }
  }
  visitor.language = language_of(request, visitor.user);
  visitor.time_zone = zone_of(request, visitor.user);
  return visitor;
}

}  // namespace sahay::site
