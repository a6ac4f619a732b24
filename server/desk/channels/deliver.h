// Deliver: from a public comment to the channels. A durable consumer hears of the comment and queues one delivery for
// each target; a job sends it, tries again by the jobs' backoff, and records what became of it.
// Rule of use: app/wiring.cc calls register_delivery() before the dispatcher and the worker start.
// Threading: called once; `channels` outlives both.
#pragma once

#include <span>

#include "desk/channels/channel.h"
#include "platform/events/events.h"
#include "platform/jobs/jobs.h"

namespace sahay::channels {

inline constexpr char kDeliverJob[] = "channels.deliver";

// Queues the deliveries of the comments that events brought; what the consumer does. `undo`: how long an answer from
// the console waits, unless its writer chose less or more (undo_window).
void queue_deliveries(db::Tx& tx, const Channels& channels, std::span<const events::Event* const> batch, Duration undo = {});
// Sends one; what the job does. An Error asks for another try.
Result<void> deliver(db::Store& store, const Channels& channels, const jobs::Job& job);

void register_delivery(events::Dispatcher& dispatcher, jobs::Worker& worker, const Channels& channels, Duration undo = {});

inline constexpr Duration kLongestUndo = std::chrono::seconds(30);
// How long the mails of this comment wait for an undo; none when the desk does not want it, when a program or a rule
// wrote it, or when the ticket is a chat: what was said there was read at once.
Duration undo_window(const tickets::Ticket& ticket, const tickets::Comment& comment, Duration undo);

}  // namespace sahay::channels
