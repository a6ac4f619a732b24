// Elsewhere: events that another process committed on the same database. look() gives them to the live consumers of this
// process, which hear their own events straight from the commit, and wakes the durable ones.
// Rule of use: made after the live consumers were added; look() whenever a node tells kToldTopic and now and then.
// Threading: look() from one thread at a time; live handlers run on it.
#pragma once

#include <memory>

#include "platform/events/events.h"

namespace sahay::events {

inline constexpr std::string_view kToldTopic = "events";

class Elsewhere {
 public:
  explicit Elsewhere(db::Store& store);
  ~Elsewhere();
  Elsewhere(const Elsewhere&) = delete;

  void look();

 private:
  db::Store& store_;
  const std::shared_ptr<struct Feed> feed_;
  std::int64_t seen_ = 0;
};

}  // namespace sahay::events
