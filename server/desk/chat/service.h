// Chat: sockets of visitors, routes of the widget, and the pusher that brings new entries to open sockets. Entries are
// always read from the database after the last one a socket has got, so replay and live delivery are the same code and a
// restart loses nothing.
// Rule of use: app makes one, adds routes and consumers, start(), stop() before the server is gone.
// Threading: any thread; one own thread reads and sends.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/id.h"
#include "desk/site/settings.h"
#include "platform/api/api.h"
#include "platform/db/store.h"
#include "platform/events/events.h"
#include "platform/files/directory.h"
#include "platform/files/sealed_box.h"
#include "platform/http/http.h"
#include "platform/jobs/jobs.h"

namespace sahay::chat {

inline constexpr std::string_view kNodeTopic = "chat";

struct Options {
  // Whether an agent is there now; not set: as the opening hours say.
  std::function<bool(UserId)> is_online{};
  // A visitor types in this ticket; for the console's stream.
  std::function<void(TicketId ticket, const std::string& name, bool on)> visitor_typing{};
  const files::SealedBox* box = nullptr;  // of the keys by which hosting sites name people; none: nobody is named
  bool demo_site = false;  // serve /demo-site, a page of somebody else that carries the widget
};

class Chat {
 public:
  Chat(db::Store& store, files::Directory& files, const Clock& clock, const site::Settings& settings, Options options = {});
  ~Chat();
  Chat(const Chat&) = delete;

  void add_routes(http::Router& router);
  void add_consumers(events::Dispatcher& dispatcher);
  void add_jobs(jobs::Worker& worker);
  void add_key_routes(api::Api& api);  // /widget_keys, and "visitor" in what the console reads of a ticket
  void start();
  void stop();

  // An agent types in this ticket: shown to its visitor for six seconds. Never stored.
  void agent_typing(TicketId ticket, const std::string& name, bool on);
  // Another process has something for a visitor, who may be connected to this one (db::NodeListener).
  void look_again(std::int64_t visitor);
  // Open sockets of visitors.
  std::size_t sockets() const;

  struct State;  // of this folder only

 private:
  std::shared_ptr<State> state_;
};

}  // namespace sahay::chat
