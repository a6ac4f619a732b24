// A durable handler that hears the events of one round together: what it reads and writes for them it can read and
// write at once.
// Rule of use: dispatcher.add_durable(name, kinds, InBatches{hear}); the events ascend, all are of the wanted kinds.
// When hear() throws, nothing of the round is kept and the events come again one by one, each as a round of its own.
// Threading: as durable handlers.
#pragma once

#include <functional>
#include <span>

#include "platform/events/events.h"

namespace sahay::events {

struct InBatches {
  std::function<void(db::Tx&, std::span<const Event* const>)> hear;

  void operator()(db::Tx& tx, const Event& event) const {
    const Event* const one = &event;
    hear(tx, {&one, 1});
  }
};

}  // namespace sahay::events
