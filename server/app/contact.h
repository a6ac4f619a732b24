// Contact: the card of all ways to reach the desk (B8). A part of the wiring in its own file.
// Rule of use: made with the Wiring, before anything runs; the store is migrated by then. start() sets the timers.
// Threading: the main thread; heard() on the listener's.
#pragma once

#include "app/parts.h"
#include "desk/reach/reach.h"

namespace sahay::app {

class Contact {
 public:
  // `bot_answers`: whether a program answers first in the chat. `largest_mail`: bytes that the mailroom takes.
  Contact(const Parts& parts, const site::Settings& site, std::function<bool()> bot_answers, std::size_t largest_mail);
  ~Contact();
  Contact(const Contact&) = delete;

  void add_routes();
  void add_jobs();
  Result<void> start();
  // Another process changed a way.
  void heard() { parts_.store.read([this](db::Tx& tx) { card_.load(tx, false); }); }

 private:
  const Parts parts_;
  reach::Card card_;
};

}  // namespace sahay::app
