// The live stream of consoles (/api/v2/stream, docs/api.md): events with the changed row and counts, presence.
// Start: subscribe first, then replay what the client missed from the events table, then release what came meanwhile;
// so "snapshot + events = fresh snapshot".
// Threading: on_event on the store's thread (only queues); everything else on the workers.
#pragma once

#include <memory>

#include "platform/api/api.h"
#include "platform/events/events.h"
#include "platform/http/http.h"

namespace sahay::live {

class Stream {
 public:
  Stream(db::Store& store, const Clock& clock, api::Authenticator authenticate);
  ~Stream();
  Stream(const Stream&) = delete;

  // Registers the live consumer and the socket route; call before the server starts.
  void add(events::Dispatcher& dispatcher, http::Router& router);
  // Called with the person of a console that shows itself, on a worker; set before add().
  void tell_of_consoles(std::function<void(std::int64_t)> heard);
  void start();
  void stop();

  struct State;  // shared with the sockets; defined in stream.cc

 private:
  std::shared_ptr<State> state_;
};

}  // namespace sahay::live
