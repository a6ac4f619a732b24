// Outward: what faces other programs and the desk as a whole: webhooks, brands, languages, settings, texts in several
// languages, the API of the help centre and the community. A part of the wiring in its own file.
// Rule of use: made with the Wiring, before anything runs; start() after the migration.
// Threading: the main thread.
#pragma once

#include "app/parts.h"
#include "platform/http/client.h"

namespace sahay::app {

class Outward {
 public:
  explicit Outward(const Parts& parts);

  void add_routes();
  void add_consumers();
  void add_jobs();
  Result<void> start();                // rows that every desk has: a brand, audiences; and what the desk says of itself
  static void forget_old(db::Tx& tx);              // hourly housekeeping

 private:
  const Parts parts_;
  http::GuardOptions guard_;
};

}  // namespace sahay::app
