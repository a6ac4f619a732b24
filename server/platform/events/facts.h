// The facts of an event as a JSON object, read once for all consumers that hear of it in the same round.
// Rule of use: for durable consumers; others read an event once and parse it themselves.
// Threading: each thread remembers what it has read last.
#pragma once

#include <array>
#include <memory>

#include "base/scratch_json.h"
#include "platform/events/events.h"

namespace sahay::events {

// Null when the data is no object.
inline std::shared_ptr<const JsonObject> facts_of(const Event& event) {
  struct Read {
    std::string text;
    std::shared_ptr<const JsonObject> facts;
  };
  thread_local std::array<Read, 64> reads;  // as many as a round hands out
  Read& read = reads[std::size_t(event.id) % reads.size()];
  if (read.facts && read.text == event.data.text) return read.facts;
  const auto parsed = std::make_shared<const ScratchJson>(event.data.text);
  if (!parsed->object()) return nullptr;
  read.text = event.data.text;
  return read.facts = std::shared_ptr<const JsonObject>(parsed, parsed->object());
}

}  // namespace sahay::events
