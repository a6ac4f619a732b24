#include "desk/signin/notices.h"

#include "desk/channels/notice.h"

namespace sahay::signin {
namespace {

const char* key_of(Told what) {
  switch (what) {
    case Told::totp_on: return "signin.mail.totp_on";
    case Told::totp_off: return "signin.mail.totp_off";
    case Told::passkey_added: return "signin.mail.passkey_added";
    case Told::passkey_removed: return "signin.mail.passkey_removed";
    case Told::provider_connected: return "oidc.mail.connected";
    case Told::provider_disconnected: return "oidc.mail.disconnected";
    case Told::password_set: return "signin.mail.password_set";
    case Told::password_changed: return "signin.mail.password_changed";
    case Told::password_removed: return "signin.mail.password_removed";
  }
  return "";
}

}  // namespace

void note(db::Tx& tx, const Hand& hand, const people::User& user, std::string_view action, std::string_view what) {
  if (!user.staff()) return;
  api::Context page;
  page.request = hand.request;
  page.caller.id = user.id.value;
  page.caller.name = user.name;
  page.caller.via = "web";
  std::string after;
  JsonWriter(after).begin_object().field("name", user.name).field("role", user.role).field("way", what).end_object();
  api::note_change(hand.caller ? *hand.caller : page, tx, {std::string(action), "user", user.id.value, "", std::move(after)});
}

void tell(db::Tx& tx, const people::User& user, Told what, std::string_view desk, std::string_view name) {
  if (user.email.empty()) return;
  channels::Notice notice;
  notice.to = user.email;
  notice.name = user.name;
  notice.language = i18n::code(user.language());
  notice.subject = i18n::text(user.language(), "signin.mail.subject", {{"desk", std::string(desk)}});
  notice.text = i18n::text(user.language(), key_of(what), {{"name", std::string(name)}}) + "\n\n" + i18n::text(user.language(), user.staff() ? "signin.mail.not_you" : "signin.mail.not_you_customer") + "\n";
  channels::queue_notice(tx, notice);
}

}  // namespace sahay::signin
