// Speakers: who speaks first in a ticket, the bot and its hand-offs (C11). A part of the wiring in its own file.
// Rule of use: made with the Wiring, before anything runs; the store is migrated by then.
// Threading: the main thread; heard() on the listener's.
#pragma once

#include "app/parts.h"
#include "desk/bot/bot.h"
#include "desk/sla/clocks.h"

namespace sahay::app {

class Speakers {
 public:
  Speakers(const Parts& parts, sla::Clocks& clocks);

  void add_routes();  // and what rules and the console know of it
  void add_jobs();
  bool answers_in_chat() const;  // a program answers first there
  void watch_change(db::Tx& tx, const events::Event& event, const tickets::Ticket& ticket) { bot_.watch_change(tx, event, ticket); }
  // Another process changed the settings.
  void heard() { parts_.store.read([this](db::Tx& tx) { bot_.load(tx, false); }); }

 private:
  const Parts parts_;
  bot::Desk bot_;
};

}  // namespace sahay::app
