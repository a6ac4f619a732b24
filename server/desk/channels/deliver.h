// Deliver: from a public comment to the channels. A durable consumer hears of the comment and queues one delivery for
// each target; a job sends it, tries again by the jobs' backoff, and records what became of it.
// Rule of use: app/wiring.cc calls register_delivery() before the dispatcher and the worker start.
// Threading: called once; `channels` outlives both.
#pragma once

#include "desk/channels/channel.h"
#include "platform/events/events.h"
#include "platform/jobs/jobs.h"

namespace sahay::channels {

inline constexpr char kDeliverJob[] = "channels.deliver";

// Queues the deliveries of the comment that an event brought; what the consumer does.
void queue_deliveries(db::Tx& tx, const Channels& channels, const events::Event& event);
// Sends one; what the job does. An Error asks for another try.
Result<void> deliver(db::Store& store, const Channels& channels, const jobs::Job& job);

void register_delivery(events::Dispatcher& dispatcher, jobs::Worker& worker, const Channels& channels);

}  // namespace sahay::channels
