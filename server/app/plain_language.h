// Plain language (C6) in the program: its routes, the gate of public answers, what it hears. A part of the wiring in its
// own file.
// Rule of use: made with the Wiring, before anything runs; the store is migrated by then.
// Threading: the main thread; heard() on the listener's.
#pragma once

#include "app/parts.h"
#include "desk/wording/wording.h"

namespace sahay::app {

class PlainLanguage {
 public:
  explicit PlainLanguage(const Parts& parts) : parts_(parts) {}

  void add_routes();
  void hear(db::Tx& tx, const events::Event& event) const { wording_.hear(tx, event); }  // ticket.created, ticket.updated
  // Another process changed a policy or a phrase.
  void heard() { parts_.store.read([this](db::Tx& tx) { wording_.load(tx); }); }

 private:
  const Parts parts_;
  wording::Wording wording_;
};

}  // namespace sahay::app
