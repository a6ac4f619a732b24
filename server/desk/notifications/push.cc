#include "desk/notifications/push.h"

#include "base/text.h"
#include "desk/notifications/push_sql.h"
#include "desk/people/people.h"
#include "desk/tickets/placeholders.h"

namespace sahay::notifications {
namespace q = sql::push;
namespace {

constexpr std::int64_t kKeptBySeconds = 12 * 3600;  // by the push service, for a device that is off
constexpr int kTries = 8;                           // in about an hour; later it is no news
constexpr char kKeyLabel[] = "push_keys/1";
constexpr std::size_t kMostWords = 300;  // code points of each line

struct StoredKey {
  std::string public_key, private_key;
};
BOOST_DESCRIBE_STRUCT(StoredKey, (), (public_key, private_key))

struct Message {
  Device device;
  std::string plain, topic, contact;
  KeyPair key;
};

std::string message_of(std::string_view title, std::string_view body, std::string_view path, std::string_view tag) {
  std::string out;
  JsonWriter w(out);
  w.begin_object()
      .field("title", text::first(title, kMostWords))
      .field("body", text::first(body, kMostWords))
      .field("path", path)
      .field("tag", tag)
      .end_object();
  return out;
}

std::string contact_of() {
  const std::string site = tickets::site_address ? tickets::site_address() : "";
  return site.starts_with("https://") ? site : "";
}

// What to say now; nothing when it was read, is gone, or its reader is nobody any more.
std::optional<std::string> words_of(db::Tx& tx, const Device& device, std::int64_t position, std::string& topic) {
  const auto user = people::find_user(tx, device.user_id);
  const auto caller = people::caller_of(tx, device.user_id);
  if (!user || !caller.ok() || !caller->staff()) return std::nullopt;
  const auto language = user->language();
  if (position == 0) {
    topic = "test";
    return message_of(i18n::text(language, "notify.test.title"), i18n::text(language, "notify.test.body"), "/settings",
                      topic);
  }
  const auto row = tx.one<Notification>(q::notification_at, device.user_id, position);
  if (!row || row->read_at) return std::nullopt;
  topic = row->ticket_id ? "ticket-" + std::to_string(row->ticket_id) : "held";
  const auto told = described(tx, *caller, {*row}, language);
  if (told.empty() || !told.front().visible) return std::nullopt;
  const std::string path = row->ticket_id ? "/tickets/" + std::to_string(row->ticket_id) : "/held";
  return message_of(told.front().text, told.front().subject, path, topic);
}

Result<std::optional<Message>> take(db::Store& store, const PushParts& parts, const jobs::Job& job) {
  return store.write([&](db::Tx& tx) -> Result<std::optional<Message>> {
    const Json in = TRY(parse_json(job.payload));
    if (!in.is_object()) return Error{ErrorCode::bad_request, "error.bad_request", "push"};
    Message out;
    const auto device = tx.one<Device>(q::device, integer_at(in.get_object(), "device").value_or(0));
    auto plain =
        device ? words_of(tx, *device, integer_at(in.get_object(), "position").value_or(0), out.topic) : std::nullopt;
    if (!plain) {
      jobs::finish(tx, job);
      return std::optional<Message>();
    }
    out.device = *device;
    out.plain = *std::move(plain);
    out.contact = contact_of();
    out.key = TRY(own_key(tx, parts.box));
    return std::optional<Message>(std::move(out));
  });
}

std::string origin_of(const http::Url& url) { return (url.tls ? "https://" : "http://") + url.host_header; }

Result<http::ClientRequest> request_of(const Message& message, Time now) {
  const http::Url url = TRY(http::parse_url(message.device.endpoint));
  http::ClientRequest out;
  out.method = "POST";
  out.url = message.device.endpoint;
  out.body = TRY(encrypt(message.plain, text::from_base64(message.device.p256dh).value_or(""),
                         text::from_base64(message.device.auth).value_or("")));
  out.headers.emplace("authorization",
                      vapid_header(message.key, origin_of(url), message.contact, now + std::chrono::hours(12)));
  out.headers.emplace("content-encoding", "aes128gcm");
  out.headers.emplace("content-type", "application/octet-stream");
  out.headers.emplace("ttl", std::to_string(kKeptBySeconds));
  out.headers.emplace("topic", message.topic);
  out.headers.emplace("urgency", "high");
  return out;
}

}  // namespace

Result<KeyPair> own_key(db::Tx& tx, const files::SealedBox& box) {
  if (const auto stored = tx.one<StoredKey>(q::key)) {
    const Secret opened = TRY(box.open(stored->private_key, kKeyLabel));
    return KeyPair{Secret(text::from_base64(opened.reveal()).value_or("")),
                   text::from_base64(stored->public_key).value_or("")};
  }
  KeyPair made = make_key_pair();
  // Two may ask at the same moment: the key that was stored first is the desk's.
  if (!tx.execute(q::save_key, text::to_base64url(made.public_key),
                  box.seal(Secret(text::to_base64url(made.private_key.reveal())), kKeyLabel), tx.now()))
    return own_key(tx, box);
  return made;
}

void queue(db::Tx& tx, const people::User& user, const Preferences& preferences, const Notification& made) {
  if (is_quiet(preferences, minute_of_day(*zone_of(user.time_zone), tx.now()))) return;
  for (const Device& device : tx.all<Device>(q::devices_of, user.id))
    jobs::add(tx, kPushJob, tx.now(),
              to_string(Json(JsonObject{{"device", device.id.value}, {"position", made.position}})),
              "push." + std::to_string(device.id.value));
}

Result<void> send(db::Store& store, const PushParts& parts, const jobs::Job& job) {
  const auto message = TRY(take(store, parts, job));
  if (!message) return {};
  const Time now = store.read([](db::Tx& tx) { return tx.now(); });
  const auto request = request_of(*message, now);
  const auto answer = request.ok() ? http::fetch(*request, parts.guard) : Result<http::ClientResponse>(request.error());
  const bool gone = answer.ok() && (answer->status == 404 || answer->status == 410);
  const bool taken = answer.ok() && answer->status >= 200 && answer->status < 300;
  const bool later =
      answer.ok() ? answer->status == 429 || answer->status >= 500 : answer.error().code == ErrorCode::unavailable;
  if (later && job.attempt < kTries)
    return Error{ErrorCode::unavailable, "error.busy",
                 answer.ok() ? "push service answers " + std::to_string(answer->status) : answer.error().detail};
  if (!taken && !gone)
    log::warning("push", "message refused",
                 {{"device", std::to_string(message->device.id.value)},
                  {"what", answer.ok() ? std::to_string(answer->status) : answer.error().detail}});
  return store.write([&](db::Tx& tx) -> Result<void> {
    jobs::finish(tx, job);
    if (gone) tx.execute(q::remove_device, message->device.id);
    if (taken) tx.execute(q::sent, message->device.id, tx.now());
    return {};
  });
}

void forget_devices(db::Tx& tx, UserId user) { tx.execute(q::remove_devices_of, user); }

}  // namespace sahay::notifications
