// Routes of push devices: one's own list, adding the browser one sits at, taking one away, trying them.
#include "base/text.h"
#include "desk/notifications/push.h"
#include "desk/notifications/push_sql.h"

namespace sahay::notifications {
namespace q = sql::push;
namespace {

using api::Access;
using api::Context;
using api::Reply;
using api::Right;

constexpr std::size_t kLongestEndpoint = 2000, kLongestName = 120;

// Not the keys, and of the endpoint only by which a browser finds itself in the list.
void write(JsonWriter& w, const Device& each) {
  w.begin_object().field("id", each.id).field("name", each.name).field("endpoint_hash", each.endpoint_hash);
  w.field("created_at", each.created_at).field("last_sent_at", each.last_sent_at).end_object();
}

Reply list_of(db::Tx& tx, const Context& c, const KeyPair& key) {
  std::string out;
  JsonWriter w(out);
  const auto devices = tx.all<Device>(q::devices_of, c.caller.id);
  w.begin_object().key("push_devices").begin_array();
  for (const Device& each : devices) write(w, each);
  w.end_array()
      .field("public_key", text::to_base64url(key.public_key))
      .key("next_page")
      .null()
      .key("previous_page")
      .null()
      .field("count", devices.size())
      .end_object();
  return Reply::ok(std::move(out));
}

Result<Device> read_device(const JsonObject& in, const http::GuardOptions& guard) {
  Device out;
  out.endpoint = string_at(in, "endpoint").value_or("");
  const auto url = http::parse_url(out.endpoint);
  // Push services speak HTTPS; only where inner networks are allowed may one stand beside us.
  if (!url.ok() || out.endpoint.size() > kLongestEndpoint || (!url->tls && guard.allowed_networks.empty()))
    return invalid("endpoint", "InvalidValue", "notify.error.endpoint");
  const std::string key = text::from_base64(string_at(in, "p256dh").value_or("")).value_or(""),
                    auth = text::from_base64(string_at(in, "auth").value_or("")).value_or("");
  if (!is_public_key(key)) return invalid("p256dh", "InvalidValue", "notify.error.device");
  if (auth.size() != kAuthSecret) return invalid("auth", "InvalidValue", "notify.error.device");
  out.name = text::first(text::repair_utf8(text::trim(string_at(in, "name").value_or(""))), kLongestName);
  if (out.name.empty()) return invalid("name", "BlankValue", "error.field.blank");
  out.endpoint_hash = text::to_hex(text::sha256(out.endpoint));
  out.p256dh = text::to_base64url(key);
  out.auth = text::to_base64url(auth);
  return out;
}

Result<Reply> add(Context& c, db::Tx& tx, const PushParts& parts) {
  const JsonObject* in = TRY(c.wrapped("push_device"));
  Device device = TRY(read_device(*in, parts.guard));
  const auto before = tx.one<Device>(q::of_endpoint, device.endpoint_hash);
  if (!(before && before->user_id.value == c.caller.id) &&
      tx.all<Device>(q::devices_of, c.caller.id).size() >= kMostDevices)
    return Error{ErrorCode::conflict, "notify.error.devices"};
  tx.execute(q::save_device, tx.new_id("push_devices"), c.caller.id, device.name, device.endpoint, device.endpoint_hash,
             device.p256dh, device.auth, tx.now());
  const auto stored = tx.one<Device>(q::of_endpoint, device.endpoint_hash);
  if (!stored) return not_found();
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("push_device");
  write(w, *stored);
  w.end_object();
  return Reply{201, std::move(out)};
}

Result<Reply> remove(Context& c, db::Tx& tx) {
  const auto device = tx.one<Device>(q::device, c.id());
  if (!device || device->user_id.value != c.caller.id) return not_found();
  tx.execute(q::remove_device, device->id);
  return Reply::no_content();
}

Result<Reply> test(Context& c, db::Tx& tx) {
  const auto devices = tx.all<Device>(q::devices_of, c.caller.id);
  for (const Device& device : devices)
    jobs::add(tx, kPushJob, tx.now(), to_string(Json(JsonObject{{"device", device.id.value}, {"position", 0}})),
              "push." + std::to_string(device.id.value));
  return Reply::ok(R"({"sent":)" + std::to_string(devices.size()) + "}");
}

}  // namespace

void add_push_routes(api::Api& api, const PushParts& parts) {
  const Right own(Access::staff, api::kAnyStaff);
  // The first to ask makes the key.
  api.plain("GET", "/push_devices", own, [parts](Context& c, db::Store& store) -> Result<Reply> {
    return store.write([&](db::Tx& tx) -> Result<Reply> { return list_of(tx, c, TRY(own_key(tx, parts.box))); });
  });
  api.write("POST", "/push_devices", own, [parts](Context& c, db::Tx& tx) { return add(c, tx, parts); });
  api.write("POST", "/push_devices/test", own, test);
  api.write("DELETE", "/push_devices/{id}", own, remove);
}

}  // namespace sahay::notifications
