#include "desk/account/account_api.h"
#include "desk/people/setting.h"

namespace sahay::account {
namespace {

using api::Access;
using api::Context;
using api::Reply;

Reply settings_reply(db::Tx& tx) {
  JsonObject all = people::all_settings(tx);
  all["brands"].get_object()["default_brand_id"] = default_brand(tx);
  std::string out;
  JsonWriter(out).begin_object().field("settings", Json(std::move(all))).end_object();
  return Reply::ok(std::move(out));
}

// {"settings":{"tickets":{"list_newest_comments_first":true}}}: what is not named stays.
Result<Reply> change(Context& c, db::Tx& tx) {
  for (const auto& [section, keys] : *TRY(c.wrapped("settings"))) {
    const std::string_view name(section.data(), section.size());
    if (!keys.is_object()) return invalid(std::string(name), "InvalidFormat", "error.field.wrong_type", {{"type", "object"}});
    for (const auto& [key, value] : keys.get_object()) TRY(people::change_setting(tx, name, {key.data(), key.size()}, value));
  }
  return settings_reply(tx);
}

}  // namespace

void add_setting_routes(api::Api& api) {
  api.read("GET", "/account/settings", Access::staff, [](Context&, db::Tx& tx) -> Result<Reply> { return settings_reply(tx); });
  api.write("PUT", "/account/settings", Access::admin, change);
}

}  // namespace sahay::account
