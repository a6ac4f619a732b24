#include "app/outward.h"

#include "app/desk_facts.h"
#include "desk/account/account_api.h"
#include "desk/community/community_api.h"
#include "desk/email/inbox.h"
#include "desk/helpcenter/help_api.h"
#include "desk/sla/clocks.h"
#include "desk/tickets/placeholders.h"
#include "desk/webhooks/webhook_action.h"
#include "desk/webhooks/webhooks_api.h"
#include "platform/db/nodes.h"
#include "platform/events/batches.h"

namespace sahay::app {
namespace {

// What webhooks may subscribe to; an event of another kind is nobody's.
const std::vector<std::string> kTold = {
    "ticket.created", "ticket.updated", "ticket.deleted", "ticket.restored", "ticket.erased",
    "user.created", "user.updated", "user.deleted", "user.merged",
    "organization.created", "organization.updated", "organization.deleted",
    "article.published", "article.updated", "article.archived",
    "community_post.created", "community_post.updated", "community_post.comment_added"};

// {{dc.name}} in the language of the requester, who will read it.
std::string dynamic_content(tickets::Facts& facts, std::string_view name) {
  const auto& reader = facts.requester();
  return account::dynamic_text(facts.tx(), name.substr(3), reader ? reader->locale : "en-US");
}

}  // namespace

Outward::Outward(const Parts& parts) : parts_(parts) {
  guard_.allowed_networks = parts.config.outbound.allow;
  guard_.connect_timeout = std::chrono::milliseconds(5'000);
  guard_.total_timeout = std::chrono::milliseconds(12'000);
}

void Outward::add_routes() {
  webhooks::add_webhook_action();
  tickets::add_placeholder({.name = "dc.*", .value = dynamic_content});
  community::segments_of = [](db::Tx& tx, const api::Caller& caller) { return helpcenter::audience_of(tx, caller).segments; };
  webhooks::add_webhook_routes(parts_.api, guard_);
  sla::hours_changed = [](db::Tx& tx) {
    refresh_desk_facts(tx, true);
    db::tell_nodes(tx, kDeskTopic);
  };
  account::desk_renamed = [](db::Tx& tx, const std::string& name) {
    email::rename_inboxes(tx, desk_facts().name.text(), name);
    refresh_desk_facts(tx, true);
    db::tell_nodes(tx, kDeskTopic);
  };
  account::add_brand_routes(parts_.api);
  account::add_locale_routes(parts_.api);
  account::add_setting_routes(parts_.api);
  account::add_dynamic_content_routes(parts_.api);
  account::add_absent_routes(parts_.api);
  helpcenter::add_help_center_routes(parts_.api, parts_.router, parts_.store, parts_.files);
  community::add_community_routes(parts_.api);
}

void Outward::add_consumers() { parts_.dispatcher.add_durable("webhooks", kTold, events::InBatches{webhooks::hear}); }

void Outward::add_jobs() {
  parts_.worker.handle(webhooks::kDeliverJob,
                       [this](db::Store& store, const jobs::Job& job) { return webhooks::deliver(store, guard_, job); },
                       {.attempts = 100, .concurrency = 2, .lease = std::chrono::minutes(2)});
}

Result<void> Outward::start() {
  return parts_.store.write([&](db::Tx& tx) -> Result<void> {
    account::ensure_brand(tx, parts_.config.desk.name);
    refresh_desk_facts(tx, false);
    helpcenter::ensure_audiences(tx);
    return {};
  });
}

void Outward::forget_old(db::Tx& tx) { webhooks::forget_old(tx); }

}  // namespace sahay::app
