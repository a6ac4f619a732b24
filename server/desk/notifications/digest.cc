#include "desk/notifications/digest.h"

#include <algorithm>

#include "base/text.h"
#include "desk/channels/notice.h"
#include "desk/notifications/digest_sql.h"
#include "desk/people/people.h"
#include "desk/tickets/placeholders.h"
#include "desk/tickets/signed_link.h"

namespace sahay::notifications {
namespace q = sql::digest;
namespace {

constexpr std::size_t kMostLines = 50;

struct Section {
  const char* key;
  std::vector<std::string_view> kinds;
};
const Section kSections[] = {
    {"notify.digest.late", {"deadline_missed", "promise_missed", "deadline_near", "promise_due"}},
    {"notify.digest.yours", {"assigned", "handover"}},
    {"notify.digest.words", {"reply", "mention", "bad_rating", "reply_held"}},
    {"notify.digest.mail", {"held_mail"}}};

std::string site() { return tickets::site_address ? tickets::site_address() : ""; }

std::string line_of(const Described& each) {
  std::string out = "- " + each.text;
  if (!each.subject.empty()) out += ": " + each.subject;
  const std::string path =
      each.row.ticket_id ? "/console/tickets/" + std::to_string(each.row.ticket_id) : "/console/held";
  return out + "\n  " + site() + path + "\n";
}

std::string body_of(const std::vector<Described>& told, i18n::Language language, const std::string& off) {
  std::string out = i18n::text(language, "notify.digest.lead", {{"n", std::to_string(told.size())}}) + "\n";
  std::size_t lines = 0;
  for (const Section& section : kSections) {
    std::string part;
    for (const Described& each : told)
      if (std::find(section.kinds.begin(), section.kinds.end(), each.row.kind) != section.kinds.end() &&
          lines < kMostLines) {
        part += line_of(each);
        ++lines;
      }
    if (!part.empty()) out += "\n" + i18n::text(language, section.key) + "\n" + part;
  }
  if (lines < told.size())
    out += "\n" + i18n::text(language, "notify.digest.more", {{"n", std::to_string(told.size() - lines)}}) + "\n";
  return out + "\n" + i18n::text(language, "notify.digest.off", {{"link", off}}) + "\n";
}

channels::Notice written(const DigestParts& parts, const people::User& user, const std::vector<Described>& told,
                         Time now) {
  const auto language = user.language();
  channels::Notice out;
  out.to = user.email;
  out.name = user.name;
  out.language = i18n::code(language);
  out.subject = i18n::text(language, "notify.digest.subject",
                           {{"desk", std::string(parts.desk_name.text())}, {"n", std::to_string(told.size())}});
  out.list_unsubscribe = site() + "/digest/off/" + tickets::link_token(parts.key, "digest", {TicketId(), user.id, now});
  out.text = body_of(told, language, out.list_unsubscribe);
  return out;
}

std::vector<Described> readable(db::Tx& tx, const api::Caller& caller, std::vector<Notification> rows,
                                i18n::Language language) {
  auto told = described(tx, caller, std::move(rows), language);
  std::erase_if(told, [](const Described& each) { return !each.visible; });
  return told;
}

// Nothing: there is no news since the last mail, or none that this person may read.
std::optional<channels::Notice> mail_for(db::Tx& tx, const DigestParts& parts, const people::User& user) {
  const auto caller = people::caller_of(tx, user.id);
  if (!caller.ok() || !caller->staff() || user.email.empty()) return std::nullopt;
  auto waiting = tx.all<Notification>(q::waiting, user.id);
  if (waiting.empty() || waiting.front().position <= tx.scalar<std::int64_t>(q::told_until, user.id).value_or(0))
    return std::nullopt;
  tx.execute(q::remember, user.id, waiting.front().position);
  const auto told = readable(tx, *caller, std::move(waiting), user.language());
  if (told.empty()) return std::nullopt;
  return written(parts, user, told, tx.now());
}

}  // namespace

void add_digest_routes(api::Api& api, const DigestParts& parts) {
  api.write(
      "POST", "/notification_settings/digest", api::Right(api::Access::staff, api::kAnyStaff),
      [parts](api::Context& c, db::Tx& tx) -> Result<api::Reply> {
        const auto user = people::find_user(tx, UserId(c.caller.id));
        if (!user || user->email.empty()) return not_found();
        channels::queue_notice(
            tx, written(parts, *user,
                        readable(tx, c.caller, tx.all<Notification>(q::unread, user->id), user->language()), tx.now()));
        return api::Reply::no_content();
      });
}

void plan(db::Tx& tx, const people::User& user, const Preferences& preferences) {
  const Time at = preferences.wants_digest() ? next_digest(preferences, *zone_of(user.time_zone), tx.now()) : Time();
  if (at)
    jobs::set(tx, kDigestJob, std::to_string(user.id.value), at, "{}");
  else
    jobs::cancel(tx, kDigestJob, std::to_string(user.id.value));
}

Result<void> ring(db::Store& store, const DigestParts& parts, const jobs::Job& job) {
  return store.write([&](db::Tx& tx) -> Result<void> {
    jobs::finish(tx, job);
    const auto user = people::find_user(tx, UserId(text::to_integer(job.key).value_or(0)));
    if (!user) return {};
    const Preferences preferences = preferences_of(tx, user->id);
    if (!preferences.wants_digest()) return {};
    if (user->active && !user->suspended)
      if (const auto notice = mail_for(tx, parts, *user)) channels::queue_notice(tx, *notice);
    plan(tx, *user, preferences);
    return {};
  });
}

}  // namespace sahay::notifications
