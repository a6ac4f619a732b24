// The digest: one mail in the morning with what a person has not read, on the days and at the hour they chose, in their
// language. None when nothing new is unread, none to people who are suspended or gone.
// Rule of use: plan() whenever preferences change; ring() is the handler of kDigestJob (key: the person). The mail, the
// memory of what it told and the next timer are one commit, so each goes once.
// Threading: plan() inside one Tx; ring() from any thread.
#pragma once

#include "base/log.h"
#include "desk/notifications/notifications.h"
#include "desk/site/settings.h"
#include "platform/api/api.h"
#include "platform/http/http.h"
#include "platform/jobs/jobs.h"

namespace sahay::notifications {

inline constexpr char kDigestJob[] = "notifications.digest";

struct DigestParts {
  LiveText desk_name;
  Secret key;  // of the links that turn it off
};

void plan(db::Tx& tx, const people::User& user, const Preferences& preferences);
Result<void> ring(db::Store& store, const DigestParts& parts, const jobs::Job& job);

// /digest/off/{token}: GET asks, POST turns it off, also the one-click POST of a mail program (RFC 8058).
void add_digest_pages(http::Router& router, db::Store& store, const site::Settings& settings, const DigestParts& parts);

// POST /notification_settings/digest: the caller's own mail now, to try it.
void add_digest_routes(api::Api& api, const DigestParts& parts);

}  // namespace sahay::notifications
