#include "desk/portal/signin.h"

#include "base/text.h"
#include "desk/people/user_sql.h"
#include "desk/portal/signin_sql.h"
#include "desk/site/visitor.h"

namespace sahay::portal {
namespace q = sql::signin;
namespace {

constexpr Duration kLinkLife = std::chrono::minutes(30);
constexpr Duration kSessionLife = std::chrono::hours(24 * 30);
constexpr std::int64_t kLinksPerAddress = 3, kLinksPerSource = 20;

struct LinkRow {
  std::string email, return_to;
  Time expires_at, used_at;
};
BOOST_DESCRIBE_STRUCT(LinkRow, (), (email, return_to, expires_at, used_at))

std::string hash_of(std::string_view token) { return text::to_hex(text::sha256(token)); }

}  // namespace

std::string safe_return(std::string_view path) {
  const bool local = path.starts_with("/") && !path.starts_with("//") && path.find('\\') == path.npos && path.size() < 300 &&
                     std::all_of(path.begin(), path.end(), [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f; });
  return local ? std::string(path) : "/requests";
}

Result<void> request_link(db::Tx& tx, const LinkWish& wish, const MailSender& send) {
  const std::string email = people::address_key(wish.email);
  if (!people::is_address(email)) return invalid("email", "InvalidValue", "portal.error_email");
  const Time now = tx.now();
  if (tx.scalar<std::int64_t>(q::links_from, wish.source, now - std::chrono::hours(1)).value_or(0) >= kLinksPerSource)
    return Error{ErrorCode::too_many, "portal.error_429", "sign-in links for " + wish.source};
  if (tx.scalar<std::int64_t>(q::links_to, email, now - std::chrono::minutes(15)).value_or(0) >= kLinksPerAddress) return {};
  tx.execute(q::forget_links, now - std::chrono::hours(24));
  const std::string token = text::random_token(24);
  tx.execute(q::insert_link, hash_of(token), email, wish.source, safe_return(wish.return_to), now, now + kLinkLife);
  Mail mail;
  mail.to = email;
  mail.language = wish.language;
  mail.subject = i18n::text(wish.language, "portal.signin_mail_subject", {{"desk", wish.desk_name}});
  mail.text = i18n::text(wish.language, "portal.signin_mail_text", {{"url", wish.base_url + "/signin/" + token}});
  send(tx, mail);
  return {};
}

std::optional<Link> find_link(db::Tx& tx, std::string_view token) {
  const auto row = tx.one<LinkRow>(q::find_link, hash_of(token));
  if (!row || row->used_at || row->expires_at <= tx.now()) return std::nullopt;
  return Link{row->email, row->return_to};
}

Result<SignedIn> use_link(db::Tx& tx, std::string_view token, std::string_view source, std::string_view locale) {
  const auto link = find_link(tx, token);
  if (!link || tx.execute(q::use_link, hash_of(token), tx.now()) != 1) return not_found("sign-in link");
  people::User user = TRY(people::find_or_create(tx, link->email, "", locale));
  if (!user.active || user.suspended) return forbidden("suspended user");
  for (const people::Identity& identity : people::identities_of(tx, user.id))
    if (identity.type == "email" && identity.value == link->email && !identity.verified)
      tx.execute(sql::user::verify_identity, identity.id, true, tx.now());
  const std::string session = people::create_session(tx, user.id, site::kSessionKind, source, kSessionLife);
  return SignedIn{session, std::move(user), link->return_to};
}

}  // namespace sahay::portal
