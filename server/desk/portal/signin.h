// Signing in by a link in a mail: one use, 30 minutes, stored hashed, the same answer for every address.
// Rule of use: request_link() inside a write; the mail is queued in the same transaction.
// Threading: inside one Tx.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/i18n.h"
#include "base/result.h"
#include "desk/people/people.h"
#include "platform/db/store.h"

namespace sahay::portal {

// What the portal wants mailed; the sender is given by app (a notice of desk/channels).
struct Mail {
  std::string to, subject, text;
  i18n::Language language = i18n::Language::en;
};
using MailSender = std::function<void(db::Tx&, const Mail&)>;

struct LinkWish {
  std::string email;
  std::string source;     // network address of the asker
  std::string return_to;  // a path of this site; anything else is dropped
  std::string base_url;
  i18n::Language language = i18n::Language::en;
  std::string desk_name;
};
// Queues the mail unless the address had three links in a quarter of an hour (then nothing, silently).
// Errors: invalid email; too_many when the source asked for twenty in an hour.
Result<void> request_link(db::Tx& tx, const LinkWish& wish, const MailSender& send);

struct Link {
  std::string email, return_to;
};
// A link that still works; looking does not use it up.
std::optional<Link> find_link(db::Tx& tx, std::string_view token);
struct SignedIn {
  std::string session;  // for the cookie
  people::User user;
  std::string return_to;
};
// Uses the link up; makes the user when the address is new, and marks the address as confirmed.
// Errors: not_found (unknown, used, too old), forbidden (suspended).
Result<SignedIn> use_link(db::Tx& tx, std::string_view token, std::string_view source, std::string_view locale);

// "/requests/5" stays, "https://elsewhere" and "//elsewhere" become "/requests".
std::string safe_return(std::string_view path);

}  // namespace sahay::portal
