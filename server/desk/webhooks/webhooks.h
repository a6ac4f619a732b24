// The door of webhooks. Events heard: all of tickets, users, organizations, articles (webhook_reactor). A message is a
// row and a job in the transaction that caused it; sending never holds up a ticket and is done at least once.
// Rule of use: invoke() from rules and reactors; deliver() is the job; options come from the configuration.
// Threading: verbs inside one Tx; deliver from the job workers.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "desk/webhooks/webhook.h"
#include "platform/db/store.h"
#include "platform/events/events.h"
#include "platform/http/client.h"
#include "platform/jobs/jobs.h"

namespace sahay::webhooks {

inline constexpr char kDeliverJob[] = "webhooks.deliver";

std::optional<Webhook> find(db::Tx& tx, std::string_view code);
std::optional<Invocation> find_invocation(db::Tx& tx, std::string_view code);
Webhook create(db::Tx& tx, UserId actor, Webhook wanted);  // gives code and secret
void save(db::Tx& tx, UserId actor, const Webhook& changed);
void remove(db::Tx& tx, const Webhook& webhook);  // messages that wait are cancelled
Webhook rotate_secret(db::Tx& tx, UserId actor, Webhook webhook);

// Queues one message. Inactive webhooks get none (nullopt).
struct NewInvocation {
  std::string event_type;
  std::int64_t event_id = 0;
  std::string payload;
  std::string replay_of{};
  Time not_before{};  // what is said may still be taken back until then
};
std::optional<Invocation> invoke(db::Tx& tx, const Webhook& webhook, NewInvocation wanted);
// Sends what events say to every subscriber. What was imported, and what is older than the webhook, is not sent.
void hear(db::Tx& tx, std::span<const events::Event* const> batch);

// One try; stored with the attempt: done, later again, or given up.
Result<void> deliver(db::Store& store, const http::GuardOptions& options, const jobs::Job& job);
// Drops messages of more than 30 days ago that are done.
void forget_old(db::Tx& tx);

}  // namespace sahay::webhooks
