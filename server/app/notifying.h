// Notifying: how agents are told of what concerns them: lines in the console, messages to their devices, the mail of
// the morning. A part of the wiring in its own file.
// Rule of use: made with the Wiring, before anything runs.
// Threading: the main thread.
#pragma once

#include "app/parts.h"
#include "desk/notifications/digest.h"
#include "desk/notifications/push.h"

namespace sahay::app {

class Notifying {
 public:
  Notifying(const Parts& parts, const files::SealedBox& box, Secret key, LiveText desk_name);

  void add_routes(const site::Settings& site);
  void add_jobs();
  void hear(db::Tx& tx, const events::Event& event) const;

 private:
  const Parts parts_;
  notifications::PushParts push_;
  const notifications::DigestParts digest_;
};

}  // namespace sahay::app
