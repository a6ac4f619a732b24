// Web Push: messages to the browsers of people who let us (RFC 8030, 8291, 8292), each a durable job of one device.
// Rule of use: queue() in the transaction of the fact; the words are made when it is sent, with the rights of that
// moment, and nothing is sent of what was read meanwhile. A device whose push service no longer knows it is forgotten.
// Threading: queue() and the rest inside one Tx; send() is a job handler.
#pragma once

#include "desk/notifications/notifications.h"
#include "desk/notifications/push_crypto.h"
#include "platform/api/api.h"
#include "platform/files/sealed_box.h"
#include "platform/http/client.h"
#include "platform/jobs/jobs.h"

namespace sahay::notifications {

inline constexpr char kPushJob[] = "notifications.push";
inline constexpr std::size_t kMostDevices = 20;

struct Device {
  Id<struct PushDeviceTag> id;
  UserId user_id;
  std::string name, endpoint, endpoint_hash;
  std::string p256dh, auth;  // base64url
  Time created_at, last_sent_at;
};
BOOST_DESCRIBE_STRUCT(Device, (), (id, user_id, name, endpoint, endpoint_hash, p256dh, auth, created_at, last_sent_at))

struct PushParts {
  files::SealedBox box;
  http::GuardOptions guard;
};

// Made at first use. Errors: forbidden when it was sealed with another key (a backup restored without mail.key).
Result<KeyPair> own_key(db::Tx& tx, const files::SealedBox& box);

void queue(db::Tx& tx, const people::User& user, const Preferences& preferences, const Notification& made);
Result<void> send(db::Store& store, const PushParts& parts, const jobs::Job& job);
void forget_devices(db::Tx& tx, UserId user);

void add_push_routes(api::Api& api, const PushParts& parts);

}  // namespace sahay::notifications
