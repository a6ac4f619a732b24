// Webhooks and their messages: rows and jobs.
#include <algorithm>

#include "desk/tickets/unsent.h"
#include "desk/webhooks/event_types.h"
#include "desk/webhooks/webhook_sql.h"
#include "desk/webhooks/webhooks.h"

namespace sahay::webhooks {
namespace q = sql::webhook;

std::optional<Webhook> find(db::Tx& tx, std::string_view code) { return tx.one<Webhook>(q::find, code); }
std::optional<Invocation> find_invocation(db::Tx& tx, std::string_view code) { return tx.one<Invocation>(q::find_invocation, code); }

Webhook create(db::Tx& tx, UserId actor, Webhook wanted) {
  wanted.id = WebhookId(tx.new_id("webhooks"));
  wanted.code = make_ulid(tx.now());
  wanted.secret = make_secret();
  wanted.created_by = wanted.updated_by = actor;
  wanted.created_at = wanted.updated_at = tx.now();
  tx.execute(q::insert, wanted.id, wanted.code, wanted.name, wanted.description, wanted.endpoint, wanted.http_method, wanted.request_format,
             wanted.status, write_json(wanted.subscriptions), wanted.authentication, wanted.custom_headers, wanted.secret, actor, tx.now());
  return wanted;
}

void save(db::Tx& tx, UserId actor, const Webhook& now) {
  tx.execute(q::save, now.id, now.name, now.description, now.endpoint, now.http_method, now.request_format, now.status,
             write_json(now.subscriptions), now.authentication, now.custom_headers, now.secret, now.old_secret, now.old_secret_until, actor, tx.now());
}

void remove(db::Tx& tx, const Webhook& webhook) {
  tx.execute(q::cancel_open, webhook.id, tx.now());
  tx.execute(q::remove, webhook.id);
}

Webhook rotate_secret(db::Tx& tx, UserId actor, Webhook webhook) {
  webhook.old_secret = webhook.secret;
  webhook.old_secret_until = tx.now() + std::chrono::hours(24);
  webhook.secret = make_secret();
  save(tx, actor, webhook);
  return webhook;
}

std::optional<Invocation> invoke(db::Tx& tx, const Webhook& webhook, NewInvocation wanted) {
  if (webhook.status != "active") return std::nullopt;
  Invocation out;
  out.id = InvocationId(tx.new_id("webhook_invocations"));
  out.code = make_ulid(tx.now());
  out.webhook_id = webhook.id;
  out.event_type = std::move(wanted.event_type);
  out.event_id = wanted.event_id;
  out.payload = std::move(wanted.payload);
  out.replay_of = std::move(wanted.replay_of);
  out.created_at = tx.now();
  out.next_at = std::max(tx.now(), wanted.not_before);
  tx.execute(q::insert_invocation, out.id, out.code, out.webhook_id, out.event_type, out.event_id, out.payload, out.replay_of, tx.now(), out.next_at);
  jobs::add(tx, kDeliverJob, out.next_at, std::to_string(out.id.value));
  return out;
}

namespace {

std::int64_t number_in(const events::Event& event, std::string_view key) {
  const auto data = parse_json(event.data.text);
  return data.ok() && data->is_object() ? integer_at(data->get_object(), key).value_or(0) : 0;
}

// Until when the event's answer to a customer may be taken back, and with it what came in the same breath.
Time held_until(db::Tx& tx, const events::Event& event) {
  const auto comment = tickets::find_comment(tx, CommentId(number_in(event, "comment_id")));
  const auto ticket = comment ? tickets::find(tx, comment->ticket_id) : std::nullopt;
  return ticket ? tickets::held_until(tx, *ticket, *comment) : Time{};
}

void tell(db::Tx& tx, const std::vector<Webhook>& webhooks, const events::Event& event) {
  Time held;
  if (event.kind == "ticket.updated") {
    // Who never heard of an answer need not hear that it was taken back.
    if (tickets::was_taken_back(tx, event.id) || tickets::was_taken_back(tx, number_in(event, "undoes"))) return;
    held = held_until(tx, event);
  }
  std::optional<std::vector<Message>> messages;
  for (const Webhook& webhook : webhooks) {
    if (event.created_at < webhook.created_at) continue;
    if (!messages) messages = messages_of(tx, event);
    for (const Message& message : *messages)
      if (subscribes(webhook, message.event_type)) invoke(tx, webhook, {message.event_type, event.id, message.payload, {}, held});
  }
}

}  // namespace

void hear(db::Tx& tx, std::span<const events::Event* const> batch) {
  auto webhooks = tx.all<Webhook>(q::active);
  std::erase_if(webhooks, [](const Webhook& webhook) { return std::ranges::all_of(webhook.subscriptions, [](const std::string& one) { return one == kByRules; }); });
  if (webhooks.empty()) return;
  for (const events::Event* event : batch)
    if (event->via != "import") tell(tx, webhooks, *event);
}

void forget_old(db::Tx& tx) {
  const Time before = tx.now() - std::chrono::hours(24 * 30);
  tx.execute(q::forget_attempts, before);
  tx.execute(q::forget_invocations, before);
}

}  // namespace sahay::webhooks
