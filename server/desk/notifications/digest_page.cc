// /digest/off/{token}: what the link of the mail opens. A GET asks and changes nothing; the press of a button, or of
// the one that a mail program shows (RFC 8058), is a POST: the token alone says who it is.
#include "desk/notifications/digest.h"
#include "desk/notifications/notifications_api.h"
#include "desk/people/people.h"
#include "desk/site/page.h"
#include "desk/site/words.h"
#include "desk/tickets/signed_link.h"

namespace sahay::notifications {
namespace {

using http::Request;
using http::Response;
using site::Html;
using site::say;

struct Desk {
  db::Store& store;
  const site::Settings& settings;
  DigestParts parts;
};

std::optional<people::User> reader_of(const Desk& desk, db::Tx& tx, const Request& request) {
  const auto link = tickets::read_link(desk.parts.key, "digest", request.path_value("token"));
  auto user = link ? people::find_user(tx, link->reader) : std::nullopt;
  return user && user->staff() ? user : std::nullopt;
}

Response draw(const Desk& desk, const Request& request, bool done) {
  return desk.store.read([&](db::Tx& tx) {
    site::Visitor visitor = site::visitor_of(request, tx);
    const auto reader = reader_of(desk, tx, request);
    if (!reader) return site::error_page(desk.settings, request, visitor, 404);
    if (!request.parameter("lang")) visitor.language = reader->language();
    Html out;
    if (done) {
      out.add("<div class=\"w pg\"><div class=\"n\"><h1>{}</h1><p role=\"status\">{}</p></div></div>",
              say(visitor, "notify.off.title"), say(visitor, "notify.off.done"));
    } else {
      out.add(
          "<div class=\"w pg\"><div class=\"n\"><h1>{}</h1><p>{}</p><form class=\"f\" method=\"post\" "
          "action=\"{}\"><button class=\"btn\">{}</button></form></div></div>",
          say(visitor, "notify.off.title"), say(visitor, "notify.off.ask", {{"email", reader->email}}), request.path,
          say(visitor, "notify.off.button"));
    }
    return site::own_page(desk.settings, request, visitor,
                          {.title = say(visitor, "notify.off.title"), .main = out.take()});
  });
}

Response take(const Desk& desk, const Request& request) {
  const auto done = desk.store.write([&](db::Tx& tx) -> Result<void> {
    const auto reader = reader_of(desk, tx, request);
    if (!reader) return not_found();
    Preferences p = without_digest(preferences_of(tx, reader->id));
    save(tx, p);
    plan(tx, *reader, p);
    return {};
  });
  return draw(desk, request, done.ok());
}

}  // namespace

void add_digest_pages(http::Router& router, db::Store& store, const site::Settings& settings,
                      const DigestParts& parts) {
  const auto desk = std::make_shared<const Desk>(Desk{store, settings, parts});
  router.add("GET", "/digest/off/{token}", [desk](Request& request) { return draw(*desk, request, false); });
  router.add("POST", "/digest/off/{token}", [desk](Request& request) { return take(*desk, request); },
             {.body_limit = 4 * 1024});
}

}  // namespace sahay::notifications
