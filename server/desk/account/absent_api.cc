// Lists of what this desk never has: telephone numbers, installed apps, agreements to share tickets. Readers that go
// through everything ask for them too, and an empty list lets them go on where "not found" ends them.
#include "desk/account/account_api.h"
#include "platform/api/whole_list.h"

namespace sahay::account {
namespace {

using api::Access;
using api::Context;
using api::Reply;

constexpr std::pair<const char*, const char*> kLists[] = {
    {"/targets", "targets"},
    {"/sharing_agreements", "sharing_agreements"},
    {"/channels/voice/phone_numbers", "phone_numbers"},
    {"/channels/twitter/monitored_twitter_handles", "monitored_twitter_handles"},
    {"/apps/installations", "installations"},
    {"/skips", "skips"},
    {"/users/{id}/skips", "skips"},
    {"/bookmarks", "bookmarks"},
    {"/organization_subscriptions", "organization_subscriptions"},
    {"/users/{id}/organization_subscriptions", "organization_subscriptions"},
    {"/organizations/{id}/subscriptions", "organization_subscriptions"},
    {"/routing/attributes", "attributes"},
    {"/workspaces", "workspaces"},
    {"/resource_collections", "resource_collections"},
    {"/custom_objects", "custom_objects"}};

Reply no_rows(const Context& c, const char* key) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key(key).begin_array().end_array();
  api::end_whole_list(w, c, 0);
  w.end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

void add_absent_routes(api::Api& api) {
  for (const auto& [path, key] : kLists)
    api.read("GET", path, Access::staff, [key = key](Context& c, db::Tx&) -> Result<Reply> { return no_rows(c, key); });
  api.read("GET", "/routing/attributes/definitions", Access::staff, [](Context&, db::Tx&) -> Result<Reply> {
    return Reply::ok(R"({"definitions":{"conditions_all":[],"conditions_any":[]}})");
  });
}

}  // namespace sahay::account
