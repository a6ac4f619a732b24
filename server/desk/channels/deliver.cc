#include "desk/channels/deliver.h"

#include <algorithm>

#include "base/json.h"
#include "base/text.h"
#include "desk/tickets/rows_of_batch.h"
#include "platform/events/batches.h"
#include "platform/events/facts.h"

namespace sahay::channels {
namespace {

// 30 s doubling to 1 h makes about four days, as mail servers do.
constexpr int kAttempts = 100;

bool speaks_for_us(std::string_view role) { return role == "agent" || role == "admin" || role == "bot"; }

std::string_view state_of(const SendResult& result, bool last) {
  switch (result.kind) {
    case SendResult::Kind::sent: return "sent";
    case SendResult::Kind::rejected: return "failed";
    case SendResult::Kind::unknown: return result.again && !last ? "retrying" : "unknown";
    case SendResult::Kind::retry: return last ? "failed" : "retrying";
  }
  return "failed";
}

// A lease that ran out in a slow exchange lets two workers try the same delivery: whoever did not pass the point of no
// return says nothing of one that another worker has sent or is sending.
bool is_mine(std::string_view state, const SendResult& result) {
  return result.began || state == "queued" || state == "retrying";
}

}  // namespace

Duration undo_window(const tickets::Ticket& ticket, const tickets::Comment& comment, Duration undo) {
  if (undo <= Duration::zero() || comment.channel != "web" || comment.author_role == "bot" || ticket.channel == "chat") return {};
  const auto via = parse_json(comment.via.text);
  const auto wish = via.ok() && via->is_object() ? integer_at(via->get_object(), "undo_send_seconds") : std::nullopt;
  return wish ? std::clamp<Duration>(std::chrono::seconds(*wish), Duration::zero(), kLongestUndo) : undo;
}

namespace {

// The public comment of ours that the event brought; 0: none.
std::int64_t comment_to_send(const events::Event& event) {
  const auto facts = event.via == "import" ? nullptr : events::facts_of(event);
  if (!facts || !bool_at(*facts, "public").value_or(false)) return 0;
  return speaks_for_us(string_at(*facts, "author_role").value_or("")) ? integer_at(*facts, "comment_id").value_or(0) : 0;
}

void queue_deliveries(db::Tx& tx, const Channels& channels, const tickets::Ticket& ticket, const tickets::Comment& comment, Duration undo) {
  const Duration window = undo_window(ticket, comment, undo);
  for (Channel* channel : channels.list())
    for (const Target& target : channel->targets(tx, ticket, comment)) {
      Delivery wanted;
      wanted.ticket_id = ticket.id;
      wanted.comment_id = comment.id;
      wanted.channel = channel->name();
      wanted.user_id = target.user;
      wanted.address = target.address;
      if (window > Duration::zero()) wanted.held_until = comment.created_at + window;
      queue_delivery(tx, std::move(wanted));
    }
}

}  // namespace

void queue_deliveries(db::Tx& tx, const Channels& channels, std::span<const events::Event* const> batch, Duration undo) {
  std::vector<std::pair<std::int64_t, std::int64_t>> wanted;  // ticket, comment
  std::set<std::int64_t> ticket_ids, comment_ids;
  for (const events::Event* event : batch) {
    const std::int64_t comment = comment_to_send(*event);
    if (!comment) continue;
    wanted.emplace_back(event->subject_id, comment);
    ticket_ids.insert(event->subject_id);
    comment_ids.insert(comment);
  }
  const auto tickets = tickets::tickets_of(tx, ticket_ids);
  const auto comments = tickets::comments_of(tx, comment_ids);
  for (const auto& [ticket_id, comment_id] : wanted) {
    const auto ticket = tickets.find(ticket_id);
    const auto comment = comments.find(comment_id);
    if (ticket == tickets.end() || ticket->second.deleted_at || comment == comments.end()) continue;
    queue_deliveries(tx, channels, ticket->second, comment->second, undo);
  }
}

Result<void> deliver(db::Store& store, const Channels& channels, const jobs::Job& job) {
  const DeliveryId id(text::to_integer(job.payload).value_or(0));
  auto delivery = store.read([&](db::Tx& tx) { return find_delivery(tx, id); });
  // The last try ended with the process after the point of no return: nobody knows whether it arrived.
  if (delivery && delivery->state == "sending") {
    return store.write([&](db::Tx& tx) -> Result<void> {
      record_delivery(tx, *delivery, "unknown", delivery->external_id, "delivery.error.interrupted");
      jobs::finish(tx, job);
      return {};
    });
  }
  const bool open = delivery && (delivery->state == "queued" || delivery->state == "retrying");
  Channel* const channel = open ? channels.find(delivery->channel) : nullptr;
  if (!open) return {};
  // From here on an undo comes too late, and before it nothing is on its way.
  if (delivery->held_until) {
    const auto begun = store.write([&](db::Tx& tx) -> Result<bool> { return begin_held(tx, id); });
    if (!begun.ok() || !*begun) return begun.ok() ? Result<void>() : begun.error();
  }
  SendResult result{SendResult::Kind::rejected, {}, "delivery.error.no_channel"};
  if (channel) result = channel->send(store, *delivery);
  delivery->attempt = job.attempt;
  const std::string_view state = state_of(result, job.attempt >= kAttempts);
  const bool again = TRY(store.write([&](db::Tx& tx) -> Result<bool> {
    const auto now = find_delivery(tx, id);
    const bool mine = now && is_mine(now->state, result);
    if (mine) record_delivery(tx, *delivery, state, result.external_id, result.error);
    const bool later = mine ? state == "retrying" : now && now->state == "sending";
    if (!later) jobs::finish(tx, job);
    return later;
  }));
  if (again) return Error{ErrorCode::unavailable, "delivery.error.retry", result.error};
  return {};
}

void register_delivery(events::Dispatcher& dispatcher, jobs::Worker& worker, const Channels& channels, Duration undo) {
  dispatcher.add_durable(
      "channels.deliver", {"ticket.created", "ticket.updated"},
      events::InBatches{[&channels, undo](db::Tx& tx, std::span<const events::Event* const> batch) { queue_deliveries(tx, channels, batch, undo); }});
  worker.handle(kDeliverJob,
                [&channels](db::Store& store, const jobs::Job& job) { return deliver(store, channels, job); },
                {.attempts = kAttempts, .concurrency = 4, .lease = std::chrono::minutes(20)});
}

}  // namespace sahay::channels
